"""What was found of each parcel, filled in by hand (核查结果录入): result, reason code, remark."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from qgis.PyQt.QtCore import QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from ....exchange.returns.reasons import return_reasons
from ....exchange.returns.results import ParcelResult
from ....exchange.returns.slip import codes_in, slip_texts
from ....pool.records import PoolParcel
from ....reports.language import interface_is_chinese, tr
from ....survey.units import m2_of
from ...tables import add_row, prepare_table
from .choice_cells import ChoiceCells

_ALL = range(7)
NUMBER, RESULT, CODE, REMARK, CHOSEN, AREA, UID = _ALL
"""What is filled in stands first: it is seen in a narrow panel too."""
_FILLED_IN = (RESULT, CODE, REMARK)
_WIDTHS = {RESULT: 64, CODE: 116, REMARK: 110}
"""Pixels of what is filled in; the user may widen them."""


class ResultsTable(QObject):
    """Rows of one package; what was filled in stays while other parcels join."""

    pointed = pyqtSignal(str)
    """Uid of the parcel whose row is selected."""

    filled = pyqtSignal()
    """Other parcels are listed, or something else is said of them."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self.table = table
        self._is_taking = False
        prepare_table(
            table,
            [
                *(tr("Parcel no."), tr("Result"), tr("Reason code"), tr("Told"), tr("How chosen")),
                *(tr("Area (m²)"), tr("Id")),
            ],
        )
        for column, width in _WIDTHS.items():
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, width)
        self._delegates = (
            ChoiceCells(result_words(), tr("Result"), table),
            ChoiceCells(code_texts(), tr("Reason code"), table, free=True),
        )
        table.setItemDelegateForColumn(RESULT, self._delegates[0])
        table.setItemDelegateForColumn(CODE, self._delegates[1])
        table.itemChanged.connect(self._follow)
        table.itemSelectionChanged.connect(self._point)
        table.clicked.connect(self._open)

    def texts(self) -> list[list[str]]:
        """Every cell, to be shown again another time."""
        columns = range(self.table.columnCount())
        return [[self._text(row, column) for column in columns] for row in range(self.table.rowCount())]

    def show_again(self, texts: Sequence[Sequence[str]]) -> None:
        """List what ``texts`` gave, and nothing else."""
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for row in texts:
            self._add(row)
        self.table.blockSignals(False)
        self.filled.emit()

    def show(self, parcels: Sequence[tuple[PoolParcel, str]]) -> None:
        """List these parcels, each with how it was chosen; what was filled in before stays, also of parcels that don't
        stand among these.
        """
        before = {row[UID]: row for row in self.texts()}
        known = {parcel.parcel_uid for parcel, _ in parcels}
        kept = [row for uid, row in before.items() if uid not in known and (row[RESULT] or row[CODE])]
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for parcel, how in parcels:
            said = before.get(parcel.parcel_uid, [""] * len(_ALL))
            self._add(_row(parcel, how, [said[column] for column in _FILLED_IN]))
        for row in kept:
            self._add([tr("chosen") if column == CHOSEN else row[column] for column in _ALL])
        self.table.blockSignals(False)
        self.filled.emit()

    def add(self, parcel: PoolParcel) -> None:
        """List one more, and go there."""
        row = self._row_of(parcel.parcel_uid)
        if row is None:
            self.table.blockSignals(True)
            self._add(_row(parcel, tr("chosen")))
            self.table.blockSignals(False)
            row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, RESULT)

    def without_result(self, uids: Collection[str]) -> list[str]:
        """Numbers of those among these parcels of which nothing is said yet, in the order of their rows."""
        among = set(uids)
        rows = [row for row in range(self.table.rowCount()) if self._text(row, UID) in among]
        return [self._text(row, NUMBER) for row in rows if not (self._text(row, RESULT) or self._text(row, CODE))]

    def without_code(self) -> list[str]:
        """Numbers of parcels that failed, without a reason, in the order of their rows."""
        _, failed = result_words()
        rows = [row for row in range(self.table.rowCount()) if self._text(row, RESULT) == failed]
        return [self._text(row, NUMBER) for row in rows if not self._text(row, CODE)]

    def go_to(self, number: str, column: int = RESULT) -> None:
        """Select the parcel of a number, where something is to be filled in."""
        row = next((row for row in range(self.table.rowCount()) if self._text(row, NUMBER) == number), None)
        if row is not None:
            self.table.setCurrentCell(row, column)
            self.table.scrollToItem(self.table.item(row, column))
            self.table.setFocus()

    def take(self, found: Iterable[ParcelResult]) -> None:
        """Fill in what a table said; parcels that aren't listed join."""
        passed, failed = result_words()
        self._is_taking = True
        try:
            for one in found:
                if self._row_of(one.parcel.parcel_uid) is None:
                    self.add(one.parcel)
                self.fill_in(one.parcel.parcel_uid, passed if one.passed else failed, " ".join(one.codes), one.text)
        finally:
            self._is_taking = False
        self.filled.emit()

    def fill_in(self, uid: str, result: str, code: str = "", remark: str = "") -> None:
        """Say of a listed parcel what was found."""
        row = self._row_of(uid)
        if row is None:
            raise ValueError(f"{uid} isn't listed")
        for column, text in ((CODE, _code_text(code)), (RESULT, result), (REMARK, remark)):
            self.table.item(row, column).setText(text)

    def rows(self) -> list[dict[str, str]]:
        """Each row as a table of results has it, whether it is filled in or not."""
        return [
            {
                "parcel_uid": self._text(row, UID),
                "parcel_no": self._text(row, NUMBER),
                "result": self._text(row, RESULT),
                "code": self._text(row, CODE),
                "reason": self._text(row, REMARK),
            }
            for row in range(self.table.rowCount())
        ]

    def _add(self, texts: Sequence[str]) -> None:
        row = add_row(self.table, [*texts], numbers=(AREA,))
        for column in range(self.table.columnCount()):
            item = self.table.item(row, column)
            if column in _FILLED_IN:
                item.setToolTip(item.text())
            else:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)

    def _follow(self, item: QTableWidgetItem) -> None:
        """A code means that the parcel failed, and one that passed has no code."""
        passed, failed = result_words()
        row = item.row()
        self.table.blockSignals(True)
        if item.column() == CODE and item.text().strip():
            self.table.item(row, RESULT).setText(failed)
        elif item.column() == RESULT and item.text() == passed:
            self.table.item(row, CODE).setText("")
        for column in _FILLED_IN:  # a reason is longer than its column is wide
            self.table.item(row, column).setToolTip(self._text(row, column))
        self.table.blockSignals(False)
        if not self._is_taking:
            self.filled.emit()

    def _open(self, index: QModelIndex) -> None:
        """One click is enough to fill a cell in; choices unfold at once."""
        if index.column() in _FILLED_IN:
            self.table.edit(index)
            box = self.table.indexWidget(index)
            if isinstance(box, QComboBox):
                box.showPopup()

    def _point(self) -> None:
        row = int(self.table.currentRow())
        if row >= 0:
            self.pointed.emit(self._text(row, UID))

    def _row_of(self, uid: str) -> int | None:
        rows = range(self.table.rowCount())
        return next((row for row in rows if self._text(row, UID) == uid), None)

    def _text(self, row: int, column: int) -> str:
        return str(self.table.item(row, column).text()).strip()


def result_words() -> tuple[str, str]:
    """What is written for a parcel that passed and for one that failed, in the user's language."""
    words = slip_texts()["results"]
    if interface_is_chinese():
        return str(words["passed"][0]), str(words["failed"][0])
    return "passed", "failed"


def code_texts() -> list[str]:
    """Each reason code with what it says."""
    chinese = interface_is_chinese()
    return [f"{code} {reason.name.in_language(chinese)}" for code, reason in return_reasons().items()]


def _code_text(code: str) -> str:
    """One code with what it says; several as they stand."""
    codes = codes_in(code)
    if len(codes) != 1 or codes[0] not in return_reasons():
        return code
    return f"{codes[0]} {return_reasons()[codes[0]].name.in_language(interface_is_chinese())}"


def _row(parcel: PoolParcel, how: str, said: Sequence[str] = ("", "", "")) -> list[str]:
    return [parcel.parcel_no, *said, how, f"{m2_of(parcel.area_dm2):,.2f}", parcel.parcel_uid]
