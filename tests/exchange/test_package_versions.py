"""Two versions of a submission side by side: what was added, removed and changed, with both values."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from submission_example import EPSG, batch_of, built, checked, shape

from zhanbu_plugin.exchange.comparing.opened import OpenedPackage, open_package
from zhanbu_plugin.exchange.comparing.versions import Kind, compare
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.problem import InputProblem

SMALLER = shapely.difference(shape(3), shapely.box(*shape(3).bounds[:2], shape(3).bounds[0] + 20, shape(3).bounds[3]))


def area_m2(geometry: shapely.Geometry) -> float:
    shapes = np.empty(1, dtype=object)
    shapes[0] = geometry
    return float(ellipsoid_areas(shapes, Crs.of(EPSG))[0])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("versions")


def package(folder: Path, name: str, parcels: list, **options: object) -> OpenedPackage:  # type: ignore[type-arg]
    own = folder / name
    own.mkdir()
    return open_package(built(batch_of(own, parcels), own, **options).path)


@pytest.fixture(scope="module")
def first(folder: Path) -> OpenedPackage:
    return package(folder, "first", [checked(i) for i in range(8)])


@pytest.fixture(scope="module")
def second(folder: Path) -> OpenedPackage:
    """The city returned parcel 3; the county cut a strip of 20 m off it."""
    parcels = [checked(i, SMALLER if i == 3 else None) for i in range(8)]
    return package(folder, "second", parcels, version_no=2)


def test_a_package_compared_with_itself_has_no_changes(first: OpenedPackage) -> None:
    found = compare(first, first)
    assert (found.changes, found.unchanged, found.about) == ((), 8, ())


def test_the_one_parcel_that_was_mended_shows_with_old_and_new_area(
    first: OpenedPackage, second: OpenedPackage
) -> None:
    found = compare(first, second)
    (change,) = found.changes
    assert (change.kind, change.parcel.source_id, found.unchanged) == (Kind.CHANGED, "3", 7)
    told = {d.item: (d.old, d.new) for d in change.differences}
    assert told["area_m2"] == (f"{area_m2(shape(3)):.2f}", f"{area_m2(SMALLER):.2f}")
    assert "geometry" in told and "survey.TBMJ" in told
    assert change.gained_dm2 == pytest.approx((area_m2(SMALLER) - area_m2(shape(3))) * 100, abs=1)
    about = {d.item: (d.old, d.new) for d in found.about}
    assert about["version_no"] == ("1", "2")


def test_parcels_that_only_one_version_has_are_added_or_removed(folder: Path, first: OpenedPackage) -> None:
    fewer = package(folder, "fewer", [checked(i) for i in range(7)])
    uids = {p.parcel_uid for p in first.parcels} - {p.parcel_uid for p in fewer.parcels}
    for old, new, kind in ((first, fewer, Kind.REMOVED), (fewer, first, Kind.ADDED)):
        found = compare(old, new).of_kind(kind)
        assert {change.parcel.parcel_uid for change in found} >= uids
        sign = -1 if kind is Kind.REMOVED else 1
        assert all(change.gained_dm2 == sign * change.parcel.area_dm2 for change in found)


def test_a_package_that_contradicts_itself_is_not_compared(folder: Path, first: OpenedPackage, tmp_path: Path) -> None:
    original = next((folder / "first").glob("*.zip"))
    altered = tmp_path / original.name
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(altered, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, content.replace(b"0404", b"0403") if name == "findings.csv" else content + b"")
    with pytest.raises(InputProblem, match="doesn't verify"):
        open_package(altered)
    with pytest.raises(InputProblem, match=r"gone\.zip"):
        open_package(tmp_path / "gone.zip")
