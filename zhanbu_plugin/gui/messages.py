"""What the window says: outcomes in the message bar, everything in the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unicodedata import east_asian_width

from qgis.core import Qgis, QgsMessageLog
from qgis.gui import QgisInterface

from ..reports.language import said, tr
from ..survey.problem import InputProblem

LOG = "Zhanbu"
_SECONDS = 6
_ROOM = 76
"""Columns of a message that are seen at once on a small screen."""


class Messenger:
    """Speaks in QGIS's message bar. Texts are finished sentences in the user's language."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface

    def tell(self, text: str) -> None:
        """Something was done."""
        self._say(text, Qgis.MessageLevel.Success, _SECONDS)

    def warn(self, text: str) -> None:
        """Something deserves a look."""
        self._say(text, Qgis.MessageLevel.Warning, 2 * _SECONDS)

    def problem(self, text: str) -> None:
        """Something could not be done; stays until it is closed."""
        self._say(text, Qgis.MessageLevel.Critical, 0)

    def note(self, text: str) -> None:
        """For the log alone."""
        QgsMessageLog.logMessage(text, LOG, Qgis.MessageLevel.Warning, notifyUser=False)

    @contextmanager
    def telling_problems(self, beside: Callable[[str], None] | None = None) -> Iterator[None]:
        """What a user can mend is said, and the action ends there.

        ``beside`` gets the words too, for a place where they are seen whole: none at first, then those of a problem.
        """
        if beside is not None:
            beside("")
        try:
            yield
        except InputProblem as problem:
            text = said(problem.wording())
            self.problem(text)
            if beside is not None:
                beside(text)

    def _say(self, text: str, level: Qgis.MessageLevel, seconds: int) -> None:
        QgsMessageLog.logMessage(text, LOG, level, notifyUser=False)
        if _width(text) > _ROOM:  # the bar cuts it off, so it gets a button that shows all of it
            self._iface.messageBar().pushMessage(tr("Zhanbu"), text, text, level, seconds)
        else:
            self._iface.messageBar().pushMessage(tr("Zhanbu"), text, level, seconds)


def _width(text: str) -> int:
    """In columns: characters of Chinese are twice as wide."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
