"""Menu of what is done with matters beside their steps (事项菜单)."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu, QWidget

from ....reports.language import tr
from ...messages import Messenger
from ...set_up.set_up import SetUp
from ..step_choice import StepChoice
from .filing_dialog import FilingDialog
from .matter_dialogs import LinkMatterDialog, OpenMatterDialog


class MatterActs(QObject):
    """Opens the dialogs with what is selected in the list."""

    done = pyqtSignal()
    """A matter was opened or linked."""

    def __init__(self, now: Callable[[], SetUp], choice: StepChoice, messenger: Messenger, parent: QWidget) -> None:
        super().__init__(parent)
        self._now, self._choice, self._messenger, self._parent = now, choice, messenger, parent
        self.dialog: FilingDialog | None = None
        self.menu = QMenu(parent)
        self.menu.addAction(tr("Open a matter") + "…", self.ask_for_matter)
        self.menu.addAction(tr("Link with a matter") + "…", self.ask_for_links)

    def ask_for_matter(self) -> None:
        """Open the dialog of a new matter."""
        self._open(OpenMatterDialog(self._now(), self._choice.selected(), self._messenger, self._parent))

    def ask_for_links(self) -> None:
        """Open the dialog that links what is selected with a matter."""
        choice = self._choice
        self._open(LinkMatterDialog(self._now(), choice.matters(), choice.selected(), self._messenger, self._parent))

    def close_down(self) -> None:
        """Stop what is running."""
        if self.dialog is not None and not sip.isdeleted(self.dialog):
            self.dialog.work.close()
            self.dialog.close()

    def _open(self, dialog: FilingDialog) -> None:
        dialog.filed.connect(self.done)
        self.dialog = dialog
        dialog.open()
