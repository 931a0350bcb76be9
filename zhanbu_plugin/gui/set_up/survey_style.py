"""The usual colours of the land classes, as a style of its own (三调配色)."""

from __future__ import annotations

from qgis.core import QgsVectorLayer

from ...paths import resource
from ...reports.language import tr


def colour_survey(layer: QgsVectorLayer) -> None:
    """Add the style to the layer and turn to it; the style that the layer had stays in its list."""
    styles, name = layer.styleManager(), tr("Land classes")
    if name in styles.styles():
        styles.setCurrentStyle(name)
        return
    styles.addStyleFromLayer(name)
    styles.setCurrentStyle(name)
    layer.loadNamedStyle(str(resource("styles", "dltb.qml")))
    layer.triggerRepaint()
