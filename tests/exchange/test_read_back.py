"""Comparing to the byte may not hide what comparing piece by piece finds, nor a new package what it doesn't read as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from package_mutations import unpacked
from submission_example import batch_of, built, checked

from zhanbu_plugin.exchange.submission.reading import PackageParcels, read_parcels
from zhanbu_plugin.exchange.verification import ground, tables
from zhanbu_plugin.exchange.verification.packed import PackedBatch
from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.pool.records import PoolBatch, PoolParcel
from zhanbu_plugin.survey.problem import InputProblem
from zhanbu_plugin.survey.wording import translate


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> PoolBatch:
    return batch_of(tmp_path_factory.mktemp("pool"), [checked(i) for i in range(9)])


@pytest.fixture(scope="module")
def package(batch: PoolBatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(batch, tmp_path_factory.mktemp("out")).path


def test_a_package_is_in_order_cell_by_cell_and_point_by_point_too(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version would write in other bytes is read as the same tables and coordinates."""

    def unlike(*_: object, **__: object) -> bytes:
        raise InputProblem(
            translate("zhanbu", "The file is missing."), remedy=translate("zhanbu", "The file is missing.")
        )

    monkeypatch.setattr(tables, "workbook_parts", unlike)
    monkeypatch.setattr(tables, "findings_csv", lambda *_: b"")
    monkeypatch.setattr(ground, "meant_txt", unlike)
    report = verify_submission(package)
    assert report.valid, [f"{p.code} {p.file} {p.parcel} {p.wording}" for p in report.problems]


def packed(batch: PoolBatch, package: Path) -> PackedBatch:
    layer = PackageParcels(batch.identity.epsg, batch.parcels)
    return PackedBatch(unpacked(package), layer, batch.events, batch.materials)


def test_a_new_package_reads_back_as_the_batch_it_was_made_of(batch: PoolBatch, package: Path) -> None:
    files = unpacked(package)
    assert packed(batch, package).reads_back(files, read_parcels(files["parcels.gpkg"], ""))


def moved(parcel: PoolParcel) -> PoolParcel:
    return replace(parcel, geometry=shapely.transform(parcel.geometry, lambda xy: xy + 0.0001))


CHANGES: dict[str, Callable[[PoolParcel], PoolParcel]] = {
    "a shape moved by the grid's width": moved,
    "an area": lambda parcel: replace(parcel, area_dm2=parcel.area_dm2 + 1),
    "a state": lambda parcel: replace(parcel, state="PROV_POOL"),
    "a survey attribute": lambda parcel: replace(parcel, survey={**parcel.survey, "TBBH": "1"}),
    "a measure": lambda parcel: replace(parcel, measures={**parcel.measures, "slope_deg": 3.26}),
    "a finding": lambda parcel: replace(parcel, findings=parcel.findings[1:]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_parcel_that_reads_back_otherwise_is_noticed(
    batch: PoolBatch, package: Path, change: Callable[[PoolParcel], PoolParcel]
) -> None:
    files = unpacked(package)
    other = replace(batch, parcels=(*batch.parcels[:-1], change(batch.parcels[-1])))
    assert not packed(other, package).reads_back(files, read_parcels(files["parcels.gpkg"], ""))


def test_a_file_or_a_step_that_reads_back_otherwise_is_noticed(batch: PoolBatch, package: Path) -> None:
    files = unpacked(package)
    layer = read_parcels(files["parcels.gpkg"], "")
    assert not packed(batch, package).reads_back({**files, "rule_set.yaml": b""}, layer)
    assert not packed(replace(batch, events=batch.events[1:]), package).reads_back(files, layer)
