"""The findings as a tree, parcel → check; rows are made when somebody looks at them (检查结果)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from ...checks.column import FAIL, PASS
from ...checks.findings import Finding
from ...reports.language import tr
from ..number_formats import area_text, value_text
from .findings_filter import FindingsFilter, FindingsTable
from .verdict_looks import outcome_colour, outcome_icon, outcome_name, short_verdict_name, verdict_colour, verdict_icon

Role = Qt.ItemDataRole
_ROOT = QModelIndex()
_TOP = 0
_NUMBERS = (2, 3)
_ROLES = (Role.DisplayRole, Role.DecorationRole, Role.ForegroundRole, Role.ToolTipRole)
_PAGE = 200
"""Parcels that the tree gets at a time: a view asks after every row it is given, shown or not."""
_KEYS = {0: "id", 1: "verdict", 2: "area"}


@dataclass(frozen=True)
class Pointed:
    """What an index stands for: a parcel, and one of its checks unless ``check`` is ``None``."""

    parcel: int
    check: int | None


@dataclass(frozen=True)
class ListedFindings:
    """Parcels that are listed, in order, and which checks (n, k) of them."""

    table: FindingsTable
    parcels: list[int]
    checks: NDArray[np.bool_]

    def checks_of(self, parcel: int) -> list[int]:
        """Listed checks of a parcel, what failed first and the heaviest of it first."""
        found = np.flatnonzero(self.checks[parcel])
        outcomes, severities = self.table.outcomes[parcel, found], self.table.severities[parcel, found]
        waived = self.table.waived[parcel, found]
        order = np.lexsort((severities, outcomes == 0, outcomes != FAIL, waived & (outcomes != PASS)))
        return [int(j) for j in found[order]]


class FindingsModel(QAbstractItemModel):
    """Columns: parcel or check, verdict or outcome, measured value (area of a parcel), threshold, clause."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: FindingsTable | None = None
        self._filter = FindingsFilter()
        self._sorted = (1, Qt.SortOrder.AscendingOrder)
        self._parcels: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self._given = 0
        self._checks: NDArray[np.bool_] = np.empty((0, 0), dtype=bool)
        self._made: dict[tuple[int, int], Finding] = {}
        self._under: dict[int, list[int]] = {}
        """Listed checks of the parcels that somebody looked at: a view asks for them with every cell."""

    def show(self, table: FindingsTable | None, wanted: FindingsFilter | None = None) -> None:
        """Show another result, or none; only what is wanted of it, where that changes."""
        self.table = table
        self._filter = wanted or self._filter
        self._list_again()

    def narrow(self, wanted: FindingsFilter) -> None:
        """List only what is wanted."""
        self._filter = wanted
        self._list_again()

    def pointed(self, index: QModelIndex) -> Pointed | None:
        """What an index stands for."""
        if not index.isValid():
            return None
        if index.internalId() == _TOP:
            return Pointed(int(self._parcels[index.row()]), None)
        parcel = int(self._parcels[index.internalId() - 1])
        return Pointed(parcel, self._checks_of(parcel)[index.row()])

    def pointed_in(self, row: int) -> list[Pointed]:
        """What stands under the parcel in a row, in order; the parcel itself where no check of it is listed."""
        parcel = int(self._parcels[row])
        return [Pointed(parcel, check) for check in self._checks_of(parcel)] or [Pointed(parcel, None)]

    def index_of(self, parcel_id: str) -> QModelIndex:
        """Where a parcel is listed; not valid when it isn't, or when a view hasn't come that far down the list."""
        row = self.row_of(parcel_id)
        return self.index(row, 0) if row is not None else QModelIndex()

    def row_of(self, parcel_id: str) -> int | None:
        """How far down the list a parcel is, whether a view has come there or not; ``None`` when it isn't listed."""
        parcel = self.table.number_of(parcel_id) if self.table is not None else None
        if parcel is None:
            return None
        rows = np.flatnonzero(self._parcels == parcel)
        return int(rows[0]) if len(rows) else None

    def index(self, row: int, column: int, parent: QModelIndex = _ROOT) -> QModelIndex:
        """Index of a parcel, or of a check under it."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: QModelIndex) -> QModelIndex:
        """The parcel of a check."""
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def listed(self) -> list[int]:
        """Indices of all parcels in the list, in its order, whether a view has asked for them or not."""
        return [int(i) for i in self._parcels]

    def all_listed(self) -> ListedFindings:
        """All that is listed now, for another thread. There must be a result."""
        if self.table is None:
            raise ValueError("nothing is listed")
        return ListedFindings(self.table, self.listed(), self._checks)

    def canFetchMore(self, parent: QModelIndex) -> bool:
        """Whether there are parcels that no view was given yet."""
        return not parent.isValid() and self._given < len(self._parcels)

    def fetchMore(self, parent: QModelIndex) -> None:
        """Give the next parcels."""
        if not parent.isValid():
            self._give(self._given + _PAGE)

    def hasChildren(self, parent: QModelIndex = _ROOT) -> bool:
        """Whether there is something to unfold."""
        if not parent.isValid():
            return len(self._parcels) > 0
        if parent.internalId() != _TOP or parent.column() > 0:
            return False
        return bool(self._checks[self._parcels[parent.row()]].any())

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        """Listed parcels, or listed checks of a parcel."""
        if not parent.isValid():
            return self._given
        if parent.internalId() != _TOP or parent.column() > 0:
            return 0
        return len(self._checks_of(int(self._parcels[parent.row()])))

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        """Five."""
        return 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return (tr("Parcel / check"), tr("Result"), tr("Area / value"), tr("Limit"), tr("Clause"))[section]

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Texts, icons and colours."""
        if role == Role.TextAlignmentRole and index.column() in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in _ROLES:
            return None
        pointed = self.pointed(index)
        if pointed is None:
            return None
        if pointed.check is None:
            return self._of_parcel(pointed.parcel, index.column(), role)
        return self._of_check(pointed.parcel, pointed.check, index.column(), role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the parcels; their checks stay in the rule set's order."""
        if column in _KEYS:
            self._sorted = (column, order)
            self._list_again()

    def finding(self, pointed: Pointed) -> Finding:
        """The finding of a check on a parcel."""
        return self._finding(pointed.parcel, pointed.check or 0)

    def _list_again(self) -> None:
        self.beginResetModel()
        self._made.clear()
        self._under.clear()
        if self.table is None:
            self._parcels = np.empty(0, dtype=np.intp)
        else:
            column, order = self._sorted
            listed, self._checks = self.table.listed(self._filter)
            descending = order == Qt.SortOrder.DescendingOrder
            self._parcels = self.table.order(listed, _KEYS[column], descending=descending)
        self._given = min(_PAGE, len(self._parcels))
        self.endResetModel()

    def _give(self, count: int) -> None:
        wanted = min(count, len(self._parcels))
        if wanted > self._given:
            self.beginInsertRows(_ROOT, self._given, wanted - 1)
            self._given = wanted
            self.endInsertRows()

    def _checks_of(self, parcel: int) -> list[int]:
        if self.table is None:
            return []
        if parcel not in self._under:
            self._under[parcel] = ListedFindings(self.table, [], self._checks).checks_of(parcel)
        return self._under[parcel]

    def _finding(self, parcel: int, check: int) -> Finding:
        if (parcel, check) not in self._made:
            if self.table is None:
                raise IndexError(parcel)
            result = self.table.result
            self._made[parcel, check] = result.columns[check].finding(
                parcel, result.parcels.ids[parcel], result.case.categories[parcel]
            )
        return self._made[parcel, check]

    def _of_parcel(self, i: int, column: int, role: int) -> Any:  # noqa: ANN401
        if self.table is None:
            return None
        result = self.table.result
        verdict = result.verdicts[i]
        if role == Role.ForegroundRole:
            return verdict_colour(verdict) if column == 1 else None
        if role == Role.DecorationRole:
            return verdict_icon(verdict) if column == 1 else None
        texts = (str(result.parcels.ids[i]), short_verdict_name(verdict), area_text(result.area_m2(i)), "", "")
        return texts[column]

    def _of_check(self, i: int, j: int, column: int, role: int) -> Any:  # noqa: ANN401
        if self.table is None:
            return None
        finding, waived = self._finding(i, j), bool(self.table.waived[i, j])
        if role == Role.ForegroundRole:
            return outcome_colour(finding.outcome, finding.severity, waived=waived) if column == 1 else None
        if role == Role.DecorationRole:
            return outcome_icon(finding.outcome, finding.severity, waived=waived) if column == 1 else None
        return (
            self.table.titles[j],
            outcome_name(finding.outcome, finding.severity, waived=waived),
            value_text(finding.measured, finding.unit),
            value_text(finding.threshold, finding.unit),
            finding.clause,
        )[column]
