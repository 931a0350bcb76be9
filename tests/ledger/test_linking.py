"""Linking, writing off and releasing (挂钩、核销、解除): first in, first out, and never more than there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from office import HA, HEBEI, HEBEI_COUNTY, JIANGXI, JIANGXI_COUNTY, act, balance_dm2, hebei, lots_left, new_pool

from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze
from zhanbu_plugin.ledger.linking import Linked, Project, link, link_in
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.ledger.posting import post
from zhanbu_plugin.ledger.simulating import simulate
from zhanbu_plugin.ledger.unlinking import release, write_off
from zhanbu_plugin.pool.accounts.records import (
    AREA,
    DEDUCT,
    DEDUCTED,
    LIABILITY,
    LINKED,
    PADDY,
    TRANSFER,
    USED,
    LedgerEntry,
    NewLot,
    Posting,
)
from zhanbu_plugin.pool.database import pool_for_reading, pool_for_writing
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.acts import Journal
from zhanbu_plugin.survey.problem import InputProblem


def project(hectares: float, number: str = "XM-2026-01", **more: object) -> Project:
    return replace(Project(number, "示例线路工程", round(hectares * HA)), **more)  # type: ignore[arg-type]


def taken(linked: Linked) -> list[tuple[str, float]]:
    return [(share.lot_uid[-2:], share.amount_dm2 / HA) for share in linked.area]


def bring_in(path: Path, *lots: NewLot, on: str = "2026-01-05") -> None:
    """Lots from another county, which are new and not of the old pool."""
    with pool_for_writing(path) as pool, pool.writing():
        post(pool, Journal(pool), Posting(TRANSFER, "CROP", opens=lots), act(on))


def new_lot(hectares: float, paddy: float = 0, grade: float | None = None, usable: str = "2026-01-05") -> NewLot:
    came = date(2026, 1, 5)
    scheme = "" if grade is None else "GBT33469_10"
    first_day = date.fromisoformat(usable)
    return NewLot(
        *(HEBEI_COUNTY, round(hectares * HA), round(paddy * HA), came, first_day, first_day.year),
        grade=grade,
        grade_scheme=scheme,
    )


def test_HB_21_the_oldest_lots_are_taken_and_the_last_is_split(tmp_path: Path) -> None:
    """HB-21: lots of 30, 20 and 50 ha, 35 needed: 30 + 5, and 15 + 50 are left (D5)."""
    pool = hebei(tmp_path, 30, 20, 50)
    linked = link(pool, project(35), act(), HEBEI)
    assert taken(linked) == [("01", 30), ("02", 5)]
    assert lots_left(pool) == [15 * HA, 50 * HA]
    assert (linked.before_dm2, linked.available_dm2) == (100 * HA, 65 * HA)
    assert balance_dm2(pool, LINKED) == 35 * HA
    assert verify_pool(pool) == ()


def test_HB_20a_what_is_left_of_the_old_pool_goes_before_all_new_lots(tmp_path: Path) -> None:
    """HB-20a: legacy 3, new 10, need 5: 3 + 2 (D18), whichever came first."""
    pool = new_pool(tmp_path, HEBEI_COUNTY)
    bring_in(pool, new_lot(10))
    take_over(pool, OldPool("CROP", (LegacyLot(3 * HA),)), act("2026-01-10"), HEBEI)
    assert taken(link(pool, project(5), act(), HEBEI)) == [("02", 3), ("01", 2)]


def test_HB_21_a_released_lot_keeps_its_place(tmp_path: Path) -> None:
    """HB-21: withdrawn, the amounts go back to their own lots and are the first to be used again."""
    pool = hebei(tmp_path, 30, 20, 50)
    link(pool, project(35), act("2026-03-01"), HEBEI)
    link(pool, project(15, "XM-2"), act("2026-03-02"), HEBEI)
    released = release(pool, "XM-2026-01", act("2026-03-03"), HEBEI)
    assert (released.released_dm2, released.available_dm2) == (35 * HA, 85 * HA)
    assert taken(link(pool, project(31, "XM-3"), act("2026-03-04"), HEBEI)) == [("01", 30), ("02", 1)]
    assert verify_pool(pool) == ()


def test_HB_21_what_was_approved_is_written_off_and_the_rest_released(tmp_path: Path) -> None:
    """HB-21: linked 35, approved 33: used 33 (30 + 3), and 2 go back to the second lot."""
    pool = hebei(tmp_path, 30, 20, 50)
    link(pool, project(35), act("2026-03-01"), HEBEI)
    done = write_off(pool, "XM-2026-01", 33 * HA, act("2026-05-01"), HEBEI)
    assert (done.used_dm2, done.released_dm2, done.available_dm2) == (33 * HA, 2 * HA, 67 * HA)
    assert lots_left(pool) == [17 * HA, 50 * HA]
    assert (balance_dm2(pool, LINKED), balance_dm2(pool, USED)) == (0, 33 * HA)
    assert verify_pool(pool) == ()


def test_HB_21_nothing_is_written_off_twice_or_without_a_link(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30)
    with pytest.raises(InputProblem, match="XM-2026-01 has nothing linked"):
        write_off(pool, "XM-2026-01", HA, act(), HEBEI)
    link(pool, project(10), act("2026-03-01"), HEBEI)
    with pytest.raises(InputProblem, match=r"100000\.00 m² linked .* not 100000\.01"):
        write_off(pool, "XM-2026-01", 10 * HA + 1, act("2026-05-01"), HEBEI)
    write_off(pool, "XM-2026-01", 10 * HA, act("2026-05-01"), HEBEI)
    with pytest.raises(InputProblem, match="has nothing linked"):
        write_off(pool, "XM-2026-01", 10 * HA, act("2026-05-01"), HEBEI)
    with pytest.raises(InputProblem, match="has nothing linked"):
        release(pool, "XM-2026-01", act("2026-05-02"), HEBEI)


def test_HB_22_what_is_frozen_cannot_be_linked(tmp_path: Path) -> None:
    """HB-22: available 65, frozen 10: linking 60 is refused, 55 goes."""
    pool = hebei(tmp_path, 65)
    freeze(pool, FreezeOrder("CROP", "ILLEGAL", 10 * HA), act("2026-02-01"), HEBEI)
    with pytest.raises(InputProblem, match=r"INSUFFICIENT.*600000\.00.*550000\.00 m² may be used.*freeze \(100000\.00"):
        link(pool, project(60), act(), HEBEI)
    assert link(pool, project(55), act(), HEBEI).available_dm2 == 0


def test_HB_16a_the_mean_grade_of_what_is_taken_has_to_reach_the_required_one(tmp_path: Path) -> None:
    """30 ha of grade 4 and 5 ha of grade 5 have 4.142857…; 4.15 is reached and 4.14 isn't; 1 is best."""
    pool = new_pool(tmp_path, HEBEI_COUNTY)
    bring_in(pool, new_lot(30, grade=4.0), new_lot(20, grade=5.0))
    asked = {"grade": 4.14, "grade_scheme": "GBT33469_10"}
    with pytest.raises(InputProblem, match=r"mean grade 4\.1429.*4\.14 or better"):
        link(pool, project(35, **asked), act(), HEBEI)
    with pytest.raises(InputProblem, match="has none by it"):
        link(pool, project(35, grade=10.0, grade_scheme="DB15"), act(), HEBEI)
    link(pool, project(35, **{**asked, "grade": 4.15}), act(), HEBEI)


