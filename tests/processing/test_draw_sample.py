"""``zhanbu:drawsample``: the county, the city and the province draw the same parcels from layer, pool and package."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import toolbox
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType
from toolbox import AS_OF, BATCH, by, refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")

# Ten parcels of 300 000 m² that agree with all that domain.md says of them.
TEN = {
    **{"P01": 12_000, "P02": 28_500, "P03": 9_600, "P04": 61_000, "P05": 17_800},
    **{"P06": 8_500, "P07": 33_100, "P08": 23_500, "P09": 31_000, "P10": 75_000},
}
CITY = "JX|360122|2023|CITY|1"


def ten_parcels() -> QgsVectorLayer:
    """Squares that are called and stated as the ten parcels are."""
    fields = (("XH", QMetaType.Type.QString), ("AREA", QMetaType.Type.Double))
    shapes = [toolbox.box(200 * i, 0) for i in range(len(TEN))]
    return toolbox.parcels(*shapes, fields=fields, values=[[name, float(area)] for name, area in TEN.items()])


def draw(layer: object, **given: object) -> dict[str, Any]:
    terms = {"RATIO": 0.3, "SEED": CITY, "OUTPUT": "memory:", "ID_FIELD": "XH", "AREA_FIELD": "AREA"}
    return run("drawsample", INPUT=layer, **{**terms, **given})


def test_the_ten_parcels_of_the_worked_example_give_its_draws() -> None:
    """JX-3.3.2b, JX-3.3.2c: {P10, P04} = 136 000 m² for the city, {P07, P10} = 108 100 m² for the province."""
    city = draw(ten_parcels())
    found = rows(city["OUTPUT"])
    assert [(r["draw_no"], r["parcel_id"], r["draw_m2"], r["sum_m2"]) for r in found] == [
        (1, "P10", 75_000, 75_000),
        (2, "P04", 61_000, 136_000),
    ]
    assert (city["DRAWN_AREA"], city["FRAME_AREA"]) == (136_000, 300_000)
    lines = "".join(f"{name}\t{area}.00\n" for name, area in TEN.items())
    assert city["FRAME_HASH"] == hashlib.sha256(lines.encode()).hexdigest()
    province = draw(ten_parcels(), RATIO=0.15, SEED="JX|360122|2023|PROV|1")
    assert [r["parcel_id"] for r in rows(province["OUTPUT"])] == ["P07", "P10"]
    assert province["DRAWN_AREA"] == 108_100


def test_drawn_parcels_keep_their_fields_and_shapes() -> None:
    drawn = next(draw(ten_parcels())["OUTPUT"].getFeatures())
    assert (drawn["XH"], drawn["AREA"]) == ("P10", 75_000)
    assert drawn.geometry().equals(next(f for f in ten_parcels().getFeatures() if f["XH"] == "P10").geometry())


def test_without_fields_the_surveys_number_and_the_measured_area_count() -> None:
    layer = toolbox.parcels(toolbox.box(0, 0), toolbox.box(200, 0))
    found = draw(layer, RATIO=1, ID_FIELD=None, AREA_FIELD=None)
    measured = by("BSM", run("ellipsoidalarea", INPUT=layer, OUTPUT="memory:")["OUTPUT"])
    assert {r["parcel_id"]: r["draw_m2"] for r in rows(found["OUTPUT"])} == {
        name: pytest.approx(row["area_m2"], abs=1e-9) for name, row in measured.items()
    }


def test_the_city_draws_from_the_package_what_the_county_draws_from_its_pool(filled: Path) -> None:
    seed = {"SEED": "CROP|139901|2026|CITY|1", "RATIO": 0.3, "OUTPUT": "memory:"}
    county = run("drawsample", POOL=str(filled), BATCH=BATCH, **seed)
    package = filled.parent / "package.zip"
    of_the_pool = {"POOL": str(filled), "SYSTEM": "CROP", "AS_OF": AS_OF}
    run("exportsubmission", BATCH=BATCH, PACKAGE=str(package), **of_the_pool)
    submitted = f"/vsizip/{package}/{_inside(package, 'parcels.gpkg')}"
    city = run("drawsample", INPUT=submitted, ID_FIELD="parcel_uid", AREA_FIELD="area_m2", **seed)
    for name in ("DRAWN_AREA", "FRAME_AREA", "FRAME_HASH"):
        assert county[name] == city[name]
    drawn = [r["parcel_id"] for r in rows(county["OUTPUT"])]
    assert drawn
    assert drawn == [r["parcel_id"] for r in rows(city["OUTPUT"])]
    assert county["DRAWN_AREA"] >= 0.3 * county["FRAME_AREA"]
    again = run("drawsample", POOL=str(filled), BATCH=BATCH, **{**seed, "SEED": "CROP|139901|2026|CITY|2"})
    assert again["FRAME_HASH"] == county["FRAME_HASH"]


def _inside(package: Path, name: str) -> str:
    import zipfile

    with zipfile.ZipFile(package) as archive:
        return next(entry for entry in archive.namelist() if entry.endswith(name))


def test_what_cant_be_drawn_is_refused_with_the_way_out(filled: Path) -> None:
    refused("drawsample", "either a layer", SEED=CITY, OUTPUT="memory:")
    pool = str(filled)
    refused("drawsample", "not both", INPUT=ten_parcels(), POOL=pool, BATCH=BATCH, SEED=CITY, OUTPUT="memory:")
    refused("drawsample", "no batch “nothing”", POOL=pool, BATCH="nothing", SEED=CITY, OUTPUT="memory:")
    layer = {"INPUT": ten_parcels(), "OUTPUT": "memory:"}
    refused("drawsample", "ID_FIELD", "BSM", SEED=CITY, **layer)
    refused("drawsample", "ratio is 0", RATIO=0, SEED=CITY, ID_FIELD="XH", **layer)
    twice = toolbox.parcels(toolbox.box(0, 0), toolbox.box(200, 0), values=[["P1", "0602"], ["P1", "0602"]])
    refused("drawsample", "P1", "no number of its own", INPUT=twice, SEED=CITY, OUTPUT="memory:")
