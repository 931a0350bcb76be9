"""The candidates as a table: id, class, area on the ellipsoid (候选图斑清单)."""

from __future__ import annotations

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
from ...reports.language import interface_is_chinese, tr
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.land_classes import land_class
from ...survey.units import to_dm2
from ..number_formats import area_text

Role = Qt.ItemDataRole
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Candidates:
    """Candidates read from the survey layer, with their areas (n,) in m², NaN without a shape."""

    parcels: ParcelBatch
    classes: list[str]
    areas_m2: NDArray[np.float64]

    def total_dm2(self) -> int:
        """Sum of the areas, each rounded once as the survey rounds it."""
        return sum(to_dm2(area) for area in self.areas_m2 if np.isfinite(area))

    def shapes(self) -> list[QgsGeometry]:
        """Outlines, in the layer's reference system."""
        found = []
        for wkb in shapely.to_wkb(self.parcels.geometries, output_dimension=2):
            if wkb is not None:
                geometry = QgsGeometry()
                geometry.fromWkb(wkb)
                found.append(geometry)
        return found


def read_candidates(layer: UnreadLayer, feedback: QgsProcessingFeedback) -> Candidates:
    """Read and measure. Raises ``InputProblem``."""
    parcels = ParcelBatch.of(read_unread(layer, feedback))
    repaired = validity(parcels.geometries, crs=parcels.layer.crs).repaired
    codes = parcels.texts("DLBM")
    classes = [""] * len(parcels) if codes is None else [class_text(code) for code in codes]
    return Candidates(parcels, classes, ellipsoid_areas(repaired, parcels.layer.crs))


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

    def show(self, candidates: Candidates | None) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self._shown = candidates
        self._order = list(range(len(candidates.parcels))) if candidates is not None else []
        self.endResetModel()

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
        """Id, class, area."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return (tr("Parcel"), tr("Class"), tr("Area"))[section]
        return None

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Texts; numbers stand right."""
        if role == Role.DisplayRole:
            shown, i = self._of(index.row()), self._order[index.row()]
            return (shown.parcels.ids[i], shown.classes[i], area_text(float(shown.areas_m2[i])))[index.column()]
        if role == Role.TextAlignmentRole and index.column() == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; equal ones by feature id."""
        if self._shown is None:
            return
        shown = self._shown
        keys: tuple[Any, ...] = (shown.parcels.ids, shown.classes, np.nan_to_num(shown.areas_m2, nan=-1.0))
        self.layoutAboutToBeChanged.emit()
        rows = range(len(shown.parcels))
        self._order = sorted(rows, key=lambda i: keys[column][i], reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()

    def _of(self, row: int) -> Candidates:
        if self._shown is None:
            raise IndexError(row)
        return self._shown
