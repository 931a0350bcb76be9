"""Reading the ledger: the questions of ``accounts.store.LedgerReader`` as SQL."""

from __future__ import annotations

from datetime import date

from ..accounts.records import (
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
from .ledger_rows import (
    cap_of,
    day_of,
    entry_of,
    freeze_exit_of,
    freeze_of,
    holding_of,
    lot_balance_of,
    lot_of,
    occupation_of,
    txn_of,
)
from .questions import Questions

_HEAD = """
    SELECT (SELECT coalesce(max(txn_no), 0) FROM txn) AS txns, (SELECT coalesce(max(lot_no), 0) FROM lot) AS lots,
        (SELECT max(occurred_on) FROM txn WHERE system = :system) AS last_on,
        (SELECT coalesce(max(occupation_no), 0) FROM occupation) AS occupations,
        (SELECT coalesce(max(freeze_no), 0) FROM "freeze") AS freezes,
        (SELECT coalesce(max(cap_no), 0) FROM cap) AS caps
"""
_POSTING_HASHES = """
    SELECT t.txn_uid, e.hash FROM txn t JOIN event e ON e.event_no = t.event_no WHERE t.system = :system
"""
_LOTS = """
    SELECT * FROM lot WHERE system = :system AND (:holder IS NULL OR holder = :holder) ORDER BY holder, queue
"""
_LOT_BALANCES = """
    SELECT l.*, h.indicator, h.year, h.balance_dm2 FROM holding h JOIN lot l ON l.lot_uid = h.lot_uid
    WHERE h.system = :system AND h.bucket = 'AVAILABLE' AND h.holder = :holder AND h.indicator = :indicator
        AND h.balance_dm2 > 0
    ORDER BY l.queue, h.year
"""
_HOLDINGS = """
    SELECT h.* FROM holding h LEFT JOIN lot l ON l.lot_uid = h.lot_uid
    WHERE h.system = :system AND h.balance_dm2 <> 0 AND (:bucket IS NULL OR h.bucket = :bucket)
        AND (:ref IS NULL OR h.ref = :ref)
    ORDER BY h.holder, h.indicator, h.bucket, h.ref, coalesce(l.queue, 0), h.year
"""
_BALANCES_ON = """
    SELECT e.holder, e.indicator, e.bucket, e.year, CASE e.lot_uid WHEN '' THEN 0 ELSE 1 END AS of_lots,
        sum(e.amount_dm2) AS balance_dm2,
        sum(CASE WHEN l.usable_from <= :day AND coalesce(l.expires_on, :day) >= :day THEN e.amount_dm2 ELSE 0 END)
            AS usable_dm2
    FROM txn t JOIN entry e ON e.txn_uid = t.txn_uid LEFT JOIN lot l ON l.lot_uid = e.lot_uid
    WHERE t.system = :system AND t.occurred_on <= :day
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(e.amount_dm2) <> 0 ORDER BY 1, 2, 3, 4, 5
"""
_BALANCES_NOW = """
    SELECT h.holder, h.indicator, h.bucket, h.year, CASE h.lot_uid WHEN '' THEN 0 ELSE 1 END AS of_lots,
        sum(h.balance_dm2) AS balance_dm2,
        sum(CASE WHEN l.usable_from <= :day AND coalesce(l.expires_on, :day) >= :day THEN h.balance_dm2 ELSE 0 END)
            AS usable_dm2
    FROM holding h LEFT JOIN lot l ON l.lot_uid = h.lot_uid
    WHERE h.system = :system AND h.balance_dm2 <> 0
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(h.balance_dm2) <> 0 ORDER BY 1, 2, 3, 4, 5
"""
_TXNS = """
    SELECT * FROM txn WHERE (:system IS NULL OR system = :system) AND (:ref IS NULL OR ref = :ref) ORDER BY txn_no
"""


class LedgerSql(Questions):
    """The part of an open pool that tells what the ledger holds."""

    def ledger_head(self, system: str) -> LedgerHead:
        """How many postings, lots and so on there are in all, and the day of the system's last posting."""
        found = self._records(
            _HEAD,
            lambda r: LedgerHead(r["txns"], r["lots"], day_of(r["last_on"]), r["occupations"], r["freezes"], r["caps"]),
            {"system": system},
        )
        return found[0]

    def last_place(self, system: str, holder: str) -> int:
        """Place (``fifo_seq``) of the holder's last lot, 0 without any."""
        sql = "SELECT coalesce(max(fifo_seq), 0) AS place FROM lot WHERE system = :system AND holder = :holder"
        return int(self._session.rows(sql, {"system": system, "holder": holder})[0]["place"])

    def lots(self, system: str, holder: str | None = None) -> list[Lot]:
        """Lots in the order of the queue, holder by holder."""
        return self._records(_LOTS, lot_of, {"system": system, "holder": holder})

    def lots_of_parcel(self, parcel_uid: str) -> list[Lot]:
        """Lots that a parcel opened, in the order of opening."""
        sql = "SELECT * FROM lot WHERE parcel_uid = :parcel_uid ORDER BY lot_no"
        return self._records(sql, lot_of, {"parcel_uid": parcel_uid})

    def lots_of_txn(self, txn_uid: str) -> list[Lot]:
        """Lots that a posting opened, in the order of opening."""
        return self._records("SELECT * FROM lot WHERE txn_uid = :uid ORDER BY lot_no", lot_of, {"uid": txn_uid})

    def standing_dm2(self, lot_uid: str) -> int:
        """What a lot stands for: its amount less what was cut of it; nothing once its opening was reversed."""
        sql = "SELECT standing_dm2 FROM lot_standing WHERE lot_uid = :lot_uid"
        return sum(int(row["standing_dm2"]) for row in self._session.rows(sql, {"lot_uid": lot_uid}))

    def admitted_dm2(self, system: str, holder: str, year: int) -> int:
        """What the lots of parcels that were admitted in a year stand for; a control scale limits it."""
        sql = """
            SELECT coalesce(sum(standing_dm2), 0) AS amount FROM lot_standing
            WHERE system = :system AND holder = :holder AND legacy = 0 AND parcel_uid IS NOT NULL
                AND admitted_on BETWEEN :first AND :last
        """
        asked = {"system": system, "holder": holder, "first": f"{year:04d}-01-01", "last": f"{year:04d}-12-31"}
        return int(self._session.rows(sql, asked)[0]["amount"])

    def lot_balances(self, system: str, holder: str, indicator: str) -> list[LotBalance]:
        """What is available of each lot and year, more than nothing, in the order of the queue."""
        asked = {"system": system, "holder": holder, "indicator": indicator}
        return self._records(_LOT_BALANCES, lot_balance_of, asked)

    def holdings(self, system: str, *, bucket: str | None = None, ref: str | None = None) -> list[Holding]:
        """What is held of each lot, project, freeze and year, other than nothing, in the order of the queue."""
        return self._records(_HOLDINGS, holding_of, {"system": system, "bucket": bucket, "ref": ref})

    def holdings_of_lot(self, lot_uid: str) -> list[Holding]:
        """What became of a lot."""
        sql = """
            SELECT * FROM holding WHERE lot_uid = :lot_uid AND lot_uid <> '' AND balance_dm2 <> 0
            ORDER BY indicator, bucket, ref, year
        """
        return self._records(sql, holding_of, {"lot_uid": lot_uid})

    def accounts(self, system: str) -> list[AccountBalance]:
        """Balances by holder, indicator and bucket."""
        sql = "SELECT * FROM account WHERE system = :system ORDER BY holder, indicator, bucket"
        return self._records(
            sql,
            lambda r: AccountBalance(r["holder"], r["indicator"], r["bucket"], r["balance_dm2"]),
            {"system": system},
        )

    def account_dm2(self, system: str, holder: str, indicator: str, bucket: str) -> int:
        """One balance; 0 for an account that was never used."""
        sql = """
            SELECT balance_dm2 FROM account
            WHERE system = :system AND holder = :holder AND indicator = :indicator AND bucket = :bucket
        """
        asked = {"system": system, "holder": holder, "indicator": indicator, "bucket": bucket}
        return sum(int(row["balance_dm2"]) for row in self._session.rows(sql, asked))

    def balances_on(self, system: str, day: date) -> list[DayBalance]:
        """Balances at the end of a day, other than nothing: sums of entries, or where none is later, of holdings."""
        last = self.ledger_head(system).last_on
        return self._records(
            _BALANCES_NOW if last is None or last <= day else _BALANCES_ON,
            lambda r: DayBalance(
                *(r["holder"], r["indicator"], r["bucket"], r["year"], bool(r["of_lots"])),
                *(int(r["balance_dm2"]), int(r["usable_dm2"])),
            ),
            {"system": system, "day": day.isoformat()},
        )

    def txn(self, txn_uid: str) -> Txn | None:
        """A posting by uid."""
        return next(iter(self._records("SELECT * FROM txn WHERE txn_uid = :uid", txn_of, {"uid": txn_uid})), None)

    def txns(self, system: str | None = None, ref: str | None = None) -> list[Txn]:
        """Postings in order, of a system, or of a project or freeze."""
        return self._records(_TXNS, txn_of, {"system": system, "ref": ref})

    def entries_of(self, txn_uid: str) -> list[LedgerEntry]:
        """Entries of a posting in order."""
        return self._records("SELECT * FROM entry WHERE txn_uid = :uid ORDER BY ord", entry_of, {"uid": txn_uid})

    def posting_hashes(self, system: str) -> dict[str, str]:
        """Hash of the entry of the history that a posting is, by its uid."""
        return {row["txn_uid"]: row["hash"] for row in self._session.rows(_POSTING_HASHES, {"system": system})}

    def all_entries(self) -> list[tuple[str, LedgerEntry]]:
        """Every entry with its posting, in order."""
        return self._records("SELECT * FROM entry ORDER BY entry_no", lambda r: (str(r["txn_uid"]), entry_of(r)))

    def occupation(self, system: str, project_no: str) -> Occupation | None:
        """A project as it was registered last."""
        sql = "SELECT * FROM occupation WHERE system = :system AND project_no = :project_no ORDER BY round DESC"
        return next(iter(self._records(sql, occupation_of, {"system": system, "project_no": project_no})), None)

    def occupations(self, system: str | None = None) -> list[Occupation]:
        """Projects in the order of registering."""
        sql = "SELECT * FROM occupation WHERE :system IS NULL OR system = :system ORDER BY occupation_no"
        return self._records(sql, occupation_of, {"system": system})

    def freeze(self, freeze_uid: str) -> Freeze | None:
        """A freeze by uid."""
        sql = 'SELECT * FROM "freeze" WHERE freeze_uid = :uid'
        return next(iter(self._records(sql, freeze_of, {"uid": freeze_uid})), None)

    def freezes(self, system: str | None = None) -> list[Freeze]:
        """Freezes in order."""
        sql = 'SELECT * FROM "freeze" WHERE :system IS NULL OR system = :system ORDER BY freeze_no'
        return self._records(sql, freeze_of, {"system": system})

    def freeze_exits(self, freeze_uid: str | None = None) -> list[FreezeExit]:
        """How a freeze ended, or all of them, in order."""
        sql = "SELECT * FROM freeze_exit WHERE :uid IS NULL OR freeze_uid = :uid ORDER BY exit_no"
        return self._records(sql, freeze_exit_of, {"uid": freeze_uid})

    def caps(self, system: str | None = None) -> list[Cap]:
        """Control scales in the order of recording; the last one of a holder and year counts."""
        sql = "SELECT * FROM cap WHERE :system IS NULL OR system = :system ORDER BY cap_no"
        return self._records(sql, cap_of, {"system": system})
