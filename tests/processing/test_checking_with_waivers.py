"""Waivers through the toolbox: a table of documents with the check, then the pool."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import toolbox
from qgis.core import QgsProcessingException
from toolbox import Log, by, rows
from waiver_tables import ROW, SCAN, SHA256, documents_for, needed, waiver_table, write_table

from zhanbu_plugin.pool.filing.evidence_files import evidence_folder
from zhanbu_plugin.pool.integrity import verify_pool


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the technician keeps table and scans."""
    return tmp_path_factory.mktemp("waivers")


@pytest.fixture(scope="module")
def waived(checked: dict[str, Any], new_pool: Path, folder: Path) -> dict[str, Any]:
    """The sample county checked again, with a document for everything that a document can lift."""
    return toolbox.check(
        POOL=str(new_pool),
        OUTPUT=str(folder / "checked.gpkg"),
        FINDINGS=str(folder / "findings.gpkg"),
        REPORT=str(folder / "report.html"),
        WAIVERS=waiver_table(folder, documents_for(checked)),
    )


def test_documents_make_waivable_parcels_eligible_and_no_others(
    checked: dict[str, Any], waived: dict[str, Any]
) -> None:
    assert checked["WAIVABLE"] > 0
    assert waived["WAIVABLE"] == 0
    assert waived["ELIGIBLE"] == checked["ELIGIBLE"] + checked["WAIVABLE"]
    assert [waived[name] for name in ("INELIGIBLE", "INCOMPLETE")] == [
        checked[name] for name in ("INELIGIBLE", "INCOMPLETE")
    ]
    before, after = by("parcel_id", checked["OUTPUT"]), by("parcel_id", waived["OUTPUT"])
    lifted = {parcel for parcel, _ in needed(checked)}
    for parcel, row in after.items():
        assert row["verdict"] == ("ELIGIBLE" if parcel in lifted else before[parcel]["verdict"])
        assert (ROW["doc_no"] in (row["reasons"] or "")) == (parcel in lifted)


def test_findings_say_which_document_lifts_them_and_keep_what_was_measured(
    checked: dict[str, Any], waived: dict[str, Any]
) -> None:
    lifted = {(row["parcel_id"], row["check_id"]) for row in rows(waived["FINDINGS"]) if row["waived"]}
    assert lifted == set(needed(checked))
    assert not any(row["waived"] for row in rows(checked["FINDINGS"]))

    def measured(result: dict[str, Any]) -> list[dict[str, Any]]:
        return [{name: value for name, value in row.items() if name != "waived"} for row in rows(result["FINDINGS"])]

    assert measured(waived) == measured(checked)


def test_the_report_lists_every_waiver_before_anything_else(checked: dict[str, Any], waived: dict[str, Any]) -> None:
    page = Path(waived["REPORT"]).read_text(encoding="utf-8")
    first, rest = page.split("</table>", 1)
    assert first.count(SHA256) == len(needed(checked))
    for parcel, check in needed(checked):
        assert f"<td>{parcel}</td><td>{check}</td>" in first
    for cell in ("doc_no", "doc_date", "issuer", "file", "entered_by"):
        assert ROW[cell] in first
    assert toolbox.AS_OF in first, "when it was recorded"
    assert ROW["doc_no"] in rest, "and again where parcels are explained"
    plain = Path(checked["REPORT"]).read_text(encoding="utf-8")
    assert plain.index("<h2>") == plain.index("<h2>Waivers")


def test_a_parcel_enters_the_pool_by_its_document_and_the_pool_keeps_it(pool: Path, waived: dict[str, Any]) -> None:
    result = toolbox.push(pool, waived["OUTPUT"])
    assert result["ADMITTED"] == waived["ELIGIBLE"]
    assert verify_pool(pool) == ()
    assert {path.name: path.read_bytes() for path in evidence_folder(pool).iterdir()} == {f"{SHA256}.pdf": SCAN}


def test_a_file_changed_after_the_check_keeps_its_parcels_out(
    pool: Path, checked: dict[str, Any], tmp_path: Path
) -> None:
    result = toolbox.check(
        OUTPUT=str(tmp_path / "checked.gpkg"), WAIVERS=waiver_table(tmp_path, documents_for(checked)), POOL=str(pool)
    )
    (tmp_path / "批复.pdf").write_bytes(b"another")
    pushed = toolbox.push(pool, result["OUTPUT"])
    assert pushed["ADMITTED"] == checked["ELIGIBLE"]
    wrong = {row["parcel_id"]: row["reason"] for row in rows(pushed["REFUSALS"]) if row["code"] == "WRONG_WAIVER"}
    assert wrong.keys() == {parcel for parcel, _ in needed(checked)}
    assert all("批复.pdf was changed after the check" in reason for reason in wrong.values())
    assert not evidence_folder(pool).exists()


def test_a_waiver_edited_in_the_checked_layer_breaks_the_seal(
    pool: Path, waived: dict[str, Any], tmp_path: Path
) -> None:
    layer = toolbox.memory_copy(toolbox.opened(waived["OUTPUT"]))
    place = layer.fields().indexOf("waivers")
    with_documents = {f.id(): f["waivers"] for f in layer.getFeatures() if ROW["doc_no"] in str(f["waivers"])}
    assert with_documents
    for fid, text in with_documents.items():
        assert layer.dataProvider().changeAttributeValues({fid: {place: text.replace("王工", "李工")}})
    found = toolbox.push(pool, layer)
    assert found["ADMITTED"] == waived["ELIGIBLE"] - len(with_documents)
    broken = [row for row in rows(found["REFUSALS"]) if row["code"] == "SEAL_BROKEN"]
    assert len(broken) == len(with_documents)


