"""Steps: those that the rules know, taken by whom they name, with the papers and answers that they ask for."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from engines import contents, only_files, raw
from filed_parcels import BATCH, ONE, THREE, TWO, act, answer, attach, filled, guard, paper, rules
from waived_parcels import document, waiver

from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.pool.database import evidence_folder
from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.reading import active_claims
from zhanbu_plugin.pool.steps import advancing
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.pool.steps.advancing import AdvanceReport, advance
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.severity import Severity
from zhanbu_plugin.survey.cancel import Cancelled
from zhanbu_plugin.survey.problem import InputProblem

BOTH_ENGINES = True

FREE = rules()
REPORT = guard("CHK-REPORT", "evidence", "CHECKED", options={"kinds": ("CHECK_REPORT",)})
INFRA = guard(
    "CHK-INFRA",
    "answered",
    "COMPLETED",
    severity=Severity.OVERRIDE,
    options={"form": "INFRASTRUCTURE", "field": "present", "values": ("true",)},
)
GUARDED = rules(REPORT, INFRA)


def states(pool: Path) -> dict[str, str]:
    return {d.uid: d.state for d in dossiers_of(pool, [ONE, TWO, THREE])}


def step(pool: Path, to_state: str, by: Act | None = None, rule_set: RuleSet = FREE, *uids: str) -> AdvanceReport:
    return advance(pool, uids or (ONE,), to_state, by or act(), rule_set)


def refusal(report: AdvanceReport) -> tuple[str, str]:
    assert report.advanced == ()
    (one,) = report.refused
    return one.code, str(one.reason)


def test_a_step_moves_a_parcel_and_is_told_with_who_when_and_by_which_paper(pool: Path) -> None:
    filled(pool)
    assert step(pool, "CHECKED", act(doc_no="示自然资〔2027〕3号")) == AdvanceReport((ONE,), ())
    assert states(pool) == {ONE: "CHECKED", TWO: "CANDIDATE", THREE: "CANDIDATE"}
    pushed, taken = dossiers_of(pool, [ONE])[0].steps
    assert (pushed.from_state, pushed.to_state) == ("", "CANDIDATE")
    assert (taken.from_state, taken.to_state, taken.occurred_on) == ("CANDIDATE", "CHECKED", date(2027, 1, 15))
    assert (taken.role, taken.doc_no) == ("COUNTY_NR", "示自然资〔2027〕3号")
    assert verify_pool(pool) == ()


def test_the_history_names_the_clause_and_the_very_rules(pool: Path) -> None:
    filled(pool)
    step(pool, "CHECKED")
    with raw(pool) as db:
        row = db.execute("SELECT clause, rule_set, facts FROM event ORDER BY event_no DESC")[0]
        kept = db.execute("SELECT CAST(content AS BLOB) FROM rule_set WHERE sha256 = ?", (FREE.sha256,))[0]
    assert row[:2] == (FREE.workflows["PARCEL"].between("CANDIDATE", "CHECKED").clause, "hebei-cropland-2025")
    assert FREE.sha256 in row[2]
    assert kept == (FREE.content,)


@pytest.mark.parametrize(
    ("to_state", "by", "code", "told"),
    [
        ("INDICATOR", act("PROV_NR", doc_no="1"), "NO_WAY", "From CANDIDATE it goes to: CHECKED.*WITHDRAWN"),
        ("NOWHERE", act(), "NO_WAY", "No step leads from CANDIDATE to NOWHERE"),
        ("CHECKED", act("VILLAGE"), "ROLE", "VILLAGE can't take the step to CHECKED. It is for: .*COUNTY_NR"),
        ("CHECKED", act(on=date(2026, 11, 1)), "DATE", "2026-11-01 lies before the last step .2026-11-02"),
    ],
)
def test_a_step_that_cant_be_taken_is_refused_with_the_way_out(
    pool: Path, to_state: str, by: Act, code: str, told: str
) -> None:
    filled(pool)
    before = contents(pool)
    found, reason = refusal(step(pool, to_state, by))
    assert found == code
    assert re.search(told, reason), reason
    assert contents(pool) == before


def test_a_step_that_is_decided_elsewhere_needs_the_number_of_its_document(pool: Path) -> None:
    filled(pool)
    for to_state, role in (("CHECKED", "COUNTY_NR"), ("COMPLETED", "IMPLEMENTER")):
        assert step(pool, to_state, act(role)).advanced == (ONE,)
    code, reason = refusal(step(pool, "SURVEY_CROP", act("PROV_NR", doc_no=" ")))
    assert code == "NO_DOCUMENT"
    assert "number of the document" in reason
    assert step(pool, "SURVEY_CROP", act("PROV_NR", doc_no="冀调〔2027〕1号")).advanced == (ONE,)


def test_a_guard_over_the_file_holds_a_parcel_until_its_paper_is_there(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    report = step(pool, "CHECKED", None, GUARDED)
    (one,) = report.refused
    assert (one.code, one.check_id, one.clause) == ("GUARD", "CHK-REPORT", "HB-8a")
    assert "CHK-REPORT (HB-8a)" in str(one.reason)
    attach(pool, paper(tmp_path))
    assert step(pool, "CHECKED", None, GUARDED).advanced == (ONE,)
    assert verify_pool(pool) == ()


def test_what_the_guards_found_is_kept_with_the_step(pool: Path, tmp_path: Path) -> None:
    attach(filled(pool), paper(tmp_path))
    step(pool, "CHECKED", None, GUARDED)
    with raw(pool) as db:
        found = db.execute(
            "SELECT f.check_id, f.outcome, r.stage, r.rule_set_sha256 FROM event e "
            "JOIN finding f ON f.subject_uid = e.subject_uid AND f.run_id = e.run_id "
            "JOIN check_run r ON r.run_id = e.run_id WHERE e.to_state = 'CHECKED'"
        )
    assert found == [("CHK-REPORT", "PASS", "CHECKED", GUARDED.sha256)]


def test_one_batch_goes_as_far_as_each_parcel_may(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    attach(pool, paper(tmp_path))
    report = advance(pool, [THREE, ONE, TWO, "139901-CROP-000077"], "CHECKED", act(), GUARDED)
    assert report.advanced == (ONE,)
    assert [(r.uid, r.code) for r in report.refused] == [
        (TWO, "GUARD"),
        (THREE, "GUARD"),
        ("139901-CROP-000077", "UNKNOWN"),
    ]
    attach(pool, paper(tmp_path, "for all.pdf", b"all"), on=BATCH)
    assert advance(pool, [TWO, THREE], "CHECKED", act(), GUARDED).advanced == (TWO, THREE)


def test_a_document_lifts_a_guard_that_may_be_lifted_and_is_kept(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    attach(pool, paper(tmp_path))
    step(pool, "CHECKED", None, GUARDED)
    answer(pool, "INFRASTRUCTURE", {"present": "false"})
    by = act("IMPLEMENTER")
    assert refusal(step(pool, "COMPLETED", by, GUARDED))[0] == "GUARD"
    scan = document(tmp_path)
    lifted = replace(waiver(ONE, scan), check_id="CHK-INFRA")
    assert advance(pool, [ONE], "COMPLETED", by, GUARDED, waivers=[lifted]).advanced == (ONE,)
    kept = [file.name for file in evidence_folder(pool).iterdir()]
    assert f"{lifted.file_sha256}.pdf" in kept
    assert verify_pool(pool) == ()


def test_a_guard_that_blocks_is_lifted_by_no_document(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    document_for_it = replace(waiver(ONE, document(tmp_path)), check_id="CHK-REPORT")
    with pytest.raises(InputProblem, match="CHK-REPORT blocks, and no document can lift it"):
        advance(pool, [ONE], "CHECKED", act(), GUARDED, waivers=[document_for_it])


def test_a_guard_that_is_measured_sees_the_parcel_in_the_pool(pool: Path) -> None:
    """A square of 50 m is above the smallest patch; nobody else holds its ground, and it isn't its own rival."""
    filled(pool)
    measured = rules(guard("CHK-S", "sliver", "CHECKED"), guard("CHK-P", "pool_overlap", "CHECKED"))
    assert step(pool, "CHECKED", None, measured).refused == ()


