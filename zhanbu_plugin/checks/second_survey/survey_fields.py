"""The survey's own area fields of pieces that were cut out of a parcel (``cutting.levelling``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ...survey.units import rounded
from ..cutting.levelling import dealt_out


@dataclass(frozen=True)
class SurveyAreas:
    """TBMJ, KCMJ and TBDLMJ of a piece in 0.01 m²."""

    tbmj: int
    kcmj: int
    tbdlmj: int


def survey_areas(pieces_dm2: Sequence[int], tbmj_dm2: int, kcxs: float) -> list[SurveyAreas]:
    """Survey areas of the pieces of a parcel with area ``tbmj_dm2`` and ridge coefficient ``kcxs`` (扣除地类系数).

    The parcel's area is dealt out to the pieces by their own; each piece rounds its own KCMJ.
    """
    areas = dealt_out(pieces_dm2, tbmj_dm2)
    ridges = [int(rounded(Fraction(Decimal(repr(kcxs))) * area, 0)) for area in areas]
    return [SurveyAreas(area, ridge, area - ridge) for area, ridge in zip(areas, ridges)]
