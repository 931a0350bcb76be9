"""The candidates as a table: id, class, area on the ellipsoid (候选图斑清单)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from qgis.core import QgsGeometry, QgsProcessingFeedback
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ...checks.measures.validity import validity
from ...checks.parcels import ParcelBatch
from ...processing.inputs.sources import UnreadLayer, read_unread
from ...regimes.rule_set import RuleSet
from ...reports.language import interface_is_chinese, tr
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.land_classes import land_class
from ...survey.units import to_dm2
from ..number_formats import area_text

Role = Qt.ItemDataRole
_ROOT = QModelIndex()
MOST_MARKED = 3000
"""Candidates that are hatched on the map; more would slow down each of its drawings."""
_MARK, _SEEN = "✓", 3


@dataclass(frozen=True)
class Candidates:
    """Candidates read from the survey layer, with their areas (n,) in m², NaN without a shape."""

    parcels: ParcelBatch
    classes: list[str]
    areas_m2: NDArray[np.float64]
    marks: QgsGeometry
    """Outlines of all, in the layer's reference system; empty where there are too many to be drawn at each turn."""

    def total_dm2(self) -> int:
        """Sum of the areas, each rounded once as the survey rounds it."""
        return sum(to_dm2(area) for area in self.areas_m2 if np.isfinite(area))

    def differing(self, rules: RuleSet) -> dict[str, float]:
        """Parcel id → by how much the survey states more than was measured (m²), beyond the tolerance of the rules."""
        stated = self.parcels.numbers("TBMJ")
        if stated is None:
            return {}
        more = stated - np.nan_to_num(self.areas_m2)
        tolerance = np.maximum(rules.number("area.tolerance_m2"), rules.number("area.tolerance_share") * stated)
        rows = np.flatnonzero(np.abs(more) > tolerance).tolist()
        return {str(self.parcels.ids[i]): float(more[i]) for i in rows}


def read_candidates(layer: UnreadLayer, feedback: QgsProcessingFeedback) -> Candidates:
    """Read and measure. Raises ``InputProblem``."""
    parcels = ParcelBatch.of(read_unread(layer, feedback))
    repaired = validity(parcels.geometries, crs=parcels.layer.crs).repaired
    codes = parcels.texts("DLBM")
    classes = [""] * len(parcels) if codes is None else [class_text(code) for code in codes]
    return Candidates(parcels, classes, ellipsoid_areas(repaired, parcels.layer.crs), _marks(parcels))


def _marks(parcels: ParcelBatch) -> QgsGeometry:
    together = QgsGeometry()
    shapes = parcels.geometries[~shapely.is_missing(parcels.geometries)]
    if 0 < len(shapes) <= MOST_MARKED:
        polygons = shapely.get_parts(shapes)
        together.fromWkb(shapely.to_wkb(shapely.multipolygons(polygons), output_dimension=2))
    return together


def class_text(code: str) -> str:
    """Code and name of a land class; the bare code when the survey's table doesn't know it."""
    known = land_class(code)
    if known is None:
        return code
    return f"{code} {known.name_zh if interface_is_chinese() else known.name_en}"


class CandidateModel(QAbstractTableModel):
    """Rows of candidates, sortable by each column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: Candidates | None = None
        self._order: list[int] = []
        self._seen: frozenset[int] = frozenset()
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show(self, candidates: Candidates | None) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self._shown = candidates
        self._order = list(range(len(candidates.parcels))) if candidates is not None else []
        if self._sorted is not None:
            self._order = self._in_order(*self._sorted)
        self.endResetModel()

    def mark_seen(self, fids: Iterable[int]) -> None:
        """These were looked at."""
        self._seen = frozenset(fids)
        if self._order:
            self.dataChanged.emit(self.index(0, _SEEN), self.index(len(self._order) - 1, _SEEN))

    @property
    def seen(self) -> int:
        """How many of the rows were looked at."""
        return sum(self.fid(row) in self._seen for row in range(len(self._order)))

    def row_of(self, fid: int) -> int | None:
        """Where a feature is listed."""
        return next((row for row in range(len(self._order)) if self.fid(row) == fid), None)

    def next_unseen(self, row: int) -> int | None:
        """The next row after this one, begun again at the top, that nobody has looked at."""
        count = len(self._order)
        rows = ((row + step) % count for step in range(1, count + 1))
        return next((other for other in rows if self.fid(other) not in self._seen), None)

    def fid(self, row: int) -> int:
        """Feature id of a row."""
        return int(self._of(row).parcels.layer.fids[self._order[row]])

    def shape(self, row: int) -> tuple[shapely.Geometry | None, str]:
        """Shape of a row and its reference system as WKT."""
        parcels = self._of(row).parcels
        return parcels.geometry(self._order[row]), parcels.layer.crs.wkt

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        """Number of candidates."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        """Id, class, area, whether somebody has looked at it."""
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return (tr("Parcel"), tr("Class"), tr("Area"), tr("Seen"))[section]
        return None

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Texts; numbers stand right."""
        if role == Role.DisplayRole:
            shown, i = self._of(index.row()), self._order[index.row()]
            seen = _MARK if self.fid(index.row()) in self._seen else ""
            return (shown.parcels.ids[i], shown.classes[i], area_text(float(shown.areas_m2[i])), seen)[index.column()]
        if role == Role.TextAlignmentRole and index.column() == _SEEN:
            return Qt.AlignmentFlag.AlignCenter
        if role == Role.TextAlignmentRole and index.column() == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; equal ones by feature id."""
        self._sorted = (column, order)
        if self._shown is None:
            return
        self.layoutAboutToBeChanged.emit()
        self._order = self._in_order(column, order)
        self.layoutChanged.emit()

    def _in_order(self, column: int, order: Qt.SortOrder) -> list[int]:
        if self._shown is None:
            return []
        parcels, rows = self._shown.parcels, range(len(self._shown.parcels))
        seen = [fid not in self._seen for fid in parcels.layer.fids.tolist()]
        areas = np.nan_to_num(self._shown.areas_m2, nan=-1.0)
        keys: tuple[Any, ...] = (parcels.ids, self._shown.classes, areas, seen)
        return sorted(rows, key=lambda i: keys[column][i], reverse=order == Qt.SortOrder.DescendingOrder)

    def _of(self, row: int) -> Candidates:
        if self._shown is None:
            raise IndexError(row)
        return self._shown
