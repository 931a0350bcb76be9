"""Jiangxi, in a pool: a mine goes from candidate to issued quota, step by step, and the pilot's end stops only that."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jiangxi_parcels import ANSWERS, COUNTY, DAY, PAPERS, RULES, STEPS, check, ground, mines, survey

from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.waivers import Waiver
from zhanbu_plugin.exchange.submission.building import build_submission
from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.pool.acts import Act
from zhanbu_plugin.pool.advancing import AdvanceReport, advance
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.forms import record_form
from zhanbu_plugin.pool.push import push_parcels
from zhanbu_plugin.pool.reading import pool_batch
from zhanbu_plugin.pool.subjects import Concern
from zhanbu_plugin.regimes.choosing import rule_set_in_force

RECORDED_AT = "2026-11-21T08:00:00Z"
DOCUMENT = "赣林〔2023〕1号"
BATCH = "360122-2022-1"
FOREST_NOW = survey((ground(-50, 150), "0602", 2021), (ground(-50, 150), "0301", 2022))
AROUND = Surroundings(roles={"surveys": FOREST_NOW})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pool of one mine of 9 200 m², its papers and its answers; copy it before writing to it."""
    folder = tmp_path_factory.mktemp("office")
    path = folder / "pool.gpkg"
    create_pool(path, county=COUNTY, epsg=4527, created_on=date(2022, 1, 5))
    result = check(mines([ground(0, 92)], SJNF=[2021]), as_of=STEPS[0][2])
    report = push_parcels(
        path,
        [result.checked_parcel(0)],
        system="FOREST",
        batch=BATCH,
        as_of=STEPS[0][2],
        rule_set_in_force=rule_set_in_force,
        role="TECHNICIAN",
        recorded_at=RECORDED_AT,
    )
    assert not report.refused
    concern = Concern(system="FOREST", batch=BATCH)
    for kind in (kind for kind in PAPERS if kind != "FIELD_PHOTO"):
        scan = folder / f"{kind}.pdf"
        scan.write_bytes(kind.encode())
        attach_evidence(
            path, scan, Paper(kind, DOCUMENT, DAY, "县林业局"), concern, role="TECHNICIAN", recorded_at=RECORDED_AT
        )
    for form, values in ANSWERS:
        record_form(
            path,
            form,
            [values],
            concern,
            answered_by="张三",
            answered_on=DAY,
            role="TECHNICIAN",
            recorded_at=RECORDED_AT,
        )
    return folder


@pytest.fixture
def pool(office: Path, tmp_path: Path) -> Path:
    """The pool, for a test of its own."""
    shutil.copytree(office, tmp_path / "office")
    return tmp_path / "office" / "pool.gpkg"


def field_photo(pool: Path) -> Waiver:
    """A photo that doesn't say where it was taken, and the document that lets it pass."""
    photo, note = pool.parent / "photo.pdf", pool.parent / "note.pdf"
    photo.write_bytes(b"photo")
    note.write_bytes(b"note")
    paper = Paper("FIELD_PHOTO", DOCUMENT, DAY, "县林业局")
    attach_evidence(
        pool, photo, paper, Concern(system="FOREST", batch=BATCH), role="TECHNICIAN", recorded_at=RECORDED_AT
    )
    sha256 = hashlib.sha256(b"note").hexdigest()
    return Waiver(
        parcel_id=uid(pool),
        check_id="CHK-PHOTO-PLACE",
        doc_no=DOCUMENT,
        doc_date=date(2022, 3, 1),
        issuer="县林业局",
        file_name="note.pdf",
        file_sha256=sha256,
        path=str(note),
        entered_by="张三",
        recorded_on=date(2022, 3, 1),
    )


def uid(pool: Path) -> str:
    (parcel,) = pool_batch(pool, "FOREST", BATCH).parcels
    return parcel.parcel_uid


def state(pool: Path) -> str:
    (parcel,) = pool_batch(pool, "FOREST", BATCH).parcels
    return parcel.state


def go(pool: Path, to: str, day: date, *, doc_no: str = DOCUMENT, waivers: tuple[Waiver, ...] = ()) -> AdvanceReport:
    """Let the mine take a step by an office that may."""
    step = RULES.workflows["PARCEL"].between(state(pool), to)
    assert step is not None
    act = Act(step.roles[0], day, doc_no, RECORDED_AT)
    return advance(pool, [uid(pool)], to, act, RULES, AROUND, waivers=waivers)


