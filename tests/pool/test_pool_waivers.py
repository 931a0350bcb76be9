"""Waivers in the pool: a parcel enters by its document, the document is kept, and neither can be changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from engines import Refused, contents, only_files, raw, unlocked
from pool_parcels import CHECKED_ON, PUSH_TERMS, RULES, checked, sealed_again, sound_findings, square
from waived_parcels import SCAN, SHA256, document, waived, waiver

from zhanbu_plugin.checks.checked import CheckedParcel
from zhanbu_plugin.checks.findings import Outcome, Severity, Verdict
from zhanbu_plugin.pool.chain import event_hash
from zhanbu_plugin.pool.entry import push as push_module
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.evidence_files import evidence_folder
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.reading import pool_batch
from zhanbu_plugin.pool.records import PushReport
from zhanbu_plugin.regimes.rule_set import CheckRule
from zhanbu_plugin.survey.problem import InputProblem

BOTH_ENGINES = True

UID = "139901-CROP-000001"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """The document's file."""
    return document(tmp_path)


@pytest.fixture
def filled(pool: Path, scan: Path) -> Path:
    """A pool with one parcel that is eligible by its document."""
    report = push(pool, waived("P1", scan))
    assert list(report.admitted) == ["P1"]
    return pool


def push(pool: Path, *parcels: CheckedParcel, **terms: object) -> PushReport:
    return push_parcels(pool, parcels, **{**PUSH_TERMS, **terms})


def reason(report: PushReport) -> tuple[str, str]:
    (refusal,) = report.refused
    return refusal.code, str(refusal.reason)


def kept_files(pool: Path) -> list[str]:
    folder = evidence_folder(pool)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_parcel_enters_by_its_document_which_is_kept_beside_the_pool(filled: Path, scan: Path) -> None:
    batch = pool_batch(filled, "CROP", "2026-1")
    (parcel,) = batch.parcels
    assert parcel.verdict == "ELIGIBLE"
    assert parcel.waivers == (waiver("P1", scan),)
    assert parcel.waivers[0].path == "", "where the file once lay is nobody's business"
    assert kept_files(filled) == [f"{SHA256}.pdf"]
    assert {name: path.read_bytes() for name, path in batch.evidence.items()} == {f"{SHA256}.pdf": SCAN}
    assert '"waivers_sha256":"' in batch.events[0].facts
    assert verify_pool(filled) == ()


def test_the_history_covers_the_document(pool: Path, scan: Path, tmp_path: Path) -> None:
    push(pool, waived("P1", scan), batch="A")
    other = document(tmp_path, "other.pdf", b"%PDF another")
    push(pool, waived("P2", other, 2), batch="B")
    first, second = (pool_batch(pool, "CROP", name).events[0] for name in ("A", "B"))
    assert first.facts != second.facts
    assert event_hash(first) == first.hash
    swapped = replace(first, facts=first.facts.replace(first.facts[-66:-2], "0" * 64))
    assert event_hash(swapped) != first.hash


def test_a_document_for_every_failed_check_is_needed(pool: Path, scan: Path) -> None:
    both = checked("P1", square(0, 0), findings=sound_findings("P1", SLOPE=Outcome.FAIL, BACKUP=Outcome.FAIL))
    half = sealed_again(replace(both, waivers=(waiver("P1", scan),)))
    code, why = reason(push(pool, half))
    assert code == "NOT_ELIGIBLE"
    assert "document for CHK-BACKUP." in why, "the check that has its document isn't asked for"
    whole = sealed_again(
        replace(
            both,
            verdict=Verdict.ELIGIBLE,
            waivers=(waiver("P1", scan, check_id="CHK-BACKUP"), waiver("P1", scan)),
        )
    )
    assert list(push(pool, whole).admitted) == ["P1"]
    assert verify_pool(pool) == ()


