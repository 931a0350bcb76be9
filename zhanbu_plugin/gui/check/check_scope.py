"""Which parcels are checked: candidates, selection, or the whole layer (检查范围)."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QComboBox

from ...reports.language import tr
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..select.select_page import SelectPage

TAGGED, SELECTED, WHOLE = "tagged", "selected", "whole"


class CheckScope(QObject):
    """Fills a combo box with the scopes of a survey layer and how many parcels each has."""

    def __init__(self, combo: QComboBox, select: SelectPage, parent: QObject) -> None:
        super().__init__(parent)
        self._combo, self._select = combo, select
        self._layer: QgsVectorLayer | None = None
        select.counted.connect(self.fill)

    def follow(self, layer: QgsVectorLayer | None) -> None:
        """Watch the selection of this layer instead."""
        if layer != self._layer:
            if self._layer is not None:
                self._layer.selectionChanged.disconnect(self.fill)
                self._layer.willBeDeleted.disconnect(self._layer_goes)
            self._layer = layer
            if layer is not None:
                layer.selectionChanged.connect(self.fill)
                layer.willBeDeleted.connect(self._layer_goes)
        self.fill()

    def choose(self, scope: str) -> None:
        """Turn to a scope."""
        self._combo.setCurrentIndex(self._combo.findData(scope))

    def fill(self, *_: object) -> None:
        """Say how many parcels each scope has; stay with the chosen one."""
        chosen, layer = self._combo.currentData(), self._layer
        tagged = len(self._select.tagged.fids)
        selected = layer.selectedFeatureCount() if layer is not None else 0
        self._combo.clear()
        self._combo.addItem(tr("Candidates ({count})").format(count=tagged), TAGGED)
        self._combo.addItem(tr("Selected on the map ({count})").format(count=selected), SELECTED)
        self._combo.addItem(tr("Whole layer"), WHOLE)
        self._combo.setCurrentIndex(max(0, self._combo.findData(chosen)))

    def fids(self, layer: QgsVectorLayer) -> list[int] | None:
        """Feature ids in scope, ``None`` for all. Raises ``InputProblem`` when there are none."""
        scope = self._combo.currentData()
        if scope == WHOLE:
            return None
        fids = self._select.tagged.fids if scope == TAGGED else sorted(layer.selectedFeatureIds())
        if not fids:
            raise InputProblem(
                translate("zhanbu", "There is nothing to check: no parcel is tagged or selected."),
                remedy=translate(
                    "zhanbu", "Tag parcels on the page “Select”, or check the selection or the whole layer."
                ),
                source=layer.name(),
            )
        return fids

    def _layer_goes(self) -> None:
        self._layer = None
