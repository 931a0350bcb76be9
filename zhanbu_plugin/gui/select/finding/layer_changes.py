"""Notices that a layer's features have become others, whoever changed them (图层变化)."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

_SIGNALS = (
    *("featureAdded", "featuresDeleted", "attributeValueChanged", "geometryChanged", "afterCommitChanges"),
    *("afterRollBack", "subsetStringChanged", "dataSourceChanged", "dataChanged", "updatedFields"),
)


class LayerChanges(QObject):
    """Counts the changes of one layer at a time."""

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layer: QgsVectorLayer | None = None
        self.count = 0

    def follow(self, layer: QgsVectorLayer | None) -> None:
        """Watch this layer instead."""
        if self._layer is not None:
            for name in _SIGNALS:
                getattr(self._layer, name).disconnect(self._noticed)
            self._layer.willBeDeleted.disconnect(self._gone)
        self._layer = layer
        self.count += 1
        if layer is not None:
            for name in _SIGNALS:
                getattr(layer, name).connect(self._noticed)
            layer.willBeDeleted.connect(self._gone)

    def _noticed(self, *_: object) -> None:
        self.count += 1
        self.changed.emit()

    def _gone(self) -> None:
        self._layer = None
        self.count += 1
