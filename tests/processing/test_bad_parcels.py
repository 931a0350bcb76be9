"""Parcels that a check can't take as they are: the log and the findings name file, parcel and way out.

The pool that the check looks at stays byte for byte as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import toolbox
from osgeo import ogr
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer
from toolbox import AS_OF, COUNTY, Log, box, check, findings, refused, rows
from vector_files import written

pytestmark = pytest.mark.usefixtures("zhanbu")
WHOLE = {"BSM": ["P1"], "DLBM": ["0201"], "ZZSXDM": ["JKHF"], "SJNF": [2025], "TBMJ": [9999.9], "ZLDWDM": ["139901101"]}


def a_file(
    folder: Path,
    shapes: Sequence[str | None],
    fields: Mapping[str, Sequence[object]] | None = None,
    **given: Any,  # noqa: ANN401
) -> str:
    """A GeoPackage with parcels P1, P2 …"""
    count = len(shapes)
    values = fields or {name: list(column) * count for name, column in WHOLE.items()}
    if fields is None:
        values["BSM"] = [f"P{i + 1}" for i in range(count)]
    return str(written(folder / "地块.gpkg", shapes, fields=values, **given))


class Checked:
    """A check of bad parcels beside a pool that holds others."""

    def __init__(self, layer: object, pool: Path, **given: object) -> None:
        self.log = Log()
        self.result = check(self.log, INPUT=layer, POOL=str(pool), FINDINGS="memory:", **given)
        self.rows = {row["parcel_id"]: row for row in rows(self.result["OUTPUT"])}

    def finding(self, parcel: str, check_id: str) -> dict[str, Any]:
        """One finding; a parcel that didn't pass has a sentence and a way out."""
        found = findings(parcel, self.result)[check_id]
        if found["outcome"] != "PASS":
            assert found["message"] and found["remedy"], found
            assert check_id in self.rows[parcel]["reasons"]
        return found

    def told(self, *parts: str) -> None:
        """Some line of the log has all parts."""
        assert any(all(p in line for p in parts) for line in [*self.log.warned, *self.log.told]), parts


@pytest.mark.parametrize(
    ("field", "check_id"),
    [("DLBM", "CHK-SRC"), ("TBMJ", "CHK-AREA"), ("SJNF", "CHK-LATEST"), ("ZLDWDM", "CHK-XZQ-CODE")],
)
def test_a_missing_field_leaves_its_check_open_and_says_which_field(
    tmp_path: Path, pool_stays: Path, field: str, check_id: str
) -> None:
    fields = {name: values for name, values in WHOLE.items() if name != field}
    checked = Checked(a_file(tmp_path, [box(0, 0)], fields), pool_stays)
    found = checked.finding("P1", check_id)
    assert found["outcome"] == "NOT_CHECKED"
    for part in ("地块.gpkg", field, "add it"):
        assert part in found["message"]
    checked.told("parcel P1", "地块.gpkg", field)
    assert checked.rows["P1"]["verdict"] in ("INCOMPLETE", "INELIGIBLE") or check_id == "CHK-LATEST"


def test_a_missing_class_field_stops_the_selection(tmp_path: Path) -> None:
    fields = {name: values for name, values in WHOLE.items() if name != "DLBM"}
    layer = a_file(tmp_path, [box(0, 0)], fields)
    refused(
        "selectcandidates", "地块.gpkg", "DLBM", "missing", "rename the class field",
        INPUT=layer, AS_OF=AS_OF, COUNTY=COUNTY, OUTPUT="memory:",
    )  # fmt: skip


def test_an_id_field_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path, pool_stays: Path) -> None:
    refused(
        "checkparcels", "地块.gpkg", "field NR", "missing", "BSM, DLBM",
        INPUT=a_file(tmp_path, [box(0, 0)]), ID_FIELD="NR", COUNTY=COUNTY, POOL=str(pool_stays), OUTPUT="memory:",
    )  # fmt: skip


@pytest.mark.parametrize("number", [103, 201.0], ids=["integer", "real"])
def test_class_codes_kept_as_numbers_have_lost_their_zero_and_that_is_said(
    tmp_path: Path, pool_stays: Path, number: float
) -> None:
    checked = Checked(a_file(tmp_path, [box(0, 0)], {**WHOLE, "DLBM": [number]}), pool_stays)
    for check_id in ("CHK-SRC", "CHK-CAT", "CHK-BACKUP"):
        found = checked.finding("P1", check_id)
        assert found["outcome"] == "NOT_CHECKED"
        for part in ("地块.gpkg", "DLBM", "as a number", "leading zeros", "0103"):
            assert part in found["message"], check_id
        assert "not in the survey's table" not in found["message"]
    checked.told("CHK-SRC", "1 not checked")
    assert checked.rows["P1"]["verdict"] == "INCOMPLETE"


