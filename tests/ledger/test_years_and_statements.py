"""What the years brought, the statement of an account, and what a link left: all told from postings alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from ledger_books import COUNTY, F1, L1, L2, P1, Book, Line, T, entry, new_lot

from zhanbu_plugin.ledger.account_statement import Account, account_statement
from zhanbu_plugin.ledger.link_records import link_record
from zhanbu_plugin.ledger.year_figures import YearFigures, year_figures
from zhanbu_plugin.pool.accounts.records import AREA, PADDY
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.database import pool_for_reading, pool_for_writing
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.survey.problem import InputProblem


@contextmanager
def booked(pool: Path, on: date) -> Iterator[Book]:
    """A day's postings, recorded that day."""
    with pool_for_writing(pool) as opened, opened.writing():
        yield Book(opened, Act("COUNTY_NR", on, "示自然资〔2027〕3号", f"{on.isoformat()}T09:00:00Z"))


def linked(book: Book, project: str, *lots: tuple[str, int], paddy: tuple[tuple[str, int], ...] = ()) -> str:
    """Link a project to these lots."""
    lines: list[Line] = []
    for lot, amount in lots:
        lines += [("AVAILABLE", lot, "", -amount), ("LINKED", lot, project, amount)]
    more = []
    for lot, amount in paddy:
        more += [entry("AVAILABLE", lot, "", -amount, PADDY), entry("LINKED", lot, project, amount, PADDY)]
    return book.post("LINK", *(entry(*line) for line in lines), *more, ref=project)


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """Two lots in 2027; 500 m² linked, 200 m² of that released, 100 m² frozen; 300 m² used in 2028; nothing in 2029;
    a third lot in 2030, corrected to nothing the same year.
    """
    path = tmp_path / "pool.gpkg"
    create_pool(path, county=COUNTY, epsg=4527, created_on=date(2026, 11, 1))
    with booked(path, date(2027, 1, 15)) as book:
        book.post("OPENING", opens=(new_lot(40_000, 10_000), new_lot(60_000, 30_000)))
    with booked(path, date(2027, 5, 10)) as book:
        book.project(P1, 50_000, 15_000)
        linked(book, P1, (L1, 40_000), (L2, 10_000), paddy=((L1, 10_000), (L2, 5_000)))
    with booked(path, date(2027, 6, 1)) as book:
        book.move("RELEASE", P1, ("LINKED", L2, P1, -10_000), ("AVAILABLE", L2, "", 10_000))
        book.move("RELEASE", P1, ("LINKED", L1, P1, -10_000), ("AVAILABLE", L1, "", 10_000))
    with booked(path, date(2027, 8, 1)) as book:
        book.freeze(10_000, 10_000)
        book.move("FREEZE", F1, ("AVAILABLE", "", "", -10_000), ("FROZEN", "", F1, 10_000))
    with booked(path, date(2028, 2, 1)) as book:
        book.move("WRITEOFF", P1, ("LINKED", L1, P1, -30_000), ("USED", L1, P1, 30_000))
    with booked(path, date(2030, 3, 1)) as book:
        uid = book.post("OPENING", opens=(new_lot(7_000, year=2030),))
        lot = f"{COUNTY}-CROP-L000003"
        back = [
            entry("AVAILABLE", lot, "", -7_000, year=2030),
            entry("SOURCE", "", "", 7_000, year=2030),
        ]
        book.post("CORRECT", *back, reverses=uid)
    return path


def test_the_years_tell_what_came_in_went_out_is_frozen_and_available(pool: Path) -> None:
    assert year_figures(pool, system="CROP") == (
        YearFigures(2027, in_dm2=100_000, out_dm2=30_000, frozen_dm2=10_000, available_dm2=60_000),
        YearFigures(2028, in_dm2=0, out_dm2=0, frozen_dm2=10_000, available_dm2=60_000),
        YearFigures(2029, in_dm2=0, out_dm2=0, frozen_dm2=10_000, available_dm2=60_000),
        YearFigures(2030, in_dm2=0, out_dm2=0, frozen_dm2=10_000, available_dm2=60_000),
    )


def test_each_year_goes_on_where_the_last_one_ended(pool: Path) -> None:
    for indicator in (AREA, PADDY):
        before = 0
        for year in year_figures(pool, system="CROP", indicator=indicator):
            assert year.available_dm2 + year.frozen_dm2 == before + year.in_dm2 - year.out_dm2
            before = year.available_dm2 + year.frozen_dm2


