"""The comparison of two versions in words: entries by their names, values without noise, papers by their kinds."""

from __future__ import annotations

import pytest
from submission_example import batch_of, built, checked

from zhanbu_plugin.exchange.comparing.opened import OpenedPackage, open_package
from zhanbu_plugin.exchange.comparing.versions import Difference
from zhanbu_plugin.reports import change_words
from zhanbu_plugin.reports.change_words import ChangeWords


@pytest.fixture(scope="module")
def package(qgis_app: object, tmp_path_factory: pytest.TempPathFactory) -> OpenedPackage:
    folder = tmp_path_factory.mktemp("package")
    return open_package(built(batch_of(folder, [checked(0)]), folder).path)


@pytest.fixture
def words(package: OpenedPackage, monkeypatch: pytest.MonkeyPatch) -> ChangeWords:
    monkeypatch.setattr(change_words, "interface_is_chinese", lambda: True)
    return ChangeWords(package)


def test_entries_have_the_names_of_the_survey_and_of_the_rules(words: ChangeWords, package: OpenedPackage) -> None:
    assert words.name("survey.TBMJ") == "图斑面积 TBMJ"
    rule = package.rule_set.checks[0]
    assert words.name(f"findings.{rule.id}") == f"{rule.title.zh} {rule.id}"
    assert words.name("something.else") == "something.else"


@pytest.mark.parametrize(
    ("item", "told", "read"),
    [
        ("findings.CHK-AREA", "PASS 2.350774775550235e-05", "通过 0"),
        ("findings.CHK-NARROW", "FAIL 47.368098326616064", "不通过 47.3681"),
        ("measures.slope_deg", "6.000014601813422", "6"),
        ("area_m2", "8999.94", "8999.94"),
        ("geometry", "ec84b13bbf425e085af1208dba453cfce41127d03662452d4f3217da4f403239", "ec84b13bbf42…"),
        ("verdict", "ELIGIBLE", "符合"),
        ("materials", "FILING 备案.txt 9885346f; CHECK_REPORT 冀〔2026〕1号 报告.pdf 052374fe", None),
        ("as_of", "2026-11-09", "2026-11-09"),
    ],
)
def test_values_stand_as_people_read_them(words: ChangeWords, item: str, told: str, read: str | None) -> None:
    _, new = words.values(Difference(item, "", told))
    if read is not None:
        assert new == read
    else:
        lines = new.split("\n")
        assert lines[0].endswith(": 备案.txt") and lines[1].endswith(": 冀〔2026〕1号 报告.pdf")
        assert not any(mark in new for mark in ("FILING", "CHECK_REPORT", "9885346f"))
