"""What is on file defends itself: raw SQL leaves it as it was, and what gets past the safeguards is found out."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from filed_parcels import BATCH, ONE, TWO, act, answer, attach, filled, guard, paper, rules

from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.geopackage.blob import register_functions
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.advancing import advance

FREE = rules(guard("CHK-REPORT", "evidence", "CHECKED", options={"kinds": ("CHECK_REPORT",)}))
HASH = "'" + "a" * 64 + "'"


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool with a paper, a form record, a plan and a step."""
    path = tmp_path_factory.mktemp("busy") / "pool.gpkg"
    create_pool(path, county="139901", epsg=4527, created_on=date(2026, 11, 1))
    attach(filled(path), paper(path.parent), on=BATCH)
    answer(path, "HOLDERS", {"count": 3})
    open_matter(path, FREE, MatterTerms("PLAN", 2027, "方案"), act("COUNTY_GOV"), links=[ONE])
    assert advance(path, [ONE, TWO], "CHECKED", act(), FREE).refused == ()
    assert verify_pool(path) == ()
    return path


@pytest.fixture
def copy(busy: Path, tmp_path: Path) -> Path:
    """One's own copy, with the files beside it."""
    path = tmp_path / "copy.gpkg"
    path.write_bytes(busy.read_bytes())
    folder = Path(f"{path}.evidence")
    folder.mkdir()
    for file in Path(f"{busy}.evidence").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return path


