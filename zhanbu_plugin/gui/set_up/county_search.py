"""The county's field: its code, which is found by typing a part of the code or of the name (县级行政区划查找)."""

from __future__ import annotations

import unicodedata

from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import QCompleter, QLabel, QLineEdit

from ...reports.language import tr
from ...survey.counties import counties, find_counties, meant_county


class CountySearch(QObject):
    """Offers counties while something is typed in, and tells which one the code is."""

    def __init__(self, field: QLineEdit, line: QLabel) -> None:
        super().__init__(field)
        self._field, self._line = field, line
        self.offered = QStandardItemModel(self)
        self.completer = QCompleter(self.offered, self)
        # The list is narrowed here: Qt's own way of narrowing knows no words in any order.
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCompletionRole(Qt.ItemDataRole.UserRole)
        field.setCompleter(self.completer)
        field.textEdited.connect(self._offer)
        field.textChanged.connect(lambda _text: self.tell())
        field.editingFinished.connect(self._settle)
        self.tell()

    @property
    def code(self) -> str:
        """Digits that stand there; empty while there is a name."""
        text = unicodedata.normalize("NFKC", self._field.text()).strip()
        return text if text.isascii() and text.isdigit() and len(text) <= 6 else ""

    def tell(self) -> None:
        """Say which county it is. A code that the table doesn't know is as good as any other."""
        text = self._field.text().strip()
        known = counties().get(self.code)
        if known is not None:
            told = tr("{name} ({place})").format(name=known.name, place=known.place)
        elif not text or (self.code and len(self.code) < 6):
            told = ""
        elif self.code:
            told = tr("{code} is not in the list of counties that the plugin carries; it is used as it stands.").format(
                code=self.code
            )
        elif find_counties(text, most=1):
            told = tr("Choose the county from the list.")
        else:
            told = tr("No county of that name is in the list; six digits are taken as they stand.")
        self._line.setText(told)
        self._line.setVisible(bool(told))

    def _offer(self, text: str) -> None:
        self.offered.clear()
        for county in () if self.code in counties() else find_counties(text):
            item = QStandardItem(county.label)
            item.setData(county.code, Qt.ItemDataRole.UserRole)
            self.offered.appendRow(item)

    def _settle(self) -> None:
        """A name that means one county becomes its code."""
        text = self._field.text().strip()
        meant = meant_county(text) if text and not self.code else None
        if meant is not None:
            self._field.setText(meant.code)
        elif self.code and self.code != text:
            self._field.setText(self.code)
