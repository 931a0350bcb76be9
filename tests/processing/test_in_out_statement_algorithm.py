"""``zhanbu:inoutstatement``: the year's statement from a table and from a pool."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType
from toolbox import Log, box, by, parcels, refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")
TEXT, REAL = QMetaType.Type.QString, QMetaType.Type.Double
HA = 10_000.0


def table(folder: Path, *lines: str, head: str = "item,type,area_m2,date,grade,exemption,doc_no") -> str:
    path = folder / "items.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return str(path)


def statement(source: object, log: Log | None = None, **given: object) -> dict[str, Any]:
    return run("inoutstatement", log, INPUT=source, YEAR=2023, OUTPUT="memory:", ITEMS="memory:", **given)


@pytest.mark.parametrize(("out", "ok"), [(118, True), (121, False)])
def test_D9_a_plan_of_120_in_lets_118_leave_and_not_121(tmp_path: Path, out: float, ok: bool) -> None:
    result = statement(table(tmp_path, f"I,IN,{120 * HA},,5,,", f"O,OUT,{out * HA},,5,,"))
    assert (result["OK"], result["BALANCE_M2"]) == (ok, (120 - out) * HA)
    assert by("line", result["OUTPUT"])["PLAN"]["outcome"] == ("PASS" if ok else "FAIL")


@pytest.mark.parametrize(("more", "ok"), [(6, False), (5, True)])
def test_D9_accepted_40_approved_35_lets_5_leave_and_not_6(tmp_path: Path, more: float, ok: bool) -> None:
    lines = [f"I,IN,{40 * HA},2023-03-01,5,,", f"O1,OUT,{35 * HA},2023-04-01,5,,", f"O2,OUT,{more * HA},2023-05-01,5,,"]
    result = statement(table(tmp_path, *lines, f"I2,IN,{80 * HA},2023-12-01,5,,"))
    assert result["OK"] is ok
    assert result["NOT_OK"] == ("" if ok else "FIRST_IN")
    assert by("item", result["ITEMS"])["O2"]["outcome"] == ("PASS" if ok else "FAIL")


def test_D9_a_year_with_110_in_and_118_out_is_short_by_8_of_which_the_city_covers_5(tmp_path: Path) -> None:
    lines = [f"I,IN,{110 * HA},2023-03-01,5,,", f"O,OUT,{118 * HA},2023-11-01,5,,"]
    exempt = f"D,OUT,{6 * HA},2023-07-01,,DISASTER,应急〔2023〕7号"
    result = statement(table(tmp_path, *lines, exempt), CITY_SURPLUS_M2=5 * HA)
    assert (result["OK"], result["BALANCE_M2"], result["SHORT_M2"]) == (False, -8 * HA, 8 * HA)
    assert (result["COVERED_M2"], result["TRANSFER_M2"]) == (5 * HA, 3 * HA)
    told = by("line", result["OUTPUT"])
    assert told["EXEMPT"]["out_m2"] == 6 * HA
    assert told["CLOSE"]["clause"] == "SC-2(五)d"


def test_without_grades_the_quality_stays_open_and_the_year_isnt_in_order(tmp_path: Path) -> None:
    log = Log()
    result = statement(table(tmp_path, f"I,IN,{HA},,,,", f"O,OUT,{HA},,,,"), log)
    assert (result["OK"], result["NOT_OK"], result["GRADE_IN"]) == (False, "QUALITY", None)
    assert "Not every item has a grade" in log


def test_a_layer_without_areas_is_measured() -> None:
    fields = [("TYPE", TEXT), ("GRADE", REAL)]
    layer = parcels(box(0, 0, 100), box(200, 0, 50), fields=fields, values=[["IN", 4.0], ["OUT", 4.0]])
    result = statement(layer)
    areas = [row["area_m2"] for row in rows(run("ellipsoidalarea", INPUT=layer, OUTPUT="memory:")["OUTPUT"])]
    assert result["BALANCE_M2"] == pytest.approx(areas[0] - areas[1], abs=0.001)
    assert result["OK"] is True


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    source = table(tmp_path, "IN,5,x", "OUT,4,y", head="way,size,remark")
    log = Log()
    result = statement(source, log, TYPE_FIELD="way", AREA_FIELD="size")
    assert result["BALANCE_M2"] == 1.0
    assert "remark" in log


def test_what_cant_be_used_ends_the_run(tmp_path: Path) -> None:
    refused("inoutstatement", "INPUT", YEAR=2023, OUTPUT="memory:")
    refused(
        "inoutstatement",
        "Row 1",
        "neither IN nor OUT",
        YEAR=2023,
        OUTPUT="memory:",
        INPUT=table(tmp_path, "I,SIDE,1,,,,"),
    )
    given = {"YEAR": 2023, "OUTPUT": "memory:", "INPUT": table(tmp_path, "I,IN,1,,,,")}
    refused("inoutstatement", "hebei-cropland-2025", RULE_SET="hebei-cropland-2025", **given)


def test_a_pool_without_a_plan_of_the_year_says_so(pool: Path) -> None:
    refused("inoutstatement", "no plan of 2023", POOL=str(pool), YEAR=2023, OUTPUT="memory:")


def test_a_layer_of_qgis_is_a_table_too() -> None:
    layer = QgsVectorLayer(
        "None?field=type:string&field=area:double&field=date:date&field=grade:integer", "t", "memory"
    )
    from qgis.core import QgsFeature
    from qgis.PyQt.QtCore import QDate

    for values in (["IN", 10.0, QDate(2023, 3, 1), 3], ["OUT", 10.0, QDate(2023, 3, 1), 3]):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        assert layer.dataProvider().addFeature(feature)
    assert statement(layer)["OK"] is True


def test_the_paper_to_sign_is_a_pdf_and_always_the_same(tmp_path: Path) -> None:
    source = table(tmp_path, f"I,IN,{HA},2023-03-01,5,,", f"O,OUT,{HA},2023-04-01,5,,")
    papers = [tmp_path / "一.pdf", tmp_path / "二.pdf"]
    for paper in papers:
        statement(source, PAPER=str(paper), COUNTY_NAME="510182 彭州市", AS_OF="2024-03-01")
    assert papers[0].read_bytes() == papers[1].read_bytes()
    assert papers[0].read_bytes().startswith(b"%PDF-")