FORGED: list[tuple[str, Callable[[Path], CheckedParcel], str, str]] = [
    (
        "a document for a check that blocks",
        lambda scan: sealed_again(
            replace(
                checked("P1", square(0, 0), findings=sound_findings("P1", SRC=Outcome.FAIL)),
                verdict=Verdict.ELIGIBLE,
                waivers=(waiver("P1", scan, check_id="CHK-SRC"),),
            )
        ),
        "SEAL_BROKEN",
        "INELIGIBLE",
    ),
    (
        "a document for a check that was passed",
        lambda scan: sealed_again(replace(checked("P1", square(0, 0)), waivers=(waiver("P1", scan),))),
        "WRONG_WAIVER",
        "CHK-SLOPE",
    ),
    (
        "a document for a check that was not carried out",
        lambda scan: sealed_again(
            replace(
                checked("P1", square(0, 0), findings=sound_findings("P1", SLOPE=Outcome.NOT_CHECKED)),
                verdict=Verdict.ELIGIBLE,
                waivers=(waiver("P1", scan),),
            )
        ),
        "SEAL_BROKEN",
        "INCOMPLETE",
    ),
    (
        "a document dated after the check",
        lambda scan: waived("P1", scan, doc_date=CHECKED_ON + timedelta(days=1)),
        "WRONG_WAIVER",
        "after the day of the check",
    ),
    (
        "a document recorded after the check",
        lambda scan: waived("P1", scan, recorded_on=CHECKED_ON + timedelta(days=1)),
        "WRONG_WAIVER",
        "recorded",
    ),
    ("a document without a number", lambda scan: waived("P1", scan, doc_no=" "), "WRONG_WAIVER", "doc_no"),
    ("a document without an issuer", lambda scan: waived("P1", scan, issuer=""), "WRONG_WAIVER", "issuer"),
    ("a document that nobody entered", lambda scan: waived("P1", scan, entered_by=""), "WRONG_WAIVER", "entered_by"),
    ("a document without a hash", lambda scan: waived("P1", scan, file_sha256=""), "WRONG_WAIVER", "file"),
    (
        "the hash of another file",
        lambda scan: waived("P1", scan, file_sha256="ab" * 32),
        "WRONG_WAIVER",
        "was changed after the check",
    ),
    ("a file that is gone", lambda scan: waived("P1", scan, path=f"{scan}.gone"), "WRONG_WAIVER", "There is no file"),
    (
        "waivers taken away after the check",
        lambda scan: replace(waived("P1", scan), waivers=()),
        "SEAL_BROKEN",
        "changed after its check",
    ),
    (
        "a waiver added after the check",
        lambda scan: replace(waived("P1", scan), waivers=(waiver("P1", scan), waiver("P1", scan, doc_no="冀2"))),
        "SEAL_BROKEN",
        "changed after its check",
    ),
    (
        "the same waiver twice",
        lambda scan: replace(waived("P1", scan), waivers=(waiver("P1", scan), waiver("P1", scan))),
        "WRONG_WAIVER",
        "twice",
    ),
]


@pytest.mark.parametrize(("make", "code", "says"), [case[1:] for case in FORGED], ids=[case[0] for case in FORGED])
def test_a_waiver_that_does_not_hold_keeps_the_parcel_out(
    pool: Path, scan: Path, make: Callable[[Path], CheckedParcel], code: str, says: str
) -> None:
    found, why = reason(push(pool, make(scan)))
    assert (found, says in why) == (code, True), why
    assert kept_files(pool) == [], "of what stays out nothing is kept"
    assert verify_pool(pool) == ()


def test_a_file_changed_after_the_check_is_noticed_at_the_push(pool: Path, scan: Path) -> None:
    parcel = waived("P1", scan)
    scan.write_bytes(SCAN + b" (edited)")
    code, why = reason(push(pool, parcel))
    assert code == "WRONG_WAIVER"
    assert "CHK-SLOPE" in why and str(scan) in why


