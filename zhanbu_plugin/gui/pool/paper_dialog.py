"""Putting papers and photos on file (归档材料): kind, file, number and date of the document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from ...pool.filing.evidence import Paper
from ...regimes.forms.evidence_kinds import evidence_kinds
from ...reports.language import interface_is_chinese, tr


class PaperDialog(QDialog):
    """Asks for one or several files of a kind; ``kinds`` are those that are asked for, offered first."""

    given = pyqtSignal(list, object)
    """Paths, and what is known of the papers (``Paper``)."""

    def __init__(self, kinds: Sequence[str], day: date, parent: QWidget, concerned: str = "") -> None:
        super().__init__(parent.window())
        self.setWindowTitle(tr("Put papers on file"))
        chinese, known = interface_is_chinese(), evidence_kinds()
        self.kind = QComboBox()
        for kind in [*kinds, *(k for k in known if k not in kinds)]:
            self.kind.addItem(known[kind].name.in_language(chinese), kind)
        self.files = QgsFileWidget()
        self.files.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
        self.files.setToolTip(tr("Scans and photos; each is copied beside the pool and hashed."))
        self.doc_no = QLineEdit()
        self.issuer = QLineEdit()
        self.doc_date = QDateEdit(QDate(day.year, day.month, day.day))
        self.doc_date.setMaximumDate(QDate(day.year, day.month, day.day))
        self.doc_date.setDisplayFormat("yyyy-MM-dd")
        self.doc_date.setCalendarPopup(True)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        layout = QFormLayout(self)
        if concerned:
            layout.addRow(tr("Concerns"), QLabel(concerned))
        for name, widget in (
            (tr("Kind"), self.kind),
            (tr("Files"), self.files),
            (tr("Document no."), self.doc_no),
            (tr("Date"), self.doc_date),
            (tr("Issuer"), self.issuer),
        ):
            layout.addRow(name, widget)
        buttons = QDialogButtonBox(self)
        buttons.addButton(tr("Put on file"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addRow(self.problem)
        layout.addRow(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _refuse(self, why: str) -> None:
        """Say why, with the room that it takes; what was typed in stays."""
        self.problem.setText("⚠ " + why)
        self.adjustSize()

    def accept(self) -> None:
        """Hand the files over."""
        paths = [path for path in QgsFileWidget.splitFilePaths(self.files.filePath()) if path.strip()]
        if not paths:
            self._refuse(tr("Choose the files."))
            return
        gone = [path for path in paths if not Path(path).is_file()]
        if gone:
            self._refuse(tr("There is no such file: {name}").format(name=gone[0]))
            return
        paper = Paper(
            str(self.kind.currentData()),
            self.doc_no.text().strip(),
            self.doc_date.date().toPyDate(),
            self.issuer.text().strip(),
        )
        self.given.emit(paths, paper)
        super().accept()