def walk(pool: Path, to: str) -> None:
    """Take the steps of the worked example up to a state."""
    photo = field_photo(pool)
    for _, state_, day in STEPS[1:]:
        report = go(pool, state_, day, waivers=(photo,) if state_ == "VERIFIED" else ())
        assert not report.refused, (state_, [str(r.reason) for r in report.refused])
        if state_ == to:
            return


def test_JX_2_1_quota_is_issued_until_the_last_day_of_the_pilot_and_not_after(pool: Path) -> None:
    """JX-2.1: issue on 2024-12-31 → allowed; on 2025-01-01 → refused PILOT_ENDED, and the parcel stays in the pool."""
    walk(pool, "PROV_POOL")
    late = go(pool, "ISSUED", date(2025, 1, 1))
    assert [r.code for r in late.refused] == ["PILOT_ENDED"]
    assert "2024-12-31, not on 2025-01-01" in str(late.refused[0].reason)
    assert state(pool) == "PROV_POOL"
    assert go(pool, "ISSUED", date(2024, 12, 31)).advanced == (uid(pool),)


def test_JX_2_1_after_the_pilot_parcels_are_still_reviewed(pool: Path) -> None:
    """JX-2.1: only steps that create quota end with the pilot."""
    walk(pool, "PROV_POOL")
    assert go(pool, "MONITORED", date(2025, 10, 1), doc_no="").advanced
    assert [r.code for r in go(pool, "ISSUED", date(2025, 10, 2)).refused] == ["PILOT_ENDED"]


def test_JX_3_2_2_2_a_step_is_refused_with_the_clause_of_its_guard(pool: Path) -> None:
    """JX-3.2.2(2): without a photo from the field the parcel isn't verified."""
    assert go(pool, "APPLIED", date(2022, 2, 10)).advanced
    refused = go(pool, "VERIFIED", date(2022, 3, 5)).refused
    assert [(r.code, r.check_id, r.clause) for r in refused] == [("GUARD", "CHK-VERIFIED-PAPERS", "JX-3.2.2(2)")]


def test_JX_3_2_2_1_the_township_applies_and_nobody_else(pool: Path) -> None:
    """JX-3.2.2(1): the application is the township's."""
    act = Act("COUNTY_FORESTRY", date(2022, 2, 10), "", RECORDED_AT)
    assert [r.code for r in advance(pool, [uid(pool)], "APPLIED", act, RULES).refused] == ["ROLE"]


def test_JX_3_2_2_4_a_confirmation_is_recorded_with_the_number_of_its_document_only(pool: Path) -> None:
    """JX-3.2.2(4): the county government confirms, so the plugin records its document."""
    walk(pool, "PUBLICIZED")
    assert [r.code for r in go(pool, "CONFIRMED", date(2022, 5, 6), doc_no="").refused] == ["NO_DOCUMENT"]


def test_JX_3_2_2_6_the_change_of_class_is_seen_in_the_survey_itself(pool: Path) -> None:
    """JX-3.2.2(6): what the latest survey still shows as mining land isn't changed, whatever the form says."""
    walk(pool, "ACCEPTED")
    still = replace(AROUND, roles={"surveys": survey((ground(-50, 150), "0602", 2022))})
    act = Act("COUNTY_NR", date(2023, 6, 30), DOCUMENT, RECORDED_AT)
    refused = advance(pool, [uid(pool)], "LANDUSE_CHANGED", act, RULES, still).refused
    assert [(r.check_id, r.clause) for r in refused] == [("CHK-AFTER", "JX-3.2.2(6)")]
    unknown = advance(pool, [uid(pool)], "LANDUSE_CHANGED", act, RULES).refused
    assert [r.check_id for r in unknown] == ["CHK-AFTER"]
    assert advance(pool, [uid(pool)], "LANDUSE_CHANGED", act, RULES, AROUND).advanced


def test_JX_2_1_what_was_accepted_in_2024_is_still_submitted_in_2025(pool: Path) -> None:
    """JX-2.1: such parcels stay in the pool without quota (A-13), so their package is one that verifies."""
    walk(pool, "COUNTY_POOL")
    package = build_submission(
        pool_batch(pool, "FOREST", BATCH), target_folder=pool.parent, as_of=date(2025, 9, 10), plugin_version="1.0.0"
    )
    assert verify_submission(package.path).valid