def test_an_unknown_class_code_is_reported_with_the_code(tmp_path: Path, pool_stays: Path) -> None:
    checked = Checked(a_file(tmp_path, [box(0, 0)], {**WHOLE, "DLBM": ["0299"]}), pool_stays)
    found = checked.finding("P1", "CHK-SRC")
    assert found["outcome"] == "NOT_CHECKED"
    assert "0299" in found["message"]


@pytest.mark.parametrize(
    ("stated", "outcome", "part"),
    [
        ("9999.9", "PASS", ""),
        ("八千", "NOT_CHECKED", "TBMJ holds no number"),
        ("", "NOT_CHECKED", "TBMJ holds no number"),
    ],
)
def test_an_area_kept_as_text_counts_where_it_is_a_number(
    tmp_path: Path, pool_stays: Path, stated: str, outcome: str, part: str
) -> None:
    checked = Checked(a_file(tmp_path, [box(0, 0)], {**WHOLE, "TBMJ": [stated]}), pool_stays)
    found = checked.finding("P1", "CHK-AREA")
    assert found["outcome"] == outcome
    assert part in found["message"]


def test_survey_ids_that_a_decimal_number_has_cut_are_refused(tmp_path: Path, pool_stays: Path) -> None:
    """18 digits don't fit a float: two parcels would get one id."""
    layer = a_file(tmp_path, [box(0, 0)], {**WHOLE, "BSM": [139901101000000001.0]})
    refused(
        "checkparcels", "地块.gpkg", "BSM", "decimal number", "as text",
        INPUT=layer, COUNTY=COUNTY, AS_OF=AS_OF, POOL=str(pool_stays), OUTPUT="memory:",
    )  # fmt: skip


def test_an_empty_layer(tmp_path: Path, pool_stays: Path) -> None:
    empty = str(written(tmp_path / "空.gpkg", [], fields={"BSM": []}))
    refused(
        "checkparcels", "空.gpkg", "The layer is empty", "check its filter",
        INPUT=empty, COUNTY=COUNTY, AS_OF=AS_OF, POOL=str(pool_stays), OUTPUT="memory:",
    )  # fmt: skip


def test_a_selection_of_nothing(project: QgsProject) -> None:
    layer = toolbox.opened(toolbox.CANDIDATES, "候选")
    project.addMapLayer(layer)
    refused(
        "checkparcels", "The layer is empty",
        INPUT=QgsProcessingFeatureSourceDefinition(layer.id(), True), COUNTY=COUNTY, AS_OF=AS_OF, OUTPUT="memory:",
    )  # fmt: skip


def test_a_layer_of_points(tmp_path: Path) -> None:
    points = str(written(tmp_path / "点.gpkg", ["POINT (39518000 4306000)"], kind=ogr.wkbPoint, fields={"BSM": ["P1"]}))
    refused(
        "checkparcels", "点.gpkg", "no polygons but: Point", "Choose a polygon layer",
        INPUT=points, COUNTY=COUNTY, AS_OF=AS_OF, OUTPUT="memory:",
    )  # fmt: skip


@pytest.mark.parametrize("algorithm", ["checkparcels", "ellipsoidalarea", "constraintoverlaps", "exportcoordinates"])
def test_a_layer_without_crs(tmp_path: Path, algorithm: str) -> None:
    layer = a_file(tmp_path, [box(0, 0)], epsg=None)
    terms: dict[str, object] = {"COUNTY": COUNTY, "AS_OF": AS_OF} if algorithm == "checkparcels" else {}
    target = str(tmp_path / "out.txt") if algorithm == "exportcoordinates" else "memory:"
    refused(
        algorithm, "地块.gpkg", "no coordinate reference system", "EPSG:4527",
        INPUT=layer, OUTPUT=target, **terms,
    )  # fmt: skip


@pytest.mark.parametrize("driver", ["GPKG", "ESRI Shapefile"])
def test_a_layer_without_crs_in_the_project(tmp_path: Path, project: QgsProject, driver: str) -> None:
    """As it is in a window, where QGIS leaves the CRS unknown."""
    options = QgsVectorLayer.LayerOptions()
    options.skipCrsValidation = True
    name = "地块.gpkg" if driver == "GPKG" else "地块.shp"
    path = written(tmp_path / name, [box(0, 0)], driver=driver, layer="地块", epsg=None, fields=WHOLE)
    layer = QgsVectorLayer(str(path), "地块", "ogr", options)
    project.addMapLayer(layer)
    refused(
        "checkparcels", "地块", "no coordinate reference system", "layer's properties",
        INPUT=layer.id(), COUNTY=COUNTY, AS_OF=AS_OF, OUTPUT="memory:",
    )  # fmt: skip


