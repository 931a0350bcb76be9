"""A pool that isn't where the project left it: asked for once, when the project is opened (储备库文件已移动)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QAbstractButton, QFileDialog, QMessageBox, QWidget

from ...pool.postgis.address import is_server_address
from ...reports.language import tr

_POOLS = "GeoPackage (*.gpkg)"


class MovedPool(QObject):
    """Offers the file of the same name beside the project, or lets the user choose."""

    def __init__(self, parent: QWidget, chosen: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._window, self._chosen = parent, chosen
        self.question: QMessageBox | None = None

    def look_for(self, path: str) -> None:
        """Ask where a pool is that isn't in its place; does nothing for one that is, or that lies on a server."""
        self.close()
        if not path or is_server_address(path) or Path(path).exists():
            return
        beside = Path(QgsProject.instance().homePath()) / Path(path).name
        found = beside if QgsProject.instance().homePath() and beside.is_file() else None
        self._ask(path, found)

    def close(self) -> None:
        """Don't ask any more."""
        if self.question is not None:
            self.question.close()
            self.question.deleteLater()
            self.question = None

    def _ask(self, path: str, found: Path | None) -> None:
        question = QMessageBox(self._window)
        question.setWindowTitle(tr("Reserve pool"))
        question.setText(tr("The reserve pool isn't where this project left it: {path}").format(path=path))
        roles = QMessageBox.ButtonRole
        use: QAbstractButton | None = None
        if found is not None:
            question.setInformativeText(
                tr("Beside the project there is one of the same name: {path}").format(path=found)
            )
            use = question.addButton(tr("Use it"), roles.AcceptRole)
        choose = question.addButton(tr("Choose…"), roles.ActionRole)
        question.addButton(tr("Leave it"), roles.RejectRole)

        def answered(button: QAbstractButton) -> None:
            if button is use:
                self._chosen(str(found))
            elif button is choose:
                self._choose(path)

        question.buttonClicked.connect(answered)
        self.question = question
        question.open()

    def _choose(self, path: str) -> None:
        other, _ = QFileDialog.getOpenFileName(self._window, tr("Reserve pool"), str(Path(path).parent), _POOLS)
        if other:
            self._chosen(other)
