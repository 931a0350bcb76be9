"""Work that only the window's thread may do (print layouts), asked for by whatever thread needs it (窗口线程).

The window stays alive between two pieces of such work, and a run that is cancelled doesn't wait for them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QThread, pyqtSignal, pyqtSlot

from ..survey.cancel import Cancelled
from ..survey.problem import InputProblem
from ..survey.wording import translate

Result = TypeVar("Result")
GoOn = Callable[[], bool]
_LOOK = 0.05
_PATIENCE = 300.0
"""Seconds between two looks whether to go on, and until a window that doesn't answer is given up."""


def on_window_thread(work: Callable[[], Result], go_on: GoOn = lambda: True) -> Result:
    """What ``work`` gives or raises, done by the thread of the application while this one waits.

    ``go_on`` answers ``False`` to stop waiting. Raises ``Cancelled`` then, and ``InputProblem`` when the window
    doesn't answer.
    """
    if not go_on():
        raise Cancelled
    if _is_window_thread():
        return work()
    errand = _sent(work)
    waited = 0.0
    while not errand.done.wait(_LOOK):
        waited += 0.0 if errand.begun.is_set() else _LOOK
        if not go_on():
            errand.unwanted.set()
            raise Cancelled
        if waited > _PATIENCE:
            errand.unwanted.set()
            raise InputProblem(
                translate("zhanbu", "The window doesn't answer, so no paper can be laid out."),
                remedy=translate("zhanbu", "Close the dialogs that wait for you, and try again."),
            )
    if errand.error is not None:
        raise errand.error
    result: Result = errand.result
    return result


def later_on_window_thread(work: Callable[[], None]) -> None:
    """Have something done there without waiting for it; at once when this is that thread."""
    if _is_window_thread():
        work()
    else:
        _sent(work)


def _is_window_thread() -> bool:
    application = QCoreApplication.instance()
    return application is None or QThread.currentThread() == application.thread()


def _sent(work: Callable[[], Any]) -> _Errand:
    errand = _Errand(work)
    errand.moveToThread(QCoreApplication.instance().thread())
    _under_way.add(errand)
    errand.asked.emit()
    return errand


class _Errand(QObject):
    """One piece of work on its way to the other thread."""

    asked = pyqtSignal()

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work: Callable[[], Any] | None = work
        self.begun, self.done, self.unwanted = threading.Event(), threading.Event(), threading.Event()
        self.result: Any = None
        self.error: BaseException | None = None
        self.asked.connect(self._carry_out, Qt.ConnectionType.QueuedConnection)

    @pyqtSlot()
    def _carry_out(self) -> None:
        self.begun.set()
        work, self._work = self._work, None
        try:
            if work is not None and not self.unwanted.is_set():
                self.result = work()
        except Exception as error:  # raised again where it was asked for
            self.error = error
        finally:
            _under_way.discard(self)
            self.deleteLater()
            self.done.set()


_under_way: set[_Errand] = set()
"""Held until the other thread has done with them."""
