"""Dialog that puts one act on file in the background, and stays with the reason where it can't be done (登记窗口)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ....pool.steps.acts import Act
from ....regimes.actors import actors
from ....reports.language import interface_is_chinese, tr
from ....survey.problem import InputProblem
from ...background import Background
from ...labelled_row import add_row
from ...messages import Messenger
from ..booking.act_fields import day_edit
from ..recording_time import recording_time
from ..told_problem import told

Work = Callable[[QgsProcessingFeedback], str]
"""Does it, on the worker's thread, and says what was done. Raises ``InputProblem``."""


class FilingDialog(QDialog):
    """Rows of the act itself, then office, day and document number."""

    filed = pyqtSignal()

    def __init__(self, title: str, day: date, messenger: Messenger, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(title)
        self._messenger, self._title = messenger, title
        self.work = Background(messenger, self)
        self.rows = QFormLayout()
        self.role, self.day, self.doc_no = QComboBox(), day_edit(day), QLineEdit()
        self.outcome = QLabel()
        self.go_button, self.close_button = QPushButton(title), QPushButton(tr("Cancel"))
        self.go_button.clicked.connect(self.go)
        self.close_button.clicked.connect(self.reject)
        self.work.started.connect(self._allow)
        self.work.ended.connect(self._allow)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finished.connect(lambda _code: self.work.close())

    def plan(self, act: Act) -> Work:
        """What is to be done, as it is typed in now. Raises ``InputProblem``."""
        raise NotImplementedError

    def go(self) -> None:
        """Do it."""
        role = str(self.role.currentData() or "")
        act = Act(role, self.day.date().toPyDate(), self.doc_no.text().strip(), recording_time())
        try:
            plan = self.plan(act)
        except InputProblem as problem:
            self._tell(problem)
            return

        def work(feedback: QgsProcessingFeedback) -> str | InputProblem:
            try:
                return plan(feedback)
            except InputProblem as problem:
                return problem

        self.work.start(self._title, work, self._came)

    def reject(self) -> None:
        """Close, unless something is being put on file: its outcome must be seen."""
        if not self.work.is_busy:
            super().reject()

    def offer_offices(self, offices: Sequence[str]) -> None:
        """Offer the offices that may act; the one that was chosen stays so where it still may."""
        before = self.role.currentData()
        self.role.clear()
        for office in offices:
            self.role.addItem(actors()[office].name.in_language(interface_is_chinese()), office)
        self.role.setCurrentIndex(max(0, self.role.findData(before)))

    def lay_out(self, own: Sequence[tuple[str, QWidget, str]]) -> None:
        """Rows with name, field and tooltip, then those that every act has."""
        common = (
            (tr("By"), self.role, tr("Office that does it.")),
            (tr("Date"), self.day, tr("Day on which it was done.")),
            (tr("Document no."), self.doc_no, tr("Number of the document by which it is done (文号).")),
        )
        for name, field, tip in (*own, *common):
            add_row(self.rows, name, field, tip)
        self.outcome.setWordWrap(True)
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.go_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.go_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addLayout(self.rows)
        layout.addWidget(self.outcome)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(420)

    def _came(self, found: str | InputProblem) -> None:
        if isinstance(found, InputProblem):
            self._tell(found)
            return
        self._messenger.tell(found)
        self.filed.emit()
        self.accept()

    def _tell(self, problem: InputProblem) -> None:
        self.outcome.setText(told(problem))

    def _allow(self) -> None:
        for button in (self.go_button, self.close_button):
            button.setEnabled(not self.work.is_busy)
