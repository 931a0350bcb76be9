"""``verifypool``: an auditor who has never seen the tool learns whether a pool is what it says it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from ledger_pool import with_lots
from ordinary_rights import ordinary_rights
from toolbox import Log, refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")


def verify(pool: Path, log: Log | None = None, **given: object) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    result = run("verifypool", log, POOL=str(pool), PROBLEMS="memory:", **given)
    found = rows(result["PROBLEMS"])
    assert result["PROBLEM_COUNT"] == len(found)
    assert result["VALID"] == (not found)
    return result, found


def history(pool: Path) -> list[str]:
    with closing(sqlite3.connect(pool)) as db:
        return [str(row[0]) for row in db.execute("SELECT hash FROM event ORDER BY event_no")]


def tamper(pool: Path, *statements: str) -> None:
    """Change rows with the safeguards out of the way, and put these back."""
    with closing(sqlite3.connect(pool, isolation_level=None)) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            db.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            db.execute(statement)
        for _, sql in triggers:
            db.execute(sql)


def test_a_sound_pool_is_valid_and_its_report_says_what_was_examined(pool_stays: Path, tmp_path: Path) -> None:
    report = tmp_path / "校验.html"
    result, _ = verify(pool_stays, REPORT=str(report))
    hashes, page = history(pool_stays), report.read_text(encoding="utf-8")
    assert result["VALID"] is True
    assert (result["HEAD_HASH"], result["EVENTS"]) == (hashes[-1], len(hashes))
    assert hashes[-1] in page
    assert "The pool is sound" in page
    assert page.count("in order") == 5
    assert pool_stays.name in page
    assert str(pool_stays.parent) not in page, "the report reads the same wherever the pool lies"


def test_the_same_pool_gives_the_same_report(filled: Path, tmp_path: Path) -> None:
    pages = []
    for name in ("one.html", "two.html"):
        verify(filled, REPORT=str(tmp_path / name))
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("statement", "part", "told"),
    [
        ("UPDATE parcel SET area_dm2 = area_dm2 + 500 WHERE fid = 1", "SUMS", "its shape measures"),
        ("UPDATE event SET role = 'PROV_NR' WHERE event_no = 1", "CHAIN", "broken at entry 1"),
        ("UPDATE finding SET measured = 12345 WHERE finding_no = 1", "RECORDS", "not the one that entered"),
        ("UPDATE rule_set SET content = content || x'0a'", "RECORDS", "text of the rules"),
        ("UPDATE migration SET sha256 = printf('%064d', 1)", "SCHEMA", "schema"),
    ],
)
def test_what_was_changed_behind_its_back_is_told_with_the_part_it_breaks(
    filled: Path, tmp_path: Path, statement: str, part: str, told: str
) -> None:
    tamper(filled, statement)
    log, report = Log(), tmp_path / "audit.html"
    result, found = verify(filled, log, REPORT=str(report))
    assert result["VALID"] is False
    assert any(row["part"] == part and told in row["message"] for row in found), found
    assert told in log
    assert told in report.read_text(encoding="utf-8").replace("&#x27;", "'")


def test_the_problem_names_whom_it_concerns(filled: Path) -> None:
    tamper(filled, "UPDATE parcel SET area_dm2 = area_dm2 + 500 WHERE fid = 1")
    _, found = verify(filled)
    assert [row["subject"] for row in found if row["part"] == "SUMS"] == ["139901-CROP-000001"]


def test_a_hash_from_a_paper_is_found_again_in_the_history(filled: Path) -> None:
    head = history(filled)[-1]
    result, _ = verify(filled, PRINTED_HASH=f" {head[:32].upper()}\n{head[32:]} ")
    assert result["VALID"] is True


def test_a_history_whose_end_was_cut_off_lacks_the_hash_of_the_paper(filled: Path) -> None:
    head = history(filled)[-1]
    uid = "(SELECT subject_uid FROM event ORDER BY event_no DESC LIMIT 1)"
    tables = ("finding WHERE subject_uid", "claim WHERE parcel_uid", "parcel WHERE parcel_uid", "subject WHERE uid")
    tamper(filled, *(f"DELETE FROM {table} = {uid}" for table in tables))
    tamper(filled, "DELETE FROM event WHERE event_no = (SELECT max(event_no) FROM event)")
    assert not [row for row in verify(filled)[1] if row["part"] == "CHAIN"], "nothing in the chain itself tells"
    _, found = verify(filled, PRINTED_HASH=head)
    assert [row["part"] for row in found if head in row["message"]] == ["CHAIN"]


def test_what_is_no_pool_is_refused_and_leaves_no_report(tmp_path: Path) -> None:
    other, report = tmp_path / "notes.gpkg", tmp_path / "audit.html"
    other.write_text("no pool", encoding="utf-8")
    refused("verifypool", "notes.gpkg", "not a GeoPackage", POOL=str(other), REPORT=str(report))
    refused("verifypool", "nowhere.gpkg", POOL=str(tmp_path / "nowhere.gpkg"), REPORT=str(report))
    assert not report.exists()


def test_a_cancelled_audit_leaves_no_report(filled: Path, tmp_path: Path) -> None:
    report = tmp_path / "audit.html"
    refused("verifypool", "cancelled", log=Log(cancel_at=30), POOL=str(filled), REPORT=str(report))
    assert not report.exists()


def test_a_pool_that_nobody_may_write_to_can_be_audited(filled: Path) -> None:
    """An auditor gets a disc, or a folder without rights."""
    filled.chmod(0o444)
    filled.parent.chmod(0o555)
    try:
        with ordinary_rights():
            result, _ = verify(filled)
    finally:
        filled.parent.chmod(0o755)
    assert result["VALID"] is True


def test_the_ledger_is_audited_with_the_rest(filled: Path, tmp_path: Path) -> None:
    pool, report = with_lots(filled), tmp_path / "audit.html"
    assert verify(pool, REPORT=str(report))[0]["VALID"] is True
    page = report.read_text(encoding="utf-8")
    assert "<td>Lots</td><td>3</td>" in page and "<td>Postings</td><td>1</td>" in page
    tamper(
        pool, "UPDATE account SET balance_dm2 = balance_dm2 + 1000 WHERE bucket = 'AVAILABLE' AND indicator = 'AREA'"
    )
    _, found = verify(pool)
    told = "states 1000010.00 m², its entries add up to 1000000.00 m²"
    assert [row["part"] for row in found if told in row["message"]] == ["SUMS"]
