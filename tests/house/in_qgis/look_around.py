"""Runs inside a real QGIS window: install a zip if one is given, then tell what of Zhanbu is there, and use it once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import qgis.utils
from qgis.core import Qgis, QgsApplication, QgsFeature, QgsGeometry, QgsSettings, QgsVectorLayer
from qgis.utils import iface

sys.path.insert(0, os.environ["IN_QGIS"])
from answering import answer_with


def install(package: Path) -> None:
    """What Plugins > Install from ZIP does after the file was chosen."""
    import pyplugin_installer

    pyplugin_installer.initPluginInstaller()
    installer = pyplugin_installer.instance()
    installer.installFromZipFile(str(package))


def one_square_kilometre() -> QgsVectorLayer:
    layer = QgsVectorLayer("Polygon?crs=EPSG:4527", "square", "memory")
    square = QgsFeature()
    west, south = 39_500_000, 4_000_000
    ring = f"{west} {south}, {west + 1000} {south}, {west + 1000} {south + 1000}, {west} {south + 1000}, {west} {south}"
    square.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({ring}))"))
    layer.dataProvider().addFeatures([square])
    return layer


def look_around() -> dict[str, Any]:
    if package := os.environ.get("PACKAGE"):
        install(Path(package))
    registry = QgsApplication.processingRegistry()
    provider = registry.providerById("zhanbu")
    answer: dict[str, Any] = {
        "qgis": Qgis.version(),
        "loaded": "zhanbu_plugin" in qgis.utils.plugins,
        "active": "zhanbu_plugin" in qgis.utils.active_plugins,
        "switched_on": QgsSettings().value("PythonPlugins/zhanbu_plugin", False, bool),
        "file": sys.modules["zhanbu_plugin"].__file__,
        "algorithms": sorted(a.id() for a in provider.algorithms()) if provider else [],
        "display_names": sorted(a.displayName() for a in provider.algorithms()) if provider else [],
        "icon_is_there": bool(provider and not provider.icon().isNull()),
        "messages": [item.text() for item in iface.messageBar().items()],
    }
    if "zhanbu:ellipsoidalarea" in answer["algorithms"]:
        import processing

        out = processing.run("zhanbu:ellipsoidalarea", {"INPUT": one_square_kilometre(), "OUTPUT": "TEMPORARY_OUTPUT"})
        answer["area_m2"] = [feature["area_m2"] for feature in out["OUTPUT"].getFeatures()]
    if os.environ.get("SWITCH_OFF"):
        answer["switched_off"] = qgis.utils.unloadPlugin("zhanbu_plugin")
        answer["provider_after"] = registry.providerById("zhanbu") is not None
    return answer


answer_with(look_around)
