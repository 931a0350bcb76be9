"""What the window says: outcomes in the message bar, everything in the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import Qgis, QgsMessageLog
from qgis.gui import QgisInterface

from ..reports.language import said, tr
from ..survey.problem import InputProblem

LOG = "Zhanbu"
_SECONDS = 6


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
    def telling_problems(self) -> Iterator[None]:
        """What a user can mend is said, and the action ends there."""
        try:
            yield
        except InputProblem as problem:
            self.problem(said(problem.wording()))

    def _say(self, text: str, level: Qgis.MessageLevel, seconds: int) -> None:
        QgsMessageLog.logMessage(text, LOG, level, notifyUser=False)
        self._iface.messageBar().pushMessage(tr("Zhanbu"), text, level, seconds)
