"""Makes the sample project ``sample.qgz`` beside the data: ``python resources/sample/make_project.py`` (needs QGIS)."""

from __future__ import annotations

import csv
import os
import re
import sys
import zipfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_HASH_SEED"] = "0"  # else Qt writes the attributes of an element in another order each time
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from maker.gazetteer import EPSG, ORIGIN, VILLAGES  # noqa: E402
from maker.palette import CLASSES, ROLES, SHOWN  # noqa: E402
from qgis.core import (  # noqa: E402
    Qgis,
    QgsAnnotationLayer,
    QgsAnnotationPointTextItem,
    QgsApplication,
    QgsBilinearRasterResampler,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsCubicRasterResampler,
    QgsFillSymbol,
    QgsHillshadeRenderer,
    QgsLayerTree,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsReferencedRectangle,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsTextFormat,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt  # noqa: E402
from qgis.PyQt.QtGui import QColor, QFont, QPainter  # noqa: E402

NAME = "sample.qgz"
STAMP = (2026, 1, 15, 0, 0, 0)
CRS = f"EPSG:{EPSG}"
GREY = "120,120,120"
ID = "sample_county_"
"""Begins every layer id; QGIS replaces ids of ten characters and less."""


def _vector(table: str, title: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{HERE / 'sample.gpkg'}|layername={table}", title, "ogr")
    if not layer.isValid():
        raise SystemExit(f"{table} isn't in sample.gpkg: run make_sample.py first")
    layer.setId(ID + table)
    _plain_profile(layer)
    layer.elevationProperties().setProfileMarkerSymbol(QgsMarkerSymbol.createSimple({"color": GREY}))
    return layer


def _plain_profile(layer: QgsMapLayer) -> None:
    """Symbols for elevation profiles; left alone, QGIS gives each layer a random colour."""
    profile = layer.elevationProperties()
    profile.setProfileLineSymbol(QgsLineSymbol.createSimple({"color": GREY}))
    profile.setProfileFillSymbol(QgsFillSymbol.createSimple({"color": GREY, "outline_color": GREY}))


def _survey() -> QgsVectorLayer:
    """地类图斑, coloured by class, multiplied over the hillshade."""
    layer = _vector("dltb", "地类图斑")
    categories = []
    for title, codes, fill in CLASSES:
        symbol = QgsFillSymbol.createSimple({"color": fill, "outline_color": "105,105,90,150", "outline_width": "0.06"})
        categories.append(QgsRendererCategory(list(codes), symbol, title))
    layer.setRenderer(QgsCategorizedSymbolRenderer("DLBM", categories))
    layer.setBlendMode(QPainter.CompositionMode.CompositionMode_Multiply)
    layer.setDisplayExpression('"TBBH" || \' \' || "DLMC"')
    return layer


def _candidates() -> QgsVectorLayer:
    layer = _vector("candidates", "拟补充地块")
    symbol = QgsFillSymbol.createSimple(
        {"color": "230,0,120,40", "outline_color": "200,0,110,255", "outline_width": "0.5"}
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def _role(table: str, title: str) -> QgsVectorLayer:
    layer = _vector(table, title)
    colour = ROLES[table]
    style = {"color": f"{colour},45", "outline_color": f"{colour},230", "outline_width": "0.3"}
    if table == "county":
        style = {"style": "no", "outline_color": f"{colour},255", "outline_style": "dash dot", "outline_width": "0.7"}
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(style)))
    return layer


def _relief() -> QgsRasterLayer:
    layer = QgsRasterLayer(str(HERE / "dem.tif"), "高程")
    layer.setId(ID + "dem")
    renderer = QgsHillshadeRenderer(layer.dataProvider(), 1, 315, 50)
    renderer.setMultiDirectional(True)
    renderer.setZFactor(0.8)
    layer.setRenderer(renderer)
    _plain_profile(layer)
    layer.resampleFilter().setZoomedInResampler(QgsCubicRasterResampler())
    layer.resampleFilter().setZoomedOutResampler(QgsBilinearRasterResampler())
    layer.brightnessFilter().setBrightness(62)
    return layer


def _places() -> QgsAnnotationLayer:
    """Names of the villages; towns larger."""
    context = QgsProject.instance().transformContext()
    layer = QgsAnnotationLayer("村镇", QgsAnnotationLayer.LayerOptions(context))
    layer.setCrs(QgsCoordinateReferenceSystem(CRS))
    layer.setId(ID + "places")
    for village in VILLAGES:
        name = village.name.removesuffix("村")
        at = QgsPointXY(ORIGIN[0] + village.x, ORIGIN[1] + village.y)
        item = QgsAnnotationPointTextItem(name, at)
        text = QgsTextFormat()
        text.setFont(QFont("Noto Sans CJK SC"))
        text.setSize(10 if village.seat else 7.5)
        text.setColor(QColor(40, 40, 40))
        halo = text.buffer()
        halo.setEnabled(True)
        halo.setSize(0.7)
        halo.setColor(QColor(255, 255, 255, 210))
        text.setBuffer(halo)
        item.setFormat(text)
        item.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layer.addItem(item)
    return layer


def _titles() -> dict[str, str]:
    path = HERE.parents[0] / "codes" / "roles.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["role"]: row["name_zh"] for row in csv.DictReader(file)}


def build(target: Path) -> None:
    """Write the project: names, candidates, constraint layers, survey, relief, from the top down."""
    project = QgsProject.instance()
    project.clear()
    project.setCrs(QgsCoordinateReferenceSystem(CRS))
    project.setEllipsoid("EPSG:1024")
    project.setTitle("示例县")
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    root = project.layerTreeRoot()
    titles = _titles()
    survey, county = _survey(), _role("county", titles["county"])
    _add(root, [_places(), _candidates(), county], shown=True)
    group = root.addGroup("约束图层")
    for role in ROLES:
        if role != "county":
            _add(group, [_role(role, titles[role])], shown=role in SHOWN)
    group.setExpanded(False)
    _add(root, [survey, _relief()], shown=True)
    extent = county.extent()
    extent.scale(1.06)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, project.crs()))
    raw = target.with_suffix(".qgs")
    project.write(str(raw))
    _pack(raw, target)


