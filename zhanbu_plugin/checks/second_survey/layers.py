"""The layers that the split looks at: the second survey's polygons, and construction land approved since."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...survey.crs import Crs
from ...survey.problem import InputProblem
from ...survey.second_survey_classes import SecondSurveyClass, second_survey_class
from ...survey.wording import translate
from ..layer import Objects, VectorLayer
from ..measures.overlap.constraint import PreparedConstraint, prepare
from ..parcels import ParcelBatch


@dataclass(frozen=True)
class SecondSurvey:
    """Polygons of the second survey, ready for parcels in ``prepared.crs``.

    Of each feature (m,): ``codes`` as the layer has them, ``classes`` as the table knows them and ``names``, what
    messages call it.
    """

    prepared: PreparedConstraint
    codes: Objects
    classes: tuple[SecondSurveyClass | None, ...]
    names: Objects


def prepare_second_survey(
    layer: VectorLayer, target_crs: Crs, *, prepared: PreparedConstraint | None = None
) -> SecondSurvey:
    """The second survey's layer for parcels in ``target_crs``; of one that is ``prepared`` no shape is looked at.

    Raises ``InputProblem`` when it has no class codes (DLBM), keeps them as numbers, or as ``prepare`` does.
    """
    features = ParcelBatch.of(layer)
    codes, names = features.texts("DLBM"), features.texts("DLMC")
    lost = features.code_lost("DLBM")
    if codes is None or lost is not None:
        raise InputProblem(
            lost or translate("zhanbu", "The layer has no field for the land class."),
            remedy=translate(
                "zhanbu", "Choose the second survey's DLTB with class codes such as 011 in DLBM, as text."
            ),
            source=layer.name,
            field="DLBM",
        )
    called = np.full(len(codes), "", dtype=object) if names is None else names
    classes = tuple(second_survey_class(code, name) for code, name in zip(codes, called))
    return SecondSurvey(prepared or prepare(layer, "survey2", target_crs), codes, classes, features.ids)


def prepare_approved(layer: VectorLayer, target_crs: Crs) -> PreparedConstraint:
    """Construction land approved after the second survey, for parcels in ``target_crs``. As ``prepare``."""
    return prepare(layer, "approved", target_crs)