def test_a_day_in_the_middle_of_a_year_knows_nothing_of_what_comes(pool: Path) -> None:
    assert year_figures(pool, system="CROP", last=date(2027, 5, 31)) == (
        YearFigures(2027, in_dm2=100_000, out_dm2=50_000, frozen_dm2=0, available_dm2=50_000),
    )


def test_a_system_without_postings_has_no_years(pool: Path) -> None:
    assert year_figures(pool, system="FOREST") == ()


def test_the_statement_tells_every_change_and_the_balance_after_it(pool: Path) -> None:
    statement = account_statement(pool, Account("CROP"), last=date(2027, 12, 31))
    told = [(line.txn.kind, line.amount_dm2, line.balance_dm2) for line in statement.lines]
    assert told == [
        ("OPENING", 100_000, 100_000),
        ("LINK", -50_000, 50_000),
        ("RELEASE", 10_000, 60_000),
        ("RELEASE", 10_000, 70_000),
        ("FREEZE", -10_000, 60_000),
    ]
    assert (statement.opening_dm2, statement.closing_dm2) == (0, 60_000)
    assert statement.opening_dm2 + statement.in_dm2 - statement.out_dm2 == statement.closing_dm2
    assert statement.lines[1].lots == (L1, L2)


def test_a_statement_from_a_later_day_starts_with_what_was_there(pool: Path) -> None:
    statement = account_statement(pool, Account("CROP"), first=date(2027, 6, 1), last=date(2027, 7, 31))
    assert (statement.opening_dm2, statement.closing_dm2) == (50_000, 70_000)
    assert [line.txn.txn_uid for line in statement.lines] == [T.format(3), T.format(4)]


def test_every_bucket_has_its_statement(pool: Path) -> None:
    used = account_statement(pool, Account("CROP", bucket="USED"), last=date(2030, 1, 1))
    assert [(line.txn.occurred_on, line.amount_dm2) for line in used.lines] == [(date(2028, 2, 1), 30_000)]
    paddy = account_statement(pool, Account("CROP", indicator=PADDY), last=date(2027, 5, 31))
    assert paddy.closing_dm2 == 40_000 - 15_000


def test_its_lines_carry_the_hashes_of_the_history(pool: Path) -> None:
    statement = account_statement(pool, Account("CROP"), last=date(2030, 12, 31))
    with pool_for_reading(pool) as opened:
        hashes = {event.subject_uid: event.hash for event in opened.events()}
        assert statement.head_hash == opened.events()[-1].hash
    assert all(line.hash == hashes[line.txn.txn_uid] for line in statement.lines)


def test_days_the_wrong_way_round_are_refused(pool: Path) -> None:
    with pytest.raises(InputProblem, match="2027-06-01 lies after 2027-05-01"):
        account_statement(pool, Account("CROP"), first=date(2027, 6, 1), last=date(2027, 5, 1))


def test_a_link_is_told_as_it_was_whatever_came_later(pool: Path) -> None:
    record = link_record(pool, "CROP", P1)
    assert record.txn.txn_uid == T.format(2)
    assert [(share.lot.lot_uid, share.area_dm2, share.paddy_dm2) for share in record.shares] == [
        (L1, 40_000, 10_000),
        (L2, 10_000, 5_000),
    ]
    assert (record.linked_dm2(AREA), record.linked_dm2(PADDY)) == (50_000, 15_000)
    assert record.before_dm2 == {AREA: 100_000, PADDY: 40_000}
    assert record.frozen_dm2 == {AREA: 0, PADDY: 0}
    assert record.event.subject_uid == record.txn.txn_uid


def test_a_later_link_knows_of_the_freeze(pool: Path) -> None:
    with booked(pool, date(2030, 4, 1)) as book:
        book.project("P9", 60_000)
        linked(book, "P9", (L1, 10_000), (L2, 20_000))
    record = link_record(pool, "CROP", "P9")
    assert (record.before_dm2[AREA], record.frozen_dm2[AREA]) == (60_000, 10_000)
    assert link_record(pool, "CROP", P1).before_dm2[AREA] == 100_000


def test_a_project_without_a_link_is_refused_with_those_that_there_are(pool: Path) -> None:
    with pytest.raises(InputProblem, match=f"(?s)X-404.*{P1}"):
        link_record(pool, "CROP", "X-404")
