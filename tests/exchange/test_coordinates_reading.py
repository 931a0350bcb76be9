"""Reading coordinate TXT: what is accepted with a remark, and what is refused with line and way out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import shapely
from coordinates_example import EXAMPLE, HEADER, PLAIN, WITH_HOLE

from zhanbu_plugin.checks.findings import Severity
from zhanbu_plugin.exchange.coordinates_document import ReadResult
from zhanbu_plugin.exchange.coordinates_reading import read_coordinates
from zhanbu_plugin.survey.problem import InputProblem


def read(text: str, **options: object) -> ReadResult:
    return read_coordinates(text.encode(), "报盘.txt", **options)  # type: ignore[arg-type]


def remarks_of(text: str, **options: object) -> list[str]:
    return [f"{r.line}: {r.wording}" for r in read(text, **options).remarks]


def refusal(text: str | bytes, **options: object) -> str:
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(InputProblem) as problem:
        read_coordinates(content, "报盘.txt", **options)  # type: ignore[arg-type]
    assert problem.value.source == "报盘.txt"
    assert str(problem.value.remedy)
    return str(problem.value)


def same_parcels(text: str, **options: object) -> bool:
    return read(text, **options).document.parcels == read(EXAMPLE).document.parcels


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


def square(ring: int, east: float, north: float, side: float, first: int = 1) -> list[str]:
    corners = [(north, east), (north + side, east), (north + side, east + side), (north, east + side), (north, east)]
    names = [f"J{first + i}" for i in range(4)] + [f"J{first}"]
    return [f"{n},{ring},{x:.3f},{y:.3f}" for n, (x, y) in zip(names, corners)]


def parcel_of(*rings: list[str], number: str = "F1") -> str:
    points = [line for ring in rings for line in ring]
    return "\n".join([f"{len(points)},,{number},名,面,,,,@", *points]) + "\n"


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


def test_swapped_axes_are_refused_and_turned_round_only_when_allowed() -> None:
    lines = [line.split(",") for line in EXAMPLE.splitlines()]
    text = "\n".join(",".join([*i[:2], i[3], i[2]]) if len(i) == 4 else ",".join(i) for i in lines)
    message = refusal(text)
    assert "parcel F1: line 14: X = 39412030.125 is an easting and Y = 3125480.250 a northing" in message
    assert "allow swapped axes" in message
    assert same_parcels(text, swap="accept")
    assert "They were turned round" in remarks_of(text, swap="accept")[0]


def test_two_numbers_of_seven_digits_are_never_swapped() -> None:
    text = HEADER + "4,,F1,,面,,,,@\nJ1,1,3125480.2,2412030.1\nJ2,1,3125486.0,2412112.4\nJ3,1,3125421.3,2412118.9\n"
    for swap in ("refuse", "accept"):
        assert "both have seven digits" in refusal(text, swap=swap)


def test_eastings_without_prefix_take_the_zone_of_the_file_or_of_the_user_and_are_refused_without() -> None:
    bare = EXAMPLE.replace(",39412", ",412")
    assert same_parcels(bare)
    assert "zone 39 was put before them" in remarks_of(bare)[0]
    nowhere = bare.replace("带号=39\n", "")
    assert same_parcels(nowhere, crs_zone=39)
    message = refusal(nowhere)
    assert "The easting 412030.125 has six digits" in message
    assert "It can't be guessed" in message


def test_a_zone_that_disagrees_with_the_eastings_is_refused() -> None:
    message = refusal(EXAMPLE.replace("带号=39", "带号=38"))
    assert "Y = 39412030.125 begins with 39, but the zone (带号) is 38." in message
    assert "begins with 39" in refusal(EXAMPLE, crs_zone=38)
    assert "几度分带 is 6, but zone 39 is 3 degrees wide" in refusal(EXAMPLE.replace("几度分带=3", "几度分带=6"))


def test_the_users_zone_wins_over_a_wrong_zone_in_the_header_when_the_eastings_agree() -> None:
    text = EXAMPLE.replace("带号=39", "带号=38")
    assert same_parcels(text, crs_zone=39)
    assert "The file states zone 38; the zone given, 39, was used." in remarks_of(text, crs_zone=39)[0]


def test_two_zones_in_one_file_are_refused() -> None:
    text = EXAMPLE.replace("带号=39\n", "")
    message = refusal(text.replace("J3,1,3125418.115,39412", "J3,1,3125418.115,38412"))
    assert "parcel F2: line 27: Y = 38412169.240 lies in zone 38, the first point in zone 39" in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2000国家大地坐标系", "1980西安坐标系", "The datum is 1980西安坐标系. Only CGCS2000"),
        ("2000国家大地坐标系", "80国家大地坐标系", "convert the coordinates with the approved parameters"),
        ("2000国家大地坐标系", "1954北京坐标系", "line 5: The datum is"),
        ("高斯克吕格", "墨卡托", "Only Gauss-Krüger"),
        ("计量单位=米", "计量单位=度", "The unit is 度."),
        ("带号=39", "带号=117", "'117' isn't a zone number"),
        ("带号=39", "带号=24", "'24' isn't a zone number"),
        ("几度分带=3", "几度分带=1.5", "isn't a zone width"),
        (
            ",占补平衡,,@",
            ",占补平衡,@",
            "line 13: The line has 8 items. A parcel's head line ends in @ and has 9, 13, 14",
        ),
        (",占补平衡,,@", ",占补平衡,,", "The line has 9 items"),
        ("J2,1,3125452.660,39412171.905", "J2,1,3125452.660", "parcel F2: line 27: The line has 3 items"),
        ("J2,1,3125452.660,39412171.905", "J2,1,3125452.660,39412171.905,0,0", "The line has 6 items"),
        ("J2,1,3125452.660,39412171.905", "J2,1,3125452.66O,39412171.905", "'3125452.66O' isn't a number"),
        ("J2,1,3125452.660,39412171.905", "J2,1,NaN,39412171.905", "'NaN' isn't a number"),
        ("J2,1,3125452.660,39412171.905", "J2,1,inf,39412171.905", "'inf' isn't a number"),
        ("J2,1,3125452.660,39412171.905", "J2,1,3.1254E6,39412171.905", "'3.1254E6' isn't a number"),
        ("J2,1,3125452.660,39412171.905", "J2,x,3125452.660,39412171.905", "'x' isn't a number"),
        ("J2,1,3125452.660,39412171.905", "J2,1,-3125452.660,39412171.905", "aren't Gauss-Krüger coordinates in China"),
        ("J2,1,3125452.660,39412171.905", "J2,1,28.25,116.1", "aren't Gauss-Krüger coordinates in China"),
        ("J2,1,3125452.660,39412171.905", "J2,1,9125452.660,39412171.905", "lies north or south of China"),
        (
            "J2,1,3125452.660,39412171.905",
            "J2,1,3125452.660,39052122.000",
            "more than 400 km from the middle of zone 39",
        ),
        ("J2,1,3125452.660,39412171.905", "J2,1,3125452.660,412171.905", "don't follow the order of the first point"),
        ("11,0.6585,F1", "x,0.6585,F1", "The number of points is 'x'"),
        ("11,0.6585,F1", "11,0.6585公顷,F1", "The area is '0.6585公顷'"),
        ("11,0.6585,F1", "11,-1,F1", "The area is '-1'"),
        ("[地块坐标]\n11", "[地块坐标]\nJ1,1,3125480.250,39412030.125\n11", "line 13: The point belongs to no parcel"),
        ("带号=39", "带号=39\n带号=38", "带号 is '38', but line 9 says '39'"),
    ],
)
def test_damage_is_refused_with_its_place_and_the_way_out(old: str, new: str, said: str) -> None:
    assert old in EXAMPLE
    assert said in refusal(EXAMPLE.replace(old, new, 1))


def test_a_ring_of_fewer_than_four_lines_is_refused() -> None:
    text = (
        HEADER + "3,,F1,名,面,,,,@\nJ1,1,3125480.2,39412030.1\nJ2,1,3125486.0,39412112.4\nJ1,1,3125480.2,39412030.1\n"
    )
    assert "parcel F1: line 14: Ring 1 has 3 lines. A ring needs" in refusal(text)


def test_a_parcel_without_points_is_refused() -> None:
    assert "parcel F2: line 25: The parcel has no points." in refusal(HEADER + WITH_HOLE + PLAIN.splitlines()[0])


def test_a_ring_that_crosses_itself_is_refused_with_the_place_of_the_crossing() -> None:
    one, two, three, four, _ = square(1, 39412000, 3125000, 10)
    message = refusal(HEADER + parcel_of([one, three, two, four, one]))
    assert "line 14: The ring crosses or touches itself near X = 3125005.000, Y = 39412005.000" in message


def test_rings_that_overlap_or_repeat_each_other_are_refused() -> None:
    first = square(1, 39412000, 3125000, 100)
    assert "line 19: The ring overlaps or repeats the ring of line 14" in refusal(
        HEADER + parcel_of(first, square(2, 39412050, 3125050, 100))
    )
    assert "overlaps or repeats" in refusal(HEADER + parcel_of(first, square(2, 39412000, 3125000, 100)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file holds no parcel."),
        (b"\n\n", "The file holds no parcel."),
        (HEADER.encode(), "The file holds no parcel with points."),
        (b"PK\x03\x04\x00\x00", "isn't text"),
        (EXAMPLE.encode("utf-16"), "isn't text"),
        (b"\xff\xfe\xfd", "can't be read as GB18030"),
        (b"\xef\xbb\xbf\xff", "can't be read as UTF-8-SIG"),
        (b"a" * 10_001, "line 1: The line has 10001 characters."),
        ("这是一份说明\n没有坐标".encode(), "The file holds no parcel."),
    ],
)
def test_what_is_no_coordinate_file_is_refused(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_a_file_above_the_limit_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_001)
    with pytest.raises(InputProblem, match="larger than 200 MB"):
        read_coordinates(path)
    with pytest.raises(InputProblem, match="can't be read"):
        read_coordinates(tmp_path / "absent.txt")


def test_an_encoding_that_is_given_is_taken_at_its_word() -> None:
    content = EXAMPLE.encode("gbk")
    assert read_coordinates(content, encoding="GBK").document.parcels == read(EXAMPLE).document.parcels
    with pytest.raises(InputProblem, match="can't be read as UTF-8"):
        read_coordinates(content, encoding="UTF-8")


def test_a_stated_area_that_is_neither_plane_nor_ellipsoid_is_reported_with_all_three() -> None:
    result = read(EXAMPLE.replace("11,0.6585,F1", "11,0.6685,F1"))
    assert result.areas[0].agrees == "neither"
    said = str(result.remarks[0].wording)
    assert all(number in said for number in ("0.6685", "6585.11"))


def test_transformation_parameters_and_another_producer_are_reported_not_applied() -> None:
    text = EXAMPLE.replace("转换参数=0,0,0,0,0,0,0", "转换参数=1.5,0,0,0,0,0,0").replace(
        "精度=0.001", "精度=0.001\n精度=0.01"
    )
    said = remarks_of(text)
    assert same_parcels(text)
    assert any("weren't applied" in s for s in said)
    assert any("精度 is '0.01', but line 10 says '0.001'" in s for s in said)