DEGREES = "POLYGON ((117.2 38.9, 117.201 38.9, 117.201 38.901, 117.2 38.901, 117.2 38.9))"
NO_PREFIX = "POLYGON ((518000 4306000, 518100 4306000, 518100 4306100, 518000 4306100, 518000 4306000))"
ZONE_38 = NO_PREFIX.replace("518", "38518")
SWAPPED = "POLYGON ((4306000 39518000, 4306000 39518100, 4306100 39518100, 4306100 39518000, 4306000 39518000))"


@pytest.mark.parametrize(
    ("shape", "epsg", "parts"),
    [
        (DEGREES, 4527, ("degrees", "EPSG:4490")),
        (box(0, 0), 4490, ("metres of zone 39", "EPSG:4527")),
        (ZONE_38, 4527, ("zone 38", "EPSG:4526")),
        (NO_PREFIX, 4527, ("no zone prefix", "EPSG:4548")),
        (box(0, 0), 4548, ("zone prefix", "EPSG:4527")),
        (SWAPPED, 4527, ("swapped", "east (longitude) first")),
    ],
    ids=["degrees as metres", "metres as degrees", "another zone", "prefix missing", "prefix too much", "swapped"],
)
def test_numbers_that_do_not_fit_the_system_bar_every_parcel_and_name_the_right_one(
    tmp_path: Path, pool_stays: Path, shape: str, epsg: int, parts: tuple[str, ...]
) -> None:
    layer = a_file(tmp_path, [shape, shape], epsg=epsg)
    checked = Checked(layer, pool_stays)
    for parcel in ("P1", "P2"):
        found = checked.finding(parcel, "CHK-CRS")
        assert (found["outcome"], found["severity"]) == ("FAIL", "BLOCK")
        for part in parts:
            assert part in found["message"]
        assert checked.rows[parcel]["verdict"] == "INELIGIBLE"
    checked.told("地块.gpkg", "parcel P1", *parts)


def test_a_crs_that_the_user_has_set_mends_a_file_without_one(tmp_path: Path, project: QgsProject) -> None:
    layer = QgsVectorLayer(a_file(tmp_path, [box(0, 0)], epsg=None), "地块", "ogr")
    layer.setCrs(QgsCoordinateReferenceSystem(toolbox.CRS))
    project.addMapLayer(layer)
    result = check(INPUT=layer.id(), FINDINGS="memory:")
    assert findings("P1", result)["CHK-CRS"]["outcome"] == "PASS"


@pytest.mark.parametrize(
    ("shape", "epsg"), [(DEGREES, 4527), (box(0, 0), 4490), (ZONE_38, 4527), (NO_PREFIX, 4527), (SWAPPED, 4527)]
)
def test_no_algorithm_measures_what_lies_off_its_system(tmp_path: Path, shape: str, epsg: int) -> None:
    layer = a_file(tmp_path, [shape], epsg=epsg)
    for algorithm, column, more in (
        ("ellipsoidalarea", "area_m2", {}),
        ("constraintoverlaps", "ov_redline", {"REDLINE": toolbox.role("redline")}),
        ("slopegrades", "slope_deg", {"DEM": str(toolbox.DEM)}),
    ):
        log = Log()
        (row,) = rows(toolbox.run(algorithm, log, INPUT=layer, OUTPUT="memory:", **more)["OUTPUT"])
        assert row[column] is None, algorithm
        assert any("地块.gpkg" in w and "not measured" in w for w in log.warned), algorithm


def test_only_the_parcels_that_lie_wrong_are_barred_for_it(tmp_path: Path, pool_stays: Path) -> None:
    checked = Checked(a_file(tmp_path, [box(0, 0), DEGREES]), pool_stays)
    assert checked.finding("P1", "CHK-CRS")["outcome"] == "PASS"
    assert checked.finding("P2", "CHK-CRS")["outcome"] == "FAIL"


W, S = 39_518_000, 4_306_000


def ring(*corners: tuple[float, float]) -> str:
    return "(" + ", ".join(f"{W + x} {S + y}" for x, y in corners) + ")"


