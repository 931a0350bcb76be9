"""Chinese text of shapefiles, whatever the software that wrote them left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from vector_files import shapefile, square

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.reading.layers import read_layer

NAMES = ["水田", "其他草地", "采矿用地"]
SQUARES = [square(0, 0), square(200, 0), square(400, 0)]


def with_text(path: Path, codec: str, *, cpg: str | None = None, code_page: int = 0, width: int = 0) -> VectorLayer:
    """Writes a shapefile whose text is in ``codec``, with these declarations, and reads it."""
    encoding = {"gbk": "CP936", "utf-8": "UTF-8"}[codec]
    shapefile(path, SQUARES, fields={"地类": NAMES}, options=[f"ENCODING={encoding}"])
    path.with_suffix(".cpg").unlink()
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    dbf = path.with_suffix(".dbf")
    content = bytearray(dbf.read_bytes())
    content[29] = code_page
    assert NAMES[0].encode(codec) in content
    dbf.write_bytes(content)
    return read_layer(path)


@pytest.mark.parametrize("code_page", [0, 0x4D, 0x57])
def test_gbk_without_a_cpg_file_is_recognised(tmp_path: Path, code_page: int) -> None:
    layer = with_text(tmp_path / "dltb.shp", "gbk", code_page=code_page)
    assert layer.fields["地类"].tolist() == NAMES
    told = [str(w) for w in layer.warnings]
    assert told == ([] if code_page == 0x4D else ["There is no .cpg file; the text was recognised as GBK."])


def test_utf8_without_a_cpg_file_is_recognised(tmp_path: Path) -> None:
    layer = with_text(tmp_path / "dltb.shp", "utf-8", code_page=0x57)
    assert layer.fields["地类"].tolist() == NAMES
    assert "UTF-8" in str(layer.warnings[0])


@pytest.mark.parametrize("cpg", ["GBK", "936", "CP936", "GB2312", "ANSI 936", "gb18030\r\n"])
def test_a_right_cpg_file_is_believed_however_it_spells_gbk(tmp_path: Path, cpg: str) -> None:
    layer = with_text(tmp_path / "dltb.shp", "gbk", cpg=cpg)
    assert layer.fields["地类"].tolist() == NAMES
    assert layer.warnings == ()


def test_a_wrong_cpg_file_is_overruled_and_said(tmp_path: Path) -> None:
    layer = with_text(tmp_path / "dltb.shp", "gbk", cpg="UTF-8")
    assert layer.fields["地类"].tolist() == NAMES
    assert str(layer.warnings[0]) == "The .cpg file says UTF-8, but the text is GBK; it was read as GBK."


def test_a_character_cut_in_two_by_the_field_width_hides_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "cut.shp"
    shapefile(path, SQUARES, fields={"DLMC": ["aaaaaaa", "b", "c"]})
    path.with_suffix(".cpg").unlink(missing_ok=True)
    dbf = path.with_suffix(".dbf")
    content = dbf.read_bytes().replace(b"aaaaaaa", "水田地".encode("gbk") + "旱".encode("gbk")[:1])
    # the width ends in the middle of the fourth character, as when software cuts by bytes
    import struct

    header, record = struct.unpack_from("<HH", content, 8)
    first = header + 1
    field = bytearray(content)
    field[first + 7 : first + record - 1] = b" " * (record - 8)
    dbf.write_bytes(field)
    layer = read_layer(path)
    assert layer.fields["DLMC"][0].startswith("水田地")
    assert layer.fields["DLMC"].tolist()[1:] == ["b", "c"]


def test_plain_ascii_needs_no_warning(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "plain.shp", SQUARES, fields={"DLBM": ["0101", "0401", "0602"]})
    path.with_suffix(".cpg").unlink(missing_ok=True)
    assert read_layer(path).warnings == ()
