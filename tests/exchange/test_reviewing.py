"""What the city finds about a submission: results, ground that others claim, and what therefore goes back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.affinity
from submission_example import BATCH, EPSG, batch_of, built, checked, shape

from zhanbu_plugin.exchange.comparing.opened import OpenedPackage, open_package
from zhanbu_plugin.exchange.returns.reading import read_slip
from zhanbu_plugin.exchange.returns.results import ParcelResult, results_of
from zhanbu_plugin.exchange.returns.review import review
from zhanbu_plugin.exchange.returns.writing import write_slip
from zhanbu_plugin.exchange.sampling.draw import draw, frame_of
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.problem import InputProblem

SOURCE = "核查结果.csv"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, OpenedPackage]:
    """A submission of three parcels, its second version, and another one with a parcel 61 m beside its third."""
    folder = tmp_path_factory.mktemp("packages")
    strip = shapely.affinity.translate(shape(2), 61.0)
    made = {
        "own": ([checked(i) for i in range(3)], {"sequence": 1}),
        "newer": ([checked(i) for i in range(2)], {"sequence": 1, "version_no": 2}),
        "other": ([checked(10, strip), checked(11)], {"sequence": 2}),
    }
    found = {}
    for name, (parcels, options) in made.items():
        own = folder / name
        own.mkdir()
        found[name] = open_package(built(batch_of(own, parcels), own, **options).path)
    return found


@pytest.fixture(scope="module")
def own(packages: dict[str, OpenedPackage]) -> OpenedPackage:
    return packages["own"]


def results(package: OpenedPackage, *rows: dict[str, object]) -> tuple[ParcelResult, ...]:
    return results_of(rows, package.parcels, source=SOURCE)


def test_results_are_read_as_offices_write_them(own: OpenedPackage) -> None:
    first, second, third = (parcel.parcel_uid for parcel in own.parcels)
    found = results(
        own,
        {"图斑标识": second, "核查结果": " 不 合格", "原因代码": "r３、R10；r3", "说明": "照片不清"},
        {"图斑标识": first, "核查结果": "合格", "原因代码": None, "说明": None},
        {"图斑标识": third, "核查结果": "", "原因代码": "", "说明": "还没有去"},
    )
    assert [(one.parcel.parcel_uid, one.codes, one.text) for one in found] == [
        (first, (), ""),
        (second, ("R03", "R10"), "照片不清"),
    ]
    by_number = results(own, {"图斑编号": own.parcels[2].parcel_no, "code": "R16", "reason": "其他"})
    assert (by_number[0].parcel.parcel_uid, by_number[0].passed) == (third, False)


def test_everything_that_is_wrong_with_the_results_is_told_at_once(own: OpenedPackage) -> None:
    first, second, third = (parcel.parcel_uid for parcel in own.parcels)
    with pytest.raises(InputProblem) as refusal:
        results(
            own,
            {"parcel_uid": first, "result": "合格", "code": "R03"},
            {"parcel_uid": second, "result": "不合格", "code": ""},
            {"parcel_uid": third, "result": "也许", "code": ""},
            {"parcel_uid": third, "result": "不合格", "code": "R17"},
            {"parcel_uid": "139901-CROP-000099", "result": "合格", "code": ""},
            {"parcel_uid": second, "result": "合格", "code": ""},
            {"parcel_uid": second, "result": "不合格", "code": "R01"},
        )
    told = str(refusal.value)
    for part in (SOURCE, "6 rows", "Row 1", "Row 2", "Row 3", "“也许”", "R17", "139901-CROP-000099", "Row 7"):
        assert part in told, part
    assert "Row 6" not in told


def test_a_drawn_parcel_without_a_result_is_named(own: OpenedPackage) -> None:
    frame = frame_of((parcel.parcel_uid, parcel.area_dm2) for parcel in own.parcels)
    drawn = draw(frame, ratio=Decimal(1), seed="CROP|139901|2026|CITY|1")
    told = results(own, *({"parcel_uid": uid, "result": "合格"} for uid in drawn.ids[1:]))
    with pytest.raises(InputProblem, match=drawn.ids[0]):
        review(own, drawn, told)
    whole = results(own, *({"parcel_uid": uid, "result": "合格"} for uid in drawn.ids))
    passed = review(own, drawn, whole)
    assert (passed.passed, passed.returned, set(passed.by_code.values())) == (True, (), {0})


def test_what_failed_goes_back_and_the_county_reads_the_slip_as_it_was_meant(
    own: OpenedPackage, tmp_path: Path
) -> None:
    first, _, third = (parcel.parcel_uid for parcel in own.parcels)
    told = results(
        own,
        {"parcel_uid": third, "result": "不合格", "code": "R01 R03", "reason": "=1+1"},
        {"parcel_uid": first, "result": "不合格", "code": "R03", "reason": "面积不符"},
    )
    found = review(own, None, told)
    assert found.returned == (first, third)
    assert {code: count for code, count in found.by_code.items() if count} == {"R01": 1, "R03": 2}
    slip = tmp_path / "退回单.xlsx"
    slip.write_bytes(write_slip(found.items, batch=BATCH, day=date(2026, 12, 1), doc_no="示例函〔2026〕1号"))
    assert [(one.parcel, one.batch, one.code, one.text) for one in read_slip(slip)] == [
        (first, BATCH, "R03", "面积不符"),
        (third, BATCH, "R01", "=1+1"),
        (third, BATCH, "R03", "=1+1"),
    ]


def test_ground_that_another_submission_claims_goes_back_with_its_area(packages: dict[str, OpenedPackage]) -> None:
    package, other = packages["own"], packages["other"]
    mine, theirs = package.parcels[2], other.parcels[0]
    shared = np.empty(1, dtype=object)
    shared[0] = shapely.intersection(mine.geometry, theirs.geometry)
    area = ellipsoid_areas(shared, Crs.of(EPSG))[0]
    found = review(package, None, (), [other, package])
    assert found.compared == (other,)
    (item,) = found.items
    assert (item.parcel, item.code) == (mine.parcel_uid, "R04")
    assert item.text == f"与{other.name}中地块{theirs.parcel_uid}重叠{area:.2f}平方米"
    listed = review(package, None, (), [other], return_overlaps=False)
    assert (len(listed.claims), listed.items, listed.passed) == (1, (), True)


def test_a_version_that_was_replaced_is_not_reviewed(packages: dict[str, OpenedPackage]) -> None:
    with pytest.raises(InputProblem, match="later version"):
        review(packages["own"], None, (), [packages["newer"]])
    assert review(packages["newer"], None, (), [packages["own"]]).passed
