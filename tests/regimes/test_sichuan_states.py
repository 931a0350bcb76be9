"""Sichuan, in a pool: an orchard goes from resource to credited under a plan, and nothing leaves that may not."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sichuan_parcels import COUNTY, CRS, INOUT, around, check, dem, ground, layer, survey

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.waivers.waiver import Waiver
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.matters import MatterTerms, link_matter, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.reading import pool_batch
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import AdvanceReport, advance
from zhanbu_plugin.pool.steps.due_list import due_list
from zhanbu_plugin.regimes.choosing import rule_set_in_force

RECORDED_AT = "2026-11-21T08:00:00Z"
DOCUMENT = "川自然资函〔2023〕1号"
BATCH = "510121-2023-1"
CREATED, PUSHED = date(2023, 1, 5), date(2023, 2, 1)
_PAPERS = (
    *("RESOURCE_SHEET", "ECOLOGY_NOTE", "CONSENT", "WORKS_CONTRACT", "ACCEPTANCE_NR", "ACCEPTANCE_AGRI"),
    *("SURVEY_EXTRACT", "PATROL_RECORD"),
)
_ANSWERS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("ECOLOGY", {"suitable": True, "note": "坡缓，不在水源地"}),
    ("HOLDERS", {"count": 2}),
    ("CONSENT", {"holder": "王某", "agreed": True}),
    ("CONSENT", {"holder": "李某", "agreed": True}),
    ("CROP_CYCLE", {"note": "柑橘采收后实施"}),
    ("ACCEPTANCE", {"office": "NR", "result": "PASS", "mode": "COUNTY_JOINT", "date": "2023-07-01", "area_m2": 10_000}),
    ("INFLOW", {"accepted_m2": 10_000, "accepted_on": "2023-07-02", "grade": 5, "scheme": "GBT33469_10"}),
)
_WAY = (
    *(("IN_PLAN", "COUNTY_GOV", date(2023, 4, 1)),),
    *(("CONSENTED", "VILLAGE", date(2023, 4, 10)), ("UNDER_WORKS", "IMPLEMENTER", date(2023, 5, 1))),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pool of one orchard of a hectare with its papers; copy it before writing to it."""
    folder = tmp_path_factory.mktemp("office")
    path = folder / "pool.gpkg"
    create_pool(path, county=COUNTY, epsg=4523, created_on=CREATED)
    flat = dem(folder / "flat.tif", np.zeros((90, 120)))
    result = check(survey([ground(0, 100)], SJNF=[2022]), around(flat), as_of=PUSHED)
    report = push_parcels(
        path,
        [result.checked_parcel(0)],
        system="INOUT",
        batch=BATCH,
        as_of=PUSHED,
        rule_set_in_force=rule_set_in_force,
        role="TECHNICIAN",
        recorded_at=RECORDED_AT,
    )
    assert not report.refused
    for kind in _PAPERS:
        file(path, kind, Concern(system="INOUT", batch=BATCH))
    for form, values in _ANSWERS:
        answer(path, form, values, Concern(system="INOUT", batch=BATCH))
    return folder


@pytest.fixture
def pool(office: Path, tmp_path: Path) -> Path:
    """The pool, for a test of its own."""
    shutil.copytree(office, tmp_path / "office")
    return tmp_path / "office" / "pool.gpkg"


def file(path: Path, kind: str, concern: Concern) -> None:
    """Put a paper on file."""
    scan = path.parent / f"{kind}.pdf"
    scan.write_bytes(kind.encode())
    attach_evidence(
        path,
        scan,
        Paper(kind, DOCUMENT, date(2023, 2, 1), "县自然资源局"),
        concern,
        role="TECHNICIAN",
        recorded_at=RECORDED_AT,
    )


def answer(path: Path, form: str, values: Mapping[str, object], concern: Concern) -> None:
    """Fill in a form."""
    record_form(
        path,
        form,
        [values],
        concern,
        answered_by="张三",
        answered_on=PUSHED,
        role="TECHNICIAN",
        recorded_at=RECORDED_AT,
    )


def of(uid: str) -> Concern:
    return Concern(uids=(uid,))


def uid(pool: Path) -> str:
    (parcel,) = pool_batch(pool, "INOUT", BATCH).parcels
    return parcel.parcel_uid


