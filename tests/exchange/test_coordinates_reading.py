"""Reading coordinate TXT: variants that are accepted, and repairs that are reported."""

from __future__ import annotations

from decimal import Decimal

import pytest
import shapely
from coordinates_example import (
    EXAMPLE,
    HEADER,
    PLAIN,
    WITH_HOLE,
    parcel_of,
    read,
    refusal,
    remarks_of,
    same_parcels,
    square,
)

from zhanbu_plugin.checks.findings import Severity
from zhanbu_plugin.exchange.coordinates.reading import read_coordinates


def test_the_example_reads_with_its_hole_and_its_ellipsoid_areas() -> None:
    result = read(EXAMPLE)
    first, second = result.document.parcels
    assert (result.crs_epsg, result.document.zone, result.document.width) == (4527, 39, 3)
    assert result.document.template == "standard9"
    assert result.document.header["数据产生单位"] == "示例县自然资源局"
    assert [round(a.ellipsoid_m2, 2) for a in result.areas] == [6585.11, 943.41]
    assert [a.agrees for a in result.areas] == ["ellipsoid", "both"]
    assert (first.number, first.name, first.stated_area_ha) == ("F1", "示例地块一", Decimal("0.6585"))
    assert first.attributes == {"shape": "面", "sheet": "H50G091034", "use": "占补平衡", "remark": ""}
    assert first.point_names == (("J1", "J2", "J3", "J4", "J5"), ("J6", "J9", "J8", "J7"))
    assert len(first.geometry.interiors) == 1
    assert shapely.get_coordinates(second.geometry)[0].tolist() == [39412140.310, 3125450.020]
    assert result.remarks == ()


def test_shells_run_clockwise_and_holes_the_other_way_however_they_are_listed() -> None:
    lines = PLAIN.splitlines()
    backwards = "\n".join([lines[0], *reversed(lines[1:])]) + "\n"
    one, other = read(HEADER + PLAIN).document.parcels[0], read(HEADER + backwards).document.parcels[0]
    assert one == other
    assert not other.geometry.exterior.is_ccw
    assert read(EXAMPLE).document.parcels[0].geometry.interiors[0].is_ccw


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_usual_encodings_and_line_ends_read_alike(encoding: str, line_end: str) -> None:
    content = EXAMPLE.replace("\n", line_end).encode(encoding)
    result = read_coordinates(content, "报盘.txt")
    assert result.document.parcels == read(EXAMPLE).document.parcels
    assert result.document.encoding == {"gb18030": "GBK"}.get(encoding, encoding.upper())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[地块坐标]", "【地块坐标】"),
        ("[属性描述]", "［ 属性描述 ］"),
        ("[地块坐标]", "[ 地块 坐标 ]："),
        ("带号=39", "带号＝３９"),
        ("带号=39", "带号：39带"),
        ("带号=39\n", ""),
        ("带号=39", "带号="),
        ("几度分带=3", "几度分带=三度带"),
        ("几度分带=3\n", ""),
        ("投影类型=高斯克吕格", "投影类型=高斯-克里格"),
        ("转换参数=0,0,0,0,0,0,0", "转换参数=,,,,,,"),
        ("[属性描述]", "[项目信息]\n项目名称=某项目,一期,甲\n面积=1\n[属性描述]"),
        ("[属性描述]\n", ""),
        ("J2,1,3125452.660,39412171.905", "J2，1，３１２５４５２.６６０，39412171.905"),
        ("J2,1,3125452.660,39412171.905", " J2 , 1 , 3125452.660 , 39412171.905 "),
        ("J2,1,3125452.660,39412171.905", "J2,1,3125452.660,39412171.905,"),
        ("占补平衡,,@\nJ1,1,31254", "占补平衡,,@,\n\nJ1,1,31254"),
        (",占补平衡,,@", "，占补平衡，，＠"),
        ("5,0.0943,F2", "4,0.0943,F2"),
        ("11,0.6585,F1", "9,0.6585,F1"),
        ("[地块坐标]\n", "[地块坐标]\n【界址点数,地块面积,地块编号,地块名称,图形属性,图幅号,用途,备注,@】\n"),
        ("[地块坐标]\n", "[地块坐标]\n界址点数,地块面积,地块编号,地块名称,图形属性,图幅号,用途,备注,@\n"),
        ("[地块坐标]\n", "[地块坐标]\n说明：\n1、坐标点个数，含闭合点，按行填写，不得缺漏。\n2.面积,公顷,四位小数\n"),
    ],
)
def test_a_variant_of_the_format_reads_as_the_same_parcels(old: str, new: str) -> None:
    assert old in EXAMPLE
    assert same_parcels(EXAMPLE.replace(old, new))


def test_a_missing_last_line_end_changes_nothing() -> None:
    assert same_parcels(EXAMPLE.rstrip("\n"))


def test_full_width_characters_are_reported_once_with_their_number_of_lines() -> None:
    text = EXAMPLE.replace("J3,1,", "J3，1，").replace("J4,1,", "J4，1，")
    assert remarks_of(text) == [
        "16: Full-width characters were read as plain ones on 4 lines, the first of them line 16."
    ]


def test_numbers_without_j_and_numbering_that_restarts_in_each_ring_are_read() -> None:
    restarted = WITH_HOLE.replace("J6", "J1").replace("J7", "J2").replace("J8", "J3").replace("J9", "J4")
    assert read(HEADER + restarted).document.parcels[0].geometry == read(EXAMPLE).document.parcels[0].geometry
    bare = EXAMPLE.replace("\nJ", "\n")
    assert read(bare).document.parcels[0].point_names[0] == ("1", "2", "3", "4", "5")