def test_a_file_changed_while_it_is_pushed_leaves_the_pool_untouched(
    pool: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Admission has read the file; the copy into the pool reads it again and must still find the same."""
    before = contents(pool)
    claim = push_module._claim

    def change_the_file(*given: object) -> object:
        scan.write_bytes(b"another")
        return claim(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(push_module, "_claim", change_the_file)
    with pytest.raises(InputProblem, match="changed since"):
        push(pool, waived("P1", scan))
    assert contents(pool) == before
    assert kept_files(pool) == []


def test_a_push_that_fails_takes_its_documents_away_again(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr(push_module, "_write", fail)
    other = document(tmp_path, "other.pdf", b"%PDF another")
    with pytest.raises(RuntimeError):
        push(filled, waived("P2", other, 2))
    assert kept_files(filled) == [f"{SHA256}.pdf"]


def test_a_document_that_the_pool_keeps_already_need_not_be_there_any_more(filled: Path, scan: Path) -> None:
    parcel = waived("P2", scan, 2)
    scan.unlink()
    assert list(push(filled, parcel, batch="2026-2").admitted) == ["P2"]
    assert verify_pool(filled) == ()


def test_one_document_for_many_parcels_is_kept_once(pool: Path, scan: Path) -> None:
    report = push(pool, *(waived(f"P{i}", scan, 2 * i) for i in range(5)))
    assert len(report.admitted) == 5
    assert kept_files(pool) == [f"{SHA256}.pdf"]


@only_files
def test_the_order_in_which_documents_were_entered_leaves_no_trace(tmp_path: Path, scan: Path, pool: Path) -> None:
    first = waived("P1", scan, 0, waiver("P1", scan, doc_no="冀自然资函〔2026〕99号"))
    turned = replace(first, waivers=first.waivers[::-1])
    assert turned.waivers != first.waivers
    other = tmp_path / "other.gpkg"
    other.write_bytes(contents(pool))
    assert list(push(pool, first).admitted) == ["P1"]
    assert list(push(other, turned).admitted) == ["P1"], "the seal doesn't depend on it"
    assert contents(pool) == other.read_bytes()


@only_files
@pytest.mark.parametrize("check", RULES.checks_up_to("CANDIDATE"), ids=lambda check: check.id)
def test_of_all_checks_failed_in_turn_a_document_lifts_those_that_ask_for_one(
    pool: Path, scan: Path, check: CheckRule
) -> None:
    """As somebody would forge it: every failure with a document, the verdict turned, the seal put right."""
    findings = [replace(f, outcome=Outcome.FAIL) if f.check_id == check.id else f for f in sound_findings("P1")]
    failed = checked("P1", square(0, 0), findings=findings)
    forged = replace(failed, verdict=Verdict.ELIGIBLE, waivers=(waiver("P1", scan, check_id=check.id),))
    report = push(pool, sealed_again(forged))
    severity = check.severity_for(failed.category)
    expected = {Severity.OVERRIDE: None, Severity.BLOCK: "SEAL_BROKEN"}.get(severity, "WRONG_WAIVER")
    assert [refusal.code for refusal in report.refused] == ([] if expected is None else [expected])
    if severity is Severity.OVERRIDE:
        assert [r.code for r in push(pool, failed, batch="2026-2").refused] == ["NOT_ELIGIBLE"]
    assert verify_pool(pool) == ()


# The pool defends its documents.

HASH = "a" * 64
ROW = (
    f"INSERT INTO waiver SELECT NULL, parcel_uid, run_id, 2, {{check}}, 'x', '2026-05-31', 'y', 'z.pdf', '{HASH}', 'w',"
    " '2026-10-01' FROM parcel"
)
FORBIDDEN = [
    ("WAIVER_LOCKED", "UPDATE waiver SET doc_no = 'another'"),
    ("WAIVER_LOCKED", f"UPDATE waiver SET file_sha256 = '{HASH}'"),
    ("WAIVER_LOCKED", "DELETE FROM waiver"),
    ("WAIVER_LOCKED", ROW.format(check="'CHK-SLOPE'")),
    (
        "WAIVER_LOCKED",
        "INSERT OR REPLACE INTO waiver SELECT waiver_no, subject_uid, run_id, ord, check_id, 'another', doc_date,"
        " issuer, file_name, file_sha256, entered_by, recorded_on FROM waiver",
    ),
]


@pytest.mark.parametrize(("code", "sql"), FORBIDDEN)
def test_nobody_changes_takes_or_adds_a_waiver_by_hand(filled: Path, code: str, sql: str) -> None:
    with raw(filled) as database:
        with pytest.raises(Refused, match=code) as caught:
            database.execute(sql)
        assert any("一" <= letter <= "鿿" for letter in str(caught.value)), "the user reads it in QGIS"
    assert verify_pool(filled) == ()


@pytest.mark.parametrize(
    ("code", "check", "recorded_on"),
    [
        ("WAIVER_FOR_NOTHING", "CHK-SRC", "2026-10-01"),
        ("WAIVER_FOR_NOTHING", "CHK-NONE", "2026-10-01"),
        ("WAIVER_DATE", "CHK-SLOPE", "2026-10-02"),
    ],
)
def test_the_pool_takes_no_waiver_for_nothing_even_from_a_program(
    pool: Path, scan: Path, code: str, check: str, recorded_on: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Admission is out of the way: the database itself refuses."""
    parcel = waived("P1", scan)
    forged = replace(parcel.waivers[0], check_id=check, recorded_on=date.fromisoformat(recorded_on))
    monkeypatch.setattr(push_module, "refusal_of", lambda *_: None)
    with pytest.raises(InputProblem, match=code):
        push(pool, replace(parcel, waivers=(forged, *parcel.waivers)))
    assert kept_files(pool) == []


def test_the_pool_takes_no_failed_check_without_its_document_even_from_a_program(
    pool: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push_module, "refusal_of", lambda *_: None)
    with pytest.raises(InputProblem, match="PARCEL_NOT_ELIGIBLE"):
        push(pool, replace(waived("P1", scan), waivers=()))


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE waiver SET doc_no = 'another'", "record of"),
        ("DELETE FROM waiver", "verdict of"),
        ("UPDATE waiver SET check_id = 'CHK-SRC'", "CHK-SRC"),
        ("UPDATE waiver SET recorded_on = '2026-10-02'", "recorded on 2026-10-02"),
    ],
)
def test_a_waiver_changed_behind_the_pools_back_is_found(filled: Path, sql: str, says: str) -> None:
    unlocked(filled, sql, "waiver")
    said = " ".join(map(str, verify_pool(filled)))
    assert says in said and UID in said


def test_a_document_that_was_changed_or_taken_from_beside_the_pool_is_found(filled: Path) -> None:
    kept = evidence_folder(filled) / f"{SHA256}.pdf"
    kept.write_bytes(b"another")
    for _ in range(2):
        (fault,) = verify_pool(filled)
        assert UID in str(fault) and "CHK-SLOPE" in str(fault) and "批复.PDF" in str(fault)
        kept.unlink(missing_ok=True)


# The store of files.
