"""Findings as one wide table: a row for each listed check of each listed parcel (检查结果宽表)."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ...checks.findings import Finding
from ...reports.language import tr
from ..check.findings_model import FindingsModel, Pointed
from ..check.verdict_looks import (
    outcome_icon,
    outcome_name,
    severity_name,
    short_verdict_name,
    verdict_icon,
)
from ..number_formats import NOTHING, area_text, value_text

Role = Qt.ItemDataRole
_ROOT = QModelIndex()
_NUMBERS = (2, 6, 7)
_VERDICT, _OUTCOME = 1, 4
_ROLES = (Role.DisplayRole, Role.DecorationRole, Role.ToolTipRole)


class WideFindings(QAbstractTableModel):
    """The tree of the page “Check” laid flat: same parcels, same filters, same order, and as far as it was read.

    Nothing is laid out while nobody looks (``watch``).
    """

    def __init__(self, tree: FindingsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._tree = tree
        self._watched = False
        self._places: list[tuple[int, int]] = []
        """Row of the parcel in the tree, and of the check under it; -1 for a parcel that has none listed."""
        self._pointed: list[Pointed] = []
        tree.modelReset.connect(self._lay_out)
        tree.rowsInserted.connect(self._append)

    def watch(self, on: bool) -> None:
        """Whether somebody looks at the table."""
        if on != self._watched:
            self._watched = on
            self._lay_out()

    def place_of(self, row: int) -> QModelIndex:
        """Where a row stands in the tree."""
        parcel, check = self._places[row]
        top = self._tree.index(parcel, 0)
        return top if check < 0 else self._tree.index(check, 0, top)

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        """Rows so far."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        """Eleven."""
        return 0 if parent.isValid() else 11

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return (
            tr("Parcel"),
            tr("Result"),
            tr("Area"),
            tr("Check"),
            tr("Outcome"),
            tr("Weight"),
            tr("Measured"),
            tr("Limit"),
            tr("Clause"),
            tr("Data"),
            tr("Finding"),
        )[section]

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Texts, and icons beside verdict and outcome."""
        if role == Role.TextAlignmentRole and index.column() in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        table = self._tree.table
        if role not in _ROLES or table is None or not index.isValid():
            return None
        pointed = self._pointed[index.row()]
        finding = None if pointed.check is None else self._tree.finding(pointed)
        if role == Role.DecorationRole:
            return self._icon(pointed, finding, index.column())
        return self._texts(pointed, finding)[index.column()]

    def canFetchMore(self, parent: QModelIndex) -> bool:
        """Whether the tree has parcels that it gave to nobody yet."""
        return self._watched and not parent.isValid() and self._tree.canFetchMore(_ROOT)

    def fetchMore(self, parent: QModelIndex) -> None:
        """Let the tree give the next parcels, to its own view as well."""
        if not parent.isValid():
            self._tree.fetchMore(_ROOT)

    def _icon(self, pointed: Pointed, finding: Finding | None, column: int) -> Any:  # noqa: ANN401
        table = self._tree.table
        if table is None or column not in (_VERDICT, _OUTCOME):
            return None
        if column == _VERDICT:
            return verdict_icon(table.result.verdicts[pointed.parcel])
        if finding is None:
            return None
        return outcome_icon(finding.outcome, finding.severity, waived=self._is_waived(pointed))

    def _texts(self, pointed: Pointed, finding: Finding | None) -> tuple[str, ...]:
        table, i = self._tree.table, pointed.parcel
        if table is None:
            return ("",) * self.columnCount()
        result = table.result
        head = (str(result.parcels.ids[i]), short_verdict_name(result.verdicts[i]), area_text(result.area_m2(i)))
        if finding is None or pointed.check is None:
            return (*head, *("",) * (self.columnCount() - len(head)))
        return (
            *head,
            table.titles[pointed.check],
            outcome_name(finding.outcome, finding.severity, waived=self._is_waived(pointed)),
            severity_name(finding.severity),
            value_text(finding.measured, finding.unit),
            value_text(finding.threshold, finding.unit),
            finding.clause,
            table.layers.source(finding.source) or NOTHING,
            table.layers.said(finding.message),
        )

    def _is_waived(self, pointed: Pointed) -> bool:
        table = self._tree.table
        return table is not None and bool(table.waived[pointed.parcel, pointed.check or 0])

    def _lay_out(self) -> None:
        self.beginResetModel()
        self._places, self._pointed = self._laid_flat(0, self._tree.rowCount()) if self._watched else ([], [])
        self.endResetModel()

    def _append(self, parent: QModelIndex, first: int, last: int) -> None:
        if not self._watched or parent.isValid():
            return
        before = len(self._places)
        places, pointed = self._laid_flat(first, last + 1)
        if places:
            self.beginInsertRows(_ROOT, before, before + len(places) - 1)
            self._places += places
            self._pointed += pointed
            self.endInsertRows()

    def _laid_flat(self, first: int, end: int) -> tuple[list[tuple[int, int]], list[Pointed]]:
        """Places and what stands there, of the parcels in these rows of the tree."""
        places: list[tuple[int, int]] = []
        pointed: list[Pointed] = []
        for row in range(first, end):
            under = self._tree.pointed_in(row)
            places += [(row, -1 if one.check is None else check) for check, one in enumerate(under)]
            pointed += under
        return places, pointed
