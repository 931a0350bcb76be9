"""Writing the ledger: the actions of ``accounts.store.LedgerWriter`` as SQL. What is allowed, the triggers decide."""

from __future__ import annotations

from collections.abc import Sequence

from ..accounts.records import Cap, Freeze, FreezeExit, LedgerEntry, Lot, Occupation, Txn
from .ledger_rows import row_of
from .questions import Questions

_ADD_LOT = """
    INSERT INTO lot (
        lot_no, lot_uid, system, holder, parcel_uid, from_lot, legacy, fifo_seq, queue, amount_dm2, paddy_dm2, grade,
        grade_scheme, admitted_on, usable_from, expires_on, title, txn_uid
    ) VALUES (
        (SELECT coalesce(max(lot_no), 0) + 1 FROM lot), :lot_uid, :system, :holder, :parcel_uid, :from_lot, :legacy,
        :fifo_seq, :queue, :amount_dm2, :paddy_dm2, :grade, :grade_scheme, :admitted_on, :usable_from, :expires_on,
        :title, :txn_uid
    )
"""
_ADD_ENTRY = """
    INSERT INTO entry (txn_uid, ord, holder, indicator, bucket, year, lot_uid, ref, amount_dm2)
    VALUES (:txn_uid, :ord, :holder, :indicator, :bucket, :year, :lot_uid, :ref, :amount_dm2)
"""
_ADD_TXN = """
    INSERT INTO txn (txn_no, txn_uid, system, kind, occurred_on, doc_no, clause, role, ref, reverses, event_no)
    VALUES (
        :txn_no, :txn_uid, :system, :kind, :occurred_on, :doc_no, :clause, :role, :ref, :reverses, :event_no
    )
"""
_ADD_OCCUPATION = """
    INSERT INTO occupation (
        occupation_no, occupation_uid, system, holder, project_no, round, name, level, area_dm2, paddy_dm2, grade,
        grade_scheme, matter_uid, event_no
    ) VALUES (
        (SELECT coalesce(max(occupation_no), 0) + 1 FROM occupation), :occupation_uid, :system, :holder, :project_no,
        :round, :name, :level, :area_dm2, :paddy_dm2, :grade, :grade_scheme, :matter_uid, :event_no
    )
"""
_ADD_FREEZE = """
    INSERT INTO "freeze" (
        freeze_no, freeze_uid, system, holder, reason, need_dm2, county_dm2, city_dm2, uncovered_dm2, due, event_no
    ) VALUES (
        (SELECT coalesce(max(freeze_no), 0) + 1 FROM "freeze"), :freeze_uid, :system, :holder, :reason, :need_dm2,
        :county_dm2, :city_dm2, :uncovered_dm2, :due, :event_no
    )
"""
_ADD_FREEZE_EXIT = """
    INSERT INTO freeze_exit (exit_no, freeze_uid, mode, county_dm2, city_dm2, uncovered_dm2, txn_uid, event_no)
    VALUES (
        (SELECT coalesce(max(exit_no), 0) + 1 FROM freeze_exit), :freeze_uid, :mode, :county_dm2, :city_dm2,
        :uncovered_dm2, :txn_uid, :event_no
    )
"""
_ADD_CAP = """
    INSERT INTO cap (cap_no, cap_uid, system, holder, parent, year, cap_dm2, doc_no, event_no)
    VALUES (
        (SELECT coalesce(max(cap_no), 0) + 1 FROM cap), :cap_uid, :system, :holder, :parent, :year, :cap_dm2, :doc_no,
        :event_no
    )
"""


class LedgerSqlWriter(Questions):
    """The part of an open pool that keeps the ledger."""

    def add_lots(self, lots: Sequence[Lot]) -> None:
        """Keep the lots that a posting opens, after its event and before its entries."""
        self._session.run_many(_ADD_LOT, (row_of(lot, queue=lot.queue) for lot in lots))

    def add_posting(self, txn: Txn, entries: Sequence[LedgerEntry]) -> None:
        """Keep entries and the posting that closes them, after its event."""
        rows = ({**vars(entry), "txn_uid": txn.txn_uid, "ord": ord_} for ord_, entry in enumerate(entries, start=1))
        self._session.run_many(_ADD_ENTRY, rows)
        self._session.run(_ADD_TXN, row_of(txn))

    def add_occupation(self, occupation: Occupation) -> None:
        """Keep a project, after its event."""
        self._session.run(_ADD_OCCUPATION, row_of(occupation))

    def add_freeze(self, freeze: Freeze) -> None:
        """Keep a freeze, after its event and before its posting."""
        self._session.run(_ADD_FREEZE, row_of(freeze))

    def add_freeze_exit(self, ended: FreezeExit) -> None:
        """Keep how some of a freeze ended, after its event and before its posting."""
        self._session.run(_ADD_FREEZE_EXIT, {**row_of(ended), "txn_uid": ended.txn_uid or None})

    def add_cap(self, cap: Cap) -> None:
        """Keep a control scale, after its event."""
        self._session.run(_ADD_CAP, row_of(cap))