def test_the_order_of_the_table_changes_no_byte(checked: dict[str, Any], tmp_path: Path) -> None:
    documents = documents_for(checked)
    results = []
    for number in range(2):
        random.Random(number).shuffle(documents)  # noqa: S311 - any order will do
        table = waiver_table(tmp_path, [*documents, *documents], f"order{number}.csv")
        found = toolbox.check(WAIVERS=table, OUTPUT=str(tmp_path / f"{number}.gpkg"), FINDINGS="memory:")
        results.append((rows(found["OUTPUT"]), rows(found["FINDINGS"])))
    assert results[0] == results[1]


def test_one_row_for_all_parcels_lifts_every_failure_of_its_check(
    checked: dict[str, Any], pool: Path, tmp_path: Path
) -> None:
    checks = sorted({check for _, check in needed(checked)})
    table = waiver_table(tmp_path, [{**ROW, "parcel_id": "", "check_id": check} for check in checks])
    log = Log()
    found = toolbox.check(log, WAIVERS=table, POOL=str(pool))
    assert (found["WAIVABLE"], found["ELIGIBLE"]) == (0, checked["ELIGIBLE"] + checked["WAIVABLE"])
    assert "counts for nothing" not in log


def test_a_waiver_that_counts_for_nothing_is_said_in_the_log_and_in_the_report(
    checked: dict[str, Any], pool: Path, tmp_path: Path
) -> None:
    (parcel, check), *_ = needed(checked)
    passed = next(
        row["check_id"]
        for row in rows(checked["FINDINGS"])
        if row["parcel_id"] == parcel and (row["severity"], row["outcome"]) == ("OVERRIDE", "PASS")
    )
    table = waiver_table(
        tmp_path,
        [
            {**ROW, "parcel_id": parcel, "check_id": passed},
            {**ROW, "parcel_id": "NOBODY", "check_id": check},
        ],
    )
    log = Log()
    page = tmp_path / "report.html"
    found = toolbox.check(log, WAIVERS=table, REPORT=str(page), POOL=str(pool))
    assert found["WAIVABLE"] == checked["WAIVABLE"]
    told = [sentence for sentence in log.warned if "counts for nothing" in sentence]
    assert len(told) == 2
    assert parcel in told[0] and passed in told[0] and "is passed" in told[0]
    assert "NOBODY" in told[1]
    first = page.read_text(encoding="utf-8").split("</table>", 1)[0]
    assert first.count("counts for nothing") == 2


@pytest.mark.parametrize(
    ("changed", "parts"),
    [
        ({"check_id": "CHK-SRC"}, ("豁免.csv", "P9", "field check_id", "CHK-SRC blocks")),
        ({"check_id": "CHK-OTHER"}, ("豁免.csv", "P9", "field check_id", "no check CHK-OTHER")),
        ({"doc_no": ""}, ("豁免.csv", "P9", "field doc_no", "Row 2", "empty")),
        ({"doc_date": ""}, ("豁免.csv", "P9", "field doc_date", "Row 2", "empty")),
        ({"file": ""}, ("豁免.csv", "P9", "field file", "Row 2", "empty")),
        ({"file": "没有.pdf"}, ("豁免.csv", "P9", "field file", "Row 2", "没有.pdf")),
        ({"doc_date": "2026-11-22"}, ("豁免.csv", "P9", "field doc_date", "Row 2", "2026-11-22", toolbox.AS_OF)),
    ],
    ids=["blocks", "unknown", "no number", "no date", "no file", "file missing", "later"],
)
def test_a_row_that_is_wrong_ends_the_run_before_it_begins(
    zhanbu: object, tmp_path: Path, changed: dict[str, str], parts: tuple[str, ...]
) -> None:
    table = waiver_table(tmp_path, [ROW, {**ROW, "parcel_id": "P9", **changed}])
    output = tmp_path / "out.gpkg"
    with pytest.raises(QgsProcessingException) as caught:
        toolbox.check(WAIVERS=table, OUTPUT=str(output))
    for part in parts:
        assert part in str(caught.value)
    assert not output.exists()


def test_a_table_that_is_not_there_is_an_error_not_nothing(zhanbu: object, tmp_path: Path) -> None:
    with pytest.raises(QgsProcessingException, match="WAIVERS"):
        toolbox.check(WAIVERS=str(tmp_path / "none.csv"))


@pytest.mark.parametrize(
    ("driver", "name", "layer"),
    [
        ("XLSX", "豁免.xlsx", ""),
        ("GPKG", "豁免.gpkg", "waivers"),
        ("ODS", "豁免.ods", ""),
        ("ESRI Shapefile", "w.dbf", ""),
    ],
    ids=["xlsx", "gpkg", "ods", "dbf"],
)
def test_a_table_is_read_from_the_files_that_offices_use(
    checked: dict[str, Any], pool: Path, tmp_path: Path, driver: str, name: str, layer: str
) -> None:
    """With dates as dates, and scans beside the table."""
    waiver_table(tmp_path, [])
    checks = sorted({check for _, check in needed(checked)})
    path = write_table(tmp_path / name, driver, [{**ROW, "check_id": check} for check in checks])
    found = toolbox.check(WAIVERS=f"{path}|layername={layer}" if layer else path, POOL=str(pool))
    assert (found["WAIVABLE"], found["ELIGIBLE"]) == (0, checked["ELIGIBLE"] + checked["WAIVABLE"])
