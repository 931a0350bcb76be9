"""QGIS's own tools as an expert chains them: constraint layers subdivided to 256 vertices, single parts, indexed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer, QgsWkbTypes

from benchmarks.counties import GAP_M, ROLES, County
from benchmarks.qgis_session import Algorithm, in_qgis, layer_of, runner
from benchmarks.results_table import COLUMNS
from benchmarks.stopwatch import Stopwatch

MEMORY = "TEMPORARY_OUTPUT"
GRADES = [-1, 2, 1, 2, 6, 2, 6, 15, 3, 15, 25, 4, 25, 91, 5]
JOB = ("validity", "area", "prepare", "overlaps", "slope 30 m", "contiguity", "write")


def expert(county: County, watch: Stopwatch) -> None:
    """Time the job, with what an expert does to constraint layers first."""
    _chain(county, watch, subdividing=True)


def naive(county: County, watch: Stopwatch) -> None:
    """Time the job as a user would click it."""
    _chain(county, watch, subdividing=False)


def _chain(county: County, watch: Stopwatch, *, subdividing: bool) -> None:
    run = runner()
    survey = layer_of(county.survey, "DLTB")
    with watch.stage("validity"):
        run("qgis:checkvalidity", INPUT_LAYER=survey, METHOD=2, VALID_OUTPUT=MEMORY, INVALID_OUTPUT=MEMORY)
    with watch.stage("area"):
        parcels = run(
            "native:fieldcalculator", INPUT=survey, FIELD_NAME="area", FIELD_TYPE=0, FORMULA="$area", OUTPUT=MEMORY
        )["OUTPUT"]
    layers = [_constraint(county, watch, run, name, subdividing) for name in ROLES.values()]
    with watch.stage("overlaps"):
        parcels = run("native:calculatevectoroverlaps", INPUT=parcels, LAYERS=layers, OUTPUT=MEMORY)["OUTPUT"]
    del layers
    parcels = _slope(county, watch, run, parcels, 30)
    with watch.stage("contiguity"):
        watch.facts["blocks"] = _contiguity(run, survey)
    with watch.stage("write"):
        _write(parcels, Path(tempfile.mkdtemp()) / "expert.gpkg")
    watch.total("overlaps in all", ("prepare", "overlaps"))
    watch.total("job", JOB)
    watch.facts["parcels"] = parcels.featureCount()
    for cell in county.dems():
        if cell != 30 and subdividing:
            _slope(county, watch, run, survey, cell)
    with watch.stage("read"):
        [(feature.id(), feature.geometry().asWkb().data()) for feature in survey.getFeatures()]


def _constraint(county: County, watch: Stopwatch, run: Algorithm, name: str, subdividing: bool) -> QgsVectorLayer:
    """A layer object with a name of its own; names of paths into one file collide."""
    layer = layer_of(county.constraints, name)
    if subdividing:
        with watch.stage("prepare"):
            cut = run("native:subdivide", INPUT=layer, MAX_NODES=256, OUTPUT=MEMORY)["OUTPUT"]
            layer = run("native:multiparttosingleparts", INPUT=cut, OUTPUT=MEMORY)["OUTPUT"]
            run("native:createspatialindex", INPUT=layer)
            layer.setName(name)
    return layer


def _slope(county: County, watch: Stopwatch, run: Algorithm, parcels: QgsVectorLayer, cell: int) -> QgsVectorLayer:
    with watch.stage(f"slope {cell} m"):
        degrees = run("native:slope", INPUT=str(county.dem(cell)), Z_FACTOR=1, OUTPUT=MEMORY)["OUTPUT"]
        grades = run(
            "native:reclassifybytable", INPUT_RASTER=degrees, RASTER_BAND=1, TABLE=GRADES, DATA_TYPE=2, OUTPUT=MEMORY
        )["OUTPUT"]
        mean = run("native:zonalstatisticsfb", INPUT=parcels, INPUT_RASTER=degrees, STATISTICS=[2], OUTPUT=MEMORY)[
            "OUTPUT"
        ]
        counted: QgsVectorLayer = run(
            "native:zonalhistogram", INPUT_VECTOR=mean, INPUT_RASTER=grades, RASTER_BAND=1, OUTPUT=MEMORY
        )["OUTPUT"]
    return counted


def _contiguity(run: Algorithm, survey: QgsVectorLayer) -> int:
    """Blocks of every third parcel: half the distance around each, dissolved, apart again, joined by place."""
    third = run("native:extractbyexpression", INPUT=survey, EXPRESSION="$id % 3 = 0", OUTPUT=MEMORY)["OUTPUT"]
    around = run("native:buffer", INPUT=third, DISTANCE=GAP_M / 2, OUTPUT=MEMORY)["OUTPUT"]
    whole = run("native:dissolve", INPUT=around, OUTPUT=MEMORY)["OUTPUT"]
    parts = run("native:multiparttosingleparts", INPUT=whole, OUTPUT=MEMORY)["OUTPUT"]
    blocks = run("native:addautoincrementalfield", INPUT=parts, FIELD_NAME="block", OUTPUT=MEMORY)["OUTPUT"]
    run("native:createspatialindex", INPUT=blocks)
    run(
        "native:joinattributesbylocation",
        INPUT=third,
        JOIN=blocks,
        PREDICATE=[0],
        JOIN_FIELDS=["block"],
        METHOD=1,
        OUTPUT=MEMORY,
    )
    return int(blocks.featureCount())


def _write(parcels: QgsVectorLayer, path: Path) -> None:
    """The last 29 columns, which the chain has added, without geometry: what our side and the floor write too."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    count = parcels.fields().count()
    options.attributes = list(range(max(0, count - COLUMNS), count))
    options.overrideGeometryType = QgsWkbTypes.Type.NoGeometry
    error = QgsVectorFileWriter.writeAsVectorFormatV3(parcels, str(path), QgsCoordinateTransformContext(), options)
    if error[0] != QgsVectorFileWriter.WriterError.NoError:
        raise SystemExit(f"bench: the chain's result can't be written: {error[1]}")


if __name__ == "__main__":
    in_qgis(expert)
