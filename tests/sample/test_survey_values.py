"""Fields and values of the invented survey keep the survey's own rules (land-survey-standards.md 1.1, 2, 3, 9)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pytest
import shapely
from osgeo import ogr

from .conftest import Layer

STANDARD = (
    *("BSM18", "YSDM10", "TBYBH18", "TBBH8", "DLBM5", "DLMC60", "QSXZ2", "QSDWDM19", "QSDWMC255", "ZLDWDM19"),
    *("ZLDWMC255", "TBMJ", "KCDLBM5", "KCXS", "KCMJ", "TBDLMJ", "GDLX2", "GDPDJB2", "XZDWKD", "TBXHDM30"),
    *("TBXHMC100", "ZZSXDM30", "ZZSXMC100", "GDDB", "FRDBS1", "CZCSXM4", "SJNF", "MSSM2", "HDMC100", "BZ255"),
)
"""Names, and widths of the texts, in the standard's order (widths of live data, standards 1.1)."""
LINEAR = {"1001", "1002", "1003", "1004", "1006", "1009", "1101", "1107", "1107A"}
RESTORABLE = {
    *("0201", "0202", "0203", "0204", "0201K", "0202K", "0203K", "0204K", "0301", "0302", "0305", "0307"),
    *("0301K", "0302K", "0307K", "0403K", "0404", "1104", "1104A", "1104K"),
}
CROP_PLANTING = {"LS", "FLS", "LYFL", "XG", "LLJZ", "WG"}
UNKNOWN_ON_PURPOSE = "1299"


def test_the_field_structure_is_the_standards(dltb: Layer) -> None:
    described = [name + (str(width) if kind == ogr.OFTString else "") for name, kind, width in dltb.fields]
    assert tuple(described) == STANDARD


def test_candidates_carry_the_same_fields_and_the_category(dltb: Layer, candidates: Layer) -> None:
    assert candidates.fields[:-1] == dltb.fields
    assert candidates.fields[-1][0] == "CATEGORY"
    assert {r["CATEGORY"] for r in candidates.rows} == {"RESTORE", "RECLAIM", "REHAB"}


def test_every_identifier_has_eighteen_digits_and_is_unique(dltb: Layer) -> None:
    ids = [str(r["BSM"]) for r in dltb.rows]
    assert len(set(ids)) == len(ids)
    assert all(len(i) == 18 and i.isdigit() and i.startswith("139901") for i in ids)
    numbers = [(r["ZLDWDM"], r["TBBH"]) for r in dltb.rows]
    assert len(set(numbers)) == len(numbers)


def test_class_names_belong_to_their_codes(dltb: Layer, repository: Path) -> None:
    with (repository / "resources" / "codes" / "land_classes.csv").open(encoding="utf-8", newline="") as file:
        names = {row["dlbm"]: row["name_zh"] for row in csv.DictReader(file)}
    for row in dltb.rows:
        if row["DLBM"] != UNKNOWN_ON_PURPOSE:
            assert names[str(row["DLBM"])] == row["DLMC"]
    assert len({r["DLBM"] for r in dltb.rows}) > 25


def test_units_are_villages_of_this_county_with_one_name_each(dltb: Layer) -> None:
    names = defaultdict(set)
    for row in dltb.rows:
        for unit in ("ZLDW", "QSDW"):
            code = str(row[unit + "DM"])
            names[code].add(row[unit + "MC"])
            assert len(code) == 19 and code.isdigit() and code.startswith("139901")
            assert code[9:12] != "000" and code.endswith("0" * 7)
        state = str(row["QSXZ"])[0] in "12"
        differs = str(row["ZLDWDM"])[:12] != str(row["QSDWDM"])[:12]
        assert row["FRDBS"] == ("1" if differs and not state else "0")
        assert row["MSSM"] == "00"
    assert all(len(n) == 1 for n in names.values())
    assert len({r["ZLDWDM"] for r in dltb.rows}) >= 15
    assert {code[6:9] for code in names} >= {"100", "101", "200"}


def test_cropland_carries_grade_planting_and_ridges(dltb: Layer) -> None:
    shares = defaultdict(set)
    for row in dltb.rows:
        if not str(row["DLBM"]).startswith("01"):
            assert row["GDLX"] is None and row["GDPDJB"] is None and row["KCDLBM"] is None
            assert row["KCXS"] == row["KCMJ"] == 0
            continue
        assert row["GDPDJB"] in {"1", "2", "3", "4", "5"}
        if row["GDPDJB"] == "1":
            assert row["GDLX"] is None and row["KCDLBM"] is None and row["KCXS"] == 0
        else:
            assert row["GDLX"] in {"TT", "PD"} and row["KCDLBM"] == "1203"
            shares[row["GDLX"], row["GDPDJB"]].add(row["KCXS"])
        assert row["ZZSXDM"] in (CROP_PLANTING if row["TBXHDM"] is None else {"LS", "FLS", "LYFL"})
    assert len(shares) >= 3
    assert all(len(s) == 1 for s in shares.values())


def test_planting_codes_stand_only_where_the_survey_allows_them(dltb: Layer) -> None:
    tags = [r for r in dltb.rows if r["ZZSXDM"] in ("JKHF", "GCHF")]
    assert len(tags) > 100
    assert {str(r["DLBM"]) for r in tags} <= RESTORABLE
    assert {r["ZZSXDM"] for r in tags if r["DLBM"] == "0404"} == {"GCHF"}
    others = [r for r in dltb.rows if r["ZZSXDM"] not in ("JKHF", "GCHF", None)]
    assert {str(r["DLBM"])[:2] for r in others} == {"01"}


def test_widths_and_urban_attributes_stand_where_they_belong(dltb: Layer) -> None:
    for row in dltb.rows:
        assert (row["XZDWKD"] is not None) == (row["DLBM"] in LINEAR)
        if row["DLBM"] == "0602":
            assert row["CZCSXM"] == "204"
        assert row["CZCSXM"] in {None, "202", "203", "204"}
    years = {r["SJNF"] for r in dltb.rows}
    assert years == {2025, 2023}


def test_parcel_areas_are_the_ellipsoid_areas(dltb: Layer) -> None:
    """Independent of the survey's formula: near the central meridian the ellipsoid area is the planar one divided by
    the square of the scale, 1 + y²/2R² with R about 6 371 km at 39°N."""
    planar = shapely.area(dltb.geometries)
    y = shapely.get_coordinates(shapely.centroid(dltb.geometries))[:, 0] - 39_500_000
    by_scale = planar / (1 + y**2 / (2 * 6_371_900.0**2)) ** 2
    stated = np.array([r["TBMJ"] for r in dltb.rows])
    assert (stated < planar + 0.006).all()
    assert (np.abs(stated - by_scale) < np.maximum(0.02, 2e-6 * planar)).all()


def test_what_is_deducted_adds_up_to_the_hundredth(dltb: Layer) -> None:
    for row in dltb.rows:
        total, share = Decimal(repr(row["TBMJ"])), Decimal(repr(row["KCXS"]))
        ridges = (total * share).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert Decimal(repr(row["KCMJ"])) == ridges
        assert Decimal(repr(row["TBDLMJ"])) == total - ridges


@pytest.mark.parametrize("layer", ["pbf", "backup"])
def test_roles_that_follow_parcels_share_their_edges(
    layer: str, read_layer: Callable[[str], Layer], dltb: Layer
) -> None:
    corners = {tuple(c) for c in shapely.get_coordinates(dltb.geometries)}
    own = {tuple(c) for c in shapely.get_coordinates(read_layer(layer).geometries)}
    assert len(own & corners) > 0.8 * len(own)
