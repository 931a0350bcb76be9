"""Damage to a coordinate TXT: refused with file, parcel, line and the way out, never guessed at."""

from __future__ import annotations

from pathlib import Path

import pytest
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

from zhanbu_plugin.exchange.coordinates.reading import read_coordinates
from zhanbu_plugin.survey.problem import InputProblem


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