def test_a_measured_guard_without_its_layer_was_not_carried_out(pool: Path) -> None:
    filled(pool)
    measured = rules(guard("CHK-X", "inside_county", "CHECKED", role="county"))
    report = advance(pool, [ONE], "CHECKED", act(), measured, Surroundings())
    assert [(r.code, r.check_id) for r in report.refused] == [("GUARD", "CHK-X")]


def test_a_return_is_a_step_like_any_other_and_nothing_is_undone(pool: Path) -> None:
    filled(pool)
    for to_state, role in (
        *(("CHECKED", "COUNTY_NR"), ("COMPLETED", "IMPLEMENTER"), ("SURVEY_CROP", "PROV_NR")),
        *(("COUNTY_QUALITY", "COUNTY_AGRI"), ("CITY_QUALITY", "CITY_AGRI"), ("FILED", "COUNTY_NR")),
        *(("RETURNED", "CITY_NR"), ("CHECKED", "COUNTY_NR")),
    ):
        assert step(pool, to_state, act(role, doc_no="文号")).advanced == (ONE,), to_state
    assert [s.to_state for s in dossiers_of(pool, [ONE])[0].steps][-3:] == ["FILED", "RETURNED", "CHECKED"]
    assert verify_pool(pool) == ()


def test_a_withdrawn_parcel_frees_its_ground_and_goes_nowhere(pool: Path) -> None:
    filled(pool)
    assert step(pool, "WITHDRAWN").advanced == (ONE,)
    assert active_claims(pool)[1] == (TWO, THREE)
    assert refusal(step(pool, "CHECKED"))[0] == "ENDED"
    assert verify_pool(pool) == ()


