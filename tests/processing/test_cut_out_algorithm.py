"""``cutout`` on the sample county: pieces and what was cut out of them, as a script or a model gets them."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import toolbox
from qgis.core import QgsVectorLayer
from toolbox import AS_OF, CANDIDATES, COUNTY, DEM, Log, rows


def cut(log: Log | None = None, **given: object) -> dict[str, Any]:
    """Cut out of the sample's candidates, with everything that the county offers, unless told otherwise."""
    terms: dict[str, object] = {
        "INPUT": CANDIDATES,
        "AS_OF": AS_OF,
        "COUNTY": COUNTY,
        "DEM": str(DEM),
        "OUTPUT": "memory:",
        "EXCLUDED": "memory:",
        **toolbox.roles(),
    }
    return toolbox.run(
        "cutout", log, **{name: value for name, value in {**terms, **given}.items() if value is not None}
    )


@pytest.fixture(scope="module")
def result(zhanbu: None, new_pool: Path) -> dict[str, Any]:
    return cut(POOL=str(new_pool))


def test_the_parts_of_each_parcel_sum_to_its_ellipsoid_area_to_the_last_square_decimetre(
    result: dict[str, Any],
) -> None:
    parts: dict[str, int] = defaultdict(int)
    whole: dict[str, int] = {}
    for row in [*rows(result["OUTPUT"]), *rows(result["EXCLUDED"])]:
        if row["area_m2"] is not None:
            parts[row["parent_id"]] += round(row["area_m2"] * 100)
            whole[row["parent_id"]] = round(row["parent_m2"] * 100)
    assert parts == whole
    measured = toolbox.by("BSM", toolbox.run("ellipsoidalarea", INPUT=CANDIDATES, OUTPUT="memory:")["OUTPUT"])
    assert len(whole) >= 40
    for parent, dm2 in whole.items():
        known = measured.get(parent)
        if known is not None and "#" not in parent:
            assert dm2 == round(known["area_m2"] * 100)
    assert result["CREDITABLE_M2"] + result["EXCLUDED_M2"] == pytest.approx(sum(whole.values()) / 100)
    assert result["PIECES"] == len(rows(result["OUTPUT"]))


def test_designed_overlaps_are_excluded_by_their_check_with_the_planned_area(result: dict[str, Any]) -> None:
    with (toolbox.SAMPLE / "expected.csv").open(encoding="utf-8", newline="") as file:
        designs = [d for d in csv.DictReader(file) if d["check"].startswith(("CHK-BAN", "CHK-SLOPE"))]
    excluded = rows(result["EXCLUDED"])
    seen = 0
    for design in designs:
        found = [r for r in excluded if r["parent_id"] == design["BSM"] and r["check_id"] == design["check"]]
        assert len(found) == (1 if design["outcome"] == "FAIL" else 0), design
        if found and design["planned_m2"]:
            assert found[0]["area_m2"] == pytest.approx(float(design["planned_m2"]), rel=1e-3)
            seen += 1
    assert seen >= 8


def test_nothing_that_a_check_bars_is_left_and_every_exclusion_names_its_clause(result: dict[str, Any]) -> None:
    pieces = rows(result["OUTPUT"])
    assert {row["verdict"] for row in pieces} <= {"ELIGIBLE", "WAIVABLE", "INCOMPLETE"}
    assert any(row["verdict"] == "ELIGIBLE" for row in pieces)
    for row in rows(result["EXCLUDED"]):
        assert row["clause"].startswith("HB-")
        assert row["message"]


def test_checking_the_pieces_finds_no_ground_to_cut_and_the_pool_takes_them(
    result: dict[str, Any], new_pool: Path, tmp_path: Path
) -> None:
    """The way that the help describes: cut out, check, push."""
    pool = toolbox.pool_copy(new_pool, tmp_path)
    checked = toolbox.check(INPUT=result["OUTPUT"], POOL=str(pool), FINDINGS="memory:", OUTPUT=str(tmp_path / "c.gpkg"))
    taking = (
        "CHK-BAN",
        "CHK-SLOPE",
        "CHK-POOL",
        "CHK-FILED",
        "CHK-XZQ",
        "CHK-BACKUP",
        "CHK-GEOM",
        "CHK-AREA",
        "CHK-DUP",
    )
    failed = [r for r in rows(checked["FINDINGS"]) if r["outcome"] == "FAIL" and r["check_id"].startswith(taking)]
    assert failed == []
    pushed = toolbox.push(pool, checked["OUTPUT"])
    assert pushed["ADMITTED"] == checked["ELIGIBLE"] > 0
    parents = [r["parent_id"] for r in rows(result["OUTPUT"]) if r["PART_NO"]]
    assert len(parents) > 0


def test_cutting_what_was_cut_out_changes_nothing(result: dict[str, Any], new_pool: Path) -> None:
    again = cut(INPUT=result["OUTPUT"], POOL=str(new_pool), ID_FIELD="")
    assert again["EXCLUDED_M2"] == 0
    assert again["PIECES"] == result["PIECES"]


def test_pieces_are_single_polygons_and_excluded_ground_may_have_parts(result: dict[str, Any]) -> None:
    pieces, excluded = result["OUTPUT"], result["EXCLUDED"]
    assert isinstance(pieces, QgsVectorLayer)
    assert all(not f.geometry().isMultipart() for f in pieces.getFeatures())
    assert excluded.isSpatial()
    assert pieces.crs().authid() == toolbox.CRS


def test_slivers_go_to_the_ground_beside_them_when_asked(zhanbu: None) -> None:
    parcel = toolbox.parcels(toolbox.box(0, 0))
    river = toolbox.parcels(toolbox.box(3, -10, 160))
    given = {"INPUT": parcel, "RIVER": river, "DEM": None, **dict.fromkeys(n for n in toolbox.roles() if n != "RIVER")}
    dropped, merged = (rows(cut(**given, SLIVERS=how)["EXCLUDED"]) for how in ("DROP", "MERGE"))
    assert [r["check_id"] for r in dropped] == ["CHK-BAN-river", "CHK-SLIVER"]
    assert [r["check_id"] for r in merged] == ["CHK-BAN-river"]


def test_the_log_tells_how_much_each_check_took(zhanbu: None) -> None:
    log = Log()
    cut(log)
    assert "CHK-SLOPE (HB-8d):" in log
    assert "pieces are" in log


def test_without_excluded_only_the_pieces_are_written(zhanbu: None) -> None:
    assert "EXCLUDED" not in cut(EXCLUDED=None) or cut(EXCLUDED=None)["EXCLUDED"] is None