def go(
    pool: Path,
    subject: str,
    to: str,
    role: str,
    day: date,
    where: Surroundings | None = None,
    waivers: Sequence[Waiver] = (),
) -> AdvanceReport:
    """Let a subject take a step."""
    act = Act(role, day, DOCUMENT, RECORDED_AT)
    return advance(pool, [subject], to, act, INOUT, where or nothing_near(pool), waivers=waivers)


def nothing_near(pool: Path, **roles: VectorLayer | None) -> Surroundings:
    """Flat land that was paddy in the second survey, far from all that is banned."""
    paddy = layer([ground(-5e3, 5e4, -5e3, 5e4)], "dltb_2nd.gpkg", DLBM=["011"])
    return around(pool.parent / "flat.tif", survey2=paddy, **roles)


def note_on_the_photos(pool: Path) -> Waiver:
    """The document that lets photos without a position pass."""
    note, day = pool.parent / "note.pdf", date(2023, 7, 2)
    note.write_bytes(b"note")
    sha256 = hashlib.sha256(b"note").hexdigest()
    who = ("县自然资源局", "note.pdf", sha256, "张三", day, str(note))
    return Waiver(uid(pool), "CHK-PHOTO-PLACE", DOCUMENT, day, *who)


def plan(pool: Path, *, up_to: str = "EXECUTING", out_ha: float = 0.5) -> str:
    """A plan of 2023 with one hectare in, walked up to a state."""
    act = Act("COUNTY_NR", date(2023, 2, 2), DOCUMENT, RECORDED_AT)
    items = [item(pool, area_m2=out_ha * 10_000)] if out_ha else []
    for checked in items:
        assert go(pool, checked, "CHECKED", "COUNTY_NR", date(2023, 2, 10)).advanced
    if up_to and go(pool, uid(pool), "CANDIDATE", "COUNTY_NR", date(2023, 2, 10)).refused:
        raise ValueError(uid(pool))
    matter = open_matter(pool, INOUT, MatterTerms("PLAN", 2023, "2023年度方案"), act, links=[uid(pool), *items])
    told = {"year": 2023, "planned_in_m2": 10_000, "planned_out_m2": out_ha * 10_000, "approver": "CITY"}
    answer(pool, "PLAN", told, of(matter))
    for kind in ("ITEM_LIST", "MAP", "MINUTES", "PLAN_APPROVAL", "START_NOTICE"):
        file(pool, kind, of(matter))
    way = (
        *(("COUNTY_REVIEWED", "COUNTY_GOV", date(2023, 2, 20)), ("APPROVED", "CITY_GOV", date(2023, 3, 1))),
        ("EXECUTING", "COUNTY_GOV", date(2023, 3, 10)),
    )
    for state, role, day in way if up_to else ():
        report = go(pool, matter, state, role, day)
        assert report.advanced, [(r.check_id, str(r.reason)) for r in report.refused]
        if state == up_to:
            break
    return matter


def document_photos(pool: Path) -> None:
    """Photos from before and after; without a position, so they come with a document each."""
    for kind in ("PHOTO_BEFORE", "PHOTO_AFTER"):
        file(pool, kind, of(uid(pool)))


def accept(pool: Path) -> None:
    """Walk the parcel of a plan until both offices have accepted it."""
    document_photos(pool)
    answer(pool, "ACCEPTANCE", AGRI, of(uid(pool)))
    for state, role, day in (*_WAY, ("ACCEPTED", "COUNTY_NR", date(2023, 7, 2))):
        waivers = [note_on_the_photos(pool)] if state == "ACCEPTED" else []
        report = go(pool, uid(pool), state, role, day, waivers=waivers)
        assert report.advanced, [(r.check_id, str(r.reason)) for r in report.refused]


AGRI = {"office": "AGRI", "result": "PASS", "mode": "COUNTY_JOINT", "date": "2023-07-01", "area_m2": 10_000}


