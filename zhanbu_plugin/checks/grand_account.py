"""The yearly grand account (算大账) of cropland used and made up, and average grades by area, exactly (HB-6, HB-10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class GradedArea:
    """Cropland used or made up: ``area_dm2`` and, of it, ``paddy_dm2`` (0.01 m²); its quality ``grade`` (1 is best) by
    a ``scheme``, ``None`` where nobody has appraised it.
    """

    area_dm2: int
    paddy_dm2: int = 0
    grade: Fraction | None = None
    scheme: str = ""


@dataclass(frozen=True)
class GrandAccount:
    """What a year has brought: area and paddy made up less those used (0.01 m²), and both average grades, ``None``
    where some of the ground isn't appraised or the schemes differ.
    """

    area_dm2: int
    paddy_dm2: int
    grade_used: Fraction | None
    grade_supplied: Fraction | None

    @property
    def gaps(self) -> tuple[str, ...]:
        """Where less was made up than used: ``AREA``, ``PADDY``, ``QUALITY``. It is told and blocks nothing."""
        used, supplied = self.grade_used, self.grade_supplied
        worse = used is not None and supplied is not None and supplied > used
        found = {"AREA": self.area_dm2 < 0, "PADDY": self.paddy_dm2 < 0, "QUALITY": worse}
        return tuple(name for name, there in found.items() if there)


def grand_account(used: Sequence[GradedArea], supplied: Sequence[GradedArea]) -> GrandAccount:
    """The account of a county or city and year over all uses and all supplements (HB-6)."""
    schemes = {entry.scheme for entry in (*used, *supplied)}
    comparable = len(schemes) == 1 and "" not in schemes
    return GrandAccount(
        sum(s.area_dm2 for s in supplied) - sum(u.area_dm2 for u in used),
        sum(s.paddy_dm2 for s in supplied) - sum(u.paddy_dm2 for u in used),
        average_grade(used) if comparable else None,
        average_grade(supplied) if comparable else None,
    )


def average_grade(entries: Iterable[GradedArea]) -> Fraction | None:
    """Σ(area × grade) / Σ area, exactly; ``None`` without area, without a grade of all of it, or of several schemes.

    HB-10. It isn't rounded: a plot of grade 4 reaches an average of 4.12 and of 4, none of 3.99 (A-19).
    """
    listed = [entry for entry in entries if entry.area_dm2]
    if not listed or len({entry.scheme for entry in listed}) > 1:
        return None
    weighted = Fraction(0)
    for entry in listed:
        if entry.grade is None:
            return None
        weighted += entry.area_dm2 * entry.grade
    return weighted / sum(entry.area_dm2 for entry in listed)
