"""Which polygons of a survey are wanted, worked out on whole columns (图斑筛选)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ....survey.units import dm2_of_mu, m2_of, round_m2
from ...check.findings_filter import Mask
from .survey_table import VILLAGE, SurveyTable


@dataclass(frozen=True)
class SurveyFilter:
    """What the user asked for. A code that isn't in ``codes``, or has an empty set there, may be anything; so may the
    village where ``places`` is empty.

    ``least_mu`` and ``most_mu`` are limits of the area that the survey states, 0 for none; ``sources``: feature ids
    that the rules allow as a source, ``None`` where that doesn't matter.
    """

    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    least_mu: float = 0.0
    most_mu: float = 0.0
    text: str = ""
    sources: frozenset[int] | None = None
    places: frozenset[str] = frozenset()

    def anywhere(self, table: SurveyTable) -> Mask:
        """Which rows (n,) of a survey are meant, wherever they lie."""
        rows: Mask = np.ones(len(table), dtype=bool)
        for name, codes in self.codes.items():
            if codes:
                rows &= table.codes[name].among(codes)
        with np.errstate(invalid="ignore"):
            if self.least_mu > 0:
                rows &= table.areas_m2 >= _m2(self.least_mu)
            if self.most_mu > 0:
                rows &= table.areas_m2 <= _m2(self.most_mu)
        if self.text.strip():
            rows &= table.having(self.text)
        if self.sources is not None:
            rows &= table.rows_of(self.sources)
        return rows

    def there(self, table: SurveyTable, rows: Mask) -> Mask:
        """Which of some rows (n,) lie where they are wanted."""
        return rows & table.codes[VILLAGE].among(self.places) if self.places else rows


def stated_dm2(table: SurveyTable, rows: Mask) -> int:
    """Sum of the areas that the survey states of some rows (n,), in 0.01 m²."""
    areas = table.areas_m2[rows]
    return int(np.rint(round_m2(areas[np.isfinite(areas)]) * 100).sum())


def _m2(mu: float) -> float:
    """m² of an amount in 亩 with two decimals, as the box gives it."""
    return m2_of(dm2_of_mu(f"{mu:.2f}"))