def test_SC_2_7b_an_orchard_is_credited_only_once_both_offices_accepted_it(pool: Path) -> None:
    """SC-2(七)b: only NR: BLOCK; with agriculture's acceptance the parcel goes on to the pool."""
    plan(pool)
    document_photos(pool)
    for state, role, day in _WAY:
        report = go(pool, uid(pool), state, role, day)
        assert report.advanced, [(r.check_id, str(r.reason)) for r in report.refused]
    refused = go(pool, uid(pool), "ACCEPTED", "COUNTY_NR", date(2023, 7, 2)).refused
    assert {r.check_id for r in refused} == {"CHK-ACCEPTANCE", "CHK-PHOTO-PLACE"}
    assert {r.clause for r in refused} == {"SC-2(七)b"}
    answer(pool, "ACCEPTANCE", AGRI, of(uid(pool)))
    still = go(pool, uid(pool), "ACCEPTED", "COUNTY_NR", date(2023, 7, 2)).refused
    assert {r.check_id for r in still} == {"CHK-PHOTO-PLACE"}
    note = note_on_the_photos(pool)
    assert go(pool, uid(pool), "ACCEPTED", "COUNTY_NR", date(2023, 7, 2), waivers=[note]).advanced
    assert go(pool, uid(pool), "CREDITED", "COUNTY_NR", date(2023, 7, 10)).advanced
    change = {"year": 2023, "class": "0201", "area_m2": 10_000, "stable": True}
    answer(pool, "SURVEY_CHANGE", change, of(uid(pool)))
    denied = go(pool, uid(pool), "SURVEY_CONFIRMED", "PROV_NR", date(2024, 6, 30)).refused
    assert [(r.check_id, r.clause) for r in denied] == [("CHK-SURVEY-CLASS", "SC-2(七)c")]
    answer(pool, "SURVEY_CHANGE", {**change, "class": "0103"}, of(uid(pool)))
    assert go(pool, uid(pool), "SURVEY_CONFIRMED", "PROV_NR", date(2024, 6, 30)).advanced
    tended = {d.due: d.late for d in due_list(pool, INOUT, date(2025, 1, 1)) if d.deadline.id == "TENDING"}
    assert tended == {date(2024, 12, 31): True, date(2025, 12, 31): False}


def test_SC_2_7a_under_a_plan_that_is_still_a_draft_nothing_enters(pool: Path) -> None:
    """SC-2(七)a: inflow item under a DRAFT plan: BLOCK."""
    plan(pool, up_to="")
    assert go(pool, uid(pool), "CANDIDATE", "COUNTY_NR", date(2023, 2, 10)).advanced
    refused = go(pool, uid(pool), "IN_PLAN", "COUNTY_GOV", date(2023, 2, 20)).refused
    assert [(r.check_id, r.clause) for r in refused] == [("CHK-PLAN", "SC-2(七)a")]


def test_SC_2_5b_a_plan_with_more_out_than_in_is_not_reviewed(pool: Path) -> None:
    """SC-2(五)b: out more than in: BLOCK PLAN_OUT_GT_IN."""
    matter = plan(pool, up_to="", out_ha=1.01)
    assert go(pool, uid(pool), "CANDIDATE", "COUNTY_NR", date(2023, 2, 10)).advanced
    refused = go(pool, matter, "COUNTY_REVIEWED", "COUNTY_GOV", date(2023, 2, 20)).refused
    assert [(r.check_id, r.clause) for r in refused] == [("PLAN-OUT-GT-IN", "SC-2(五)b")]


def item(pool: Path, **answers: object) -> str:
    """An item of 5 000 m² that leaves, with its place, its papers and its answers."""
    act = Act("COUNTY_NR", date(2023, 2, 2), DOCUMENT, RECORDED_AT)
    terms = MatterTerms("OUTFLOW", 2023, "某合作社果园", ground(500, 550), CRS)
    matter = open_matter(pool, INOUT, terms, act)
    told = {"purpose": "ORCHARD", "area_m2": 5_000, "pbf_m2": 0, "restorer": "某合作社", "leased": False}
    answer(pool, "OUTFLOW", {**told, **answers}, of(matter))
    for kind in ("APPLICATION", "LAND_CONTRACT"):
        file(pool, kind, of(matter))
    return matter


def test_SC_1_1_an_item_s_own_place_is_laid_over_the_farmland_when_it_is_checked(pool: Path) -> None:
    """SC-1(一): outflow 5 000 m² overlaps PBF 120 m²: BLOCK, also where the form says 0; filed before: it may stay."""
    day = date(2023, 3, 20)
    farmland = nothing_near(pool, pbf=layer([ground(548.8, 600)], "pbf.gpkg"))
    refused = go(pool, item(pool), "CHECKED", "COUNTY_NR", day, farmland).refused
    assert [(r.check_id, r.clause) for r in refused] == [("OUT-PBF-MAP", "SC-1(一)")]
    assert "120.00 m²" in str(refused[0].reason)
    assert go(pool, item(pool), "CHECKED", "COUNTY_NR", day).advanced
    unknown = go(pool, item(pool), "CHECKED", "COUNTY_NR", day, nothing_near(pool, pbf=None)).refused
    assert [r.check_id for r in unknown] == ["OUT-PBF-MAP"]
    filing = {"filing_no": "设备2019-12", "filed_on": "2019-05-06"}
    sheds = {"purpose": "LIVESTOCK", "standard_m2": 5_000}
    answer(pool, "GRANDFATHERED", filing, Concern())
    for answers, own, expected in ((sheds, False, False), ({}, True, False), (sheds, True, True)):
        old = item(pool, **answers)
        file(pool, "USE_APPROVAL", of(old))
        if own:
            answer(pool, "GRANDFATHERED", filing, of(old))
        assert bool(go(pool, old, "CHECKED", "COUNTY_NR", day, farmland).advanced) is expected


