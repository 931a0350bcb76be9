"""``mergepools``: the packages of several counties in one layer."""

from __future__ import annotations

from pathlib import Path

import pytest
from toolbox import AS_OF, BATCH, Log, refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")


def export(pool: Path, folder: Path, **given: object) -> str:
    terms = {"POOL": str(pool), "SYSTEM": "CROP", "BATCH": BATCH, "AS_OF": AS_OF, "PACKAGE": str(folder)}
    return str(run("exportsubmission", **{**terms, **given})["PACKAGE"])


def test_the_same_parcels_submitted_twice_are_all_claimed_twice_and_a_former_version_does_not_count(
    filled: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    packages = [
        export(filled, folder, SEQUENCE=number, VERSION=version) for number, version in ((1, 1), (1, 2), (2, 1))
    ]
    held = rows(f"{filled}|layername=parcel")
    log = Log()
    city = tmp_path / "市级汇总.gpkg"
    layers = {"OUTPUT": "memory:", "TOTALS": "memory:", "OVERLAPS": "memory:"}
    result = run("mergepools", log, PACKAGES=packages, CITY=str(city), **layers)
    assert (result["PACKAGES_COUNTED"], result["PARCELS"]) == (2, 2 * len(held))
    assert result["AREA_M2"] == pytest.approx(2 * sum(row["area_dm2"] for row in held) / 100)
    assert result["OVERLAP_COUNT"] == len(held)
    overlaps = {row["parcel_a"]: row["area_m2"] for row in rows(result["OVERLAPS"])}
    assert overlaps == {row["parcel_uid"]: row["area_dm2"] / 100 for row in held}
    totals = [(row["sequence"], row["version"], row["counts"]) for row in rows(result["TOTALS"])]
    assert totals == [(1, 2, 1), (2, 1, 1), (1, 1, 0)]
    assert any("a later version is there" in told for told in log.told)
    (county, whole) = rows(f"{city}|layername=totals")
    assert (county["county"], whole["county"], whole["packages"]) == ("139901", "", 2)
    assert (whole["parcels"], whole["area_m2"]) == (result["PARCELS"], pytest.approx(result["AREA_M2"]))
    assert len(rows(f"{city}|layername=parcels")) == result["PARCELS"]


def test_the_citys_database_never_replaces_a_pool(filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    package = export(filled, folder)
    refused(
        "mergepools", filled.name, "isn't a city's database", PACKAGES=[package], CITY=str(filled), OUTPUT="memory:"
    )


def test_a_file_that_is_no_package_is_refused_by_name(tmp_path: Path) -> None:
    other = tmp_path / "别的.zip"
    other.write_bytes(b"PK")
    refused("mergepools", "别的.zip", PACKAGES=[str(other)], OUTPUT="memory:")
