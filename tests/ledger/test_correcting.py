"""Putting right what was booked wrongly: reversing a posting, and linking other lots in place of one that was wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import HA, HEBEI, act, balance_dm2, hebei, lots_left

from zhanbu_plugin.ledger.correcting import correct
from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze
from zhanbu_plugin.ledger.linking import Project, link, link_in
from zhanbu_plugin.ledger.registering import register_exit
from zhanbu_plugin.ledger.relinking import relink
from zhanbu_plugin.ledger.unlinking import write_off
from zhanbu_plugin.pool.accounts.records import AVAILABLE, DEDUCTED, LINKED, USED, FreezeExit
from zhanbu_plugin.pool.database import pool_for_reading, pool_for_writing
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.acts import Journal
from zhanbu_plugin.survey.problem import InputProblem


def linked(pool: Path, hectares: int = 35, on: str = "2026-03-01") -> str:
    return link(pool, Project("XM-1", "示例线路工程", hectares * HA), act(on), HEBEI).txn_uid


def first_lot(pool: Path) -> str:
    with pool_for_reading(pool) as reader:
        return reader.lots("CROP")[0].lot_uid


def test_a_wrong_link_is_reversed_by_its_mirror_and_both_stay(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30, 20, 50)
    wrong = linked(pool)
    right = correct(pool, wrong, act("2026-03-02", "更正〔2026〕1号"))
    assert lots_left(pool) == [30 * HA, 20 * HA, 50 * HA]
    with pool_for_reading(pool) as reader:
        found = reader.txn(right)
        mirrored = sorted((e.bucket, e.lot_uid, -e.amount_dm2) for e in reader.entries_of(right))
        assert found is not None and (found.kind, found.reverses, found.ref) == ("CORRECT", wrong, "XM-1")
        assert mirrored == sorted((e.bucket, e.lot_uid, e.amount_dm2) for e in reader.entries_of(wrong))
    assert verify_pool(pool) == ()


def test_what_later_postings_rely_on_is_not_reversed(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30, 20, 50)
    wrong = linked(pool)
    write_off(pool, "XM-1", 35 * HA, act("2026-04-01"), HEBEI)
    with pytest.raises(InputProblem, match=f"{wrong} can't be reversed: later ones rely on it"):
        correct(pool, wrong, act("2026-04-02"))
    with pool_for_reading(pool) as reader:
        opening = reader.txns("CROP")[0].txn_uid
    with pytest.raises(InputProblem, match="can't be reversed"):
        correct(pool, opening, act("2026-04-02"))


def test_nothing_is_reversed_twice_nor_a_reversal_nor_a_freeze(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30)
    wrong = linked(pool, 10)
    right = correct(pool, wrong, act("2026-03-02"))
    with pytest.raises(InputProblem, match=f"{wrong} was reversed by {right} already"):
        correct(pool, wrong, act("2026-03-02"))
    with pytest.raises(InputProblem, match=r"\(CORRECT\) is not one that is reversed"):
        correct(pool, right, act("2026-03-02"))
    freeze(pool, FreezeOrder("CROP", "ILLEGAL", 5 * HA), act("2026-03-03"), HEBEI)
    with pool_for_reading(pool) as reader:
        frozen = reader.txns("CROP")[-1].txn_uid
    with pytest.raises(InputProblem, match=r"\(FREEZE\) is not one"):
        correct(pool, frozen, act("2026-03-04"))
    with pytest.raises(InputProblem, match="has no posting"):
        correct(pool, "130681-CROP-T000099", act("2026-03-04"))
    with pytest.raises(InputProblem, match="document"):
        correct(pool, wrong, act("2026-03-04", ""))


def test_other_lots_take_the_place_of_one_that_was_wrong(tmp_path: Path) -> None:
    """Used 30 + 5; 10 ha of the first lot turn out wrong: cut there, and 10 of the second are used instead."""
    pool = hebei(tmp_path, 30, 20, 50)
    linked(pool)
    write_off(pool, "XM-1", 35 * HA, act("2026-04-01"), HEBEI)
    done = relink(pool, "XM-1", first_lot(pool), 10 * HA, act("2027-07-01"), HEBEI)
    assert [(s.lot_uid[-2:], s.amount_dm2) for s in done.area] == [("02", 10 * HA)]
    assert {b: balance_dm2(pool, b) for b in (USED, DEDUCTED, AVAILABLE, LINKED)} == {
        USED: 35 * HA,
        DEDUCTED: 10 * HA,
        AVAILABLE: 55 * HA,
        LINKED: 0,
    }
    assert verify_pool(pool) == ()


def test_D19_a_relink_that_differs_by_two_ten_thousandths_of_a_hectare_is_refused(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30, 20, 50)
    linked(pool)
    with pytest.raises(InputProblem, match=r"equal within 0\.0001 ha"):
        relink(pool, "XM-1", first_lot(pool), 10 * HA, act("2026-07-01"), HEBEI, relinked_dm2=10 * HA + 200)
    done = relink(pool, "XM-1", first_lot(pool), 10 * HA, act("2026-07-01"), HEBEI, relinked_dm2=10 * HA + 100)
    assert sum(s.amount_dm2 for s in done.area) == 10 * HA + 100


def test_relinking_more_than_there_is_is_refused(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30, 10)
    linked(pool)
    with pytest.raises(InputProblem, match=r"uses 300000\.00 m² of lot .*L000001, not 310000\.00"):
        relink(pool, "XM-1", first_lot(pool), 31 * HA, act("2026-07-01"), HEBEI)
    with pytest.raises(InputProblem, match=r"INSUFFICIENT: 100000\.00 m² are needed.* 50000\.00"):
        relink(pool, "XM-1", first_lot(pool), 10 * HA, act("2026-07-01"), HEBEI)


def test_a_freeze_that_ends_is_booked_as_just_that(tmp_path: Path) -> None:
    """Registered as lifted, and then something else is posted in its place: nothing of both is kept."""
    pool = hebei(tmp_path, 30)
    frozen = freeze(pool, FreezeOrder("CROP", "ILLEGAL", 5 * HA), act("2026-03-03"), HEBEI)
    before = pool.read_bytes()
    refused = pytest.raises(InputProblem, match="FREEZE_BROKEN")
    with refused, pool_for_writing(pool) as writer, writer.writing():
        journal = Journal(writer)
        register_exit(writer, journal, FreezeExit(frozen.freeze_uid, "LIFT", 5 * HA, 0, 0), act("2026-03-04"))
        link_in(writer, journal, Project("XM-1", "示例", HA), act("2026-03-04"), HEBEI)
    assert pool.read_bytes() == before
