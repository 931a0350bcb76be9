"""Evidence: kept beside the pool under its hash, told of in the history, found again by whom it concerns."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from engines import contents, only_files
from filed_parcels import BATCH, ONE, RECORDED_AT, THREE, TWO, attach, filled, paper, photo

from zhanbu_plugin.pool.database import evidence_folder, pool_for_reading
from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.pool.filing.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.survey.problem import InputProblem

BOTH_ENGINES = True


def stored(pool: Path) -> list[str]:
    folder = evidence_folder(pool)
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


def test_a_paper_is_kept_under_its_hash_and_found_in_the_dossier(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    scan = paper(tmp_path)
    kept = attach(pool, scan)
    sha256 = hashlib.sha256(b"%PDF-1.4 yes").hexdigest()
    assert kept.sha256 == sha256
    assert stored(pool) == [f"{sha256}.pdf"]
    scan.unlink()
    one, two = dossiers_of(pool, [ONE, TWO], verified=True)
    (item,) = one.evidence
    assert (item.kind, item.doc_no, item.doc_date) == ("CHECK_REPORT", "冀自然资〔2026〕7号", date(2026, 11, 20))
    assert (item.file_name, item.sha256, item.intact) == ("批复.pdf", sha256, True)
    assert two.evidence == ()
    assert verify_pool(pool) == ()


def test_a_paper_of_the_batch_or_the_county_is_on_file_of_every_parcel_of_it(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    attach(pool, paper(tmp_path, "one.pdf", b"1"), on=BATCH)
    attach(pool, paper(tmp_path, "two.pdf", b"2"), on=Concern())
    attach(pool, paper(tmp_path, "three.pdf", b"3"), on=Concern((TWO,)))
    names = {d.uid: [e.file_name for e in d.evidence] for d in dossiers_of(pool, [ONE, TWO, THREE])}
    assert names == {
        ONE: ["one.pdf", "two.pdf"],
        TWO: ["one.pdf", "two.pdf", "three.pdf"],
        THREE: ["one.pdf", "two.pdf"],
    }
    assert dossiers_of(pool, [ONE])[0].evidence[0].intact is None, "nobody looked"


def test_the_same_paper_for_another_parcel_is_kept_once(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    scan = paper(tmp_path)
    first, again, second = attach(pool, scan), attach(pool, scan), attach(pool, scan, on=Concern((TWO,)))
    assert first.evidence_uid == again.evidence_uid == second.evidence_uid
    assert len(stored(pool)) == 1
    assert [len(d.evidence) for d in dossiers_of(pool, [ONE, TWO, THREE])] == [1, 1, 0]
    assert verify_pool(pool) == ()


def test_a_paper_with_its_issuer_put_right_is_a_record_of_its_own(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    scan = paper(tmp_path)
    wrong = attach(pool, scan)
    said = Paper("CHECK_REPORT", wrong.doc_no, wrong.doc_date, wrong.issuer)
    uids = [wrong.evidence_uid]
    for change in ({"issuer": "示例市自然资源局"}, {"title": "核查报告"}, {"doc_no": "8号"}, {}):
        kept = attach_evidence(
            pool, scan, replace(said, **change), Concern((ONE,)), role="COUNTY_NR", recorded_at=RECORDED_AT
        )
        assert {name: getattr(kept, name) for name in change} == change
        uids.append(kept.evidence_uid)
    assert uids[-1] == uids[0] and len(set(uids)) == 4
    assert len(stored(pool)) == 1
    assert verify_pool(pool) == ()


@only_files
def test_ten_thousand_papers_are_told_and_found_again_without_looking_at_each_for_each(pool: Path) -> None:
    """Each for each would be a hundred million looks, a minute; these are some ten thousand."""
    count = 10_000
    with closing(sqlite3.connect(pool, isolation_level=None)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute("BEGIN")
        db.executemany(
            "INSERT INTO evidence (evidence_uid, kind, title, doc_no, issuer, file_name, sha256, recorded_at, event_no)"
            " VALUES (?, 'CHECK_REPORT', '', '', '', 'a.pdf', ?, '2027-06-01', ?)",
            ((f"E{n}", f"{n:064x}", n) for n in range(count)),
        )
        db.executemany(
            "INSERT INTO evidence_link (evidence_uid, subject_uid, event_no) VALUES (?, ?, ?)",
            ((f"E{n}", f"S{n}", n) for n in range(count)),
        )
        db.execute("COMMIT")
    with pool_for_reading(pool) as reader:
        begun = time.process_time()
        told = reader.all_evidence()
        assert [(e.evidence_uid, uids) for e, uids in told[:2]] == [("E0", ("S0",)), ("E1", ("S1",))]
        assert all(reader.evidence_of_file(e.sha256, e.kind)[0] == (e, uids) for e, uids in told)
        assert all(reader.links_of_event(n) == [f"S{n}"] for n in range(count))
        assert len(told) == count
        assert time.process_time() - begun < 4


def test_a_day_before_the_last_entry_about_a_paper_is_refused_in_words(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    known = attach(pool, paper(tmp_path))
    before = contents(pool)
    said = Paper("CHECK_REPORT", known.doc_no, known.doc_date, known.issuer)
    with pytest.raises(InputProblem, match=r"RECORDED.*2027-05-31 lies before.*2027-06-01") as refusal:
        attach_evidence(
            pool, tmp_path / "批复.pdf", said, Concern((TWO,)), role="COUNTY_NR", recorded_at="2027-05-31T08:00:00Z"
        )
    assert known.evidence_uid in str(refusal.value) and "backup" not in str(refusal.value)
    assert contents(pool) == before


@only_files
def test_a_paper_goes_again_when_the_pool_cannot_end_the_action(pool: Path, tmp_path: Path) -> None:
    """Somebody who reads lets nobody finish writing."""
    filled(pool)
    scan = paper(tmp_path)
    known = Paper("CHECK_REPORT")
    with closing(sqlite3.connect(pool, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM evidence").fetchone()
        with pytest.raises(InputProblem, match="busy"):
            attach_evidence(
                pool, scan, known, Concern((ONE,)), role="COUNTY_NR", recorded_at=RECORDED_AT, busy_seconds=0.05
            )
    assert not Path(f"{pool}.evidence").exists()
    assert verify_pool(pool) == ()


def test_a_photo_tells_when_where_and_which_way_it_was_taken(pool: Path, tmp_path: Path) -> None:
    attach(filled(pool), photo(tmp_path / "before.JPG"), "PHOTO_BEFORE")
    (item,) = dossiers_of(pool, [ONE])[0].evidence
    assert item.taken_on == date(2026, 10, 5)
    assert item.lon == pytest.approx(117.00340, abs=1e-8)
    assert item.lat == pytest.approx(37.92514, abs=1e-8)
    assert item.azimuth == 123.5
    assert verify_pool(pool) == ()


def test_a_photo_without_a_place_has_none(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    attach(pool, photo(tmp_path / "a.jpg", lon=None, azimuth=None), "PHOTO_BEFORE")
    attach(pool, photo(tmp_path / "null.jpg", lon=0.0, lat=0.0), "PHOTO_AFTER")
    attach(pool, paper(tmp_path, "text.jpg", b"no picture"), "PHOTO_DURING")
    attach(pool, photo(tmp_path / "western.jpg", lon=-3.5), "FIELD_PHOTO")
    attach(pool, photo(tmp_path / "scan.jpg"), "CONSENT")
    places = {e.kind: (e.lon, e.lat) for e in dossiers_of(pool, [ONE])[0].evidence}
    western = places.pop("FIELD_PHOTO")
    assert western[0] == pytest.approx(-3.5)
    assert set(places.values()) == {(None, None)}, "a picture of a paper says nothing of the parcel"


def test_a_file_that_was_changed_in_the_store_is_found_out(pool: Path, tmp_path: Path) -> None:
    attach(filled(pool), paper(tmp_path))
    (name,) = stored(pool)
    (evidence_folder(pool) / name).write_bytes(b"forged")
    assert dossiers_of(pool, [ONE], verified=True)[0].evidence[0].intact is False
    (fault,) = verify_pool(pool)
    assert "批复.pdf" in str(fault)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "NONSENSE"}, "no kind of evidence “NONSENSE”"),
        ({"doc_date": date(2030, 1, 1)}, "dated 2030-01-01, after the day"),
        ({"issuer": "two\nlines"}, "ISSUER"),
        ({"doc_no": "x" * 300}, "DOC_NO"),
        ({"uid": "139901-CROP-000099"}, "no parcel and no matter “139901-CROP-000099”"),
        ({"batch": "2027-9"}, "no batch “2027-9” of CROP.*2026-1"),
        ({"role": "MAYOR"}, "no role “MAYOR”"),
        ({"recorded_at": "today"}, "“today” is no time"),
        ({"file": "missing.pdf"}, "missing.pdf"),
    ],
)
def test_what_is_wrong_is_refused_and_leaves_nothing(
    pool: Path, tmp_path: Path, change: dict[str, object], told: str
) -> None:
    filled(pool)
    paper(tmp_path)
    before = contents(pool)
    said = {"kind": "CHECK_REPORT", "doc_no": "1", "doc_date": None, "issuer": "", "file": "批复.pdf"}
    said |= {"role": "COUNTY_NR", "recorded_at": RECORDED_AT, "uid": ONE, "batch": "", **change}
    with pytest.raises(InputProblem, match=told):
        attach_evidence(
            pool,
            tmp_path / str(said["file"]),
            Paper(said["kind"], said["doc_no"], said["doc_date"], said["issuer"]),  # type: ignore[arg-type]
            Concern((str(said["uid"]),), "CROP", str(said["batch"])),
            role=str(said["role"]),
            recorded_at=str(said["recorded_at"]),
        )
    assert stored(pool) == []
    assert contents(pool) == before
