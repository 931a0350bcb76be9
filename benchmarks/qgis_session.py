"""A QGIS without a window for a timed process, with or without the plugin's algorithms."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import processing
from processing.core.Processing import Processing
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProject, QgsVectorLayer

from benchmarks.counties import County
from benchmarks.stopwatch import Stopwatch, timed_process

Algorithm = Callable[..., dict[str, Any]]
CRS = "EPSG:4526"
"""Of the bench county: CGCS2000, 3° zone 38."""
ELLIPSOID = "EPSG:1024"
"""CGCS2000. EPSG:7024 is Krassowsky's."""


def in_qgis(work: Callable[[County, Stopwatch], None]) -> None:
    """Body of a timed process inside QGIS; starting QGIS isn't part of any stage."""
    application = QgsApplication([], False)
    application.initQgis()
    Processing.initialize()
    code = 1
    try:
        timed_process(work)
        code = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        if code == 0:
            os._exit(0)  # QGIS's own tidying up can crash when layers of the run still live


def runner() -> Algorithm:
    """``processing.run`` into memory layers, in a project whose ellipsoid is the survey's."""
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem(CRS))  # a project without a CRS measures in the plane
    project.setEllipsoid(ELLIPSOID)
    context = QgsProcessingContext()
    context.setProject(project)
    if context.ellipsoid() != ELLIPSOID:
        raise SystemExit(f"bench: QGIS measures on {context.ellipsoid()}, not on {ELLIPSOID}")

    def run(algorithm: str, **inputs: object) -> dict[str, Any]:
        result: dict[str, Any] = processing.run(algorithm, inputs, context=context)
        return result

    return run


def layer_of(path: object, name: str) -> QgsVectorLayer:
    """A layer of a GeoPackage under a name of its own."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    if not layer.isValid():
        raise SystemExit(f"bench: {path} has no layer {name}")
    return layer
