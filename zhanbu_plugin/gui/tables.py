"""Small tables of a page: read-only, columns as wide as their contents, numbers to the right."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

_SPARE = 2


def prepare_table(table: QTableWidget, titles: list[str]) -> None:
    """Give a table its columns."""
    table.setColumnCount(len(titles))
    table.setHorizontalHeaderLabels(titles)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


def add_row(table: QTableWidget, texts: list[str], *, numbers: tuple[int, ...] = (), bold: bool = False) -> int:
    """Append a row; its number. The columns ``numbers`` are aligned to the right."""
    row = int(table.rowCount())
    table.insertRow(row)
    for column, text in enumerate(texts):
        item = QTableWidgetItem(text)
        if column in numbers:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        font = item.font()
        font.setBold(bold)
        item.setFont(font)
        table.setItem(row, column, item)
    return row


def fit_to_rows(table: QTableWidget) -> None:
    """Make a short table just as high as its rows, so that it leaves the room to others."""
    rows = max(1, int(table.rowCount())) * table.verticalHeader().defaultSectionSize()
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows + 2 * table.frameWidth() + _SPARE)
