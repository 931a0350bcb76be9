"""Return slips as cities save them: CSV in any encoding, workbooks of any spreadsheet, ZIPs; and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from osgeo import ogr

from zhanbu_plugin.exchange.returns.reading import read_slip
from zhanbu_plugin.exchange.returns.reasons import return_reasons
from zhanbu_plugin.exchange.returns.slip import ReturnItem
from zhanbu_plugin.exchange.returns.writing import write_slip
from zhanbu_plugin.survey.problem import InputProblem

UID, OTHER = "139901-CROP-000001", "139901-CROP-000002"


def csv_file(folder: Path, text: str, encoding: str = "utf-8-sig", name: str = "退回单.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(path: Path, rows: Sequence[Sequence[str]], options: Sequence[str] = ()) -> Path:
    """A workbook as another program writes it: GDAL's."""
    source = ogr.GetDriverByName("XLSX").CreateDataSource(str(path))
    layer = source.CreateLayer("Sheet1")
    for name in rows[0]:
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for row in rows[1:]:
        feature = ogr.Feature(layer.GetLayerDefn())
        for i, cell in enumerate(row):
            feature.SetField(i, cell)
        layer.CreateFeature(feature)
    del layer, source
    return path


def told(items: Sequence[ReturnItem]) -> list[tuple[str, str, str]]:
    return [(item.named, item.code, item.text) for item in items]


def test_the_sixteen_codes_are_those_of_the_register() -> None:
    assert list(return_reasons()) == [f"R{number:02d}" for number in range(1, 17)]
    assert return_reasons()["R07"].name.zh == "坡度超限"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_reads_in_the_encodings_and_with_the_separators_of_chinese_offices(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    lines = [("图斑标识", "原因代码", "退回原因"), (UID, "R07", "坡度超限的部分未剔除"), (OTHER, "R04", "")]
    path = csv_file(tmp_path, "\r\n".join(delimiter.join(line) for line in lines), encoding)
    assert told(read_slip(path)) == [(UID, "R07", "坡度超限的部分未剔除"), (OTHER, "R04", "")]


def test_full_width_codes_lower_case_and_codes_with_their_name_are_understood(tmp_path: Path) -> None:
    path = csv_file(tmp_path, f"parcel_uid,code\n{UID},Ｒ０４\n{OTHER},r1 坐标系\n")
    assert told(read_slip(path)) == [(UID, "R04", ""), (OTHER, "R01", "")]


def test_what_people_wrote_keeps_its_punctuation(tmp_path: Path) -> None:
    path = csv_file(tmp_path, f"parcel_uid;code;reason;整改情况\n{UID};R04;陡坡，未剔除（东侧）；;已改，见附图。\n")
    (item,) = read_slip(path)
    assert (item.text, item.answer) == ("陡坡，未剔除（东侧）；", "已改，见附图。")


def test_a_cell_with_two_codes_is_two_reasons_and_the_same_row_twice_is_one(tmp_path: Path) -> None:
    path = csv_file(tmp_path, f"parcel_uid,code\n{UID},R04、R07\n{UID},R04\n\n")
    found = told(read_slip(path))
    assert found[:2] == [(UID, "R04", ""), (UID, "R07", "")]
    assert {code for _, code, _ in found} == {"R04", "R07"}


def test_heads_may_stand_below_a_title_and_a_note(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "退回单,,\n批次：一,,\n序号,地块编号,原因代码\n1,00007,R16\n")
    (item,) = read_slip(path)
    assert (item.parcel, item.number, item.code, item.row) == ("", "00007", "R16", 4)


def test_our_own_slip_comes_back_as_it_was_written_the_same_to_the_byte(tmp_path: Path) -> None:
    items = (ReturnItem(4, UID, "00001", "一批", "R08", "=涉及红线"), ReturnItem(5, OTHER, "00002", "一批", "R03", ""))
    content = write_slip(items, batch="一批", day=date(2026, 11, 20), doc_no="保自然资函〔2026〕9号")
    assert content == write_slip(items, batch="一批", day=date(2026, 11, 20), doc_no="保自然资函〔2026〕9号")
    path = tmp_path / "slip.xlsx"
    path.write_bytes(content)
    assert read_slip(path) == items


def test_a_workbook_of_another_program_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "city.xlsx", [("地块标识", "退回代码", "说明"), (UID, "R10", "照片不在图斑内")])
    assert told(read_slip(path)) == [(UID, "R10", "照片不在图斑内")]


def test_the_slip_in_a_zip_is_found_beside_other_papers(tmp_path: Path) -> None:
    path = tmp_path / "退回.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("批文.pdf", b"%PDF-1.4")
        archive.writestr("退回单.csv", f"parcel_uid,code\n{UID},R09\n".encode())
    assert told(read_slip(path)) == [(UID, "R09", "")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("图斑,备注\nx,y\n", "lacks a column for the parcel or for the reason code"),
        (f"parcel_uid,code\n{UID},R17\n", "Row 2: “R17” is no reason code"),
        (f"parcel_uid,code\n{UID},\n", "Row 2: “” is no reason code"),
        ("parcel_uid,code\n,R04\n", "Row 2: The row names no parcel"),
        ("parcel_uid,code\n", "names no parcel"),
    ],
)
def test_a_slip_that_does_not_say_enough_is_refused_with_row_and_way_out(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputProblem, match=said) as refusal:
        read_slip(csv_file(tmp_path, text))
    assert "退回单.csv" in str(refusal.value)


def altered(path: Path, target: Path, **parts: bytes) -> Path:
    """A copy of a workbook with parts put in or in place of others; ``__`` in a name is a slash, ``_X_`` a dot."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            if name not in parts:
                copy.writestr(name, source.read(name))
        for name, content in parts.items():
            copy.writestr(name, content)
    return target


def test_macros_and_xml_entities_in_a_workbook_are_refused_before_anything_reads_them(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [("parcel_uid", "code"), (UID, "R01")])
    macros = altered(plain, tmp_path / "macros.xlsx", **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    with pytest.raises(InputProblem, match="holds macros"):
        read_slip(macros)
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    with pytest.raises(InputProblem, match="XML entities"):
        read_slip(altered(plain, tmp_path / "bomb.xlsx", **{"xl/sharedStrings.xml": bomb}))


def test_a_zip_bomb_a_path_outside_and_two_tables_are_refused(tmp_path: Path) -> None:
    bomb, outside, two = tmp_path / "bomb.zip", tmp_path / "outside.zip", tmp_path / "two.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("slip.csv", b"0" * (60 << 20))
    with zipfile.ZipFile(outside, "w") as archive:
        archive.writestr("../slip.csv", b"parcel_uid,code\n")
    with zipfile.ZipFile(two, "w") as archive:
        archive.writestr("a.csv", b"")
        archive.writestr("b.csv", b"")
    for path, said in ((bomb, "ZIP bomb"), (outside, "points outside"), (two, "holds 2 tables")):
        with pytest.raises(InputProblem, match=said):
            read_slip(path)


def test_what_is_no_table_at_all_is_refused(tmp_path: Path) -> None:
    picture = tmp_path / "扫描.png"
    picture.write_bytes(b"\x89PNG")
    torn = tmp_path / "torn.xlsx"
    torn.write_bytes(io.BytesIO(b"PK\x03\x04 torn").getvalue())
    for path in (picture, torn, tmp_path / "gone.csv"):
        with pytest.raises(InputProblem, match=path.name):
            read_slip(path)
