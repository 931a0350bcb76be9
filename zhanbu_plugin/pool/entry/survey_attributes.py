"""The survey's own attributes (三调属性) as the pool keeps them: plain values, and the columns that are read often."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from ...checks.parcels import PART
from ...survey.units import to_dm2
from ..records import SurveyKey

TEXT_COLUMNS = {
    "zldwdm": "ZLDWDM",
    "zldwmc": "ZLDWMC",
    "qsdwdm": "QSDWDM",
    "qsdwmc": "QSDWMC",
    "qsxz": "QSXZ",
    "src_tbbh": "TBBH",
    "dlbm": "DLBM",
    "dlmc": "DLMC",
    "tbxhdm": "TBXHDM",
    "zzsxdm": "ZZSXDM",
    "gdpdjb": "GDPDJB",
}
"""Column of the pool → standard field name (standards 1.1)."""

MEASURE_COLUMNS = ("slope_deg", "slope_gr", "slope_over", "slope_na")


def plain(attributes: Mapping[str, object]) -> dict[str, object]:
    """Attributes with values that JSON gives back as they were: text, whole and decimal numbers, ``None``."""
    return {name: _plain(value) for name, value in sorted(attributes.items())}


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def text(survey: Mapping[str, object], field: str) -> str:
    """A text attribute, ``""`` where it is missing."""
    value = survey.get(field)
    return "" if value is None else str(value).strip()


def survey_key(survey: Mapping[str, object]) -> SurveyKey:
    """Year, BSM and part of the survey parcel; an empty BSM says that the survey gave none."""
    return SurveyKey(_whole(survey.get("SJNF"), 0), text(survey, "BSM"), _whole(survey.get(PART), 1))


def survey_area_dm2(survey: Mapping[str, object]) -> int | None:
    """TBMJ (图斑面积) in square decimetres, or ``None`` where it is missing or no number."""
    try:
        return max(to_dm2(float(str(survey.get("TBMJ")))), 0)
    except ValueError:
        return None


def _whole(value: object, otherwise: int) -> int:
    try:
        return int(float(str(value)))
    except (ValueError, OverflowError):
        return otherwise
