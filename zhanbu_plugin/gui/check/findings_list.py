"""The list of findings with its filters: by verdict, outcome, weight, text, place, and candidates (检查结果列表)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QModelIndex, QObject, QSignalBlocker, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QHeaderView, QToolButton, QWidget

from ...checks.findings import Severity, Verdict
from ...reports.check_page import verdict_name
from ...reports.language import tr
from ..first_column import FirstColumn
from .findings_filter import FindingsFilter, FindingsTable, Listed, Mask
from .findings_model import FindingsModel, Pointed
from .verdict_looks import severity_name, short_verdict_name, verdict_icon

_DIGITS = 18
"""Of the id of a survey parcel (BSM), which differ in the middle as well as at the end."""
_ICON = 30
"""Pixels of a word's icon, and around both."""
_PAUSE_MS = 200
"""After the map has moved, or the last keystroke, before the list follows."""


class FindingsList(QObject):
    """Fills and narrows the widgets of the form ``check``; counts of parcels stand on the switches of the verdicts."""

    pointed = pyqtSignal(QModelIndex)

    def __init__(self, form: QWidget, canvas: QgsMapCanvas, tagged: Callable[[], list[int]], parent: QObject) -> None:
        super().__init__(parent)
        self._form, self._canvas, self._tagged = form, canvas, tagged
        self.model = FindingsModel(self)
        self.chips: dict[Verdict, QToolButton] = {
            Verdict.ELIGIBLE: form.eligible,
            Verdict.WAIVABLE: form.waivable,
            Verdict.INCOMPLETE: form.incomplete,
            Verdict.INELIGIBLE: form.ineligible,
        }
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self.columns = self._prepare_tree()
        self._fill_boxes()
        self._connect()

    def show(self, table: FindingsTable | None) -> None:
        """List these findings, or none."""
        self.model.show(table, self._wanted(table))
        self.tell_counts()

    @property
    def counts(self) -> dict[Verdict, int]:
        """Parcels by verdict, whatever is listed of them."""
        return self.model.table.counts if self.model.table is not None else dict.fromkeys(Verdict, 0)

    def tell_counts(self) -> None:
        """Numbers on the switches of the verdicts."""
        for verdict, chip in self.chips.items():
            chip.setText(f"{verdict_name(verdict)} {self.counts[verdict]}")

    def narrow(self) -> None:
        """List what the filters ask for now; what was pointed at stays so, where it is still listed."""
        self._pause.stop()
        tree, model = self._form.tree, self.model
        before = model.pointed(tree.currentIndex())
        model.narrow(self._wanted(model.table))
        if before is not None and model.table is not None:
            self._point_again(before, str(model.table.result.parcels.ids[before.parcel]))

    def select_parcel(self, parcel_id: str) -> bool:
        """Point at a parcel; returns whether it is listed.

        One far down a long list is brought up by its id as the text to look for, as a user would do it.
        """
        tree, row = self._form.tree, self.model.row_of(parcel_id)
        if row is not None and row >= self.model.rowCount():
            with QSignalBlocker(self._form.text):
                self._form.text.setText(parcel_id)
            self.narrow()
            row = self.model.row_of(parcel_id)
        index = QModelIndex() if row is None else self.model.index(row, 0)
        if index.isValid():
            tree.setCurrentIndex(index)
            tree.expand(index)
            tree.scrollTo(index)
        return bool(index.isValid())

    def close(self) -> None:
        """Let go of the canvas."""
        self._pause.stop()
        self._canvas.extentsChanged.disconnect(self._map_moved)

    def _prepare_tree(self) -> FirstColumn:
        tree = self._form.tree
        tree.setModel(self.model)
        tree.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        tree.setIndentation(14)
        tree.header().setStretchLastSection(False)
        wide = tree.fontMetrics().horizontalAdvance
        words = max(wide(short_verdict_name(verdict)) for verdict in Verdict)
        number = max(wide("10,000.00 m²"), wide(self.model.headerData(2, Qt.Orientation.Horizontal)))
        widths = (words + _ICON, number + 8, wide("100.00 m²") + 4, wide("HB-16b") + 10)
        for column, width in enumerate(widths, start=1):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            tree.setColumnWidth(column, width)
        return FirstColumn(tree, wide("0" * _DIGITS) + 2 * tree.indentation())

    def _fill_boxes(self) -> None:
        form = self._form
        for verdict, chip in self.chips.items():
            chip.setIcon(verdict_icon(verdict))
        for listed, text in (
            (Listed.OPEN, tr("Open checks")),
            (Listed.FAILED, tr("Failed")),
            (Listed.UNKNOWN, tr("Not checked")),
            (Listed.ALL, tr("All checks")),
        ):
            form.outcome.addItem(text, listed)
        form.severity.addItem(tr("Any weight"), None)
        for severity in Severity:
            form.severity.addItem(severity_name(severity), severity)
        form.text.setShowSearchIcon(True)

    def _connect(self) -> None:
        form = self._form
        for switch in (*self.chips.values(), form.inView, form.onlyMine):
            switch.toggled.connect(lambda _on: self.narrow())
        for box in (form.outcome, form.severity):
            box.currentIndexChanged.connect(lambda _i: self.narrow())
        form.text.textChanged.connect(lambda _text: self.narrow())
        form.tree.selectionModel().currentChanged.connect(lambda index, _before: self.pointed.emit(index))
        self._pause.timeout.connect(self.narrow)
        self._canvas.extentsChanged.connect(self._map_moved)

    def _map_moved(self) -> None:
        if self._form.inView.isChecked() and self.model.table is not None:
            self._pause.start()

    def _wanted(self, table: FindingsTable | None) -> FindingsFilter:
        form = self._form
        verdicts = frozenset(verdict for verdict, chip in self.chips.items() if chip.isChecked())
        return FindingsFilter(
            verdicts, form.outcome.currentData(), form.severity.currentData(), form.text.text(), self._only(table)
        )

    def _only(self, table: FindingsTable | None) -> Mask | None:
        """Parcels (n,) that the map shows, and that are candidates, as far as that is asked for."""
        form, only = self._form, None
        if table is not None and form.inView.isChecked():
            only = table.inside(*self._extent(table))
        if table is not None and form.onlyMine.isChecked():
            mine = np.isin(table.result.parcels.layer.fids, self._tagged())
            only = mine if only is None else only & mine
        return only

    def _extent(self, table: FindingsTable) -> tuple[float, float, float, float]:
        """What the map shows, in the parcels' system; everything where that can't be told."""
        settings = self._canvas.mapSettings()
        crs = QgsCoordinateReferenceSystem.fromWkt(table.result.parcels.layer.crs.wkt)
        onto_parcels = QgsCoordinateTransform(settings.destinationCrs(), crs, QgsProject.instance())
        try:
            shown = onto_parcels.transformBoundingBox(settings.visibleExtent())
        except QgsCsException:
            return (-np.inf, -np.inf, np.inf, np.inf)
        return (shown.xMinimum(), shown.yMinimum(), shown.xMaximum(), shown.yMaximum())

    def _point_again(self, before: Pointed, parcel_id: str) -> None:
        """Without telling anybody: it was pointed at all the time."""
        tree, row = self._form.tree, self.model.row_of(parcel_id)
        if row is None or row >= self.model.rowCount():
            return
        chosen, index = tree.selectionModel(), self.model.index(row, 0)
        if before.check is not None:
            checks = (self.model.index(k, 0, index) for k in range(self.model.rowCount(index)))
            index = next((check for check in checks if self.model.pointed(check) == before), index)
        chosen.blockSignals(True)
        tree.setCurrentIndex(index)
        chosen.blockSignals(False)
