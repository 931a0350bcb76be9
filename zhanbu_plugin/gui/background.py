"""Long work on another thread: progress, cancel, and an outcome that comes back to the window (后台任务)."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from qgis.core import QgsApplication, QgsProcessingFeedback, QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..reports.language import said, tr
from ..survey.cancel import Cancelled
from ..survey.problem import InputProblem
from .garbage_collection import garbage_collection
from .messages import LOG, Messenger

Work = Callable[[QgsProcessingFeedback], Any]

_ENDED = (QgsTask.TaskStatus.Complete, QgsTask.TaskStatus.Terminated)
_MOMENT_MS = 5
_WATCH_MS = 300
_PATIENCE = 3
"""Looks at a task of which QGIS tells nothing before it is helped along: it has run, or doesn't begin."""
_LONGEST_TURN = 600
"""Moments that a task waits for others to leave."""


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
        self._told = False
        self.has_run = False
        self.done = False
        self.result: Any = None
        self.problem: str = ""
        self.trace: str = ""
        self.warnings: list[str] = []

    def run(self) -> bool:
        """On the worker's thread."""
        feedback = _TaskFeedback(self)
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
        self.has_run = True
        return self.done

    def finished(self, result: bool) -> None:
        """On the window's thread; only the first call counts."""
        if self._told:
            return
        self._told = True
        _left_running.discard(self)
        garbage_collection.go_on()
        self._ended(self)

    def hand_over(self) -> None:
        """Let QGIS run it. Called on the window's thread, before any other thread can search for garbage."""
        garbage_collection.pause()
        QgsApplication.taskManager().addTask(self)

    def another(self) -> _Task:
        """The same work, not begun."""
        return _Task(self.description(), self._work, self._ended)

    def let_go(self) -> None:
        """Stop; nobody waits for the outcome."""
        self._ended = _nobody_waits
        self.cancel()


_left_running: set[_Task] = set()
"""Tasks whose window is gone, kept until their thread has seen that it should stop."""


def _nobody_waits(task: _Task) -> None:
    """Takes no notice."""


_forgotten: set[_Task] = set()
"""Tasks that have ended and that QGIS never took leave of: it keeps them, and nobody needs to wait for them."""


def _another_is_ending() -> bool:
    """Whether QGIS still has to take leave of a task.

    Until then it knows what ran the task by an address that is free already. What shall run a new one may be given it,
    would be taken for the old one's, dropped from the threads' queue, and never begin (QGIS issue 53806, mended by its
    pull request 67040 in later versions than those that counties have).
    """
    tasks = QgsApplication.taskManager().tasks()
    return any(task.status() in _ENDED and task not in _forgotten for task in tasks)


def _was_dropped(task: _Task) -> bool:
    """Whether a task still waits for a thread though one is free: QGIS has lost it from its queue.

    It happens where another thread had Python's lock, and ended, between our look at the others and QGIS's taking on.
    """
    threads = QgsApplication.taskManager().threadPool()
    return bool(task.status() == QgsTask.TaskStatus.Queued and threads.activeThreadCount() < threads.maxThreadCount())


class Background(QObject):
    """Runs one piece of work at a time. Outcomes arrive on the window's thread."""

    started = pyqtSignal()
    progressed = pyqtSignal(float)
    ended = pyqtSignal()

    def __init__(self, messenger: Messenger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messenger = messenger
        self._task: _Task | None = None
        self._closed = False
        self._turn = QTimer(self)
        self._turn.setInterval(_MOMENT_MS)
        self._turn.timeout.connect(self._hand_over)
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._look_after)
        self._looks = self._waited = 0

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._task is not None

    def start(self, title: str, work: Work, done: Callable[[Any], None]) -> bool:
        """Begin, unless something is under way or all is closed. ``done`` gets the result, the messenger problems."""
        if self._closed or self._task is not None:
            return False

        def ended(task: _Task) -> None:
            if sip.isdeleted(self):
                return
            self._task = None
            self._watch.stop()
            self.ended.emit()
            self._tell(task)
            if task.done and not self._closed:
                done(task.result)

        self._task = _Task(title, work, ended)
        self.started.emit()
        self._take_turn(self._task)
        return True

    def cancel(self) -> None:
        """Ask the work to stop."""
        if self._task is None:
            return
        self._task.cancel()
        if self._turn.isActive():  # QGIS doesn't know the task yet, so nobody else tells that it has ended
            self._turn.stop()
            self._task.let_go()
            self._task = None
            self.ended.emit()
            self._messenger.tell(tr("Stopped; nothing was changed."))

    def close(self) -> None:
        """Stop, and let nothing begin or come back any more: layers that leave the project still tell their boxes."""
        self._closed = True
        self._watch.stop()
        if self._task is None:
            return
        self._task.progressChanged.disconnect(self._progressed)
        if self._turn.isActive():
            self._turn.stop()
        else:
            _left_running.add(self._task)
        self._task.let_go()
        self._task = None

    def _take_turn(self, task: _Task) -> None:
        task.progressChanged.connect(self._progressed)
        self._waited = 0
        self._turn.start()
        self._hand_over()

    def _hand_over(self) -> None:
        self._waited += 1
        if self._task is not None and (self._waited > _LONGEST_TURN or not _another_is_ending()):
            self._turn.stop()
            self._task.hand_over()
            self._looks = 0
            self._watch.start()

    def _look_after(self) -> None:
        """Under load it was seen that a task never begins, or that nobody tells of its end: a page would wait on."""
        task = self._task
        if task is None:
            self._watch.stop()
        elif not (task.has_run or _was_dropped(task)):
            self._looks = 0
        else:
            self._looks += 1
            if self._looks >= _PATIENCE:
                self._help_along(task)

    def _help_along(self, task: _Task) -> None:
        if task.has_run:
            task.statusChanged.emit(task.status())  # so QGIS hears it now, and takes leave of the task
            if self._task is task:
                _forgotten.add(task)
                task.finished(task.done)
            return
        self._watch.stop()
        self._task = task.another()
        task.progressChanged.disconnect(self._progressed)
        task.let_go()
        self._take_turn(self._task)

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
        elif len(task.warnings) == 1:
            self._messenger.warn(task.warnings[0])
        elif task.warnings:
            self._messenger.warn(
                tr(
                    "{count} remarks on the data; they are in the log (View ▸ Panels ▸ Log Messages, tab “{tab}”)."
                ).format(count=len(task.warnings), tab=LOG)
            )
