"""Hebei, in a pool: a plot goes from candidate to indicator, an occupation to its sheet, a county's own rules along."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from county_files import county_rules
from hebei_parcels import (
    ANSWERS,
    COUNTY,
    CRS,
    DAY,
    PAPERS,
    RULES,
    STEPS,
    check,
    dem,
    ground,
    layer,
    surroundings,
    survey,
)

from zhanbu_plugin.checks.dossier import Reached
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.waivers.waiver import Waiver
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.pool.filing.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.filing.forms import record_form
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.reading import pool_batch
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import AdvanceReport, advance
from zhanbu_plugin.pool.steps.due_list import due_list
from zhanbu_plugin.regimes.choosing import choose_rule_set, rule_set_in_force
from zhanbu_plugin.regimes.rule_set import RuleSet

RECORDED_AT = "2026-11-21T08:00:00Z"
DOCUMENT = "冀〔2026〕1号"
BATCH = "2026-1"
PHOTOS = ("PHOTO_BEFORE", "PHOTO_AFTER")


def make_pool(folder: Path, rules: RuleSet) -> Path:
    """A pool of one orchard of a hectare that was checked by these rules."""
    path = folder / "pool.gpkg"
    create_pool(path, county=COUNTY, epsg=4527, created_on=date(2026, 1, 2))
    plot = survey([ground(0, 100)], SJNF=[2024])
    result = check(plot, as_of=STEPS[0][2], dem=dem(folder, 900.0), rules=rules)
    report = push_parcels(
        path,
        [result.checked_parcel(0)],
        system="CROP",
        batch=BATCH,
        as_of=STEPS[0][2],
        rule_set_in_force=lambda rule_set_id, day: (
            rules if rules.id == rule_set_id else rule_set_in_force(rule_set_id, day)
        ),
        role="TECHNICIAN",
        recorded_at=RECORDED_AT,
    )
    assert not report.refused, [str(r.reason) for r in report.refused]
    return path


def file_papers(pool: Path, kinds: Sequence[str], concern: Concern) -> None:
    for kind in kinds:
        scan = pool.parent / f"{kind}.pdf"
        scan.write_bytes(kind.encode())
        paper = Paper(kind, DOCUMENT, STEPS[0][2], "县局")
        attach_evidence(pool, scan, paper, concern, role="TECHNICIAN", recorded_at=RECORDED_AT)


def fill_in(pool: Path, form: str, values: dict[str, object], concern: Concern) -> None:
    record_form(
        pool,
        form,
        [values],
        concern,
        answered_by="张三",
        answered_on=STEPS[0][2],
        role="TECHNICIAN",
        recorded_at=RECORDED_AT,
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pool of one plot, its papers and answers; copy it before writing to it."""
    folder = tmp_path_factory.mktemp("office")
    pool = make_pool(folder, RULES)
    batch = Concern(system="CROP", batch=BATCH)
    file_papers(pool, [kind for kind in PAPERS if kind not in PHOTOS], batch)
    for form, values in ANSWERS:
        fill_in(pool, form, {**values, **OF_ONE.get(form, {})}, batch)
    return folder


OF_ONE: dict[str, dict[str, object]] = {
    "DESK_REVIEW": {"reviewed": 1, "frame": 1},
    "SAMPLE": {"drawn": 1, "frame": 1, "drawn_m2": 10_000, "frame_m2": 10_000},
}
"""Answers that are about a batch of one plot."""


@pytest.fixture
def pool(office: Path, tmp_path: Path) -> Path:
    shutil.copytree(office, tmp_path / "office")
    return tmp_path / "office" / "pool.gpkg"


def plot(pool: Path) -> tuple[str, str]:
    """Uid and state of the plot."""
    (parcel,) = pool_batch(pool, "CROP", BATCH).parcels
    return parcel.parcel_uid, parcel.state


def go(
    pool: Path,
    to: str,
    day: date,
    *,
    rules: RuleSet = RULES,
    doc_no: str = DOCUMENT,
    waivers: Sequence[Waiver] = (),
) -> AdvanceReport:
    """Let the plot take a step by an office that may."""
    uid, state = plot(pool)
    step = rules.workflows["PARCEL"].between(state, to)
    assert step is not None
    act = Act(step.roles[0], day, doc_no, RECORDED_AT)
    measured = {"CHECKED", "FILED"}
    around = surroundings(pool.parent / "dem.tif") if to in measured else Surroundings()
    return advance(pool, [uid], to, act, rules, around, waivers=waivers)


