"""First in, first out (先进先出): which lots an amount is taken from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..pool.accounts.records import AVAILABLE, LedgerEntry, Lot, LotBalance


@dataclass(frozen=True)
class Share:
    """What is taken of a lot in one year."""

    lot_uid: str
    year: int
    amount_dm2: int
    grade: float | None = None
    grade_scheme: str = ""


def usable(lot: Lot, on: date) -> bool:
    """Whether a lot may be used on a day: from its first day on, until it expires."""
    return lot.usable_from <= on and (lot.expires_on is None or on <= lot.expires_on)


def take(lots: Sequence[LotBalance], need_dm2: int, on: date) -> tuple[Share, ...]:
    """Shares of the lots usable on a day, legacy lots first, then in the order in which they came in.

    The last lot is split. The shares add up to ``need_dm2``, or to all there is if that is less.
    """
    return take_any([lot for lot in lots if usable(lot.lot, on)], need_dm2)


def take_any(lots: Iterable[LotBalance], need_dm2: int, *, newest_first: bool = False) -> tuple[Share, ...]:
    """As ``take``, of all lots, usable or not; ``newest_first`` from the end of the queue (a cut protects promises)."""
    shares: list[Share] = []
    for balance in sorted(lots, key=lambda b: (b.lot.queue, b.year), reverse=newest_first):
        amount = min(balance.available_dm2, need_dm2)
        if amount <= 0:
            continue
        lot = balance.lot
        shares.append(Share(lot.lot_uid, balance.year, amount, lot.grade, lot.grade_scheme))
        need_dm2 -= amount
    return tuple(shares)


def total(shares: Iterable[Share]) -> int:
    """What shares add up to, in square decimetres."""
    return sum(share.amount_dm2 for share in shares)


def moves(
    shares: Iterable[Share], holder: str, indicator: str, to_bucket: str, ref: str = "", *, from_bucket: str = AVAILABLE
) -> list[LedgerEntry]:
    """Entries that move shares from a bucket (AVAILABLE) to another; ``ref`` goes with LINKED and USED."""
    entries = []
    for share in shares:
        for bucket, amount in ((from_bucket, -share.amount_dm2), (to_bucket, share.amount_dm2)):
            own_ref = "" if bucket == AVAILABLE else ref
            entries.append(LedgerEntry(holder, indicator, bucket, share.year, share.lot_uid, own_ref, amount))
    return entries