SQUARE = ring((0, 0), (100, 0), (100, 100), (0, 100), (0, 0))
HOLE = ring((20, 20), (20, 40), (40, 40), (40, 20), (20, 20))
APART = ring((200, 0), (220, 0), (220, 20), (200, 20), (200, 0))
SHAPES = {
    "bow-tie": (f"POLYGON ({ring((0, 0), (100, 100), (100, 0), (0, 100), (0, 0))})", "crosses itself"),
    "spike": (f"POLYGON ({ring((0, 0), (100, 0), (100, 100), (50, 100), (50, 180), (50, 100), (0, 100), (0, 0))})", ""),
    "thin spike": (
        f"POLYGON ({ring((0, 0), (100, 0), (100, 100), (50.2, 100), (50.1, 180), (50, 100), (0, 100), (0, 0))})",
        "spike",
    ),
    "hole outside": (f"POLYGON ({SQUARE}, {APART})", "hole lies outside"),
    "the same hole twice": (f"POLYGON ({SQUARE}, {HOLE}, {HOLE})", ""),
    "the same part twice": (f"MULTIPOLYGON (({SQUARE}), ({SQUARE}))", ""),
    "hole as large as its shell": (f"POLYGON ({SQUARE}, {SQUARE})", ""),
    "two parts": (f"MULTIPOLYGON (({SQUARE}), ({APART}))", "2 parts"),
    "collapsed": (f"POLYGON ({ring((0, 0), (100, 0), (0, 0), (0, 0))})", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_broken_shape_is_a_finding_that_says_what_is_broken(tmp_path: Path, pool_stays: Path, name: str) -> None:
    shape, part = SHAPES[name]
    checked = Checked(a_file(tmp_path, [box(0, 500), shape], kind=ogr.wkbMultiPolygon), pool_stays)
    assert checked.finding("P1", "CHK-GEOM")["outcome"] == "PASS"
    found = checked.finding("P2", "CHK-GEOM")
    assert found["outcome"] == "FAIL"
    assert part in found["message"]
    assert checked.rows["P2"]["verdict"] == "INELIGIBLE"
    checked.told("CHK-GEOM: 1 failed")
    checked.told("地块.gpkg", "parcel P2", found["message"])


@pytest.mark.parametrize("shape", [None, "POLYGON EMPTY"], ids=["null", "empty"])
def test_a_parcel_without_shape_is_a_finding_and_no_crash(tmp_path: Path, pool_stays: Path, shape: str | None) -> None:
    checked = Checked(a_file(tmp_path, [box(0, 0), shape]), pool_stays)
    found = checked.finding("P2", "CHK-GEOM")
    assert found["outcome"] == "FAIL"
    assert "no geometry" in found["message"] or "empty" in found["message"]
    assert checked.rows["P2"]["verdict"] == "INELIGIBLE"
    assert checked.rows["P2"]["area_m2"] is None
    checked.told("地块.gpkg", "2", "no geometry")


def test_z_and_m_are_dropped_and_curves_are_made_straight_and_said(tmp_path: Path, pool_stays: Path) -> None:
    corners = ", ".join(f"{W + x} {S + y} 5" for x, y in ((0, 0), (100, 0), (100, 100), (0, 100), (0, 0)))
    arcs = ", ".join(f"{W + x} {S + y}" for x, y in ((300, 0), (350, 50), (400, 0), (350, -50), (300, 0)))
    shapes = [f"POLYGON Z (({corners}))", f"POLYGON M (({corners}))", f"CURVEPOLYGON (CIRCULARSTRING ({arcs}))"]
    checked = Checked(a_file(tmp_path, shapes, kind=ogr.wkbUnknown), pool_stays)
    flat = Checked(toolbox.parcels(box(0, 0)), pool_stays)
    assert checked.rows["P1"]["area_m2"] == checked.rows["P2"]["area_m2"] == flat.rows["P1"]["area_m2"]
    assert checked.rows["P3"]["area_m2"] == pytest.approx(3.14159265 * 50**2, rel=1e-4)
    assert checked.finding("P3", "CHK-GEOM")["outcome"] == "PASS"
    checked.told("地块.gpkg", "feature 3", "Curves were replaced by short straight edges")


@pytest.mark.parametrize("name", ["bow-tie", "hole outside", "the same part twice"])
def test_other_algorithms_measure_a_broken_shape_as_repaired_and_name_it(tmp_path: Path, name: str) -> None:
    layer = a_file(tmp_path, [SHAPES[name][0]], kind=ogr.wkbMultiPolygon)
    for algorithm, more in (
        ("ellipsoidalarea", {}),
        ("constraintoverlaps", {"REDLINE": toolbox.role("redline")}),
        ("slopegrades", {"DEM": str(toolbox.DEM)}),
    ):
        log = Log()
        toolbox.run(algorithm, log, INPUT=layer, OUTPUT="memory:", **more)
        assert any("地块.gpkg" in w and "#1" in w for w in log.warned), algorithm


def test_a_broken_shape_stops_the_export_of_coordinates(tmp_path: Path) -> None:
    layer = a_file(tmp_path, [box(0, 500), SHAPES["bow-tie"][0]])
    out = tmp_path / "out.txt"
    refused("exportcoordinates", "地块.gpkg", "2", "isn't valid", "Repair", INPUT=layer, OUTPUT=str(out))
    assert not out.exists()
