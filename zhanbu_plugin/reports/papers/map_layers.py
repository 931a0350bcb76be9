"""What the map of a paper shows, as layers in memory with looks of their own (文书插图): the same on every computer."""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayoutItemMap,
    QgsLayoutItemMapGrid,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

from .content import Labelled, MapContent

_ROOM = 1.25
"""How much wider than the parcels a map is at least."""
_SMALLEST = 60.0
"""Metres that a map shows at least."""
_BESIDE_POINT = 0.9
"""Millimetres from a boundary point to its number."""
_STEPS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.5, 10.0)


def map_layers(content: MapContent, family: str) -> list[QgsMapLayer]:
    """The layers of a map, the uppermost first."""
    subjects = _layer(content.subjects, content.epsg, _fill("255,0,0,28", "200,0,0", 0.5), family, 7.5, "#a00000")
    around = _layer(content.neighbours, content.epsg, _fill("0,0,0,0", "110,110,110", 0.2), family, 6.0, "#555555")
    mark = QgsMarkerSymbol.createSimple({"name": "circle", "size": "0.9", "color": "white", "outline_color": "200,0,0"})
    points = _layer(content.points, content.epsg, mark, family, 5.5, "#000000")
    return [points, subjects, around]


def show(item: QgsLayoutItemMap, content: MapContent, layers: Sequence[QgsMapLayer]) -> int:
    """Put the parcels into the middle of a map at a round scale; the scale's denominator."""
    item.setCrs(QgsCoordinateReferenceSystem.fromEpsgId(content.epsg))
    item.setKeepLayerSet(True)
    item.setLayers(list(layers))
    left, bottom, right, top = shapely.total_bounds([shape.geometry for shape in content.subjects]).tolist()
    width, height = item.rect().width() / 1000, item.rect().height() / 1000
    middle = (left + right) / 2, (bottom + top) / 2
    needed = max((right - left) * _ROOM / width, (top - bottom) * _ROOM / height, _SMALLEST / max(width, height))
    scale = round_scale(needed)
    across, up = width * scale / 2, height * scale / 2
    item.setExtent(QgsRectangle(middle[0] - across, middle[1] - up, middle[0] + across, middle[1] + up))
    for grid in item.grids().asList():
        step = round_scale(scale * min(width, height) / 4)
        grid.setUnits(QgsLayoutItemMapGrid.GridUnit.MapUnit)
        grid.setIntervalX(step)
        grid.setIntervalY(step)
    return scale


def round_scale(needed: float) -> int:
    """The next round number that is at least as large: 1, 1.25, 1.5, 2 … times a power of ten, whole."""
    power = 10.0 ** math.floor(math.log10(max(needed, 1.0)))
    found = next(step * power for step in _STEPS if step * power >= needed * (1 - 1e-9))
    return math.ceil(found)


def _fill(fill: str, outline: str, width: float) -> QgsSymbol:
    return QgsFillSymbol.createSimple({"color": fill, "outline_color": outline, "outline_width": str(width)})


def _layer(
    shapes: Sequence[Labelled], epsg: int, symbol: QgsSymbol, family: str, size: float, colour: str
) -> QgsVectorLayer:
    kind = "Point" if isinstance(symbol, QgsMarkerSymbol) else "MultiPolygon"
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:{epsg}&field=label:string", "parcels", "memory")
    features = []
    for shape in shapes:
        feature = QgsFeature(layer.fields())
        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(shape.geometry, output_dimension=2))
        feature.setGeometry(geometry)
        feature.setAttribute("label", shape.label)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels(family, size, colour, kind == "Point")))
    layer.setLabelsEnabled(True)
    return layer


def _labels(family: str, size: float, colour: str, is_point: bool) -> QgsPalLayerSettings:
    form = QgsTextFormat()
    form.setFont(QFont(family))
    form.setSize(size)
    form.setSizeUnit(Qgis.RenderUnit.Points)
    form.setColor(QColor(colour))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.5)
    form.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.fieldName = "label"
    settings.setFormat(form)
    settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint if is_point else Qgis.LabelPlacement.Horizontal
    settings.dist, settings.distUnits = _BESIDE_POINT, Qgis.RenderUnit.Millimeters
    return settings
