"""What was found of each parcel, filled in by hand (核查结果录入): result, reason code, remark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ....exchange.returns.reasons import return_reasons
from ....exchange.returns.results import ParcelResult
from ....exchange.returns.slip import codes_in, slip_texts
from ....pool.records import PoolParcel
from ....reports.language import interface_is_chinese, tr
from ....survey.units import m2_of
from ...tables import add_row, prepare_table

_ALL = range(7)
NUMBER, CHOSEN, RESULT, CODE, REMARK, AREA, UID = _ALL
_FILLED_IN = (RESULT, CODE, REMARK)
_CODE_WIDTH, _REMARK_WIDTH = 150, 130


class ResultsTable(QObject):
    """Rows of one package; what was filled in stays while other parcels join."""

    pointed = pyqtSignal(str)
    """Uid of the parcel whose row is selected."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self.table = table
        prepare_table(
            table,
            [
                *(tr("Parcel no."), tr("How chosen"), tr("Result"), tr("Reason code"), tr("Told")),
                *(tr("Area (m²)"), tr("Id")),
            ],
        )
        for column, width in ((CODE, _CODE_WIDTH), (REMARK, _REMARK_WIDTH)):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, width)
        self._delegates = (_Choice(result_words(), table), _Choice(code_texts(), table, free=True))
        table.setItemDelegateForColumn(RESULT, self._delegates[0])
        table.setItemDelegateForColumn(CODE, self._delegates[1])
        table.itemChanged.connect(self._follow)
        table.itemSelectionChanged.connect(self._point)

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

    def add(self, parcel: PoolParcel) -> None:
        """List one more, and go there."""
        row = self._row_of(parcel.parcel_uid)
        if row is None:
            self.table.blockSignals(True)
            self._add(_row(parcel, tr("chosen")))
            self.table.blockSignals(False)
            row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, RESULT)

    def take(self, found: Iterable[ParcelResult]) -> None:
        """Fill in what a table said; parcels that aren't listed join."""
        passed, failed = result_words()
        for one in found:
            if self._row_of(one.parcel.parcel_uid) is None:
                self.add(one.parcel)
            self.fill_in(one.parcel.parcel_uid, passed if one.passed else failed, " ".join(one.codes), one.text)

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
            if column not in _FILLED_IN:
                item = self.table.item(row, column)
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
        self.table.blockSignals(False)

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
    return [parcel.parcel_no, how, *said, f"{m2_of(parcel.area_dm2):,.2f}", parcel.parcel_uid]


class _Choice(QStyledItemDelegate):
    """Edits a cell by choosing from a list; ``free`` lets one write several codes too."""

    def __init__(self, texts: Sequence[str], parent: QWidget, *, free: bool = False) -> None:
        super().__init__(parent)
        self._texts, self._free = texts, free

    def createEditor(self, parent: QWidget | None, _option: QStyleOptionViewItem, _index: QModelIndex) -> QWidget:
        """A box with the choices, and with none."""
        box = QComboBox(parent)
        box.setEditable(self._free)
        box.addItems(["", *self._texts])
        box.setAccessibleName(tr("Reason code") if self._free else tr("Result"))
        if not self._free:
            box.activated.connect(lambda _number: self.commitData.emit(box))
        return box

    def setEditorData(self, editor: QWidget | None, index: QModelIndex) -> None:
        """As the cell stands."""
        text = str(index.data() or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(text)))
            if self._free:
                editor.setEditText(text)

    def setModelData(self, editor: QWidget | None, model: QAbstractItemModel | None, index: QModelIndex) -> None:
        """What was chosen."""
        if isinstance(editor, QComboBox) and model is not None:
            model.setData(index, editor.currentText())
