"""Postings of the account that the ledger tab shows, with everything that a posting says (台账宽表)."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QAbstractItemView, QTableWidget

from ...ledger.account_statement import AccountStatement, StatementLine
from ...reports.language import tr
from ...reports.ledger_names import kind_name
from ...survey.units import m2_of, mu_of
from ..tables import add_row, prepare_table

_NUMBERS = (2, 3, 4, 5)
_MOST_LINES = 2000


class WidePostings(QTableWidget):
    """The newest posting stands on top. Areas in mu, and the balance in m² too, to the last digit of the ledger."""

    def __init__(self) -> None:
        super().__init__()
        prepare_table(
            self,
            [
                tr("Date"),
                tr("What"),
                tr("In (mu)"),
                tr("Out (mu)"),
                tr("Balance (mu)"),
                tr("Balance (m²)"),
                tr("Document no."),
                tr("For"),
                tr("Posting"),
                tr("Clause"),
                tr("Office"),
                tr("Lots"),
            ],
        )
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setAccessibleName(tr("Postings of the account"))

    def show_statement(self, statement: AccountStatement | None) -> None:
        """Show an account, or none."""
        self.setRowCount(0)
        for line in reversed(statement.lines[-_MOST_LINES:] if statement else ()):
            add_row(self, _texts(line), numbers=_NUMBERS)


def _texts(line: StatementLine) -> list[str]:
    amount, txn = f"{mu_of(abs(line.amount_dm2)):,}", line.txn
    came, went = (amount, "") if line.amount_dm2 > 0 else ("", amount)
    return [
        txn.occurred_on.isoformat(),
        kind_name(txn.kind),
        came,
        went,
        f"{mu_of(line.balance_dm2):,}",
        f"{m2_of(line.balance_dm2):,.2f}",
        txn.doc_no,
        txn.ref,
        txn.txn_uid,
        txn.clause,
        txn.role,
        ", ".join(line.lots),
    ]
