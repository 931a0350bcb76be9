"""Reading for a page, off the window's thread: only what was asked for last is shown (后台读取)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..processing.algorithm import stop_if_cancelled
from ..survey.problem import InputProblem
from .background import Background
from .messages import Messenger

GoOn = Callable[[], None]
"""Raises where the reading shall stop."""
Read = Callable[[GoOn], Any]


class LatestReading(QObject):
    """Pages change their minds while a file or a server answers: what they no longer want is dropped as it comes in.

    A problem that the user can mend is handed over like a result, for the page to show where the result would stand.
    """

    ended = pyqtSignal()

    def __init__(self, title: str, messenger: Messenger, parent: QObject) -> None:
        super().__init__(parent)
        self._title = title
        self._work = Background(messenger, self)
        self._wanted: tuple[Read, Callable[[Any], None]] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is still to come."""
        return self._work.is_busy

    def ask(self, read: Read, came: Callable[[Any], None]) -> None:
        """Read; ``came`` gets the result, or the ``InputProblem``, on the window's thread."""
        self._wanted = (read, came)
        if not self._work.is_busy:
            self._start()

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._wanted = None

    def close(self) -> None:
        """Stop, and let nothing come back."""
        self._wanted = None
        self._work.close()

    def _start(self) -> None:
        asked = self._wanted
        if asked is None:
            return

        def work(feedback: QgsProcessingFeedback) -> Any:  # noqa: ANN401 - whatever the page reads
            try:
                return asked[0](lambda: stop_if_cancelled(feedback))
            except InputProblem as problem:
                return problem

        self._work.start(self._title, work, lambda found: self._came(asked, found))

    def _came(self, asked: tuple[Read, Callable[[Any], None]], found: Any) -> None:  # noqa: ANN401
        if self._wanted is not asked:
            self._start()
            return
        asked[1](found)
        self.ended.emit()
