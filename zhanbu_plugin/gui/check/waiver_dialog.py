"""The dialog in which a document is recorded for a failed check (登记批准文件)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QWidget

from ...checks.waivers.table import recorded
from ...checks.waivers.waiver import ALL_PARCELS, Waiver
from ...reports.language import tr
from ...survey.problem import InputProblem
from ..form_loading import load_form
from ..form_problems import grow_to_fit, said_in_form


class WaiverDialog(QDialog):
    """Asks for number, date, issuer and file; closes with “OK” only on a document that holds.

    ``last`` is the document that was recorded before: one document often lifts several checks.
    """

    def __init__(
        self, parcel_id: str, check_id: str, title: str, as_of: date, last: Waiver | None, parent: QWidget
    ) -> None:
        super().__init__(parent.window())
        load_form("waiver", self)
        self._parcel_id, self._check_id, self._as_of = parcel_id, check_id, as_of
        self.waiver: Waiver | None = None
        self.about.setText(
            tr("A document that lifts the check “{check}” of parcel {parcel}.").format(check=title, parcel=parcel_id)
        )
        day = QDate(as_of.year, as_of.month, as_of.day)
        self.docDate.setMaximumDate(day)
        self.docDate.setDate(day)
        self.enteredBy.setText(QgsApplication.userFullName() or QgsApplication.userLoginName())
        if last is not None:
            self._fill(last)
        self.problem.hide()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Record"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def accept(self) -> None:
        """Close with the document, or say what is wrong with it."""
        try:
            self.waiver = self._made()
        except InputProblem as problem:
            empty = self._empty()
            told = said_in_form(problem, self._labels())
            if len(empty) > 1:
                told = tr("These are still empty: {boxes}. A document needs all of them.").format(
                    boxes=tr(", ").join(empty)
                )
            self.problem.setText(told)
            self.problem.show()
            grow_to_fit(self)
            return
        super().accept()

    def _empty(self) -> list[str]:
        """What the form calls the boxes in which nothing is written."""
        texts = (self.docNo.text(), self.issuer.text(), self.file.filePath(), self.enteredBy.text())
        names = ("doc_no", "issuer", "file", "entered_by")
        return [self._labels()[name] for name, text in zip(names, texts) if not text.strip()]

    def _labels(self) -> dict[str, str]:
        """What the form calls the fields of a document."""
        return {
            "doc_no": self.docNoLabel.text(),
            "doc_date": self.docDateLabel.text(),
            "issuer": self.issuerLabel.text(),
            "file": self.fileLabel.text(),
            "entered_by": self.enteredByLabel.text(),
        }

    def _fill(self, last: Waiver) -> None:
        self.docNo.setText(last.doc_no)
        self.docDate.setDate(QDate(last.doc_date.year, last.doc_date.month, last.doc_date.day))
        self.issuer.setText(last.issuer)
        self.file.setFilePath(last.path)
        self.enteredBy.setText(last.entered_by)

    def _made(self) -> Waiver:
        path = self.file.filePath().strip()
        texts = {
            "parcel_id": ALL_PARCELS if self.forAll.isChecked() else self._parcel_id,
            "check_id": self._check_id,
            "doc_no": self.docNo.text().strip(),
            "doc_date": str(self.docDate.date().toString(Qt.DateFormat.ISODate)),
            "issuer": self.issuer.text().strip(),
            "file": str(Path(path).absolute()) if path else "",
            "entered_by": self.enteredBy.text().strip(),
        }
        return recorded(texts, folder=None, as_of=self._as_of)