def test_SC_2_5c_an_item_waits_until_enough_has_been_accepted(pool: Path) -> None:
    """SC-2(五)c: accepted 1 ha; of two items of 0.6 ha the second one doesn't fit, one of 0.4 ha does."""
    grades = {"grade": 5, "scheme": "GBT33469_10"}
    matter = plan(pool, out_ha=0)
    items = [item(pool, area_m2=area, **grades) for area in (6_000, 6_000, 4_000)]
    link_matter(pool, matter, items, Act("COUNTY_GOV", date(2023, 3, 20), DOCUMENT, RECORDED_AT))
    for one in items:
        file(pool, "MATCH_SHEET", of(one))
        assert go(pool, one, "CHECKED", "COUNTY_NR", date(2023, 3, 20)).advanced
    early = go(pool, items[0], "MATCHED", "COUNTY_NR", date(2023, 6, 1)).refused
    assert {r.check_id for r in early} == {"OUT-IN-FIRST", "OUT-GRADE"}
    accept(pool)
    day = date(2023, 8, 1)
    act = Act("COUNTY_NR", day, DOCUMENT, RECORDED_AT)
    both = advance(pool, items[:2], "MATCHED", act, INOUT, nothing_near(pool))
    assert not both.advanced
    assert {r.check_id for r in both.refused} == {"OUT-IN-FIRST"}
    assert go(pool, items[0], "MATCHED", "COUNTY_NR", day).advanced
    assert {r.check_id for r in go(pool, items[1], "MATCHED", "COUNTY_NR", day).refused} == {"OUT-IN-FIRST"}
    assert go(pool, items[2], "MATCHED", "COUNTY_NR", day).advanced


def test_SC_2_5c_a_parcel_in_two_plans_counts_once(pool: Path) -> None:
    """SC-2(五)c: 1 ha that two plans list lets 1 ha leave, not 2."""
    grades = {"grade": 5, "scheme": "GBT33469_10"}
    first = plan(pool, out_ha=0)
    accept(pool)
    act = Act("COUNTY_GOV", date(2023, 7, 20), DOCUMENT, RECORDED_AT)
    second = open_matter(pool, INOUT, MatterTerms("PLAN", 2023, "另一方案"), act, links=[uid(pool)])
    for number, matter in enumerate((first, second)):
        one = item(pool, area_m2=6_000, **grades)
        link_matter(pool, matter, [one], act)
        file(pool, "MATCH_SHEET", of(one))
        assert go(pool, one, "CHECKED", "COUNTY_NR", date(2023, 8, 1)).advanced
        refused = {r.check_id for r in go(pool, one, "MATCHED", "COUNTY_NR", date(2023, 8, 1)).refused}
        assert refused == ({"OUT-IN-FIRST"} if number else set())


def test_SC_4_13b_the_due_list_tells_of_a_freeze_until_it_is_lifted(pool: Path) -> None:
    """SC-4(十三)b: due 2023-06-30: on time on that day, late on the next."""
    matter = plan(pool)
    answer(pool, "FREEZE", {"area_m2": 80_000, "due": "2023-07-31", "rectified_m2": 30_000}, of(matter))

    def due(day: date) -> dict[str, tuple[int | None, bool]]:
        return {d.deadline.id: (d.days_left, d.late) for d in due_list(pool, INOUT, day) if d.uid == matter}

    assert due(date(2023, 7, 31))["FREEZE-DUE"] == (0, False)
    assert due(date(2023, 8, 1))["FREEZE-DUE"] == (-1, True)
    assert due(date(2023, 8, 1))["YEAR-END"] == (152, False)
    assert due(date(2024, 1, 1))["YEAR-END"] == (-1, True)
