"""A county's own rules in the toolbox: by their file, from the profile's folder, and on into the pool."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import toolbox
from toolbox import AS_OF, COUNTY

from zhanbu_plugin.regimes.county_rules import county_folder

pytestmark = pytest.mark.usefixtures("zhanbu")

OWN = """\
parent: hebei-cropland-2025
id: shili-cropland-2026
title: {zh: 示例县细则, en: Rules of the sample county}
document: 示例政办〔2026〕1号
region: ["139901"]
valid_from: 2026-01-01
valid_to: 2027-12-31
parameters:
  pool.max_check_age_days:
    value: 30
    reason: {zh: 县里从严, en: The county is stricter}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "shili.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.fixture
def folder(own: Path) -> Iterator[Path]:
    before, county_folder.path = county_folder.path, own.parent
    yield own.parent
    county_folder.path = before


def pushed(tmp_path: Path, rule_set: str, **more: object) -> dict[str, object]:
    pool = str(tmp_path / "pool.gpkg")
    toolbox.run("createpool", POOL=pool, COUNTY=COUNTY, CRS=toolbox.CRS)
    checked = toolbox.check(RULE_SET=rule_set, POOL=pool)
    terms = {"POOL": pool, "SYSTEM": "CROP", "BATCH": "2026-01", "AS_OF": AS_OF, "REFUSALS": "memory:"}
    return toolbox.run("pushtopool", INPUT=checked["OUTPUT"], **terms, **more) | {"POOL": pool}


def test_parcels_checked_by_a_file_of_own_rules_enter_the_pool_with_that_file(own: Path, tmp_path: Path) -> None:
    result = pushed(tmp_path, str(own), RULE_SET=str(own))
    assert result["ADMITTED"] > 0
    package = tmp_path / "package.zip"
    terms = {"POOL": result["POOL"], "SYSTEM": "CROP", "BATCH": "2026-01", "AS_OF": AS_OF}
    toolbox.run("exportsubmission", **terms, PACKAGE=str(package))
    verified = toolbox.run("verifysubmission", PACKAGE=str(package))
    assert verified["VALID"], toolbox.rows(verified["PROBLEMS"])


def test_without_the_file_the_pool_does_not_know_the_rules(own: Path, tmp_path: Path) -> None:
    result = pushed(tmp_path, str(own))
    assert result["ADMITTED"] == 0
    reasons = {str(row["reason"]) for row in toolbox.rows(result["REFUSALS"]) if row["code"] == "STALE"}
    assert any("shili-cropland-2026" in reason for reason in reasons)


def test_own_rules_in_the_profile_are_chosen_by_county_and_day(folder: Path, tmp_path: Path) -> None:
    result = pushed(tmp_path, "auto")
    assert result["ADMITTED"] > 0
    # 51 days before the push: the province admits 90, the county 30.
    pool = str(tmp_path / "late.gpkg")
    toolbox.run("createpool", POOL=pool, COUNTY=COUNTY, CRS=toolbox.CRS)
    old = toolbox.check(RULE_SET="auto", AS_OF="2026-10-01", POOL=pool)["OUTPUT"]
    terms = {"POOL": pool, "SYSTEM": "CROP", "BATCH": "late", "AS_OF": AS_OF, "REFUSALS": "memory:"}
    late = toolbox.run("pushtopool", INPUT=old, **terms)
    assert late["ADMITTED"] == 0
    stale = [str(row["reason"]) for row in toolbox.rows(late["REFUSALS"]) if row["code"] == "STALE"]
    assert stale and all("51" in reason and "30" in reason for reason in stale)


def test_a_damaged_file_of_own_rules_is_refused_with_its_line(own: Path) -> None:
    own.write_text(OWN.replace("value: 30", "value: 120"), encoding="utf-8")
    toolbox.refused(
        "checkparcels", "shili.yaml", "pool.max_check_age_days = 120 is looser than 90", "line 10",
        INPUT=toolbox.CANDIDATES, RULE_SET=str(own), COUNTY=COUNTY, AS_OF=AS_OF, OUTPUT="memory:",
    )  # fmt: skip


def test_a_rule_set_is_checked_and_every_problem_listed_with_its_line(own: Path) -> None:
    checked = toolbox.run("checkruleset", FILE=str(own), PROBLEMS="memory:")
    assert (checked["VALID"], checked["PROBLEM_COUNT"], checked["RULE_SET"]) == (True, 0, "shili-cropland-2026")
    own.write_text(
        OWN.replace("value: 30", "value: 120").replace("2027-12-31", "2029-12-31") + "severities: {CHK-MOON: BLOCK}\n",
        encoding="utf-8",
    )
    checked = toolbox.run("checkruleset", FILE=str(own), PROBLEMS="memory:")
    assert (checked["VALID"], checked["RULE_SET"]) == (False, "")
    found = {(row["file"], row["line"], row["key"]) for row in toolbox.rows(checked["PROBLEMS"])}
    assert found == {
        ("shili.yaml", 7, "valid_to"),
        ("shili.yaml", 10, "parameters.pool.max_check_age_days.value"),
        ("shili.yaml", 12, "severities.CHK-MOON"),
    }


def test_the_log_tells_what_own_rules_change(own: Path) -> None:
    log = toolbox.Log()
    own.write_text(
        OWN.replace("value: 30", "value: 120").replace("    reason", "    document: 省函5号\n    reason"),
        encoding="utf-8",
    )
    toolbox.run("checkruleset", log, FILE=str(own), PROBLEMS="memory:")
    assert "pool.max_check_age_days: 90 → 120, looser, by document 省函5号" in "\n".join(log.told)


def test_a_report_says_first_what_a_county_makes_looser_and_by_which_document(own: Path, tmp_path: Path) -> None:
    looser = "  slope.limit_deg:\n    value: 28\n    document: 省函5号\n    reason: {zh: 经省同意, en: By consent}\n"
    own.write_text(OWN + looser, encoding="utf-8")
    report = tmp_path / "report.html"
    toolbox.check(RULE_SET=str(own), REPORT=str(report))
    page = report.read_text(encoding="utf-8")
    assert "shili-cropland-2026" in page
    assert page.index("slope.limit_deg") < page.index("pool.max_check_age_days")
    assert page.index("省函5号") < page.index("What the text leaves open")