def test_paddy_is_taken_from_the_lots_that_have_some(tmp_path: Path) -> None:
    """Dry 30, then 20 with 8 of paddy: 10 ha with 6 of paddy take the area of the first and the paddy of the second."""
    pool = new_pool(tmp_path, HEBEI_COUNTY)
    bring_in(pool, new_lot(30), new_lot(20, paddy=8))
    linked = link(pool, project(10, paddy_dm2=6 * HA), act(), HEBEI)
    assert taken(linked) == [("01", 10)]
    assert [(s.lot_uid[-2:], s.amount_dm2 / HA) for s in linked.paddy] == [("02", 6)]
    with pytest.raises(InputProblem, match=r"30000\.00 m² of paddy; 20000\.00"):
        link(pool, project(5, "XM-2", paddy_dm2=3 * HA), act(), HEBEI)
    assert balance_dm2(pool, indicator=PADDY) == 2 * HA
    done = write_off(pool, "XM-2026-01", 5 * HA, act("2026-05-01"), HEBEI)
    assert done.released_dm2 == 5 * HA
    assert balance_dm2(pool, USED, PADDY) == 5 * HA  # no more paddy than area was approved
    assert verify_pool(pool) == ()


def test_a_lot_that_is_not_usable_yet_is_passed_over(tmp_path: Path) -> None:
    pool = new_pool(tmp_path, HEBEI_COUNTY)
    bring_in(pool, new_lot(30, usable="2027-01-01"), new_lot(20))
    with pytest.raises(InputProblem, match=r"NOT_YET_USABLE\(2027\): wait until 2027-01-01"):
        link(pool, project(21), act(), HEBEI)
    assert taken(link(pool, project(20), act(), HEBEI)) == [("02", 20)]


def test_HB_20b_nothing_is_linked_while_something_is_owed_but_by_a_document(tmp_path: Path) -> None:
    """HB-20b: a debt of 4 beside 6 that were released since."""
    pool = hebei(tmp_path, 6)
    link(pool, project(6), act("2026-02-01"), HEBEI)
    with pool_for_writing(pool) as writer, writer.writing():
        owed = [
            LedgerEntry(HEBEI_COUNTY, AREA, bucket, 2026, "", "", sign * 4 * HA)
            for bucket, sign in ((LIABILITY, -1), (DEDUCTED, 1))
        ]
        post(writer, Journal(writer), Posting(DEDUCT, "CROP", tuple(owed)), act("2026-02-02"))
    release(pool, "XM-2026-01", act("2026-02-03"), HEBEI)
    with pytest.raises(InputProblem, match=r"40000\.00 m² are still owed"):
        link(pool, project(2, "XM-2"), act(), HEBEI)
    assert link(pool, project(2, "XM-2"), act(), HEBEI, debt_document="省函〔2026〕3号").available_dm2 == 4 * HA


