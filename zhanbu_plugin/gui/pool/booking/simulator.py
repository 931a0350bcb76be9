"""What if (模拟测算): several acts after one another, and the county's accounts after each; nothing is booked."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from ....pool.steps.acts import Act
from ....reports.language import tr
from ....reports.ledger_names import bucket_name
from ....survey.problem import InputProblem
from ....survey.units import mu_of
from ...background import Background
from ...latest_reading import LatestReading
from ...messages import Messenger
from ...tables import add_row, prepare_table
from ..recording_time import recording_time
from ..told_problem import told
from .act_fields import day_edit
from .act_forms import ActForm
from .booking_effect import BUCKETS, OpenBusiness, Plan, Terms, balances_after_each, open_business

_ASSUMED = "模拟"
"""Number of the document of an act that nobody decided yet."""


class Simulator(QDialog):
    """Acts are added one by one; the table shows what the accounts would be after each of them."""

    def __init__(
        self, terms: Terms, forms: Sequence[tuple[str, type[ActForm]]], messenger: Messenger, parent: QWidget
    ) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(tr("Simulator"))
        self.terms = terms
        self.work = Background(messenger, self)
        self.reading = LatestReading(tr("Simulator"), messenger, self)
        self.plans: list[tuple[str, Plan]] = []
        self.kind, self.pages, self.day = QComboBox(), QStackedWidget(), day_edit(terms.day)
        for title, form in forms:
            self.kind.addItem(title)
            self.pages.addWidget(form(terms))
        self.add_button, self.clear_button = QPushButton(tr("&Add")), QPushButton(tr("Begin anew"))
        self.close_button, self.outcome, self.table = QPushButton(tr("Close")), QLabel(), QTableWidget()
        self._lay_out()
        self.kind.currentIndexChanged.connect(self.pages.setCurrentIndex)
        self.add_button.clicked.connect(self.add)
        self.clear_button.clicked.connect(self.begin_anew)
        self.close_button.clicked.connect(self.reject)
        self.work.started.connect(self._allow)
        self.work.ended.connect(self._allow)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finished.connect(lambda _code: self.close_down())
        self.reading.ask(lambda _go_on: open_business(terms), self._offered)
        self._compute(self.plans)

    def add(self) -> None:
        """Assume one more act, after the others."""
        day = self.day.date().toPyDate()
        form: ActForm = self.pages.currentWidget()
        act = Act(form.office, day, _ASSUMED, recording_time())
        self._compute([*self.plans, (f"{day.isoformat()} {self.kind.currentText()}", form.plan(act))])

    def begin_anew(self) -> None:
        """Assume nothing."""
        self._compute([])

    def close_down(self) -> None:
        """Let nothing come back."""
        self.work.close()
        self.reading.close()

    def _offered(self, found: OpenBusiness | InputProblem) -> None:
        if isinstance(found, InputProblem):
            self.outcome.setText(told(found))
            return
        for page in range(self.pages.count()):
            self.pages.widget(page).offer(found)

    def _compute(self, plans: list[tuple[str, Plan]]) -> None:
        terms = self.terms

        def work(_feedback: QgsProcessingFeedback) -> list[dict[str, int]] | InputProblem:
            try:
                return balances_after_each(terms, [plan for _, plan in plans])
            except InputProblem as problem:
                return problem

        self.work.start(tr("Simulator"), work, lambda found: self._came(plans, found))

    def _came(self, plans: list[tuple[str, Plan]], found: list[dict[str, int]] | InputProblem) -> None:
        if isinstance(found, InputProblem):
            self.outcome.setText(told(found))  # what was assumed before stays
            return
        self.plans = plans
        self.table.setRowCount(0)
        for title, amounts in zip([tr("At present"), *(title for title, _ in plans)], found):
            numbers = [f"{mu_of(amounts[bucket]):,}" for bucket in BUCKETS]
            add_row(self.table, [title, *numbers], numbers=tuple(range(1, len(BUCKETS) + 1)))
        self.outcome.setText(tr("Nothing is booked here; areas in mu."))

    def _allow(self) -> None:
        for button in (self.add_button, self.clear_button):
            button.setEnabled(not self.work.is_busy)

    def _lay_out(self) -> None:
        layout, top, buttons = QVBoxLayout(self), QFormLayout(), QHBoxLayout()
        top.addRow(tr("What"), self.kind)
        top.addRow(tr("Date"), self.day)
        self.kind.setAccessibleName(tr("What"))
        self.day.setAccessibleName(tr("Date"))
        prepare_table(self.table, [tr("After"), *(bucket_name(bucket) for bucket in BUCKETS)])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName(tr("Accounts after each act"))
        self.table.setMinimumSize(560, 160)
        self.outcome.setWordWrap(True)
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        for button in (self.add_button, self.clear_button, self.close_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addLayout(top)
        layout.addWidget(self.pages)
        layout.addLayout(buttons)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.outcome)
