"""Jiangxi, in a pool: a mine goes from candidate to issued quota, step by step, and the pilot's end stops only that."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jiangxi_office import (
    AROUND,
    BATCH,
    DOCUMENT,
    RECORDED_AT,
    WHOLE_BATCH,
    answer,
    draw_all,
    go,
    make_office,
    state,
    uids,
    walk,
)
from jiangxi_parcels import RULES, check, ground, layer, mines, survey
from printed_papers import PRINTED

from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.exchange.submission.building import build_submission
from zhanbu_plugin.exchange.verification.verifying import verify_submission
from zhanbu_plugin.pool.reading import pool_batch
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import advance
from zhanbu_plugin.pool.steps.transitions import transition_obstacle
from zhanbu_plugin.pool.steps.versions import new_version
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.survey.problem import InputProblem


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool with one mine in a folder; copy it before writing to it."""
    return make_office(tmp_path_factory.mktemp("office")).parent


@pytest.fixture
def pool(office: Path, tmp_path: Path) -> Path:
    """The pool, for a test of its own."""
    shutil.copytree(office, tmp_path / "office")
    return tmp_path / "office" / "pool.gpkg"


def test_JX_2_1_quota_is_issued_until_the_last_day_of_the_pilot_and_not_after(pool: Path) -> None:
    """JX-2.1: issue on 2024-12-31 → allowed; on 2025-01-01 → refused PILOT_ENDED, and the parcel stays in the pool."""
    walk(pool, "PROV_POOL")
    late = go(pool, "ISSUED", date(2025, 1, 1))
    assert [r.code for r in late.refused] == ["PILOT_ENDED"]
    assert "2024-12-31, not on 2025-01-01" in str(late.refused[0].reason)
    assert state(pool) == "PROV_POOL"
    assert go(pool, "ISSUED", date(2024, 12, 31)).advanced == tuple(uids(pool))


EXTENDED = """\
parent: jiangxi-forest-2022
id: shili-forest-2025
title: {zh: 示例县延续办法, en: Extension in the sample county}
document: 示例林〔2025〕1号
region: ["360122"]
valid_from: 2022-01-01
valid_to: 2024-12-31
parameters:
  pilot.end:
    value: "2025-12-31"
    document: 赣林规〔2024〕9号
    reason: {zh: 省级文件延续试点, en: The province went on with the pilot}
"""


def test_JX_2_1_a_document_of_the_province_may_put_off_the_end_of_the_pilot(tmp_path: Path) -> None:
    """JX-2.1: a parcel accepted in 2024 gets quota in 2025 only where the province says so (A-13)."""
    file = tmp_path / "shili.yaml"
    file.write_text(EXTENDED, encoding="utf-8")
    rules = choose_rule_set(str(file), as_of=date(2024, 12, 31), county="360122")
    step = rules.workflows["PARCEL"].between("PROV_POOL", "ISSUED")
    assert step is not None
    for day, code in ((date(2025, 12, 31), None), (date(2026, 1, 1), "PILOT_ENDED")):
        found = transition_obstacle(step, rules, Act("PROV_FORESTRY", day, DOCUMENT, RECORDED_AT))
        assert (found.code if found else None) == code
    file.write_text(EXTENDED.replace("    document: 赣林规〔2024〕9号\n", ""), encoding="utf-8")
    with pytest.raises(InputProblem, match="document"):
        choose_rule_set(str(file), as_of=date(2024, 12, 31), county="360122")


def test_JX_4_2_the_county_pool_takes_nothing_that_was_filed_elsewhere_meanwhile(pool: Path) -> None:
    """JX-4.2: all that bars the ground is measured once more before the county pool (CHK-ALL)."""
    walk(pool, "LANDUSE_CHANGED")
    filed = layer([ground(-50, 400)], "filed.gpkg")
    around = replace(AROUND, roles={**AROUND.roles, "filed": filed})
    act = Act("COUNTY_FORESTRY", date(2023, 7, 20), DOCUMENT, RECORDED_AT)
    refused = advance(pool, uids(pool), "COUNTY_POOL", act, RULES, around).refused
    assert {(r.check_id, r.clause) for r in refused} == {("CHK-FILED", "JX-3.2.1b")}
    assert go(pool, "COUNTY_POOL", date(2023, 7, 20)).advanced


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
    assert [r.code for r in advance(pool, uids(pool), "APPLIED", act, RULES).refused] == ["ROLE"]


