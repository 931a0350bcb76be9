"""Which survey years a layer of survey polygons holds (数据年份)."""

from __future__ import annotations

import numpy as np

from ..survey.problem import InputProblem
from ..survey.wording import translate
from .layer import VectorLayer
from .parcels import ParcelBatch

_YEARS = (1900, 2200)


def by_survey_year(layer: VectorLayer) -> dict[int, VectorLayer]:
    """The features of a survey layer (DLTB) by their year (SJNF), from the earliest.

    Raises ``InputProblem`` for a layer without that field, and where a feature states no year: nobody would know in
    which survey its ground is missing.
    """
    years = ParcelBatch(layer, layer.fids.astype(object)).numbers("SJNF")
    remedy = translate("zhanbu", "Fill in the four digits of the survey's year (SJNF, 数据年份), and try again.")
    if years is None:
        raise InputProblem(
            translate("zhanbu", "The layer has no field for the year of the survey."),
            remedy=remedy,
            source=layer.name,
            field="SJNF",
        )
    stated = (years >= _YEARS[0]) & (years < _YEARS[1]) & (years == np.floor(years))
    if not stated.all():
        raise InputProblem(
            translate(
                "zhanbu",
                "{count} of {whole} polygons don't say of which year they are.",
                count=int((~stated).sum()),
                whole=len(layer),
            ),
            remedy=remedy,
            source=layer.name,
            field="SJNF",
        )
    return {int(year): layer.taking(years == year) for year in np.unique(years)}
