"""``attachevidence``, ``recordform``, ``openmatter``, ``advancestate`` and ``duelist``: parcels go their way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import toolbox
from toolbox import AS_OF, BATCH, Log, box, parcels, push, refused, rows, run

from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.guards import possible_guards
from zhanbu_plugin.regimes.choosing import rule_sets

pytestmark = pytest.mark.usefixtures("zhanbu")

RECORDED = "2027-12-31T18:00:00+08:00"
DAY = "2026-11-22"


@pytest.fixture
def uids(filled: Path) -> list[str]:
    """Ids of the parcels that entered the pool."""
    return [row["parcel_uid"] for row in rows(f"{filled}|layername=parcel")]


def paper(tmp_path: Path, name: str = "检查报告.pdf") -> str:
    path = tmp_path / name
    path.write_bytes(f"%PDF-1.4 {name}".encode())
    return str(path)


def attach(pool: Path, file: str, kind: str, **concern: str) -> dict[str, Any]:
    given = {"KIND": kind, "FILE": file, "DOC_NO": "冀〔2026〕7号", "DATE": AS_OF, "RECORDED": RECORDED}
    return run("attachevidence", POOL=str(pool), SYSTEM="CROP", **given, **concern)


def record(pool: Path, form: str, values: str, **concern: object) -> dict[str, Any]:
    given = {"FORM": form, "VALUES": values, "BY": "王工", "DATE": DAY, "RECORDED": RECORDED}
    return run("recordform", POOL=str(pool), SYSTEM="CROP", **given, **concern)


def ground() -> dict[str, str]:
    """What the state CHECKED measures once more."""
    return {**toolbox.roles(), "DEM": str(toolbox.DEM)}


def advance(pool: Path, to_state: str, role: str, log: Log | None = None, **given: object) -> dict[str, Any]:
    terms = {"TO_STATE": to_state, "ROLE": role, "DATE": DAY, "RECORDED": RECORDED, "REFUSALS": "memory:", **given}
    return run("advancestate", log, POOL=str(pool), SYSTEM="CROP", **terms)


def test_a_batch_goes_forward_when_its_papers_are_there(filled: Path, uids: list[str], tmp_path: Path) -> None:
    refusal = advance(filled, "CHECKED", "COUNTY_NR", BATCH=BATCH, **ground())
    assert (refusal["ADVANCED"], refusal["REFUSED"]) == (0, len(uids))
    told = rows(refusal["REFUSALS"])
    assert {(row["code"], row["check_id"], row["clause"]) for row in told} == {("GUARD", "CHK-REPORT", "HB-8a")}
    assert all("CHK-REPORT (HB-8a)" in row["reason"] for row in told)
    result = attach(filled, paper(tmp_path), "CHECK_REPORT", BATCH=BATCH)
    assert len(result["SHA256"]) == 64 and result["EVIDENCE"].startswith("139901-EVIDENCE-")
    assert advance(filled, "CHECKED", "COUNTY_NR", BATCH=BATCH, **ground())["ADVANCED"] == len(uids)
    assert {row["state"] for row in rows(f"{filled}|layername=parcel")} == {"CHECKED"}
    assert verify_pool(filled) == ()


def test_single_parcels_are_named_and_the_others_stay(filled: Path, uids: list[str], tmp_path: Path) -> None:
    attach(filled, paper(tmp_path), "CHECK_REPORT", PARCEL=uids[0])
    log = Log()
    result = advance(
        filled, "CHECKED", "COUNTY_NR", log, PARCELS=f"{uids[0]}, {uids[1]}；139901-CROP-009999", **ground()
    )
    assert (result["ADVANCED"], result["REFUSED"]) == (1, 2)
    codes = {row["uid"]: row["code"] for row in rows(result["REFUSALS"])}
    assert codes == {uids[1]: "GUARD", "139901-CROP-009999": "UNKNOWN"}
    assert f"{uids[1]}: GUARD" in log


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ({"PARCELS": ""}, ["No parcel, batch or matter is named"]),
        ({"BATCH": "2099"}, ["no batch “2099” of CROP"]),
        ({"ROLE": "MAYOR"}, ["no role “MAYOR”", "COUNTY_NR"]),
        ({"DATE": "tomorrow"}, ["DATE", "tomorrow", "2026-11-21"]),
        ({"DATE": "2028-06-01"}, ["2028-06-01", "in force"]),
        ({"DATE": "2028-01-01"}, ["after the day on which it is recorded"]),
        ({"RULE_SET": "nonsense"}, ["no rule set “nonsense”"]),
        ({"POOL": "missing.gpkg"}, ["missing.gpkg"]),
    ],
)
def test_what_is_wrong_is_told_with_the_way_out(filled: Path, given: dict[str, str], parts: list[str]) -> None:
    terms = {"PARCELS": "139901-CROP-000001", "ROLE": "COUNTY_NR", "DATE": DAY, "RECORDED": RECORDED, **given}
    before = toolbox.sha256(filled)
    refused("advancestate", *parts, **{"POOL": str(filled), "TO_STATE": "CHECKED", **terms})
    assert toolbox.sha256(filled) == before


def test_answers_come_as_json_or_as_a_table(filled: Path, uids: list[str], tmp_path: Path) -> None:
    assert record(filled, "HOLDERS", '{"count": 2}', PARCELS=uids[0])["RECORDED"] == 1
    table = tmp_path / "consents.csv"
    table.write_text("holder,agreed\n经办人甲,是\n经办人乙,否\n", encoding="utf-8")
    assert record(filled, "CONSENT", "", INPUT=str(table), PARCELS=uids[0])["RECORDED"] == 2
    (dossier,) = dossiers_of(filled, uids[:1])
    assert [(r.form, dict(r.values)) for r in dossier.records] == [
        ("HOLDERS", {"count": 2.0}),
        ("CONSENT", {"holder": "经办人甲", "agreed": True}),
        ("CONSENT", {"holder": "经办人乙", "agreed": False}),
    ]
    assert verify_pool(filled) == ()


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ("{count: 3}", "this is no JSON"),
        ("3", "give an object"),
        ("[]", "give an object"),
        ('{"count": "many"}', "many is no number"),
        ("", "nothing to record"),
    ],
)
def test_answers_that_are_none_are_refused(filled: Path, values: str, part: str) -> None:
    before = toolbox.sha256(filled)
    refused(
        "recordform", part,
        POOL=str(filled), FORM="HOLDERS", VALUES=values, BY="王工", DATE=DAY, RECORDED=RECORDED, BATCH=BATCH,
    )  # fmt: skip
    assert toolbox.sha256(filled) == before


def test_a_matter_is_opened_with_a_place_and_parcels_and_moved(filled: Path, uids: list[str]) -> None:
    place = parcels(box(0, 0), box(100, 0))
    given = {"SUBJECT": "OCCUPATION", "SYSTEM": "CROP", "YEAR": 2026, "TITLE": "示例公路", "LINKS": ",".join(uids[:2])}
    result = run("openmatter", POOL=str(filled), INPUT=place, DATE=DAY, RECORDED=RECORDED, **given)
    uid = result["MATTER"]
    assert uid == "139901-CROP-OCCUPATION-000001"
    (matter,) = dossiers_of(filled, [uid])
    assert matter.state == "DRAFT" and [linked.uid for linked in matter.linked] == uids[:2]
    assert matter.area_m2 is not None and matter.area_m2 > 0
    link = {"MATTER": uid, "LINKS": f"{uids[1]}, {uids[2]}", "DATE": DAY, "RECORDED": RECORDED}
    assert run("linkmatter", POOL=str(filled), **link)["LINKED"] == 1
    moved = advance(filled, "SHEET_ISSUED", "COUNTY_NR", MATTER=uid)
    assert (moved["ADVANCED"], moved["REFUSED"]) == (0, 1), "nothing is on file of it"
    assert all(row["uid"] == uid and row["code"] == "GUARD" for row in rows(moved["REFUSALS"]))
    assert verify_pool(filled) == ()


def test_the_due_list_tells_what_is_due_and_what_is_late(filled: Path) -> None:
    """HB-27: the rectification of a problem is due by a day that somebody has set."""
    given = {"SUBJECT": "PROBLEM", "SYSTEM": "CROP", "YEAR": 2026, "TITLE": "撂荒", "ROLE": "CITY_NR"}
    uid = run("openmatter", POOL=str(filled), DATE=DAY, RECORDED=RECORDED, DOC_NO="市〔2026〕1号", **given)["MATTER"]
    record(filled, "RECTIFICATION", '{"found_on": "2026-11-22", "matter": "撂荒", "due": "2027-06-30"}', MATTER=uid)
    for day, left, late in (("2027-06-30", 0, 0), ("2027-07-01", -1, 1)):
        result = run("duelist", POOL=str(filled), SYSTEM="CROP", AS_OF=day, OUTPUT="memory:")
        (row,) = rows(result["OUTPUT"])
        assert (row["uid"], row["due"], row["days_left"], row["late"]) == (uid, "2027-06-30", left, late)
        assert (row["clause"], row["met_on"], row["rule_set"]) == ("HB-27", None, "hebei-cropland-2025")
        assert (result["OPEN"], result["LATE"]) == (1, late)
    assert rows(run("duelist", POOL=str(filled), SYSTEM="FOREST", AS_OF=DAY, OUTPUT="memory:")["OUTPUT"]) == []


def test_a_withdrawn_parcel_may_be_pushed_again(
    filled: Path, uids: list[str], checked: dict[str, Any], tmp_path: Path
) -> None:
    attach(filled, paper(tmp_path, "撤回函.pdf"), "WITHDRAWAL", BATCH=BATCH)
    assert advance(filled, "WITHDRAWN", "COUNTY_NR", BATCH=BATCH)["ADVANCED"] == len(uids)
    assert push(filled, checked["OUTPUT"], BATCH="again")["ADMITTED"] == len(uids)
    assert verify_pool(filled) == ()


def test_a_package_of_parcels_on_their_way_verifies(filled: Path, uids: list[str], tmp_path: Path) -> None:
    attach(filled, paper(tmp_path), "CHECK_REPORT", BATCH=BATCH)
    advance(filled, "CHECKED", "COUNTY_NR", BATCH=BATCH)
    package = tmp_path / "package.zip"
    run("exportsubmission", POOL=str(filled), SYSTEM="CROP", BATCH=BATCH, AS_OF=DAY, PACKAGE=str(package))
    result = run("verifysubmission", PACKAGE=str(package), PROBLEMS="memory:")
    assert rows(result["PROBLEMS"]) == []
    assert result["VALID"]


def test_a_pooled_parcel_that_is_checked_again_is_not_told_that_its_own_ground_is_taken(
    filled: Path, uids: list[str]
) -> None:
    source = f"{filled}|layername=parcel"
    again = toolbox.check(INPUT=source, ID_FIELD="parcel_uid", POOL=str(filled), FINDINGS="memory:")
    claims = {r["parcel_id"]: r["outcome"] for r in rows(again["FINDINGS"]) if r["check_id"] == "CHK-POOL"}
    assert claims == dict.fromkeys(uids, "PASS")
    stranger = toolbox.check(INPUT=source, POOL=str(filled), FINDINGS="memory:")
    assert {r["outcome"] for r in rows(stranger["FINDINGS"]) if r["check_id"] == "CHK-POOL"} == {"FAIL"}


def test_a_place_that_crosses_itself_is_told_by_its_number_and_no_matter_is_opened(filled: Path) -> None:
    bowtie = "POLYGON ((39518000 4306000, 39518100 4306100, 39518100 4306000, 39518000 4306100, 39518000 4306000))"
    given = {"POOL": str(filled), "SYSTEM": "CROP", "SUBJECT": "OCCUPATION", "YEAR": 2026, "TITLE": "示例项目"}
    message = refused("openmatter", "parcels", INPUT=parcels(box(300, 0), bowtie), DATE=DAY, RECORDED=RECORDED, **given)
    assert "fault of the plugin" not in message
    assert "2" in message


def test_a_layer_that_the_pool_remembers_serves_what_is_asked_when_a_matter_leaves_its_first_state() -> None:
    """Hebei asks for high-standard farmland under an occupation (CHK-HSF, HB-5) when it leaves the draft."""
    rules = rule_sets()["hebei-cropland-2025"]
    assert "hsf" in {check.role for check in possible_guards(rules, "SHEET_ISSUED")}
    assert "hsf" not in {check.role for check in rules.checks if check.stage == "SHEET_ISSUED"}