def test_the_supplement_template_is_recognised_with_its_field_line_and_instructions() -> None:
    head = "5,0.0943,F130102202300010000001,示例地块,2022,1,面,J50G017037,占补平衡,,水浇地,3,@\n"
    names = (
        "【坐标点个数,图斑面积,图斑编号,地块名称,补充耕地实施年份,耕地坡度级别,图形属性,图幅号,地块用途,备注,"
        "地类,耕地质量等级,@】\n"
    )
    text = (
        HEADER
        + names
        + "说明:1,坐标点个数,按实际填写\n3,图斑编号,见表,不可为空\n"
        + PLAIN.replace(PLAIN.splitlines()[0] + "\n", head)
    )
    document = read(text).document
    assert document.template == "supplement12"
    assert document.parcels[0].number == "F130102202300010000001"
    assert document.parcels[0].attributes == {
        "year": "2022",
        "slope_gr": "1",
        "shape": "面",
        "sheet": "J50G017037",
        "use": "占补平衡",
        "remark": "",
        "class_name": "水浇地",
        "grade": "3",
    }


def test_the_template_with_grades_before_and_after_is_recognised() -> None:
    head = "5,0.0943,F2,名,面,,整治,0103,甲,旱地,9,7,备,@\n"
    document = read(HEADER + PLAIN.replace(PLAIN.splitlines()[0] + "\n", head)).document
    assert document.template == "graded13"
    assert document.parcels[0].attributes["grade_pre"] == "9"
    assert document.parcels[0].attributes["grade_post"] == "7"


def test_a_second_ring_outside_the_first_is_a_part_and_a_ring_in_a_hole_is_a_part_too() -> None:
    outer, hole = square(1, 39412000, 3125000, 100), square(2, 39412010, 3125010, 50)
    island, apart = square(3, 39412020, 3125020, 10), square(4, 39412200, 3125000, 10)
    (parcel,) = read(HEADER + parcel_of(outer, hole, island, apart)).document.parcels
    assert [len(p.interiors) for p in parcel.geometry.geoms] == [1, 0, 0]
    assert parcel.geometry.area == pytest.approx(100**2 - 50**2 + 10**2 + 10**2)


def test_a_hole_listed_before_its_shell_is_still_a_hole() -> None:
    hole, outer = square(1, 39412010, 3125010, 50), square(2, 39412000, 3125000, 100)
    (parcel,) = read(HEADER + parcel_of(hole, outer)).document.parcels
    assert parcel.geometry.area == pytest.approx(100**2 - 50**2)


def test_two_closed_rings_under_one_ring_number_are_two_rings() -> None:
    (parcel,) = read(
        HEADER + parcel_of(square(1, 39412000, 3125000, 10), square(1, 39412100, 3125000, 20))
    ).document.parcels
    assert len(parcel.geometry.geoms) == 2


def test_heads_of_the_same_number_are_one_parcel_unless_told_otherwise() -> None:
    text = HEADER + parcel_of(square(1, 39412000, 3125000, 10)) + parcel_of(square(1, 39412100, 3125000, 20))
    (joined,) = read(text).document.parcels
    assert joined.geometry.area == pytest.approx(500)
    assert len(read(text, join_parts=False).document.parcels) == 2


def test_heads_of_the_same_number_that_overlap_stay_apart_and_are_reported() -> None:
    text = HEADER + parcel_of(square(1, 39412000, 3125000, 10)) + parcel_of(square(1, 39412005, 3125000, 20))
    result = read(text)
    assert len(result.document.parcels) == 2
    assert any("F1 occurs more than once" in str(r.wording) and r.line == 19 for r in result.remarks)


def test_a_missing_closing_point_is_closed_and_reported_when_the_count_shows_that_nothing_else_is_missing() -> None:
    text = EXAMPLE.rsplit("J1,1,", 1)[0]
    assert remarks_of(text) == ["29: Ring 1 of parcel F2 doesn't return to its first point; it was closed."]
    assert shapely.equals_exact(read(text).document.parcels[1].geometry, read(EXAMPLE).document.parcels[1].geometry)


def test_a_missing_closing_point_with_more_points_missing_is_refused() -> None:
    text = EXAMPLE.rsplit("J1,1,", 1)[0].replace("5,0.0943,F2", "9,0.0943,F2")
    message = refusal(text)
    assert "parcel F2: line 29: The ring doesn't return to its first point, and 4 points are listed where 9" in message


def test_a_closing_point_with_other_coordinates_is_refused_with_its_distance() -> None:
    head, _, tail = EXAMPLE.rpartition("J1,1,3125450.020,39412140.310")
    message = refusal(head + "J1,1,3125450.023,39412140.314" + tail)
    assert "line 30: Closing point J1 lies 0.005 m from the first point" in message
    assert "line 26" in message


def test_a_wrong_number_of_points_is_reported_with_both_numbers() -> None:
    result = read(EXAMPLE.replace("11,0.6585,F1", "13,0.6585,F1"))
    (remark,) = result.remarks
    assert (remark.line, remark.severity) == (13, Severity.WARN)
    assert str(remark.wording) == "Parcel F1 states 13 points, but 11 are listed."


def test_a_repeated_point_is_left_out_and_reported() -> None:
    again = "J3,1,3125418.115,39412169.240\n"
    text = EXAMPLE.replace(again, again + again).replace("5,0.0943,F2", "6,0.0943,F2")
    assert remarks_of(text) == ["29: Point J3 of parcel F2 repeats the point before it; it was left out."]
    assert same_parcels(text)