def test_rules_that_have_run_out_are_named_with_their_dates(pool: Path) -> None:
    filled(pool)
    over = rules(valid_to=date(2026, 12, 31))
    code, reason = refusal(step(pool, "CHECKED", None, over))
    assert code == "EXPIRED"
    assert "2025-05-01" in reason and "2026-12-31" in reason and "2027-01-15" in reason


def test_a_pilot_that_has_ended_makes_no_quota_but_its_parcels_are_looked_after(pool: Path) -> None:
    """JX-2.1: on the last day the step is allowed, on the day after it isn't; other steps still are."""
    filled(pool)
    workflow = FREE.workflows["PARCEL"]
    transitions = tuple(replace(t, only_in_force=True) if t.to == "COMPLETED" else t for t in workflow.transitions)
    pilot = rules(guard("CHK-PILOT", "in_force", "SPOT_QUALITY"), valid_to=date(2027, 1, 14))
    pilot = replace(pilot, workflows={"PARCEL": replace(workflow, transitions=transitions)})
    assert step(pool, "CHECKED", None, pilot).advanced == (ONE,)
    code, reason = refusal(step(pool, "COMPLETED", act("IMPLEMENTER"), pilot))
    assert code == "PILOT_ENDED"
    assert "2027-01-14" in reason
    inside = replace(pilot, valid_to=date(2027, 1, 15))
    assert step(pool, "COMPLETED", act("IMPLEMENTER"), inside).advanced == (ONE,)


def test_other_rules_than_those_of_its_check_are_refused(pool: Path) -> None:
    filled(pool)
    assert refusal(step(pool, "CHECKED", None, replace(FREE, id="sichuan-cropland-2022")))[0] == "WRONG_RULES"
    own = replace(FREE, id="own-county", parent="hebei-cropland-2025")
    assert step(pool, "CHECKED", None, own).advanced == (ONE,)


def test_nobody_acts_tomorrow_or_in_an_unknown_role(pool: Path) -> None:
    filled(pool)
    with pytest.raises(InputProblem, match="after the day on which it is recorded"):
        step(pool, "CHECKED", act(on=date(2027, 6, 2)))
    with pytest.raises(InputProblem, match="no role “MAYOR”"):
        step(pool, "CHECKED", act("MAYOR"))


