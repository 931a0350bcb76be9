"""Constraint layers that let the survey show through: outlines and hatching instead of solid fills (约束图层样式)."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsSimpleFillSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...reports.language import tr

_COUNTY = "county"
_COLOURS: Mapping[str, str] = {
    "county": "#3c3c3c",
    "redline": "#d7191c",
    "reserve": "#007846",
    "pubforest": "#1e6e1e",
    "fstplan": "#4b7d00",
    "forestmap": "#4b7d00",
    "keyforest": "#005a00",
    "sfarm": "#00506e",
    "river": "#005adc",
    "desert": "#b47800",
    "karst": "#641478",
    "sandsrc": "#c89600",
    "dustway": "#8c6446",
    "pbf": "#c8a000",
    "hsf": "#f07800",
    "backup": "#c800a0",
    "filed": "#141414",
    "approved": "#8c1e1e",
}
_OTHER = "#505050"
_ANGLES = (45.0, 135.0, 0.0, 90.0)
"""Directions of hatching: layers that lie over each other differ by more than their colour."""
_SEE_THROUGH = 0.6
"""What is less opaque than this is left as it is."""


def show_through(role: str, layer: QgsVectorLayer) -> bool:
    """Hatch a layer that hides what lies below it, as a style of its own; whether it did hide it."""
    if not hides_what_is_below(layer):
        return False
    styles, name = layer.styleManager(), tr("Constraint, hatched")
    if name not in styles.styles():
        styles.addStyleFromLayer(name)
    styles.setCurrentStyle(name)
    layer.setRenderer(QgsSingleSymbolRenderer(_symbol(role)))
    layer.triggerRepaint()
    return True


def hides_what_is_below(layer: QgsVectorLayer) -> bool:
    """Whether it is drawn with one solid fill, as QGIS gives every new layer."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsSingleSymbolRenderer) or renderer.symbol() is None:
        return False
    symbol = renderer.symbol()
    opacity = layer.opacity() * symbol.opacity()
    return any(
        isinstance(part, QgsSimpleFillSymbolLayer)
        and part.brushStyle() == Qt.BrushStyle.SolidPattern
        and opacity * part.fillColor().alphaF() > _SEE_THROUGH
        for part in symbol.symbolLayers()
    )


def _symbol(role: str) -> QgsFillSymbol:
    colour = _COLOURS.get(role, _OTHER)
    line = {"style": "no", "outline_color": colour, "outline_width": "0.4"}
    if role == _COUNTY:
        return QgsFillSymbol.createSimple({**line, "outline_style": "dash dot", "outline_width": "0.7"})
    symbol = QgsFillSymbol.createSimple(line)
    hatching = QgsLinePatternFillSymbolLayer()
    hatching.setLineAngle(_ANGLES[list(_COLOURS).index(role) % len(_ANGLES)] if role in _COLOURS else _ANGLES[0])
    hatching.setDistance(2.2)
    hatching.setColor(QColor(colour))
    hatching.setLineWidth(0.2)
    symbol.insertSymbolLayer(0, hatching)
    return symbol
