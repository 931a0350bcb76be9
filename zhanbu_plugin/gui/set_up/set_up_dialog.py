"""The set-up in a window of its own, which stays open beside the map while layers are matched (项目设置)."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ...reports.language import tr
from ..help_window import HelpKey
from .set_up_page import SetUpPage

_WIDTH, _HEIGHT = 460, 620


class SetUpDialog(QDialog):
    """Holds the page; what is chosen holds at once and is remembered by the project, so it only closes."""

    def __init__(self, page: SetUpPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ZhanbuSetUp")
        self.setWindowTitle(tr("Set up the project"))
        buttons = QDialogButtonBox(self)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)  # Qt would put a standard one back
        buttons.rejected.connect(self.close)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem.hide()
        page.problem.connect(self._tell)
        page.changed.connect(lambda: self._tell(""))
        layout = QVBoxLayout(self)
        layout.addWidget(page)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.help_key = HelpKey(self, lambda: "1-set-up.md")
        self.resize(_WIDTH, _HEIGHT)

    def show_in_front(self) -> None:
        """Show it above the other windows."""
        self.show()
        self.raise_()
        self.activateWindow()

    def _tell(self, text: str) -> None:
        """Say a problem here: the window's message bar may lie behind this dialog."""
        self.problem.setText(f"⚠ {text}")
        self.problem.setVisible(bool(text))
