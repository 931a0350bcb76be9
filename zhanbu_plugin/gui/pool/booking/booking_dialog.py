"""Dialog of an act on the ledger: what it asks for, a trial with balances before and afterwards, the act (业务办理)."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from ....pool.steps.acts import Act
from ....reports.language import tr
from ....reports.ledger_names import bucket_name, indicator_name
from ....survey.problem import InputProblem
from ....survey.units import mu_of
from ...background import Background
from ...latest_reading import LatestReading
from ...messages import Messenger
from ...tables import add_row, fit_to_rows, prepare_table
from ..recording_time import recording_time
from ..told_problem import told
from .act_fields import day_edit
from .act_forms import ActForm
from .booking_effect import Effect, OpenBusiness, Terms, effect_of, open_business
from .booking_question import ask_to_book, line_of, moved, typed_in

_TABLE_WIDTH = 580
"""Pixels: no column is cut off in either language."""


class BookingDialog(QDialog):
    """“Try” shows what the act would come to; the act itself asks, and books it."""

    booked = pyqtSignal()

    def __init__(self, title: str, form: ActForm, messenger: Messenger, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(title)
        self.form, self._messenger, self._title = form, messenger, title
        self.work = Background(messenger, self)
        self.reading = LatestReading(title, messenger, self)
        self.doc_no, self.day = QLineEdit(), day_edit(form.terms.day)
        self.question: QMessageBox | None = None
        self.outcome, self.changes = QLabel(), QTableWidget()
        self.try_button, self.book_button = QPushButton(tr("&Try")), QPushButton(title)
        self._lay_out()
        self.try_button.clicked.connect(lambda: self._go(self._show, only_try=True))
        self.book_button.clicked.connect(self._book)
        self.work.started.connect(self._allow)
        self.work.ended.connect(self._allow)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finished.connect(lambda _code: self.close_down())
        self._read()

    @property
    def terms(self) -> Terms:
        """Where is booked."""
        return self.form.terms

    def close_down(self) -> None:
        """Let nothing come back."""
        self.work.close()
        self.reading.close()

    def reject(self) -> None:
        """Close, unless something is being booked: its outcome must be seen."""
        if not self.work.is_busy:
            super().reject()

    def _read(self) -> None:
        terms = self.terms
        self.reading.ask(lambda _go_on: open_business(terms), self._offered)

    def _offered(self, found: OpenBusiness | InputProblem) -> None:
        if isinstance(found, InputProblem):
            self.outcome.setText(told(found))
        else:
            self.form.offer(found)

    def _book(self) -> None:
        """Ask first, with what it would come to: what is booked stays."""
        self._go(self._ask, only_try=True)

    def _ask(self, found: Effect) -> None:
        lines = typed_in(self.form.rows)
        if not self.doc_no.text().strip():
            lines.append(line_of(tr("Document no."), "–"))
        lines += [moved(change) for change in found.changes if change.before_dm2 != change.after_dm2]
        self._show(found)
        self.question = ask_to_book(self._title, [*lines, *found.notes], self._answered, self, self.form.question)

    def _answered(self, yes: bool) -> None:
        self.question = None
        if yes:
            self._go(self._done, only_try=False)

    def _go(self, came: Callable[[Effect], None], *, only_try: bool) -> None:
        terms = self.terms
        act = Act(self.form.office, self.day.date().toPyDate(), self.doc_no.text().strip(), recording_time())
        plan = self.form.plan(act)

        def work(_feedback: QgsProcessingFeedback) -> Effect | InputProblem:
            try:
                return effect_of(terms, plan(), only_try=only_try)
            except InputProblem as problem:
                return problem

        self.work.start(self._title, work, lambda found: self._came(found, came))

    def _came(self, found: Effect | InputProblem, came: Callable[[Effect], None]) -> None:
        self.changes.setRowCount(0)
        if isinstance(found, InputProblem):
            self.outcome.setText(told(found))
            return
        came(found)

    def _show(self, found: Effect) -> None:
        for change in found.changes:
            name = f"{indicator_name(change.indicator)}: {bucket_name(change.bucket)}"
            before, after = mu_of(change.before_dm2), mu_of(change.after_dm2)
            texts = [name, f"{before:,}", f"{after:,}", f"{after - before:+,}" if after != before else "–"]
            add_row(self.changes, texts, numbers=(1, 2, 3), bold=after != before)
        fit_to_rows(self.changes)
        self.outcome.setText("\n".join([*found.notes, tr("This was a trial: the pool is as it was.")]))

    def _done(self, found: Effect) -> None:
        self._messenger.tell(tr("{act}: booked.").format(act=self._title))
        if found.notes:
            self._messenger.warn(" ".join(found.notes))
        self.booked.emit()
        self.accept()

    def _allow(self) -> None:
        for button in (self.try_button, self.book_button, self.close_button):
            button.setEnabled(not self.work.is_busy)

    def _lay_out(self) -> None:
        layout, own = QVBoxLayout(self), self.form.rows
        layout.addWidget(self.form)
        own.addRow(tr("Date"), self.day)  # among the form's own rows, so that all fields stand in one column
        own.addRow(tr("Document no."), self.doc_no)
        self.doc_no.setToolTip(tr("Number of the document by which it is done (文号)."))
        prepare_table(self.changes, [tr("Account"), tr("Before (mu)"), tr("Afterwards (mu)"), tr("Change (mu)")])
        self.changes.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.changes.setAccessibleName(tr("Balances before and afterwards"))
        self.changes.setMinimumWidth(_TABLE_WIDTH)
        fit_to_rows(self.changes)
        self.outcome.setWordWrap(True)
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(self.changes)
        layout.addWidget(self.outcome)
        layout.addStretch(1)
        self.try_button.setToolTip(tr("Show the balances before and afterwards; nothing is booked."))
        buttons = QDialogButtonBox(self)
        for button in (self.try_button, self.book_button):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.try_button.setDefault(True)
        self.close_button = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