def test_a_project_comes_up_once_until_it_is_released(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30)
    link(pool, project(10), act(), HEBEI)
    with pytest.raises(InputProblem, match=r"100000\.00 m² linked or written off already"):
        link(pool, project(5), act(), HEBEI)
    release(pool, "XM-2026-01", act("2026-03-02"), HEBEI)
    again = link(pool, project(5), act("2026-03-03"), HEBEI)
    assert again.occupation.round == 2
    with pool_for_reading(pool) as reader:
        known = reader.occupation("CROP", "XM-2026-01")
    assert known == again.occupation


def test_what_if_answers_and_keeps_nothing(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30, 20, 50)
    before = pool.read_bytes()
    told = simulate(pool, lambda writer, journal: link_in(writer, journal, project(35), act(), HEBEI))
    assert taken(told) == [("01", 30), ("02", 5)]
    assert pool.read_bytes() == before
    with pytest.raises(InputProblem, match="INSUFFICIENT"):
        simulate(pool, lambda writer, journal: link_in(writer, journal, project(101), act(), HEBEI))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"area_dm2": 0}, "0.00 m² is no amount"),
        ({"paddy_dm2": 2 * HA}, "can't be part of"),
        ({"grade": 4.0}, "only with its scheme"),
        ({"project_no": " "}, "PROJECT_NO"),
        ({"project_no": 'a"b'}, "no number of a project"),
        ({"project_no": "a|b"}, "no number of a project"),
    ],
)
def test_a_project_that_makes_no_sense_is_refused(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    pool = hebei(tmp_path, 30)
    with pytest.raises(InputProblem, match=said):
        link(pool, project(1, **changes), act(), HEBEI)


def test_the_ledger_is_kept_in_order(tmp_path: Path) -> None:
    pool = hebei(tmp_path, 30)
    link(pool, project(10), act("2026-03-01"), HEBEI)
    with pytest.raises(InputProblem, match="booked up to 2026-03-01, and this is of 2026-02-28"):
        release(pool, "XM-2026-01", act("2026-02-28"), HEBEI)


def quota(folder: Path, mu: float, admitted: str = "2022-11-20") -> Path:
    """A county of Jiangxi with a quota, usable from the year after it was admitted until the pilot ends."""
    path = new_pool(folder, JIANGXI_COUNTY)
    came = date.fromisoformat(admitted)
    lot = NewLot(
        *(JIANGXI_COUNTY, mu_dm2(mu), 0, came, date(came.year + 1, 1, 1), came.year + 1),
        expires_on=date(2024, 12, 31),
    )
    with pool_for_writing(path) as pool, pool.writing():
        post(pool, Journal(pool), Posting(TRANSFER, "FOREST", opens=(lot,)), act(admitted))
    return path


def mu_dm2(mu: float) -> int:
    """1 亩 is 2 000 / 3 m²; in whole square decimetres, rounded down."""
    return int(mu * 200_000 / 3)


def test_JX_2_2b_no_more_forest_is_used_than_the_quota_has(tmp_path: Path) -> None:
    """JX-2.2b: 120 亩 available, a use of 121 is refused, one of 120 goes."""
    pool = quota(tmp_path, 120)
    with pytest.raises(InputProblem, match=r"INSUFFICIENT.*80666\.66 m²; 80000\.00"):
        link(pool, Project("F-1", "使用林地", mu_dm2(121)), act("2023-02-01"), JIANGXI)
    assert link(pool, Project("F-1", "使用林地", mu_dm2(120)), act("2023-02-01"), JIANGXI).available_dm2 == 0


def test_JX_2_2c_a_quota_is_used_from_the_year_after_it_was_admitted(tmp_path: Path) -> None:
    """JX-2.2c: admitted on 2022-11-20; on 2022-12-01 NOT_YET_USABLE(2023), on 2023-01-05 it goes."""
    pool = quota(tmp_path, 120)
    with pytest.raises(InputProblem, match=r"NOT_YET_USABLE\(2023\)"):
        link(pool, Project("F-1", "使用林地", mu_dm2(20)), act("2022-12-01"), JIANGXI)
    link(pool, Project("F-1", "使用林地", mu_dm2(20)), act("2023-01-05"), JIANGXI)


def test_JX_3_3_3c_a_use_that_was_approved_after_the_pilot_is_not_written_off(tmp_path: Path) -> None:
    """JX-3.3.3c: linked in time, approved on the day after the pilot ended: void, not used."""
    pool = quota(tmp_path, 120)
    link(pool, Project("F-1", "使用林地", mu_dm2(20)), act("2024-12-01"), JIANGXI)
    with pytest.raises(InputProblem, match=r"valid until 2024-12-31.*approved on 2025-01-01|2024-12-31"):
        write_off(pool, "F-1", mu_dm2(20), act("2025-01-01"), JIANGXI)
    assert write_off(pool, "F-1", mu_dm2(20), act("2024-12-31"), JIANGXI).used_dm2 == mu_dm2(20)