def let_photos_pass(pool: Path) -> Waiver:
    """The document for photos that don't say where they were taken."""
    note = pool.parent / "note.pdf"
    note.write_bytes(b"note")
    return Waiver(
        parcel_id=plot(pool)[0],
        check_id="CHK-PHOTO-PLACE",
        doc_no=DOCUMENT,
        doc_date=date(2026, 3, 1),
        issuer="县局",
        file_name="note.pdf",
        file_sha256=hashlib.sha256(b"note").hexdigest(),
        path=str(note),
        entered_by="张三",
        recorded_on=date(2026, 3, 1),
    )


def why(report: AdvanceReport) -> set[tuple[str, str]]:
    return {(refusal.check_id, refusal.clause) for refusal in report.refused}


def test_a_plot_goes_all_the_way_to_the_indicator_and_only_by_the_regulations_steps(pool: Path) -> None:
    assert go(pool, "CHECKED", STEPS[1][2]).advanced
    assert why(go(pool, "COMPLETED", STEPS[2][2])) == {("CHK-WORKS-PHOTOS", "HB-8a")}
    file_papers(pool, PHOTOS, Concern(system="CROP", batch=BATCH))
    assert why(go(pool, "COMPLETED", STEPS[2][2])) == {("CHK-PHOTO-PLACE", "HB-8a")}
    for _, to, day in STEPS[2:]:
        report = go(pool, to, day, waivers=[let_photos_pass(pool)] if to == "COMPLETED" else [])
        assert report.advanced, (to, [str(refusal.reason) for refusal in report.refused])
    assert RULES.states["INDICATOR"].pooled
    assert plot(pool)[1] == "SPOT_QUALITY"


def test_HB_18_the_province_decides_and_only_its_document_is_recorded(pool: Path) -> None:
    """HB-18: city and province decide; the county records their document."""
    assert go(pool, "CHECKED", STEPS[1][2]).advanced
    uid, _ = plot(pool)
    for state, code in (("COMPLETED", "ROLE"), ("INDICATOR", "NO_WAY")):
        act = Act("PROV_NR", STEPS[2][2], DOCUMENT, RECORDED_AT)
        assert [r.code for r in advance(pool, [uid], state, act, RULES).refused] == [code]
    external = {step.to for step in RULES.workflows["PARCEL"].transitions if step.external}
    assert external == {"SURVEY_CROP", "CITY_QUALITY", "CITY_QUANTITY", "INDICATOR", "SPOT_QUALITY", "RETURNED"}


def occupation(pool: Path, hectares_of_hsf: float) -> tuple[str, Surroundings]:
    """A road on a hectare of which so much is high-standard farmland."""
    terms = MatterTerms("OCCUPATION", 2026, "县道改建", ground(0, 100), CRS)
    uid = open_matter(pool, RULES, terms, Act("COUNTY_NR", DAY, "", RECORDED_AT))
    concern = Concern(uids=(uid,))
    file_papers(pool, ["PROJECT_DATA", "LINK_SHEET"], concern)
    fill_in(pool, "OCCUPATION", {"kind": "CONSTRUCTION", "area_m2": 10_000}, concern)
    hsf = layer([ground(100 - 100 * hectares_of_hsf, 300)], "hsf.gpkg")
    pbf = layer([ground(9_000, 9_100)], "pbf.gpkg")
    return uid, Surroundings(roles={"hsf": hsf, "pbf": pbf})


@pytest.mark.parametrize(("hectares", "refused"), [(0.4, {("CHK-HSF", "HB-5")}), (0.0, set())])
def test_HB_5_no_sheet_for_high_standard_farmland_without_an_approval(
    pool: Path, hectares: float, refused: set[tuple[str, str]]
) -> None:
    """HB-5: overlap 0.4 ha / T OVERRIDE; without any the sheet is issued."""
    uid, around = occupation(pool, hectares)
    report = advance(pool, [uid], "SHEET_ISSUED", Act("COUNTY_NR", DAY, "", RECORDED_AT), RULES, around)
    assert why(report) == refused
    assert report.advanced == (() if refused else (uid,))


