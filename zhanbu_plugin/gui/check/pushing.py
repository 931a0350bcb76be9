"""The button “Push to the pool”: asked about, done in the background, told (入库)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from ...checks.engine import CheckResult
from ...pool.records import PushReport
from ...reports.language import said, tr
from ..background import Background
from ..messages import Messenger
from ..set_up.set_up import SetUp
from .check_basis import survey_changed
from .pool_holdings import Holdings
from .push_question import Push


class Pushing(QObject):
    """One question at a time. ``still_holds`` tells whether the check isn't out of date, and says so where it is."""

    pushed = pyqtSignal(object)
    """A ``PushReport``."""
    survey_was_changed = pyqtSignal()

    def __init__(
        self,
        page: QWidget,
        work: Background,
        messenger: Messenger,
        still_holds: Callable[[CheckResult], bool],
    ) -> None:
        super().__init__(page)
        self._page, self._work, self._messenger, self._still_holds = page, work, messenger, still_holds
        self.question: QMessageBox | None = None
        self.holdings = Holdings()
        """What the pool has of the check that is shown, as far as it is known here."""

    def ask(self, result: CheckResult, set_up: SetUp, batch: str, layer_paths: Mapping[str, str]) -> None:
        """Ask whether the eligible parcels shall enter the pool; with a yes they do. Raises ``InputProblem``."""
        if self._work.is_busy or self.question is not None or not self._still_holds(result):
            return
        push, paths = Push.of(result, set_up, batch, self.holdings), dict(layer_paths)
        self.question = push.question(self._page)
        self.question.finished.connect(lambda answer: self._answered(answer, push, paths))
        self.question.open()

    def close(self) -> None:
        """Take the question away, as if it were answered by no."""
        if self.question is not None:
            self.question.reject()

    def _answered(self, answer: int, push: Push, layer_paths: dict[str, str]) -> None:
        self.question = None
        if answer == QMessageBox.StandardButton.Yes and self._still_holds(push.result):
            self._work.start(
                tr("Zhanbu: push to the pool"), push.work(layer_paths), lambda report: self._tell(report, push)
            )

    def _tell(self, report: PushReport | None, push: Push) -> None:
        if report is None:
            self.survey_was_changed.emit()
            self._messenger.problem(said(survey_changed()))
            return
        self.holdings = self.holdings.after(report, push.batch)
        text = tr("Batch {batch}: {count} parcels admitted.").format(batch=push.batch, count=len(report.admitted))
        if report.refused:
            self._messenger.warn(
                text + " " + tr("{count} refused; the report says why.").format(count=len(report.refused))
            )
        else:
            self._messenger.tell(text)
        self.pushed.emit(report)
