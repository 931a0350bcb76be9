"""What is kept from one run to the next: prepared constraint layers, and measures of parcels that didn't change."""

from __future__ import annotations

import inspect
import secrets
import shutil
import tempfile
from pathlib import Path

from osgeo import ogr

from benchmarks.counties import AS_OF, COUNTY_CODE, ROLES, County
from benchmarks.results_table import write_results
from benchmarks.stopwatch import Stopwatch, timed_process
from zhanbu_plugin.checks.engine import check_parcels
from zhanbu_plugin.checks.layer import PassingLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.regimes.choosing import choose_rule_set

REASON = "the engine keeps nothing between runs yet"
RUNS = ("first run", "second run", "third run", "re-check")
ONE_IN = 100
SHRUNK = 0.98


def kept(county: County, watch: Stopwatch) -> None:
    """Time a first run, which fills the folder; a second one that finds the layers only; a third that finds all; and
    one after every hundredth parcel changed. Each is reading, check and writing.
    """
    if "kept" not in inspect.signature(check_parcels).parameters:
        watch.left_out |= dict.fromkeys(RUNS, REASON)
        return
    scratch = Path(tempfile.mkdtemp())
    survey = scratch / county.survey.name
    shutil.copyfile(county.survey, survey)
    secret = secrets.token_bytes(32)
    folder = scratch / "kept"
    _run("first run", county, survey, folder, secret, watch)
    watch.facts["kept MB"] = round(sum(file.stat().st_size for file in folder.iterdir()) / 2**20, 1)
    layers_only = scratch / "layers-only"
    shutil.copytree(folder, layers_only, ignore=lambda _, names: [n for n in names if not n.startswith("layer-")])
    _run("second run", county, survey, layers_only, secret, watch)
    _run("third run", county, survey, folder, secret, watch)
    _change(survey)
    _run("re-check", county, survey, folder, secret, watch)


def _run(name: str, county: County, survey: Path, folder: Path, secret: bytes, watch: Stopwatch) -> None:
    from zhanbu_plugin.checks.kept.folder import Kept  # noqa: PLC0415  # there when check_parcels takes it

    rule_set = choose_rule_set("auto", as_of=AS_OF, county=COUNTY_CODE)
    keeping = Kept(folder, secret)
    with watch.stage(name):
        parcels = ParcelBatch.of(read_layer(survey))
        roles = {role: PassingLayer.of(read_layer(county.constraints, table)) for role, table in ROLES.items()}
        around = Surroundings(dem=county.dem(30), roles=roles)
        with watch.stage(f"{name}, check alone"):
            result = check_parcels(parcels, rule_set, around, as_of=AS_OF, county=COUNTY_CODE, kept=keeping)
        columns = [parcels.layer.fids, *result.measures.values()]
        write_results(Path(tempfile.mkdtemp()) / "kept.sqlite", columns)
    if keeping.notes:
        raise SystemExit(f"bench: nothing was kept: {keeping.notes[0]}")


def _change(survey: Path) -> None:
    """Shrink every hundredth parcel a little about its middle."""
    source = ogr.Open(str(survey), 1)
    layer = source.GetLayer(0)
    layer.StartTransaction()
    for fid in range(ONE_IN, layer.GetFeatureCount() + 1, ONE_IN):
        feature = layer.GetFeature(fid)
        feature.SetGeometry(_shrunk(feature.GetGeometryRef()))
        layer.SetFeature(feature)
    layer.CommitTransaction()


def _shrunk(geometry: ogr.Geometry) -> ogr.Geometry:
    middle = geometry.Centroid()
    x, y = middle.GetX(), middle.GetY()
    for part in range(geometry.GetGeometryCount()):
        polygon = geometry.GetGeometryRef(part)
        for number in range(polygon.GetGeometryCount()):
            ring = polygon.GetGeometryRef(number)
            points = ring.GetPoints()
            for i, point in enumerate(points):
                ring.SetPoint_2D(i, x + SHRUNK * (point[0] - x), y + SHRUNK * (point[1] - y))
    return geometry.Clone()


if __name__ == "__main__":
    timed_process(kept)
