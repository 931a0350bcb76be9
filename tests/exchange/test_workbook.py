"""Workbooks that every program reads alike, and that can't carry anything besides their table."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from osgeo import ogr

from zhanbu_plugin.exchange.archive import write_archive
from zhanbu_plugin.exchange.workbook.reading import read_workbook
from zhanbu_plugin.exchange.workbook.writing import Column, Kind, Sheet, write_workbook
from zhanbu_plugin.survey.problem import InputProblem

COLUMNS = (
    Column("序号", Kind.WHOLE, 6),
    Column("地块编号", Kind.TEXT, 24),
    Column("图斑面积（m²）", Kind.M2, 14),
    Column("亩", Kind.MU, 12),
    Column("公顷", Kind.HA, 12),
    Column("实测", Kind.NUMBER, 12),
    Column("日期", Kind.DATE, 12),
)
HOSTILE_TEXT = '=HYPERLINK("x")&<b>\'\x07_x0041_'
ROWS = [
    (1, "F1", Decimal("333.35"), Decimal("0.50"), Decimal("0.0333"), 0.1 + 0.2, date(2026, 3, 1)),
    (2, HOSTILE_TEXT, Decimal("1234567.80"), Decimal("1851.85"), Decimal("123.4568"), None, date(2024, 2, 29)),
    (3, "-1 + 2", Decimal("0.01"), Decimal("0.00"), Decimal("0.0000"), 1e-7, None),
]
TOTALS = (None, "合计", Decimal("1234901.16"), Decimal("1852.35"), Decimal("123.4901"), None, None)
SHEETS = (
    Sheet("清单", "补充地块清单", "示例县 (139901) & 2026", COLUMNS, ROWS, TOTALS),
    Sheet("说明", "说明", "", (Column("条", Kind.TEXT, 80),), [("一行",)]),
    Sheet("空表", "空表", "", COLUMNS, []),
)


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return write_workbook(SHEETS)


def edited(workbook: bytes, part: str, change: Callable[[str], str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    changed = change(parts[part].decode())
    assert changed.encode() != parts[part], "the edit changed nothing"
    return write_archive(parts | {part: changed.encode()})


def test_gdal_reads_every_sheet_with_numbers_as_numbers_and_text_as_text(workbook: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook)
    source = ogr.Open(str(path))
    assert [source.GetLayer(i).GetName() for i in range(source.GetLayerCount())] == [s.name for s in SHEETS]
    layer = source.GetLayer(0)
    rows = [[f.GetField(i) for i in range(f.GetFieldCount())] for f in layer]
    assert rows[0][0] == "补充地块清单"
    assert rows[2] == [c.head for c in COLUMNS]
    assert [float(r[2]) for r in rows[3:]] == [333.35, 1234567.80, 0.01, 1234901.16]
    assert float(rows[3][5]) == 0.1 + 0.2
    assert rows[4][1].startswith('=HYPERLINK("x")&<b>\'')
    assert rows[3][6].replace("/", "-") == "2026-03-01"


def test_what_is_written_is_read_back_exactly(workbook: bytes) -> None:
    listed, notes, empty = read_workbook(workbook, source="list.xlsx")
    assert (listed.name, listed.title, listed.note) == ("清单", "补充地块清单", "示例县 (139901) & 2026")
    assert listed.heads == tuple(c.head for c in COLUMNS)
    assert listed.kinds == tuple(c.kind for c in COLUMNS)
    assert listed.rows[0][:6] == (
        1,
        "F1",
        Decimal("333.35"),
        Decimal("0.50"),
        Decimal("0.0333"),
        Decimal(repr(0.1 + 0.2)),
    )
    assert listed.rows[1][1] == HOSTILE_TEXT.replace("\x07", "\ufffd")
    assert listed.rows[1][5] is None
    assert listed.totals == TOTALS
    assert notes.rows == (("一行",),) and notes.totals is None
    assert empty.rows == () and empty.kinds is None


def test_the_same_tables_give_the_same_bytes(workbook: bytes) -> None:
    assert write_workbook(SHEETS) == workbook


def test_text_that_looks_like_a_formula_stays_text(workbook: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert not re.search("<f[ >/]", sheet)
    assert sheet.count('s="5" t="s"') == 2
    assert 'quotePrefix="1"' in styles.split("<cellXfs")[1].split("<xf ")[1:][5]


def test_numbers_show_as_many_decimals_as_offices_print(workbook: bytes) -> None:
    """m² and 亩 two decimals, 公顷 four (domain 6)."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        styles = archive.read("xl/styles.xml").decode()
    codes = dict(re.findall('numFmtId="(\\d+)" formatCode="([^"]+)"', styles))
    cell_styles = re.findall('<xf numFmtId="(\\d+)"', styles.split("<cellXfs")[1])
    shown = {kind: codes.get(cell_styles[kind.value]) for kind in Kind}
    assert (shown[Kind.M2], shown[Kind.MU], shown[Kind.HA]) == ("0.00", "0.00", "0.0000")
    bold = {kind: cell_styles[kind.value + 8] for kind in Kind}
    assert all(bold[kind] == cell_styles[kind.value] for kind in Kind)


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
TRICKS: dict[str, Callable[[bytes], bytes]] = {
    "a formula": lambda w: edited(w, SHEET, lambda x: x.replace("<v>333.35</v>", "<f>1+1</f><v>333.35</v>")),
    "an entity": lambda w: edited(
        w, SHEET, lambda x: x.replace('standalone="yes"?>\n', "standalone=\"yes\"?>\n<!DOCTYPE a [<!ENTITY b 'c'>]>")
    ),
    "an entity in a cell": lambda w: edited(w, STRINGS, lambda x: x.replace(">F1<", ">&bomb;<")),
    "a hidden row": lambda w: edited(w, SHEET, lambda x: x.replace('<row r="5" ', '<row r="5" hidden="1" ')),
    "a hidden column": lambda w: edited(w, SHEET, lambda x: x.replace('width="14"', 'width="14" hidden="1"')),
    "a formula that isn't kept from being one": lambda w: edited(
        w, SHEET, lambda x: x.replace('r="B5" s="5"', 'r="B5" s="4"')
    ),
    "a row too many": lambda w: edited(
        w,
        SHEET,
        lambda x: x.replace("</sheetData>", '<row r="9" ht="16" customHeight="1"><c r="A9" s="6"/></row></sheetData>'),
    ),
    "a row in the wrong place": lambda w: edited(w, SHEET, lambda x: x.replace('r="5"', 'r="6"')),
    "a number format that hides digits": lambda w: edited(w, "xl/styles.xml", lambda x: x.replace('"0.00"', '"1"')),
    "another style in one cell": lambda w: edited(w, SHEET, lambda x: x.replace('r="C5" s="8"', 'r="C5" s="11"')),
    "a conditional format": lambda w: edited(
        w, SHEET, lambda x: x.replace("<pageMargins", "<conditionalFormatting/><pageMargins")
    ),
    "an outside link": lambda w: edited(w, "_rels/.rels", lambda x: x.replace("xl/workbook.xml", "file:///etc/passwd")),
    "an inline text": lambda w: edited(
        w, SHEET, lambda x: x.replace('t="s"><v>0</v>', 't="inlineStr"><is><t>other</t></is>')
    ),
    "texts exchanged": lambda w: edited(w, SHEET, lambda x: x.replace("<v>9</v>", "<v>77</v>")),
    "a text that no cell shows": lambda w: edited(
        w,
        STRINGS,
        lambda x: x.replace("</sst>", '<si><t xml:space="preserve">x</t></si></sst>').replace('"18"', '"19"'),
    ),
    "a text in rich format": lambda w: edited(
        w, STRINGS, lambda x: x.replace("<si>", "<si><r><t>x</t></r></si><si>", 1)
    ),
    "a macro": lambda w: write_archive(
        {n: zipfile.ZipFile(io.BytesIO(w)).read(n) for n in zipfile.ZipFile(io.BytesIO(w)).namelist()}
        | {"xl/vbaProject.bin": b"x"}
    ),
    "full-width digits": lambda w: edited(w, SHEET, lambda x: x.replace("<v>333.35</v>", "<v>３３３.35</v>")),
    "broken UTF-8": lambda w: write_archive(
        {
            n: zipfile.ZipFile(io.BytesIO(w)).read(n).replace(b"F1", b"\xff1")
            for n in zipfile.ZipFile(io.BytesIO(w)).namelist()
        }
    ),
    "no workbook": lambda w: write_archive({"a.txt": b""}),
    "no ZIP": lambda w: b"PK nothing",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_workbook_that_was_tampered_with_is_refused(workbook: bytes, trick: str) -> None:
    with pytest.raises(InputProblem, match=r"list\.xlsx"):
        read_workbook(TRICKS[trick](workbook), source="list.xlsx")


@pytest.mark.parametrize(
    "row", [("x" * 40_000,), (float("nan"),), (float("inf"),), (Decimal("NaN"),)], ids=["long", "nan", "inf", "decimal"]
)
def test_what_a_cell_cannot_hold_is_refused_with_the_cell(row: tuple[object, ...]) -> None:
    kind = Kind.TEXT if isinstance(row[0], str) else Kind.NUMBER
    with pytest.raises(InputProblem, match="A4"):
        write_workbook([Sheet("a", "", "", (Column("x", kind, 9),), [row])])  # type: ignore[list-item]


def test_libreoffice_opens_the_workbook_and_agrees(workbook: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    (tmp_path / "list.xlsx").write_bytes(workbook)
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", as_shown, "list.xlsx"], cwd=tmp_path, check=True, timeout=120
    )
    (shown,) = tmp_path.glob("list*.csv")
    text = shown.read_text(encoding="utf-8")
    rows = {row[1]: row for row in csv.reader(text.splitlines()) if len(row) == len(COLUMNS)}
    assert [Decimal(v) for v in rows["F1"][2:5]] == [Decimal("333.35"), Decimal("0.50"), Decimal("0.0333")]
    for column in (2, 3, 4):
        listed = [Decimal(row[column]) for row in rows.values() if row[0].isdigit()]
        assert sum(listed) == Decimal(rows["合计"][column])
    assert "2024-02-29" in text and "HYPERLINK" in text