@pytest.fixture
def database(copy: Path) -> Iterator[sqlite3.Connection]:
    """A connection of somebody who knows SQL; afterwards the pool must be as sound as before."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as opened:
        register_functions(opened)
        opened.execute("PRAGMA foreign_keys = ON")
        yield opened
    assert verify_pool(copy) == ()


EVIDENCE = "evidence_uid, kind, title, doc_no, doc_date, issuer, file_name, sha256, taken_on, lon, lat, azimuth"
FORBIDDEN = [
    ("EVIDENCE_LOCKED", "UPDATE evidence SET doc_no = 'other'"),
    ("EVIDENCE_LOCKED", f"UPDATE evidence SET sha256 = {HASH}"),
    ("EVIDENCE_LOCKED", "DELETE FROM evidence"),
    (
        "EVIDENCE_LOCKED",
        f"INSERT INTO evidence SELECT NULL, 'x', kind, title, doc_no, doc_date, issuer, file_name, {HASH}, NULL, NULL, "
        "NULL, NULL, recorded_at, event_no FROM evidence",
    ),
    (
        "EVIDENCE_LOCKED",
        f"INSERT OR REPLACE INTO evidence SELECT evidence_no, {EVIDENCE}, 'later', event_no FROM evidence",
    ),
    ("EVIDENCE_LOCKED", "UPDATE evidence_link SET subject_uid = 'CROP/other'"),
    ("EVIDENCE_LOCKED", "DELETE FROM evidence_link"),
    (
        "EVIDENCE_LOCKED",
        f"INSERT INTO evidence_link SELECT NULL, evidence_uid, '{ONE}', event_no FROM evidence_link",
    ),
    ("FORM_LOCKED", "UPDATE form_record SET answers = '{\"count\":1}'"),
    ("FORM_LOCKED", "UPDATE form_record SET answered_by = 'other'"),
    ("FORM_LOCKED", "DELETE FROM form_record"),
    (
        "FORM_LOCKED",
        "INSERT INTO form_record SELECT NULL, 'x', subject_uid, form, answers, answered_by, answered_on, doc_no, "
        "recorded_at, event_no FROM form_record",
    ),
    (
        "FORM_LOCKED",
        "INSERT OR REPLACE INTO form_record SELECT record_no, record_uid, subject_uid, form, '{}', answered_by, "
        "answered_on, doc_no, recorded_at, event_no FROM form_record",
    ),
    ("MATTER_LOCKED", "UPDATE matter SET title = 'other'"),
    ("MATTER_LOCKED", "UPDATE matter SET year = 2030"),
    ("MATTER_LOCKED", "UPDATE matter SET wkb = x'00', crs = 'x', area_dm2 = 1"),
    ("MATTER_LOCKED", "DELETE FROM matter"),
    ("STATE_WITHOUT_EVENT", "UPDATE matter SET state = 'APPROVED'"),
    ("STATE_WITHOUT_EVENT", "UPDATE matter SET is_active = 0"),
    (
        "MATTER_LOCKED",
        "INSERT INTO matter SELECT NULL, 'x', subject, system, county, year, title, state, state_since, is_active, "
        "area_dm2, wkb, crs, rule_set, event_no FROM matter",
    ),
    (
        "MATTER_LOCKED",
        "INSERT OR REPLACE INTO matter SELECT matter_no, matter_uid, subject, system, county, 2030, title, state, "
        "state_since, is_active, area_dm2, wkb, crs, rule_set, event_no FROM matter",
    ),
    ("MATTER_LOCKED", f"UPDATE matter_link SET subject_uid = '{TWO}'"),
    ("MATTER_LOCKED", "DELETE FROM matter_link"),
    ("MATTER_LOCKED", f"INSERT INTO matter_link SELECT NULL, matter_uid, '{TWO}', event_no FROM matter_link"),
    ("SUBJECT_LOCKED", "DELETE FROM subject WHERE kind = 'EVIDENCE'"),
    ("SUBJECT_LOCKED", "UPDATE subject SET kind = 'BATCH' WHERE kind = 'MATTER'"),
    (
        "VERSION_LOCKED",
        "INSERT INTO parcel_version SELECT NULL, parcel_uid, 1, 'x', geom, geometry_hash, area_dm2, verdict, run_id, "
        "survey, measures, 1 FROM parcel",
    ),
    ("FINDING_LOCKED", "UPDATE finding SET outcome = 'PASS' WHERE check_id = 'CHK-REPORT'"),
]


@pytest.mark.parametrize(("code", "sql"), FORBIDDEN, ids=[f"{i:02d} {code}" for i, (code, _) in enumerate(FORBIDDEN)])
def test_a_forbidden_write_is_refused_in_two_languages(database: sqlite3.Connection, code: str, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=code) as refusal:
        database.execute(sql)
    english, _, chinese = str(refusal.value).partition(" / ")
    assert english.isascii() and chinese and not chinese.isascii()


def test_a_subject_without_the_thing_itself_is_not_kept(database: sqlite3.Connection) -> None:
    for kind, column in (("MATTER", "matter_uid"), ("EVIDENCE", "evidence_uid"), ("FORM", "record_uid")):
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            database.execute(f"INSERT INTO subject (uid, kind, {column}) VALUES ('x', ?, 'x')", (kind,))
        with pytest.raises(sqlite3.IntegrityError, match="subject_"):
            database.execute("INSERT INTO subject (uid, kind) VALUES ('x', ?)", (kind,))


def tampered(path: Path, sql: str) -> str:
    """Take the triggers away, change something, put the same triggers back; what the check then says."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        register_functions(db)
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        own = [(name, text) for name, text in triggers if not name.startswith("gpkg_")]
        for name, _ in own:
            db.execute(f'DROP TRIGGER "{name}"')
        db.executescript(sql)
        for _, text in own:
            db.execute(text)
    return "\n".join(str(fault) for fault in verify_pool(path))


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE evidence SET doc_no = 'other'", "record of 139901-EVIDENCE-000001"),
        ("UPDATE evidence SET kind = 'CONSENT'", "record of 139901-EVIDENCE-000001"),
        (f"UPDATE evidence_link SET subject_uid = '{ONE}'", "record of 139901-EVIDENCE-000001"),
        ("DELETE FROM evidence_link", "record of 139901-EVIDENCE-000001"),
        ("UPDATE form_record SET answers = '{\"count\":1}'", "record of 139901-FORM-000001"),
        ("UPDATE form_record SET answered_on = '2020-01-01'", "record of 139901-FORM-000001"),
        ("DELETE FROM form_record", "refers to nothing in form_record"),
        ("UPDATE matter SET title = 'other'", "record of 139901-CROP-PLAN-000001"),
        ("UPDATE matter SET state = 'APPROVED'", "state of 139901-CROP-PLAN-000001"),
        (f"UPDATE matter_link SET subject_uid = '{TWO}'", "record of 139901-CROP-PLAN-000001"),
        ("UPDATE finding SET outcome = 'FAIL' WHERE check_id = 'CHK-REPORT'", "found before step"),
        ("DELETE FROM finding WHERE check_id = 'CHK-REPORT'", "found before step"),
    ],
)
def test_what_was_changed_behind_the_pools_back_is_told(copy: Path, sql: str, told: str) -> None:
    assert re.search(told, tampered(copy, sql))


def test_a_file_that_is_gone_is_told(copy: Path) -> None:
    for file in Path(f"{copy}.evidence").iterdir():
        file.unlink()
    (fault,) = verify_pool(copy)
    assert "批复.pdf" in str(fault) and "missing" in str(fault)


def killed(action: Callable[[], object], after: float) -> None:
    """Do something in a process that is ended for good while it does it."""
    child = os.fork()
    if child == 0:
        action()
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")
def test_killed_at_any_moment_a_step_and_its_papers_are_whole_or_nothing(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    attach(pool, paper(tmp_path, "for the batch.pdf", b"report"), on=BATCH)
    for delay in (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8):

        def both(name: str = f"{delay}.pdf") -> None:
            attach(pool, paper(tmp_path, name, name.encode() * 100_000))
            advance(pool, [ONE, TWO], "CHECKED", act(), FREE)

        killed(both, delay)
        states = {d.uid: d.state for d in dossiers_of(pool, [ONE, TWO])}
        assert len(set(states.values())) == 1, "both took the step, or neither"
        assert verify_pool(pool) == ()
        if states[ONE] == "CHECKED":
            break
