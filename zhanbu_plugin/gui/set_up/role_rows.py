"""One row per layer role: its name and a box to choose its layer."""

from __future__ import annotations

from collections.abc import Callable, Collection

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QSizePolicy, QWidget

from ...processing.inputs.roles import role_name
from ...regimes.roles import roles
from ...reports.language import tr


def prepare_combo(combo: QgsMapLayerComboBox, filters: QgsMapLayerProxyModel.Filter) -> None:
    """A layer box that may stay empty and doesn't widen the dock."""
    combo.setFilters(filters)
    combo.setAllowEmptyLayer(True, tr("(none)"))
    put_layer(combo, None)
    combo.setMinimumContentsLength(10)
    combo.setSizeAdjustPolicy(combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def put_layer(combo: QgsMapLayerComboBox, layer: QgsMapLayer | None) -> None:
    """Choose a layer, or the row that says that there is none, where QGIS would leave the box blank."""
    combo.setLayer(layer)
    if layer is None and combo.currentIndex() < 0:
        combo.setCurrentIndex(0)


class RoleRows:
    """The rows of the roles that matter; a form without the others, since hidden rows would leave gaps."""

    def __init__(self, form: QFormLayout, parent: QWidget, changed: Callable[[str], None]) -> None:
        self._form = form
        self.boxes: dict[str, QgsMapLayerComboBox] = {}
        self._labels: dict[str, QLabel] = {}
        self.shown: list[str] = []
        """Roles whose rows are there now."""
        for role in roles().values():
            combo = QgsMapLayerComboBox(parent)
            combo.setObjectName(f"role_{role.id}")
            prepare_combo(combo, QgsMapLayerProxyModel.Filter.PolygonLayer)
            combo.setToolTip(tr("Layer that plays the role: {role}").format(role=role_name(role)))
            label = QLabel(role_name(role), parent)
            label.setBuddy(combo)
            combo.layerChanged.connect(lambda _layer, key=role.id: changed(key))
            self.boxes[role.id], self._labels[role.id] = combo, label
            label.hide()
            combo.hide()

    def show_only(self, needed: Collection[str] | None) -> None:
        """Show the rows of these roles; of all for ``None``."""
        wanted = [role for role in self.boxes if needed is None or role in needed]
        if wanted == self.shown:
            return
        for role in self.shown:
            self._form.takeRow(self.boxes[role])
        self.shown = wanted
        for role, combo in self.boxes.items():
            label = self._labels[role]
            if role in wanted:
                self._form.addRow(label, combo)
            label.setVisible(role in wanted)
            combo.setVisible(role in wanted)

    def layers(self) -> dict[str, QgsVectorLayer]:
        """The layer chosen for each role that has one."""
        chosen = {role: combo.currentLayer() for role, combo in self.boxes.items()}
        return {role: layer for role, layer in chosen.items() if layer is not None and layer.isValid()}
