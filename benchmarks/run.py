"""How long the measures take on the sample county, against QGIS's own tools in the same run.

Both sides are called the same way (``processing.run`` into a memory layer), each as often, and the best time counts.
QGIS's side is what an expert would chain there; where its answer is coarser than ours, the table says so.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import processing
from processing.core.Processing import Processing
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject, QgsVectorLayer

from zhanbu_plugin import classFactory

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "resources" / "sample"
ROLES = ("pbf", "redline", "reserve", "pubforest", "river", "desert", "karst", "backup")
MEMORY = "TEMPORARY_OUTPUT"
BOUNDS = (2.0, 6.0, 15.0, 25.0)


@dataclass(frozen=True)
class Measured:
    """Best seconds of both sides for one task."""

    task: str
    ours: float
    qgis: float
    remark: str

    @property
    def ratio(self) -> float:
        """How many times as fast as QGIS's own tools."""
        return self.qgis / self.ours


def start_qgis() -> tuple[object, object]:
    """A QGIS without a window, with the plugin's and QGIS's own algorithms; both live as long as they are held."""
    application = QgsApplication([], False)
    application.initQgis()
    Processing.initialize()
    plugin = classFactory(None)
    plugin.initProcessing()
    if QgsApplication.processingRegistry().providerById("zhanbu") is None:
        raise SystemExit("bench: the plugin's algorithms aren't there; see the message above")
    return application, plugin


def best_of(times: int, work: Callable[[], object]) -> float:
    """Shortest of several runs in seconds; the first, which fills caches, doesn't count."""
    work()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def layer(name: str) -> QgsVectorLayer:
    """A layer of the sample county."""
    found = QgsVectorLayer(f"{SAMPLE / 'sample.gpkg'}|layername={name}", name, "ogr")
    if not found.isValid():
        raise SystemExit(f"bench: the sample county has no layer {name}")
    return found


def tasks() -> dict[str, tuple[Callable[[], object], Callable[[], object], str]]:
    """Name, our side, QGIS's side, and what differs in the answers."""
    parcels, roles = layer("dltb"), {name: layer(name) for name in ROLES}
    dem = str(SAMPLE / "dem.tif")
    project = QgsProject.instance()
    project.setEllipsoid("EPSG:1024")
    context = QgsProcessingContext()
    context.setProject(project)

    def run(algorithm: str, **inputs: object) -> dict[str, Any]:
        result: dict[str, Any] = processing.run(algorithm, {"OUTPUT": MEMORY, **inputs}, context=context)
        return result

    def native_slope() -> None:
        degrees = run("native:slope", INPUT=dem)["OUTPUT"]
        edges = [-1.0, *BOUNDS, 91.0]
        table = [item for grade in range(5) for item in (edges[grade], edges[grade + 1], grade + 1)]
        grades = run("native:reclassifybytable", INPUT_RASTER=degrees, RASTER_BAND=1, TABLE=table)["OUTPUT"]
        mean = run("native:zonalstatisticsfb", INPUT=parcels, INPUT_RASTER=degrees, STATISTICS=[2])["OUTPUT"]
        run("native:zonalhistogram", INPUT_VECTOR=mean, INPUT_RASTER=grades, RASTER_BAND=1)

    return {
        "ellipsoid area": (
            lambda: run("zhanbu:ellipsoidalarea", INPUT=parcels),
            lambda: run(
                "native:fieldcalculator",
                INPUT=parcels,
                FIELD_NAME="area",
                FIELD_TYPE=0,
                FORMULA="$area",
            ),
            "QGIS: $area, another formula than the survey's",
        ),
        "slope shares": (
            lambda: run("zhanbu:slopegrades", INPUT=parcels, DEM=dem),
            native_slope,
            "QGIS: whole cells by their centre, not exact cover",
        ),
        f"overlaps, {len(ROLES)} layers": (
            lambda: run("zhanbu:constraintoverlaps", INPUT=parcels, **{k.upper(): v for k, v in roles.items()}),
            lambda: run("native:calculatevectoroverlaps", INPUT=parcels, LAYERS=list(roles.values())),
            "both count ground covered twice once",
        ),
    }


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=3, help="runs per task; the best counts")
    options.add_argument("--json", type=Path, help="also write the figures there")
    chosen = options.parse_args()
    keep = start_qgis()
    parcels = layer("dltb").featureCount()
    print(f"Sample county: {parcels} parcels; best of {chosen.times} runs, seconds")
    print(f"  {'task':<20} {'ours':>8} {'QGIS':>8} {'ratio':>7}  remark")
    measured = []
    for name, (ours, qgis, remark) in tasks().items():
        row = Measured(name, best_of(chosen.times, ours), best_of(chosen.times, qgis), remark)
        print(f"  {row.task:<20} {row.ours:8.3f} {row.qgis:8.3f} {row.ratio:6.1f}x  {row.remark}", flush=True)
        measured.append(row)
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(row) for row in measured], indent=2) + "\n", encoding="utf-8")
    del keep
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # QGIS's own tidying up can crash when layers of the run still live
