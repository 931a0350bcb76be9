"""Writing coordinate TXT: the format to the letter, and what is refused or reported instead of being lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import shapely
from coordinates_example import EXAMPLE

from zhanbu_plugin.exchange.coordinates.document import CoordinateParcel
from zhanbu_plugin.exchange.coordinates.lines import TxtOptions
from zhanbu_plugin.exchange.coordinates.reading import read_coordinates
from zhanbu_plugin.exchange.coordinates.writing import coordinate_file, write_coordinates
from zhanbu_plugin.survey.problem import InputProblem

SHELL = [
    (39412030.125, 3125480.250),
    (39412112.480, 3125486.035),
    (39412118.905, 3125421.310),
    (39412074.660, 3125398.745),
    (39412026.340, 3125409.870),
]
HOLE = [
    (39412066.200, 3125440.100),
    (39412078.450, 3125441.360),
    (39412079.120, 3125430.905),
    (39412067.010, 3125430.240),
]
PLAIN = [
    (39412140.310, 3125450.020),
    (39412171.905, 3125452.660),
    (39412169.240, 3125418.115),
    (39412141.980, 3125420.430),
]
ITEMS = {"sheet": "H50G091034", "use": "占补平衡"}


def parcels() -> list[CoordinateParcel]:
    return [
        CoordinateParcel.of("F1", "示例地块一", shapely.Polygon(SHELL, [HOLE]), 6585.11, **ITEMS),
        CoordinateParcel.of("F2", "示例地块二", shapely.Polygon(PLAIN), 943.41, **ITEMS),
    ]


def box(
    number: str, east: float = 39412000, north: float = 3125000, side: float = 10, name: str = ""
) -> CoordinateParcel:
    shape = shapely.box(east, north, east + side, north + side)
    return CoordinateParcel.of(number, name, shape, side * side)


def refusal(given: list[CoordinateParcel], **options: object) -> InputProblem:
    with pytest.raises(InputProblem) as problem:
        write_coordinates(given, **options)  # type: ignore[arg-type]
    assert str(problem.value.remedy)
    return problem.value


def test_the_example_is_written_to_the_letter_with_its_hole_turned_the_other_way() -> None:
    written = write_coordinates(
        parcels(), decimals=3, producer="示例县自然资源局", produced_on=date(2026, 1, 15)
    ).decode("gbk")
    hole = [line for line in EXAMPLE.splitlines() if line.split(",")[1:2] == ["2"]]
    numbered = [line.split(",", 1) for line in reversed(hole)]
    turned = [f"{name},{rest}" for name, (_, rest) in zip(["J6", "J7", "J8", "J9", "J6"], numbered)]
    assert written == EXAMPLE.replace("\n".join(hole), "\n".join(turned)).replace("\n", "\r\n")


def test_the_same_parcels_give_the_same_bytes_in_gbk_with_crlf() -> None:
    content = write_coordinates(parcels())
    assert content == write_coordinates(parcels())
    assert content.startswith("[属性描述]\r\n".encode("gbk"))
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.endswith(b"\r\n")


def test_four_decimals_are_declared_and_written() -> None:
    text = write_coordinates(parcels()).decode("gbk")
    assert "精度=0.0001\r\n" in text
    assert "J1,1,3125480.2500,39412030.1250\r\n" in text


def test_an_area_is_stated_in_hectares_rounded_half_up() -> None:
    def stated(area: float) -> str:
        parcel = CoordinateParcel.of("1", "", shapely.Polygon(PLAIN), area)
        return write_coordinates([parcel]).decode("gbk").split("[地块坐标]\r\n")[1].split(",")[1]

    assert [stated(a) for a in (943.41, 942.5, 942.49, 10000.0)] == ["0.0943", "0.0943", "0.0942", "1.0000"]


def test_a_parcel_of_two_parts_has_two_heads_whose_areas_add_up_and_is_one_parcel_again() -> None:
    shape = shapely.MultiPolygon(
        [shapely.box(39412000, 3125000, 39412010, 3125010), shapely.box(39412100, 3125000, 39412110, 3125010)]
    )
    parcel = CoordinateParcel.of("F1", "两块", shape, 300.0)
    content = write_coordinates([parcel, box("F2", north=3126000)])
    heads = [line.split(",")[:4] for line in content.decode("gbk").splitlines() if line.endswith("@")]
    assert heads[0][0] == heads[1][0] == "5"
    assert heads[0][2:] == heads[1][2:] == ["F1", "两块"]
    assert Decimal(heads[0][1]) + Decimal(heads[1][1]) == Decimal("0.0300")
    assert heads[0][1] == "0.0150"
    joined = read_coordinates(content).document.parcels
    assert [p.number for p in joined] == ["F1", "F2"]
    assert shapely.equals(joined[0].geometry, shape)
    assert joined[0].stated_area_ha == Decimal("0.0300")


def test_parts_that_do_not_divide_evenly_still_add_up_to_the_parcel() -> None:
    boxes = [shapely.box(39412000 + i * 100, 3125000, 39412010 + i * 100, 3125010) for i in range(3)]
    parcel = CoordinateParcel.of("F1", "", shapely.MultiPolygon(boxes), 100.0)
    text = write_coordinates([parcel]).decode("gbk")
    areas = [Decimal(line.split(",")[1]) for line in text.splitlines() if line.endswith("@")]
    assert sum(areas) == Decimal("0.0100")
    assert max(areas) - min(areas) == Decimal("0.0001")


def test_commas_and_line_breaks_in_names_become_full_width_and_are_reported() -> None:
    file = coordinate_file([box("F1", name="东, 西\n两块")])
    (remark,) = file.remarks
    assert "parcel F1" in str(remark.wording)
    assert remark.line == 13
    (parcel,) = read_coordinates(file.content).document.parcels
    assert parcel.name == "东， 西\u3000两块"


def test_a_character_that_gbk_lacks_is_refused_with_parcel_and_character() -> None:
    problem = refusal([box("F1", name="示例"), box("F2", north=3126000, name="𠮷田")])
    assert problem.parcel == "F2"
    assert "𠮷 (U+20BB7)" in str(problem)
    assert "Choose UTF-8 or GB18030" in str(problem.remedy)
    for encoding in ("UTF-8", "UTF-8-SIG", "GB18030"):
        content = write_coordinates([box("F2", name="𠮷田")], encoding=encoding)
        assert read_coordinates(content).document.parcels[0].name == "𠮷田"


def test_items_without_a_place_in_the_template_are_reported() -> None:
    parcel = CoordinateParcel.of("F1", "", shapely.Polygon(PLAIN), 943.41, grade="3", year="2022")
    (remark,) = coordinate_file([parcel]).remarks
    assert "standard9 has no place for: grade, year" in str(remark.wording)
    assert coordinate_file([parcel], TxtOptions(template="supplement12")).remarks == ()


def test_the_supplement_template_puts_its_items_in_their_order() -> None:
    parcel = CoordinateParcel.of(
        "F130102202300010000001", "地块", shapely.Polygon(PLAIN), 943.41, year="2022", slope_gr="1", sheet="J50G017037",
        use="占补平衡", class_name="水浇地", grade="3",
    )  # fmt: skip
    text = write_coordinates([parcel], template="supplement12").decode("gbk")
    assert "5,0.0943,F130102202300010000001,地块,2022,1,面,J50G017037,占补平衡,,水浇地,3,@\r\n" in text
    assert "【" not in text
    shown = coordinate_file([parcel], TxtOptions(template="supplement12", field_line=True)).content.decode("gbk")
    assert "【坐标点个数,图斑面积,图斑编号,地块名称,补充耕地实施年份," in shown
    assert read_coordinates(shown.encode()).document.parcels == read_coordinates(text.encode()).document.parcels


def test_the_zone_follows_from_the_eastings() -> None:
    six = write_coordinates([box("F1", east=20412000)]).decode("gbk")
    assert "几度分带=6\r\n" in six
    assert "带号=20\r\n" in six
    assert read_coordinates(six.encode()).crs_epsg == 4498


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "There is no parcel to write."),
        ([box("F1"), box("F1", north=3126000)], "parcel F1: The parcel number F1 occurs more than once."),
        ([box("F1", east=412000)], "parcel F1: Easting 412000.000 carries no zone prefix."),
        ([box("F1"), box("F2", east=38412000)], "parcel F2: The parcel lies in zone 38, others in zone 39."),
        ([CoordinateParcel("F1", "", shapely.Point(39412000, 3125000))], "parcel F1: The geometry isn't a polygon."),
        ([CoordinateParcel("F1", "", shapely.Polygon())], "parcel F1: The geometry isn't a polygon."),
        ([CoordinateParcel("", "甲", None)], "parcel 甲: The geometry isn't a polygon."),
        ([CoordinateParcel("F1", "", shapely.Polygon([SHELL[0], SHELL[2], SHELL[1], SHELL[4]]))], "isn't valid"),
        ([box("F1", side=0.00003)], "parcel F1: Rounded to 4 decimals the parcel is no valid polygon."),
        (
            [CoordinateParcel("", "甲", shapely.MultiPolygon([box("").geometry, box("", north=3126000).geometry]))],
            "parcel 甲: A parcel of several parts has no number",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_with_the_parcel(given: list[CoordinateParcel], said: str) -> None:
    assert said in str(refusal(given))


def test_an_unknown_template_encoding_or_number_of_decimals_is_refused_with_the_choices() -> None:
    assert "standard9, supplement12, graded13" in str(refusal(parcels(), template="standard8"))
    assert "GBK, UTF-8, UTF-8-SIG, GB18030" in str(refusal(parcels(), encoding="Big5"))
    assert "1 to 4" in str(refusal(parcels(), decimals=5))


def test_points_that_fall_together_when_rounded_are_written_once() -> None:
    shape = shapely.Polygon(
        [(39412000, 3125000), (39412000, 3125010), (39412000.0002, 3125010.0003), (39412010, 3125010)]
    )
    text = write_coordinates([CoordinateParcel("F1", "", shape)], decimals=3).decode("gbk")
    assert "\r\n4,,F1" in text


def test_a_document_keeps_its_header_template_encoding_and_point_names() -> None:
    document = read_coordinates(EXAMPLE.encode()).document
    text = write_coordinates(document, decimals=3).decode("utf-8")
    again = read_coordinates(text.encode())
    assert again.document == document
    assert "J9,2,3125430.240,39412067.010" in text
