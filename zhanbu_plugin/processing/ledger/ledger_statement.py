"""``zhanbu:ledgerstatement``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ...ledger.account_statement import Account, StatementLine, account_statement
from ...reports.language import tr
from ...reports.statement_page import statement_page
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm, iso_day, stop_if_cancelled
from ..inputs.accounts import account_of, add_account
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table

_COLUMNS = [
    *[("day", "text"), ("posting", "text"), ("kind", "text"), ("doc_no", "text"), ("ref", "text"), ("lots", "text")],
    *[("clause", "text"), ("in_m2", "real"), ("out_m2", "real"), ("balance_m2", "real"), ("hash", "text")],
]


@dataclass(frozen=True)
class _Inputs:
    pool: str
    account: Account
    first: date | None
    last: date
    page: str


class LedgerStatement(ZhanbuAlgorithm[_Inputs]):
    """Every posting of an account, as a bank statement."""

    NAME = "ledgerstatement"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Statement of account")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Lists every posting that changed an account of the ledger between two days, with its document, its lots, "
            "and the balance after it, as a bank statement does. It is told from the postings alone, so a past day "
            "reads as it was. The pool is only read."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        add_account(self)
        self.add(
            QgsProcessingParameterString("SINCE", tr("First day (ISO)"), optional=True),
            tr("First day of the statement, for example 2026-01-01. Empty means from the beginning."),
        )
        self.add_day()
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Postings"), QgsProcessing.SourceType.TypeVector),
            tr("Table with a row for each posting, by day: document, lots, amount and the balance after it."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Report"), "HTML (*.html)", optional=True, createByDefault=False
            ),
            tr("Page to read and print."),
        )
        for name, text in (
            ("OPENING_M2", tr("Balance before (m²)")),
            ("IN_M2", tr("In (m²)")),
            ("OUT_M2", tr("Out (m²)")),
            ("CLOSING_M2", tr("Balance after (m²)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        self.addOutput(QgsProcessingOutputString("HEAD_HASH", tr("Head hash")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, account and days."""
        since = self.parameterAsString(parameters, "SINCE", context).strip()
        system = self.parameterAsEnumString(parameters, "SYSTEM", context)
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            account=account_of(self, parameters, system, context),
            first=iso_day(since, "SINCE") if since else None,
            last=self.day(parameters, context),
            page=self.parameterAsFileOutput(parameters, "REPORT", context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Tell and write."""
        statement = account_statement(inputs.pool, inputs.account, first=inputs.first, last=inputs.last)
        stop_if_cancelled(feedback)
        if inputs.page:
            outputs.save(Path(inputs.page), statement_page(statement).encode(), "REPORT")
        rows = map(_row, statement.lines)
        return {
            "OUTPUT": write_table(outputs, "OUTPUT", _COLUMNS, rows, feedback, count=len(statement.lines)),
            "REPORT": inputs.page,
            "OPENING_M2": m2_of(statement.opening_dm2),
            "IN_M2": m2_of(statement.in_dm2),
            "OUT_M2": m2_of(statement.out_dm2),
            "CLOSING_M2": m2_of(statement.closing_dm2),
            "HEAD_HASH": statement.head_hash,
        }


def _row(line: StatementLine) -> list[object]:
    txn = line.txn
    return [
        *(txn.occurred_on.isoformat(), txn.txn_uid, txn.kind, txn.doc_no, txn.ref, " ".join(line.lots), txn.clause),
        m2_of(max(line.amount_dm2, 0)),
        m2_of(max(-line.amount_dm2, 0)),
        m2_of(line.balance_dm2),
        line.hash,
    ]
