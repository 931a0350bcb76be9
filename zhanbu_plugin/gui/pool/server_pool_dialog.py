"""Choosing a pool that the office shares: a stored PostgreSQL connection and a schema (服务器储备库)."""

from __future__ import annotations

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from ...pool.postgis.address import PREFIX
from ...reports.language import tr
from .pool_source import server_connections


class ServerPoolDialog(QDialog):
    """Gives the address ``pg:CONNECTION/SCHEMA`` of a pool that is there, or of one to be made."""

    chosen = pyqtSignal(str)
    wanted_new = pyqtSignal(str, str)
    """Address, and the folder in which papers and photos are kept."""

    def __init__(self, county: str, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(tr("Pool on a server"))
        self.connection, self.schema = QComboBox(), QLineEdit(f"pool_{county}" if county else "")
        self.connection.addItems(server_connections())
        self.connection.setToolTip(tr("PostgreSQL connections of QGIS; new ones are made in the Data Source Manager."))
        self.schema.setToolTip(tr("Schema that holds the pool, and nothing else."))
        self.new = QCheckBox(tr("Make a new, empty pool there"))
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setToolTip(tr("Folder that everybody who works with the pool reaches under the same name."))
        self.folder.setEnabled(False)
        self.new.toggled.connect(self.folder.setEnabled)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def address(self) -> str:
        """What is chosen, as algorithms write it."""
        return f"{PREFIX}{self.connection.currentText()}/{self.schema.text().strip()}"

    def accept(self) -> None:
        """Hand the address over, or say what is missing."""
        why = self._missing()
        if why:
            self.problem.setText("⚠ " + why)
            return
        if self.new.isChecked():
            self.wanted_new.emit(self.address(), self.folder.filePath().strip())
        else:
            self.chosen.emit(self.address())
        super().accept()

    def _missing(self) -> str:
        if not self.connection.currentText():
            return tr("QGIS has no PostgreSQL connection yet: make one in the Data Source Manager, then come back.")
        if not self.schema.text().strip():
            return tr("Name the schema of the pool.")
        if self.new.isChecked() and not self.folder.filePath().strip():
            return tr("Choose the folder for papers and photos.")
        return ""

    def _lay_out(self) -> None:
        layout = QFormLayout(self)
        layout.addRow(tr("Connection"), self.connection)
        layout.addRow(tr("Schema"), self.schema)
        layout.addRow(self.new)
        layout.addRow(tr("Folder for papers"), self.folder)
        layout.addRow(self.problem)
        buttons = QDialogButtonBox(self)
        buttons.addButton(tr("Use this pool"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addRow(buttons)
