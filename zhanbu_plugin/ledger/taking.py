"""What is taken away out of lots, and what is owed where they don't suffice (扣减、欠账). Pure arithmetic, dm²."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..pool.accounts.records import LotBalance
from .fifo import Share, take_any, total


@dataclass(frozen=True)
class Taking:
    """Shares of lots that are taken away, and what is owed because nothing more was there."""

    shares: tuple[Share, ...]
    owed_dm2: int

    @property
    def taken_dm2(self) -> int:
        """Sum of the shares."""
        return total(self.shares)


def plan_taking(need_dm2: int, available_dm2: int, lots: Sequence[LotBalance], first: Collection[str] = ()) -> Taking:
    """Take an amount away: from the lots named ``first``, then from the others in their queue; the rest is owed (A-11).

    ``available_dm2`` is the balance of the account, which is less than its lots together while some of it is frozen:
    that much is taken and no more, so that no account falls below nothing. Raises ``ValueError`` for an amount that
    isn't positive.
    """
    if need_dm2 <= 0:
        raise ValueError("an amount is taken")
    most = min(need_dm2, max(available_dm2, 0))
    own = take_any([lot for lot in lots if lot.lot.lot_uid in first], most)
    others = take_any([lot for lot in lots if lot.lot.lot_uid not in first], most - total(own))
    shares = (*own, *others)
    return Taking(shares, need_dm2 - total(shares))


def plan_cut(standing_dm2: int, cap_dm2: int, lots: Sequence[LotBalance], *, newest_first: bool) -> tuple[Share, ...]:
    """What stands above a cap, cut from the newest lots, so that those that came first keep their place (HB-19, A-22).

    Used lots can't be cut, so it may be less than the excess.
    """
    return take_any(lots, max(standing_dm2 - cap_dm2, 0), newest_first=newest_first)