def test_JX_3_2_2_4_a_confirmation_is_recorded_with_the_number_of_its_document_only(pool: Path) -> None:
    """JX-3.2.2(4): the county government confirms, so the plugin records its document."""
    walk(pool, "PUBLICIZED")
    assert [r.code for r in go(pool, "CONFIRMED", date(2022, 5, 6), doc_no="").refused] == ["NO_DOCUMENT"]


def test_JX_3_2_2_6_the_change_of_class_is_seen_in_the_survey_itself(pool: Path) -> None:
    """JX-3.2.2(6): what the latest survey still shows as mining land isn't changed, whatever the form says."""
    walk(pool, "ACCEPTED")
    still = Surroundings(roles={"surveys": survey((ground(-50, 150), "0602", 2022))})
    act = Act("COUNTY_NR", date(2023, 6, 30), DOCUMENT, RECORDED_AT)
    refused = advance(pool, uids(pool), "LANDUSE_CHANGED", act, RULES, still).refused
    assert [(r.check_id, r.clause) for r in refused] == [("CHK-AFTER", "JX-3.2.2(6)")]
    unknown = advance(pool, uids(pool), "LANDUSE_CHANGED", act, RULES).refused
    assert [r.check_id for r in unknown] == ["CHK-AFTER"]
    assert advance(pool, uids(pool), "LANDUSE_CHANGED", act, RULES, AROUND).advanced


def test_JX_2_1_what_was_accepted_in_2024_is_still_submitted_in_2025(pool: Path) -> None:
    """JX-2.1: such parcels stay in the pool without quota (A-13), so their package is one that verifies."""
    walk(pool, "COUNTY_POOL")
    package = build_submission(
        pool_batch(pool, "FOREST", BATCH),
        target_folder=pool.parent,
        as_of=date(2025, 9, 10),
        plugin_version="1.0.0",
        papers=PRINTED,
    )
    assert verify_submission(package.path).valid


def test_JX_3_2_2_6_of_9_200_m2_of_which_8_900_are_accepted_the_pool_holds_8_900(pool: Path) -> None:
    """JX-3.2.2(6): candidate 9 200, accepted 8 900, pool → credit 8 900."""
    walk(pool, "AFFORESTED")
    for office in ("FORESTRY", "NR"):
        accepted = {"office": office, "result": "PASS", "date": "2022-08-20", "area_m2": 8_900}
        answer(pool, "ACCEPTANCE", accepted, WHOLE_BATCH)
    day = date(2022, 8, 20)
    assert [(r.check_id, r.clause) for r in go(pool, "ACCEPTED", day).refused] == [("CHK-ACCEPTED-AREA", "JX-3.2.2(6)")]
    smaller = check(mines([ground(0, 89)], SJNF=[2021]), as_of=day).checked_parcel(0)
    act = Act("COUNTY_FORESTRY", day, DOCUMENT, RECORDED_AT)
    assert new_version(pool, uids(pool)[0], smaller, "验收范围小于申报范围", act, RULES) == 2
    draw_all(pool)
    walk(pool, "PROV_POOL", after="AFFORESTED")
    (parcel,) = pool_batch(pool, "FOREST", BATCH).parcels
    assert (parcel.state, parcel.area_dm2) == ("PROV_POOL", 890_000)


def test_JX_3_2_2_6_after_acceptance_the_shape_changes_only_by_way_of_a_new_acceptance(pool: Path) -> None:
    """JX-3.2.2(6): the shape is locked from acceptance on; the way back leads to rectification."""
    walk(pool, "ACCEPTED")
    day = date(2022, 9, 1)
    act = Act("COUNTY_FORESTRY", day, DOCUMENT, RECORDED_AT)
    smaller = check(mines([ground(0, 89)], SJNF=[2021]), as_of=day).checked_parcel(0)
    with pytest.raises(InputProblem, match="shape and area are fixed"):
        new_version(pool, uids(pool)[0], smaller, "边界有误", act, RULES)
    assert [r.check_id for r in go(pool, "RECTIFY", day).refused] == ["CHK-RECTIFY"]
    answer(pool, "RECTIFICATION", {"found_on": "2022-09-01", "matter": "边界有误", "due": "2022-12-31"}, WHOLE_BATCH)
    assert go(pool, "RECTIFY", day).advanced
    assert new_version(pool, uids(pool)[0], smaller, "边界有误", act, RULES) == 2