def _add(group: QgsLayerTree, layers: list[QgsMapLayer], *, shown: bool) -> None:
    for layer in layers:
        QgsProject.instance().addMapLayer(layer, False)
        node = group.addLayer(layer)
        node.setItemVisibilityChecked(shown)
        node.setExpanded(False)


def _sorted_items(found: re.Match[str]) -> str:
    """Annotation items by their text; QGIS orders them by random ids."""
    items = re.findall(r" *<item type=\"pointtext\".*?\n {8}</item>\n", found[0], flags=re.DOTALL)
    return "".join(sorted(items, key=lambda item: re.findall(r' text="([^"]*)"', item)))


def _pack(raw: Path, target: Path) -> None:
    """The project as a zip without clocks, users and random ids."""
    text = raw.read_text(encoding="utf-8")
    raw.unlink()
    raw.with_name(raw.stem + "_attachments.zip").unlink(missing_ok=True)
    text = re.sub(r' save(User|UserFull|DateTime)="[^"]*"', r' save\1=""', text)
    text = re.sub(r"<creation>[^<]*</creation>", "<creation>2026-01-15T00:00:00</creation>", text)
    text = re.sub(r'(<date type="Created" value=)"[^"]*"', r'\1"2026-01-15T00:00:00"', text)
    text = re.sub(r"<author>[^<]*</author>", "<author></author>", text)
    text = re.sub(r"attachment:///[^\"]*", "attachment:///", text)
    text = re.sub(r"(?: *<layer-setting [^\n]*\n)+", lambda m: "".join(sorted(m[0].splitlines(keepends=True))), text)
    text = re.sub(r"(?: *<item type=\"pointtext\".*?\n {8}</item>\n)+", _sorted_items, text, flags=re.DOTALL)
    known: dict[str, str] = {}
    pattern = r"[0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{12}"
    text = re.sub(pattern, lambda m: known.setdefault(m[0], f"00000000-0000-4000-8000-{len(known):012d}"), text)
    if str(HERE) in text:
        raise SystemExit("the project would carry a path of this machine")
    target.unlink(missing_ok=True)
    with zipfile.ZipFile(target, "w") as packed:
        entry = zipfile.ZipInfo(raw.name, STAMP)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        packed.writestr(entry, text.encode())


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    build(HERE / NAME)
    QgsProject.instance().clear()
    application.exitQgis()
