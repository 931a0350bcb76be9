"""What is taken out of lots in a given order, and what is owed where they don't suffice. Pure arithmetic, dm²."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """What may be taken of one lot."""

    lot_uid: str
    amount_dm2: int


def take_in_order(lots: Iterable[Held], need_dm2: int) -> tuple[Held, ...]:
    """Up to ``need_dm2`` from lots in their order; what they don't have is left out."""
    shares: list[Held] = []
    for lot in lots:
        part = min(need_dm2, lot.amount_dm2)
        if part > 0:
            shares.append(Held(lot.lot_uid, part))
            need_dm2 -= part
    return tuple(shares)


@dataclass(frozen=True)
class Taking:
    """Shares of lots that are taken away, and what is owed because nothing more was there."""

    shares: tuple[Held, ...]
    owed_dm2: int

    @property
    def taken_dm2(self) -> int:
        """Sum of the shares."""
        return sum(share.amount_dm2 for share in self.shares)


def plan_taking(need_dm2: int, available_dm2: int, lots: Sequence[Held], first: Iterable[str] = ()) -> Taking:
    """Take an amount away: from the lots named ``first``, then from the others in order; the rest is owed (A-11).

    ``available_dm2`` is the balance of the account, which is less than its lots together while some of it is frozen:
    that much is taken and no more, so that no account falls below nothing. Raises ``ValueError`` for an amount that
    isn't positive.
    """
    if need_dm2 <= 0:
        raise ValueError("an amount is taken")
    own = frozenset(first)
    ordered = [lot for lot in lots if lot.lot_uid in own] + [lot for lot in lots if lot.lot_uid not in own]
    shares = take_in_order(ordered, min(need_dm2, max(available_dm2, 0)))
    return Taking(shares, need_dm2 - sum(share.amount_dm2 for share in shares))


def plan_offset(owed_dm2: int, available_dm2: int) -> int:
    """How much of a debt is settled from what has come in: as much as there is (HB-20b, A-11)."""
    return min(max(owed_dm2, 0), max(available_dm2, 0))


def plan_cut(pooled_dm2: int, cap_dm2: int, newest_first: Sequence[Held]) -> tuple[Held, ...]:
    """What is above a cap, cut from the newest lots, so that those that came first keep their place (HB-19, A-22)."""
    return take_in_order(newest_first, max(pooled_dm2 - cap_dm2, 0))