def test_HB_27_the_pools_due_list_proposes_a_cut_the_day_after(pool: Path) -> None:
    """HB-27: issue due 2026‑06‑30 open / W 07‑01 / T “cut proposal”."""
    terms = MatterTerms("PROBLEM", 2026, "改种苗木")
    uid = open_matter(pool, RULES, terms, Act("CITY_NR", date(2026, 4, 2), "", RECORDED_AT), links=[plot(pool)[0]])
    told = {"found_on": "2026-04-02", "matter": "改种苗木", "due": "2026-06-30"}
    record_form(
        pool,
        "RECTIFICATION",
        [told],
        Concern(uids=(uid,)),
        answered_by="张三",
        answered_on=date(2026, 4, 20),
        role="CITY_NR",
        recorded_at=RECORDED_AT,
    )
    for day, late in ((date(2026, 6, 30), False), (date(2026, 7, 1), True)):
        (item,) = [i for i in due_list(pool, RULES, day) if i.deadline.id == "RECTIFICATION"]
        assert (item.uid, item.due, item.late) == (uid, date(2026, 6, 30), late)


def test_a_plot_of_a_countys_own_rules_goes_on_by_them_read_from_the_pool(tmp_path: Path) -> None:
    rules = choose_rule_set(str(county_rules(tmp_path, {"slope.limit_deg": 20.0})), as_of=DAY, county=COUNTY)
    pool = make_pool(tmp_path, rules)
    (content,) = pool_batch(pool, "CROP", BATCH).rule_sets.values()
    assert content == rules.content
    file_papers(pool, ["CHECK_REPORT"], Concern(system="CROP", batch=BATCH))
    assert go(pool, "CHECKED", STEPS[1][2], rules=rules).advanced


def test_HB_16a_what_was_filed_elsewhere_meanwhile_keeps_the_plot_out(pool: Path) -> None:
    """HB-13b, HB-16a: what the candidate passed is measured once more when it is checked and when it is filed."""
    uid, _ = plot(pool)
    filed = layer([ground(40, 60)], "filed.gpkg")
    around = surroundings(pool.parent / "dem.tif", filed=filed)
    act = Act("COUNTY_NR", STEPS[1][2], DOCUMENT, RECORDED_AT)
    assert why(advance(pool, [uid], "CHECKED", act, RULES, around)) == {("CHK-FILED", "HB-13b")}
    assert why(advance(pool, [uid], "CHECKED", act, RULES, Surroundings())) >= {("CHK-FILED", "HB-13b")}
    file_papers(pool, PHOTOS, Concern(system="CROP", batch=BATCH))
    for _, to, day in STEPS[1 : [step[1] for step in STEPS].index("FILED")]:
        assert go(pool, to, day, waivers=[let_photos_pass(pool)] if to == "COMPLETED" else []).advanced
    act = Act("COUNTY_NR", date(2026, 9, 5), DOCUMENT, RECORDED_AT)
    assert why(advance(pool, [uid], "FILED", act, RULES, around)) == {("CHK-FILED", "HB-13b")}


def test_HB_8c_a_red_line_that_came_later_keeps_a_plot_from_being_checked(pool: Path) -> None:
    """HB-8c: restored land inside the red line needs a document (A-24)."""
    uid, _ = plot(pool)
    around = surroundings(pool.parent / "dem.tif", redline=layer([ground(40, 60)], "redline.gpkg"))
    act = Act("COUNTY_NR", STEPS[1][2], DOCUMENT, RECORDED_AT)
    assert why(advance(pool, [uid], "CHECKED", act, RULES, around)) == {("CHK-BAN-redline", "HB-8c")}


def test_HB_16a_the_pools_own_batch_is_what_is_held_against_the_countys_share(pool: Path) -> None:
    """HB-16a: a batch of 10 000 m² doesn't fit into a share of 9 999 m², whatever forms say."""
    uid, _ = plot(pool)
    file_papers(pool, PHOTOS, Concern(system="CROP", batch=BATCH))
    for _, to, day in STEPS[1 : [step[1] for step in STEPS].index("FILED")]:
        assert go(pool, to, day, waivers=[let_photos_pass(pool)] if to == "COMPLETED" else []).advanced
    share = {"county": COUNTY, "year": 2026}
    fill_in(pool, "COUNTY_SHARE", {**share, "cap_m2": 9_999}, Concern())
    assert why(go(pool, "FILED", date(2026, 9, 5))) == {("CHK-SHARE", "HB-16a")}
    fill_in(pool, "COUNTY_SHARE", {**share, "cap_m2": 10_000}, Concern())
    assert go(pool, "FILED", date(2026, 9, 5)).advanced
    (dossier,) = dossiers_of(pool, [uid])
    assert dossier.sums is not None
    assert (dossier.sums.county, dossier.sums.batch_parcels, dossier.sums.batch_dm2) == (COUNTY, 1, 1_000_000)
    assert Reached(BATCH, "FILED", "FILED", 2026, 1, 1_000_000) in dossier.sums.reached
