"""What the ledger's services ask of an engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from .records import (
    AccountBalance,
    Cap,
    DayBalance,
    Freeze,
    FreezeExit,
    Holding,
    LedgerEntry,
    LedgerHead,
    Lot,
    LotBalance,
    Occupation,
    Txn,
)


class LedgerReader(Protocol):
    """The part of an open pool that tells what the ledger holds."""

    def ledger_head(self, system: str) -> LedgerHead:
        """How many postings, lots and so on there are in all, and the day of the system's last posting."""

    def last_place(self, system: str, holder: str) -> int:
        """Place (``fifo_seq``) of the holder's last lot, 0 without any."""

    def lots(self, system: str, holder: str | None = None) -> list[Lot]:
        """Lots in the order of the queue, holder by holder."""

    def lots_of_parcel(self, parcel_uid: str) -> list[Lot]:
        """Lots that a parcel opened, in the order of opening."""

    def lots_of_txn(self, txn_uid: str) -> list[Lot]:
        """Lots that a posting opened, in the order of opening."""

    def standing_dm2(self, lot_uid: str) -> int:
        """What a lot stands for: its amount less what was cut of it; nothing once its opening was reversed."""

    def admitted_dm2(self, system: str, holder: str, year: int) -> int:
        """What the lots of parcels that were admitted in a year stand for; a control scale limits it."""

    def lot_balances(self, system: str, holder: str, indicator: str) -> list[LotBalance]:
        """What is available of each lot and year, more than nothing, in the order of the queue."""

    def holdings(self, system: str, *, bucket: str | None = None, ref: str | None = None) -> list[Holding]:
        """What is held of each lot, project, freeze and year, other than nothing, in the order of the queue."""

    def holdings_of_lot(self, lot_uid: str) -> list[Holding]:
        """What became of a lot."""

    def accounts(self, system: str) -> list[AccountBalance]:
        """Balances by holder, indicator and bucket."""

    def account_dm2(self, system: str, holder: str, indicator: str, bucket: str) -> int:
        """One balance; 0 for an account that was never used."""

    def balances_on(self, system: str, day: date) -> list[DayBalance]:
        """Balances at the end of a day, other than nothing, as all entries up to that day add up."""

    def txn(self, txn_uid: str) -> Txn | None:
        """A posting by uid."""

    def txns(self, system: str | None = None, ref: str | None = None) -> list[Txn]:
        """Postings in order, of a system, or of a project or freeze."""

    def entries_of(self, txn_uid: str) -> list[LedgerEntry]:
        """Entries of a posting in order."""

    def posting_hashes(self, system: str) -> dict[str, str]:
        """Hash of the entry of the history that a posting is, by its uid."""

    def all_entries(self) -> list[tuple[str, LedgerEntry]]:
        """Every entry with its posting, in order."""

    def occupation(self, system: str, project_no: str) -> Occupation | None:
        """A project as it was registered last."""

    def occupations(self, system: str | None = None) -> list[Occupation]:
        """Projects in the order of registering."""

    def freeze(self, freeze_uid: str) -> Freeze | None:
        """A freeze by uid."""

    def freezes(self, system: str | None = None) -> list[Freeze]:
        """Freezes in order."""

    def freeze_exits(self, freeze_uid: str | None = None) -> list[FreezeExit]:
        """How a freeze ended, or all of them, in order."""

    def caps(self, system: str | None = None) -> list[Cap]:
        """Control scales in the order of recording; the last one of a holder and year counts."""


class LedgerWriter(Protocol):
    """The part of an open pool that keeps the ledger. ``ledger.posting.post`` is the one way to a posting."""

    def add_lots(self, lots: Sequence[Lot]) -> None:
        """Keep the lots that a posting opens, after its event and before its entries."""

    def add_posting(self, txn: Txn, entries: Sequence[LedgerEntry]) -> None:
        """Keep entries and the posting that closes them, after its event."""

    def add_occupation(self, occupation: Occupation) -> None:
        """Keep a project, after its event."""

    def add_freeze(self, freeze: Freeze) -> None:
        """Keep a freeze, after its event and before its posting."""

    def add_freeze_exit(self, ended: FreezeExit) -> None:
        """Keep how some of a freeze ended, after its event and before its posting."""

    def add_cap(self, cap: Cap) -> None:
        """Keep a control scale, after its event."""