def test_what_fails_in_the_middle_leaves_nothing(pool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(pool)
    before = contents(pool)
    taken = []
    real = advancing.step_facts

    def fail_at_the_second(*given: object) -> dict[str, object]:
        taken.append(given)
        if len(taken) == 2:
            raise RuntimeError("the lights go out")
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(advancing, "step_facts", fail_at_the_second)
    with pytest.raises(RuntimeError, match="lights"):
        advance(pool, [ONE, TWO], "CHECKED", act(), FREE)
    assert set(states(pool).values()) == {"CANDIDATE"}
    assert verify_pool(pool) == ()
    monkeypatch.undo()
    with pytest.raises(Cancelled):
        advance(pool, [ONE, TWO], "CHECKED", act(), FREE, progress=lambda done: done < 0.9)
    assert set(states(pool).values()) == {"CANDIDATE"}
    assert contents(pool) == before


def test_what_somebody_writes_meanwhile_is_seen(pool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the parcels of one step are weighed, another office withdraws one of them."""
    filled(pool)
    weigh, times = advancing.weigh, []

    def interrupted(*given: object) -> object:
        times.append(1)
        answer = weigh(*given)  # type: ignore[arg-type]
        if len(times) == 1:
            assert advance(pool, [ONE], "WITHDRAWN", act(), FREE).advanced == (ONE,)
        return answer

    monkeypatch.setattr(advancing, "weigh", interrupted)
    report = advance(pool, [ONE, TWO], "CHECKED", act(), FREE)
    assert report.advanced == (TWO,)
    assert [(r.uid, r.code) for r in report.refused] == [(ONE, "ENDED")]
    assert states(pool) == {ONE: "WITHDRAWN", TWO: "CHECKED", THREE: "CANDIDATE"}
    assert verify_pool(pool) == ()


@only_files
def test_the_same_steps_give_the_same_history(pool: Path, tmp_path: Path) -> None:
    filled(pool)
    copy = tmp_path / "copy.gpkg"
    shutil.copy(pool, copy)
    for path, uids in ((pool, [ONE, TWO, THREE]), (copy, [THREE, ONE, TWO, ONE])):
        advance(path, uids, "CHECKED", act(), FREE)
    heads = []
    for path in (pool, copy):
        with closing(sqlite3.connect(path)) as db:
            heads.append(db.execute("SELECT hash FROM event ORDER BY event_no").fetchall())
    assert heads[0] == heads[1]


def test_after_a_return_the_papers_of_before_open_no_state_again(pool: Path, tmp_path: Path) -> None:
    """HB-18: checked anew means on a new report; what the county filed for all of its parcels stays good."""
    infra = {"form": "INFRASTRUCTURE"}
    rule_set = rules(REPORT, guard("CHK-INFRA", "answered", "COMPLETED", options=infra))
    filled(pool)
    attach(pool, paper(tmp_path))
    answer(pool, "INFRASTRUCTURE", {"present": "true"}, Concern())
    way = [("CHECKED", "COUNTY_NR"), ("COMPLETED", "IMPLEMENTER"), ("SURVEY_CROP", "PROV_NR")]
    way += [("COUNTY_QUALITY", "COUNTY_AGRI"), ("CITY_QUALITY", "CITY_AGRI"), ("FILED", "COUNTY_NR")]
    for to_state, role in [*way, ("RETURNED", "CITY_NR")]:
        assert step(pool, to_state, act(role, doc_no="7"), rule_set).advanced == (ONE,), to_state
    (refused,) = step(pool, "CHECKED", None, rule_set).refused
    assert refused.check_id == "CHK-REPORT"
    assert "before the step back of 2027-01-15 doesn't count" in str(refused.reason)
    attach(pool, paper(tmp_path, "new.pdf", b"checked anew"))
    assert step(pool, "CHECKED", None, rule_set).advanced == (ONE,)
    assert step(pool, "COMPLETED", act("IMPLEMENTER"), rule_set).advanced == (ONE,)


def test_a_step_relies_on_nothing_that_came_after_it(pool: Path, tmp_path: Path) -> None:
    """HB-8a: the report is of 2026-11-20, so nothing was checked by it before; refused with the step's own clause."""
    attach(filled(pool), paper(tmp_path))
    (refused,) = step(pool, "CHECKED", act(on=date(2026, 11, 19)), GUARDED).refused
    assert (refused.code, refused.clause) == ("DATE", "HB-8a")
    assert "2026-11-20 lies after the day of the step, 2026-11-19" in str(refused.reason)
    assert step(pool, "CHECKED", act(on=date(2026, 11, 20)), GUARDED).advanced == (ONE,)
