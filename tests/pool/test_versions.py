"""A changed shape makes a version: checked anew, on free ground, never where shape and area are fixed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely
from engines import Refused, contents, raw
from filed_parcels import ONE, act, filled, rules
from pool_parcels import RULES, RUN, checked, finding, sealed_again, square

from zhanbu_plugin.checks.checked import CheckedParcel
from zhanbu_plugin.checks.findings import Outcome, Severity
from zhanbu_plugin.ledger.balance import balance
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.records import PoolParcel
from zhanbu_plugin.pool.steps.advancing import advance
from zhanbu_plugin.pool.steps.versions import new_version
from zhanbu_plugin.survey.problem import InputProblem

BOTH_ENGINES = True

ACT = act(on=date(2026, 12, 1), doc_no="验收〔2026〕2号")


def smaller(size: float = 40.0, column: int = 0, day: int = 20) -> CheckedParcel:
    """The first parcel as a survey of the works found it, checked in November."""
    return checked("P00000", square(column, 0, size=size), run=replace(RUN, as_of=date(2026, 11, day)))


def held(pool: Path) -> PoolParcel:
    with pool_for_reading(pool) as reader:
        return reader.parcels_of([ONE])[0]


def test_the_new_shape_holds_and_the_former_is_kept(pool: Path) -> None:
    """A square of 50 m becomes one of 40 m: 1600 m² where there were 2500."""
    before = held(filled(pool))
    assert new_version(pool, ONE, smaller(), "按验收范围", ACT, RULES) == 2
    after = held(pool)
    assert before.area_dm2 == pytest.approx(250_000, rel=1e-3)
    assert after.area_dm2 == pytest.approx(160_000, rel=1e-3)
    with pool_for_reading(pool) as reader:
        (former,) = reader.versions(ONE)
    assert (former.version, former.reason, former.area_dm2) == (1, "按验收范围", before.area_dm2)
    assert former.geometry.equals(before.geometry)
    assert after.state == "CANDIDATE"
    assert len(dossiers_of(pool, [ONE])[0].steps) == 1, "a version is no step"
    assert verify_pool(pool) == ()


def test_a_shape_may_change_several_times(pool: Path) -> None:
    filled(pool)
    assert new_version(pool, ONE, smaller(40), "一", ACT, RULES) == 2
    assert new_version(pool, ONE, smaller(30, day=21), "二", ACT, RULES) == 3
    with pool_for_reading(pool) as reader:
        assert [v.version for v in reader.versions(ONE)] == [1, 2]
    assert verify_pool(pool) == ()


def test_a_past_day_is_told_with_the_shape_of_that_day(pool: Path) -> None:
    """2500 m², from December 1600 m², from the 5th 900 m²; the second parcel keeps its 2500 m²."""
    filled(pool, 2)
    new_version(pool, ONE, smaller(40), "一", ACT, RULES)
    new_version(pool, ONE, smaller(30, day=21), "二", replace(ACT, on=date(2026, 12, 5)), RULES)
    for day, hectares in (
        (date(2026, 11, 1), 0.0),
        (date(2026, 11, 30), 0.5),
        (date(2026, 12, 1), 0.41),
        (date(2026, 12, 4), 0.41),
        (date(2026, 12, 5), 0.34),
        (date(2027, 1, 1), 0.34),
    ):
        sheet = balance(pool, system="CROP", as_of=day)
        assert sum(row.area_dm2 for row in sheet.rows) == pytest.approx(hectares * 1e6, rel=1e-3), day


def test_where_shape_and_area_are_fixed_a_step_back_comes_first(pool: Path) -> None:
    free = rules()
    filled(pool)
    for to_state, role in (
        *(("CHECKED", "COUNTY_NR"), ("COMPLETED", "IMPLEMENTER"), ("SURVEY_CROP", "PROV_NR")),
        *(("COUNTY_QUALITY", "COUNTY_AGRI"), ("CITY_QUALITY", "CITY_AGRI"), ("FILED", "COUNTY_NR")),
    ):
        assert advance(pool, [ONE], to_state, act(role, date(2026, 11, 20), "1"), free).refused == ()
    with pytest.raises(InputProblem, match="FILED shape and area are fixed; a step back leads to: RETURNED"):
        new_version(pool, ONE, smaller(), "缩小", ACT, RULES)
    assert advance(pool, [ONE], "RETURNED", act("CITY_NR", date(2026, 11, 21), "2"), free).refused == ()
    assert new_version(pool, ONE, smaller(), "缩小", ACT, RULES) == 2
    assert verify_pool(pool) == ()


def _too_steep() -> CheckedParcel:
    parcel = smaller()
    steep = finding("P00000", "CHK-SRC", Severity.BLOCK, Outcome.FAIL)
    found = tuple(replace(steep, clause=f.clause) if f.check_id == "CHK-SRC" else f for f in parcel.findings)
    return checked("P00000", square(0, 0, size=40), findings=found, run=parcel.run)


@pytest.mark.parametrize(
    ("parcel", "told"),
    [
        (checked("P00000", square(0, 0, size=40)), "relies on this check already"),
        (smaller(50), "shape is the one that the parcel has"),
        (smaller(50, column=1), "2500.* m² of the ground is claimed by 139901-CROP-000002"),
        (checked("P00000", square(0, 0, size=40), bsm="another"), "another survey parcel"),
        (replace(smaller(), area_m2=1.0), "changed after its check"),
        (_too_steep(), "not eligible: CHK-SRC"),
        (sealed_again(replace(smaller(), run=replace(RUN, as_of=date(2026, 1, 1)))), "days old"),
    ],
)
def test_what_speaks_against_it_is_told_and_leaves_the_parcel(pool: Path, parcel: CheckedParcel, told: str) -> None:
    before = contents(filled(pool))
    with pytest.raises(InputProblem, match=told):
        new_version(pool, ONE, parcel, "缩小", ACT, RULES)
    assert contents(pool) == before


def test_nobody_changes_a_shape_by_hand_after_a_version(pool: Path) -> None:
    new_version(filled(pool), ONE, smaller(), "缩小", ACT, RULES)
    with raw(pool) as db:
        for sql in (
            "UPDATE parcel SET area_dm2 = area_dm2 + 1 WHERE fid = 1",
            "UPDATE parcel SET geom = (SELECT geom FROM parcel_version) WHERE fid = 1",
            "UPDATE parcel SET geometry_hash = (SELECT geometry_hash FROM parcel_version) WHERE fid = 1",
        ):
            with pytest.raises(Refused, match="PARCEL_LOCKED"):
                db.execute(sql)
        for sql in (
            "UPDATE parcel_version SET area_dm2 = 1",
            "DELETE FROM parcel_version",
            "INSERT INTO parcel_version SELECT NULL, parcel_uid, 9, reason, geom, geometry_hash, area_dm2, verdict, "
            "run_id, survey, measures, event_no + 1 FROM parcel_version",
        ):
            with pytest.raises(Refused, match="VERSION_LOCKED"):
                db.execute(sql)
    assert shapely.area(held(pool).geometry) == pytest.approx(1600)
    assert verify_pool(pool) == ()
