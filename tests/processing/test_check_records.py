"""``checkrecords``: plans, items and reports from a spreadsheet, checked before any pool holds them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import toolbox
from qgis.core import QgsField, QgsProcessingException
from qgis.PyQt.QtCore import QMetaType
from toolbox import Log, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")

JIANGXI = {"RULE_SET": "jiangxi-forest-2022", "SUBJECT": "YEAR", "FINDINGS": "memory:"}
REPORT = {**JIANGXI, "FORM": "REPORT", "STAGE": "REPORTED", "AS_OF": "2023-01-10"}


def table(folder: Path, text: str) -> str:
    path = folder / "records.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def outcomes(result: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {(f["subject_id"], f["check_id"]): f["outcome"] for f in rows(result["FINDINGS"])}


def test_what_a_table_tells_is_checked_and_the_rest_stays_open(tmp_path: Path) -> None:
    """JX-3.3.5a: the report was filed; of its paper the table says nothing."""
    result = run("checkrecords", INPUT=table(tmp_path, "year,filed_on\n2022,2023-01-05\n"), **REPORT)
    found = outcomes(result)
    assert (found[("1", "CHK-REPORT")], found[("1", "CHK-REPORT-PAPERS")]) == ("PASS", "NOT_CHECKED")
    assert (result["CHECKED"], result["INCOMPLETE"], result["ELIGIBLE"]) == (1, 1, 0)


def test_papers_at_hand_can_be_listed_and_columns_may_have_chinese_titles(tmp_path: Path) -> None:
    lines = "县,年度,报送日期,evidence\n甲县,2022,2023/1/5,YEAR_REPORT\n乙县,2022,2023年1月6日,\n"
    log = Log()
    result = run("checkrecords", log, INPUT=table(tmp_path, lines), ID_FIELD="县", **REPORT)
    assert outcomes(result)[("甲县", "CHK-REPORT-PAPERS")] == "PASS"
    assert outcomes(result)[("乙县", "CHK-REPORT-PAPERS")] == "FAIL"
    assert (result["CHECKED"], result["ELIGIBLE"], result["INELIGIBLE"]) == (2, 1, 1)
    assert not log.warned


def test_a_late_report_is_told_with_its_day(tmp_path: Path) -> None:
    """JX-3.3.5a, A-27: “early January” is the tenth."""
    late = {**REPORT, "AS_OF": "2023-01-11"}
    result = run("checkrecords", INPUT=table(tmp_path, "year,filed_on\n2022,2023-01-05\n"), **late)
    (found,) = (f for f in rows(result["FINDINGS"]) if f["check_id"] == "CHK-REPORT-DAY")
    assert (found["outcome"], found["measured"], found["clause"]) == ("FAIL", 1, "JX-3.3.5a")
    assert "2023-01-10" in found["message"]


def test_rows_about_the_same_matter_belong_together_and_columns_nobody_reads_are_named(tmp_path: Path) -> None:
    """JX-3.3.5b: a plan of two projects; nobody knows the supply, which is on another form."""
    lines = "name,item,area_m2,remark\n2023,a,100,x\n2023,b,210,y\n"
    log = Log()
    planned = {**JIANGXI, "FORM": "PLAN_ITEM", "STAGE": "YEAR.PLANNED", "AS_OF": "2023-03-01"}
    result = run("checkrecords", log, INPUT=table(tmp_path, lines), ID_FIELD="name", **planned)
    assert result["CHECKED"] == 1
    assert outcomes(result) == {("2023", "CHK-PLAN"): "NOT_CHECKED"}
    assert "left aside: remark" in log


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (
            "year,filed_on\n2022,2023-01-05\n2022,soon\n",
            ["File records, field", "Row 2:", "filed_on", "soon is no date", "2025-05-01"],
        ),
        ("year,receiver\n2022,x\n", ["File records, field", "Row 1:", "filed_on", "There is no answer"]),
        ("year,filed_on\nMMXXII,2023-01-05\n", ["File records, field", "Row 1:", "year", "is no number"]),
        ("year,filed_on,报送日期\n2022,2023-01-05,2023-01-05\n", ["mean the same", "filed_on"]),
        ("year,filed_on,evidence\n2022,2023-01-05,MOON\n", ["File records, field", "Row 1:", "evidence", "MOON"]),
    ],
)
def test_a_bad_row_is_named_with_its_field_and_what_is_expected(tmp_path: Path, lines: str, parts: list[str]) -> None:
    with pytest.raises(QgsProcessingException) as caught:
        run("checkrecords", INPUT=table(tmp_path, lines), **REPORT)
    assert all(part in str(caught.value) for part in parts), str(caught.value)


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"STAGE": "MOON"}, "has no stage “MOON”"),
        ({"SUBJECT": "MOON"}, "has no matter “MOON”"),
        ({"STAGE": "PARCEL.CANDIDATE"}, ""),
    ],
)
def test_a_stage_that_is_none_is_refused_with_those_there_are(
    tmp_path: Path, changed: dict[str, str], part: str
) -> None:
    given = {**REPORT, **changed, "INPUT": table(tmp_path, "year,filed_on\n2022,2023-01-05\n")}
    if part:
        with pytest.raises(QgsProcessingException, match=part):
            run("checkrecords", **given)
    else:
        result = run("checkrecords", **given)
        assert set(outcomes(result).values()) == {"NOT_CHECKED"}


def test_blank_rows_at_the_end_are_no_records_and_an_empty_table_is_told(tmp_path: Path) -> None:
    result = run("checkrecords", INPUT=table(tmp_path, "year,filed_on\n2022,2023-01-05\n,\n,\n"), **REPORT)
    assert result["CHECKED"] == 1
    log = Log()
    assert run("checkrecords", log, INPUT=table(tmp_path, "year,filed_on\n"), **REPORT)["CHECKED"] == 0
    assert "The table has no rows." in log


PLAN = {"RULE_SET": "sichuan-inout-2022", "SUBJECT": "PLAN", "FORM": "PLAN", "AS_OF": "2023-03-01", "COUNTY": "510107"}


def test_a_plan_in_a_spreadsheet_is_refused_when_more_leaves_than_comes(tmp_path: Path) -> None:
    """SC-2(五)b: in 120 ha, out 118 will do, 121 will not."""
    lines = "县,年度,计划转进,计划转出,evidence\n"
    lines += "甲,2023,1200000,1180000,ITEM_LIST MAP MINUTES\n乙,2023,1200000,1210000,项目清单、MAP、会议纪要\n"
    result = run(
        "checkrecords",
        INPUT=table(tmp_path, lines),
        ID_FIELD="县",
        STAGE="COUNTY_REVIEWED",
        FINDINGS="memory:",
        **PLAN,
    )
    assert (result["CHECKED"], result["INELIGIBLE"]) == (2, 1)
    (found,) = (f for f in rows(result["FINDINGS"]) if f["outcome"] == "FAIL")
    assert (found["subject_id"], found["check_id"], found["clause"]) == ("乙", "PLAN-OUT-GT-IN", "SC-2(五)b")
    assert (found["measured"], found["threshold"], found["unit"]) == (1_210_000, 1_200_000, "m2")
    assert "1210000.00" in found["message"] and "10000.00" in found["message"]
    assert found["remedy"]


def test_items_may_be_polygons_and_are_then_drawn(zhanbu: None) -> None:
    """SC-2(四)c: greening needs an approval and its place on the map."""
    layer = toolbox.parcels(toolbox.box(0, 0))
    fields = [QgsField(name, QMetaType.Type.QString) for name in ("purpose", "area_m2", "restorer", "leased", "lessee")]
    assert layer.dataProvider().addAttributes([*fields, QgsField("evidence", QMetaType.Type.QString)])
    layer.updateFields()
    feature = next(layer.getFeatures())
    names = layer.fields().names()
    given = {"purpose": "GREENING", "area_m2": "100", "restorer": "甲", "leased": "否", "evidence": "USE_APPROVAL"}
    values = {names.index(name): value for name, value in given.items()}
    assert layer.dataProvider().changeAttributeValues({feature.id(): values})
    terms = {**PLAN, "SUBJECT": "OUTFLOW", "FORM": "OUTFLOW", "STAGE": "CHECKED", "FINDINGS": "memory:"}
    result = run("checkrecords", INPUT=layer, **terms)
    found = outcomes(result)
    assert found[("1", "OUT-GREENING")] == "PASS"
    assert found[("1", "OUT-PBF-MAP")] == "NOT_CHECKED"
