"""The ledger on the pool page: an account's postings as a bank statement, with the balance after each (台账)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qgis.PyQt import sip
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHeaderView, QMenu, QWidget

from ...ledger.account_statement import Account, AccountStatement, account_statement
from ...pool.accounts.records import AREA, PADDY
from ...pool.entry.push import SYSTEMS
from ...processing.inputs.accounts import BUCKETS
from ...reports.language import said, tr
from ...reports.ledger_names import bucket_name, indicator_name, kind_name
from ...survey.problem import InputProblem
from ...survey.units import mu_of
from ..form_loading import load_form
from ..latest_reading import LatestReading
from ..messages import Messenger
from ..number_formats import mu_text
from ..tables import add_row, prepare_table
from .booking.act_forms import (
    ActForm,
    EndFreezeForm,
    FreezeForm,
    LinkForm,
    ReleaseForm,
    TransferForm,
    WriteOffForm,
)
from .booking.booking_dialog import BookingDialog
from .booking.booking_effect import Terms
from .booking.rare_act_forms import CorrectForm, DeductForm, RareForm, RelinkForm
from .booking.simulator import Simulator
from .booking.yearly_act_forms import CapForm, CloseYearForm, TakeOverForm
from .link_dialog import LinkDialog, LinkTerms
from .pool_layer import system_title

_MOST_LINES = 300
_WHAT = 1


class LedgerTab(QWidget):
    """Reads one account of the pool in the background; the newest posting stands on top."""

    booked = pyqtSignal()
    """Something was booked from here."""
    shown = pyqtSignal(object)
    """The statement that is shown now (``AccountStatement``), or ``None``."""

    def __init__(self, messenger: Messenger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form("ledger", self)
        self._messenger = messenger
        self.reading = LatestReading(tr("Zhanbu: ledger"), messenger, self)
        self._pool, self._last, self._county = "", date.min, ""
        self.statement: AccountStatement | None = None
        self.dialog: BookingDialog | LinkDialog | Simulator | None = None
        prepare_table(
            self.lines,
            [tr("Date"), tr("What, document no."), tr("In (mu)"), tr("Out (mu)"), tr("Balance (mu)")],
        )
        self.lines.horizontalHeader().setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        self.lines.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.offer(SYSTEMS)
        for indicator in (AREA, PADDY):
            self.indicator.addItem(indicator_name(indicator), indicator)
        for bucket in BUCKETS:
            self.bucket.addItem(bucket_name(bucket), bucket)
        for box in (self.system, self.indicator, self.bucket):
            box.currentIndexChanged.connect(self._read)
        self.link.clicked.connect(self.ask_for_link)
        self.acts.setMenu(self._menu_of_acts())

    def offer(self, systems: Sequence[str]) -> None:
        """Offer these systems; the chosen one stays chosen where it is among them."""
        chosen = self.system.currentData()
        self.system.blockSignals(True)
        self.system.clear()
        for system in systems:
            self.system.addItem(system_title(system), system)
        self.system.setCurrentIndex(max(0, self.system.findData(chosen)))
        self.system.blockSignals(False)

    def show_pool(self, pool: str, county: str, last: date, system: str = "") -> None:
        """Show an account of this pool as of a day; ``system`` is chosen unless one is shown that has postings."""
        another = pool != self._pool or not self.lines.rowCount()
        self._pool, self._county, self._last = pool, county, last
        if system and another:
            self.system.setCurrentIndex(self.system.findData(system))
        self._read()

    def ask_for_link(self) -> None:
        """Open the dialog in which a project is linked."""
        terms = LinkTerms(self._pool, self._county, self.system.currentData())
        dialog = LinkDialog(terms, self._last, self._messenger, self)
        dialog.linked.connect(lambda _number: self.booked.emit())
        self._open(dialog)

    def ask_for(self, title: str, form: type[ActForm]) -> None:
        """Open the dialog of another act."""
        terms = Terms(self._pool, self._county, self.system.currentData(), self._last)
        self._open(BookingDialog(title, form(terms), self._messenger, self))

    def open_simulator(self) -> None:
        """Open the dialog that tries several acts after one another."""
        terms = Terms(self._pool, self._county, self.system.currentData(), self._last)
        self._open(Simulator(terms, ((tr("Link a project"), LinkForm), *self._forms()), self._messenger, self))

    def close_down(self) -> None:
        """Stop what is running."""
        if self.dialog is not None and not sip.isdeleted(self.dialog):
            self.dialog.close_down()
            self.dialog.close()
        self.reading.close()

    def _open(self, dialog: BookingDialog | LinkDialog | Simulator) -> None:
        if isinstance(dialog, BookingDialog):
            dialog.booked.connect(self.booked)
        self.dialog = dialog
        dialog.open()

    def _menu_of_acts(self) -> QMenu:
        menu = QMenu(self)
        for title, form in self._forms():
            menu.addAction(title + "…", lambda name=title, own=form: self.ask_for(name, own))
        more = menu.addMenu(tr("More"))
        for title, rare in self._rare_forms():
            more.addAction(title + "…", lambda name=title, own=rare: self.ask_for(name, own))
        menu.addSeparator()
        menu.addAction(tr("Simulator") + "…", self.open_simulator)
        return menu

    @staticmethod
    def _forms() -> tuple[tuple[str, type[ActForm]], ...]:
        return (
            (tr("Write off"), WriteOffForm),
            (tr("Release a link"), ReleaseForm),
            (tr("Freeze an amount"), FreezeForm),
            (tr("End a freeze"), EndFreezeForm),
            (tr("Transfer an amount"), TransferForm),
        )

    @staticmethod
    def _rare_forms() -> tuple[tuple[str, type[RareForm]], ...]:
        return (
            (tr("Deduct an amount"), DeductForm),
            (tr("Link other lots instead"), RelinkForm),
            (tr("Correct a posting"), CorrectForm),
            (tr("Close a year"), CloseYearForm),
            (tr("Take over the former pool"), TakeOverForm),
            (tr("Record a control scale"), CapForm),
        )

    def _read(self) -> None:
        for button in (self.link, self.acts):
            button.setEnabled(bool(self._pool))
        if not self._pool:
            self.reading.forget()
            self._show(None)
            self.summary.clear()
            return
        account = Account(self.system.currentData(), "", self.indicator.currentData(), self.bucket.currentData())
        pool, last = self._pool, self._last
        self.reading.ask(lambda _go_on: account_statement(pool, account, last=last), self._came)

    def _came(self, found: AccountStatement | InputProblem) -> None:
        if isinstance(found, InputProblem):
            self._show(None)
            self.summary.setText("⚠ " + said(found.wording()))
            return
        self._show(found)
        self.summary.setText(self._summary(found))

    def _show(self, statement: AccountStatement | None) -> None:
        self.lines.setRowCount(0)
        self.statement = statement
        for line in reversed(statement.lines[-_MOST_LINES:] if statement else ()):
            amount = f"{mu_of(abs(line.amount_dm2)):,}"
            came, went = (amount, "") if line.amount_dm2 > 0 else ("", amount)
            txn = line.txn
            what = [" · ".join(filter(None, (kind_name(txn.kind), txn.ref))), *filter(None, (txn.doc_no,))]
            texts = [txn.occurred_on.isoformat(), "\n".join(what), came, went, f"{mu_of(line.balance_dm2):,}"]
            row = add_row(self.lines, texts, numbers=(2, 3, 4))
            lots = ", ".join(line.lots) or "–"
            told = tr("{posting}, clause {clause}; lots: {lots}").format(
                posting=txn.txn_uid, clause=txn.clause or "–", lots=lots
            )
            for column in range(self.lines.columnCount()):
                self.lines.item(row, column).setToolTip("\n".join((*what, told)))
        self.shown.emit(statement)

    @staticmethod
    def _summary(found: AccountStatement) -> str:
        if not found.lines:
            return tr(
                "Nothing is booked on this account yet. Amounts come in once parcels become an indicator (tab "
                "“Steps”), or from the former pool (“Other business” ▸ More)."
            )
        more = len(found.lines) - _MOST_LINES
        text = tr("In {came}, out {went}, balance {left} on {day}; {count} postings.").format(
            came=mu_text(found.in_dm2),
            went=mu_text(found.out_dm2),
            left=mu_text(found.closing_dm2),
            day=found.last.isoformat(),
            count=len(found.lines),
        )
        return text + (" " + tr("The newest {shown} are listed.").format(shown=_MOST_LINES) if more > 0 else "")
