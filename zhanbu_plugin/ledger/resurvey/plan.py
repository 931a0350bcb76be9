"""What is cut of a lot when some of its ground is lost, and what goes on (核减与结转). Arithmetic in 0.01 m². HB-28."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...pool.accounts.records import AVAILABLE, DEDUCTED, LedgerEntry


@dataclass(frozen=True)
class LotStanding:
    """One indicator of a lot: what it was credited with, what is available of it by year, and what was cut of it
    before, for whatever reason.
    """

    lot_uid: str
    holder: str
    indicator: str
    credited_dm2: int
    available: Mapping[int, int]
    cut_before_dm2: int

    @property
    def available_dm2(self) -> int:
        """Available in all years."""
        return sum(self.available.values())


@dataclass(frozen=True)
class LotCut:
    """What is cut of a lot by year, and what ground was lost beyond what is available: it is linked or used already."""

    standing: LotStanding
    by_year: Mapping[int, int]
    beyond_dm2: int

    @property
    def cut_dm2(self) -> int:
        """All that is cut."""
        return sum(self.by_year.values())

    @property
    def left(self) -> dict[int, int]:
        """What goes on, by year."""
        rest = {year: amount - self.by_year.get(year, 0) for year, amount in self.standing.available.items()}
        return {year: amount for year, amount in rest.items() if amount}


def plan_cut_of_lot(standing: LotStanding, lost_share: Fraction, *, most_left_dm2: int | None = None) -> LotCut:
    """What a lot stands for beyond the share of its ground that is left, cut from what is available, oldest year first.

    So no ground is cut twice, whatever it was cut for before: the lot stands for no more than its cropland. With
    ``most_left_dm2`` no more than that stays available: paddy never exceeds the area of its lot.
    """
    lost = int(lost_share * standing.credited_dm2 + Fraction(1, 2))
    need = max(lost - standing.cut_before_dm2, 0)
    if most_left_dm2 is not None:
        need = max(need, standing.available_dm2 - most_left_dm2)
    by_year, left = {}, need
    for year in sorted(standing.available):
        taken = min(standing.available[year], left)
        if taken > 0:
            by_year[year] = taken
            left -= taken
    return LotCut(standing, by_year, left)


def cut_entries(cut: LotCut) -> list[LedgerEntry]:
    """Entries that move what is cut from available to deducted."""
    own = cut.standing
    return [
        LedgerEntry(own.holder, own.indicator, bucket, year, own.lot_uid, "", sign * amount)
        for year, amount in cut.by_year.items()
        for bucket, sign in ((AVAILABLE, -1), (DEDUCTED, 1))
    ]


def carry_entries(going: Sequence[tuple[LotStanding, int]], year: int) -> list[LedgerEntry]:
    """Entries that carry amounts of lots from a year into the next."""
    return [
        LedgerEntry(own.holder, own.indicator, AVAILABLE, year + step, own.lot_uid, "", sign * amount)
        for own, amount in going
        if amount
        for step, sign in ((0, -1), (1, 1))
    ]
