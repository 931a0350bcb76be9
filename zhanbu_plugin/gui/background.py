"""Long work on another thread: progress, cancel, and an outcome that comes back to the window (后台任务)."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from qgis.core import QgsApplication, QgsProcessingFeedback, QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..reports.language import said, tr
from ..survey.cancel import Cancelled
from ..survey.problem import InputProblem
from .garbage_collection import garbage_collection
from .messages import Messenger

Work = Callable[[QgsProcessingFeedback], Any]


class _TaskFeedback(QgsProcessingFeedback):
    """What services see of a task: they tell it how far they are and ask it whether to go on."""

    def __init__(self, task: QgsTask) -> None:
        super().__init__(False)
        self._task = task
        self.warnings: list[str] = []

    def setProgress(self, progress: float) -> None:
        """Progress in percent."""
        self._task.setProgress(progress)

    def isCanceled(self) -> bool:
        """Whether the user asked to stop."""
        return bool(self._task.isCanceled())

    def pushWarning(self, warning: str) -> None:
        """Kept for the window's thread."""
        self.warnings.append(warning)


class _Task(QgsTask):
    """Owns its inputs; touches neither project nor widgets."""

    def __init__(self, title: str, work: Work, ended: Callable[[_Task], None]) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work, self._ended = work, ended
        self._paused = False
        self.done = False
        self.result: Any = None
        self.problem: str = ""
        self.trace: str = ""
        self.warnings: list[str] = []

    def run(self) -> bool:
        """On the worker's thread."""
        feedback = _TaskFeedback(self)
        garbage_collection.pause()
        self._paused = True
        feedback.setProgress(1)  # so the bar moves at once, however large the first file is
        try:
            self.result = self._work(feedback)
            self.done = True
        except InputProblem as problem:
            self.problem = said(problem.wording())
        except Cancelled:
            pass  # told by ``finished``: neither a result nor a problem
        except Exception as error:  # whatever it is, the window must hear of it: QGIS would drop it
            self.problem = tr("Something unexpected went wrong: {error}. Details are in the log.").format(error=error)
            self.trace = traceback.format_exc()
        self.warnings = feedback.warnings
        return self.done

    def finished(self, result: bool) -> None:
        """On the window's thread."""
        _left_running.discard(self)
        if self._paused:
            garbage_collection.go_on()
        self._ended(self)

    def let_go(self) -> None:
        """Stop; nobody waits for the outcome."""
        self._ended = _nobody_waits
        self.cancel()


_left_running: set[_Task] = set()
"""Tasks whose window is gone, kept until their thread has seen that it should stop."""


def _nobody_waits(task: _Task) -> None:
    """Takes no notice."""


class Background(QObject):
    """Runs one piece of work at a time. Outcomes arrive on the window's thread."""

    started = pyqtSignal()
    progressed = pyqtSignal(float)
    ended = pyqtSignal()

    def __init__(self, messenger: Messenger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messenger = messenger
        self._task: _Task | None = None

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._task is not None

    def start(self, title: str, work: Work, done: Callable[[Any], None]) -> bool:
        """Begin, unless something is under way. ``done`` gets the result; problems go to the messenger."""
        if self._task is not None:
            return False

        def ended(task: _Task) -> None:
            self._task = None
            self.ended.emit()
            self._tell(task)
            if task.done:
                done(task.result)

        self._task = _Task(title, work, ended)
        self._task.progressChanged.connect(self._progressed)
        self.started.emit()
        QgsApplication.taskManager().addTask(self._task)
        return True

    def cancel(self) -> None:
        """Ask the work to stop."""
        if self._task is not None:
            self._task.cancel()

    def close(self) -> None:
        """Stop, and let nothing come back any more."""
        if self._task is not None:
            _left_running.add(self._task)
            self._task.progressChanged.disconnect(self._progressed)
            self._task.let_go()
            self._task = None

    def _progressed(self, percent: float) -> None:
        self.progressed.emit(percent)

    def _tell(self, task: _Task) -> None:
        for warning in task.warnings:
            self._messenger.note(warning)
        if task.trace:
            self._messenger.note(task.trace)
        if task.problem:
            self._messenger.problem(task.problem)
        elif not task.done:
            self._messenger.tell(tr("Stopped; nothing was changed."))
        elif task.warnings:
            self._messenger.warn(
                tr("{count} remarks on the data; they are in the log (View ▸ Panels ▸ Log Messages).").format(
                    count=len(task.warnings)
                )
            )
