"""Coordinate TXT as offices send them: repaired aloud where nothing has to be guessed, else refused with the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import toolbox
from toolbox import Log, refused, rows, run

pytestmark = pytest.mark.usefixtures("zhanbu")
EXAMPLE = Path(__file__).resolve().parents[1] / "exchange" / "coordinates_example.py"


@pytest.fixture(scope="module")
def example() -> str:
    """The invented example of the standards file: F1 with a hole, F2 plain."""
    values: dict[str, Any] = {}
    exec(EXAMPLE.read_text(encoding="utf-8"), values)  # noqa: S102 - the example is shared with the floor below
    return str(values["EXAMPLE"])


def saved(folder: Path, text: str, encoding: str = "gbk") -> str:
    path = folder / "报盘.txt"
    path.write_bytes(text.encode(encoding))
    return str(path)


def imported(path: str, log: Log | None = None, **given: object) -> dict[str, Any]:
    return run("importcoordinates", log, INPUT=path, OUTPUT="memory:", **given)


@pytest.fixture(scope="module")
def shapes(example: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return _shapes(imported(saved(tmp_path_factory.mktemp("txt"), example)))


def _shapes(result: dict[str, Any]) -> list[str]:
    return [feature.geometry().asWkt(4) for feature in result["OUTPUT"].getFeatures()]


CLOSING = "J1,1,3125450.020,39412140.310\n"
HEAD_OF_9 = "5,0.0943,F2,示例地块二,面,H50G091034,占补平衡,,@"
VARIANTS = {
    "full-width brackets": lambda t: t.replace("[属性描述]", "［属性描述］").replace("[地块坐标]", "【地块坐标】"),
    "12-field head": lambda t: t.replace(HEAD_OF_9, HEAD_OF_9.replace(",,@", "," * 6 + "@")),
    "missing closing point": lambda t: t[: t.rindex(CLOSING)].replace("5,0.0943,F2", "4,0.0943,F2"),
    "wrong count": lambda t: t.replace("5,0.0943,F2", "7,0.0943,F2"),
    "Windows line ends": lambda t: t.replace("\n", "\r\n"),
    "blank lines": lambda t: t.replace("\nJ", "\n\nJ"),
    "full-width commas": lambda t: t.replace("J3,1,", "J3，1，"),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_that_needs_no_guess_is_read_and_told_with_its_line(
    tmp_path: Path, example: str, shapes: list[str], name: str
) -> None:
    log = Log()
    result = imported(saved(tmp_path, VARIANTS[name](example)), log)
    assert _shapes(result) == shapes
    if name not in ("Windows line ends", "blank lines", "full-width brackets"):
        assert result["REMARKS"] > 0
        assert any("报盘.txt, line" in told for told in [*log.warned, *log.told]), name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_every_usual_encoding_is_recognised(tmp_path: Path, example: str, shapes: list[str], encoding: str) -> None:
    result = imported(saved(tmp_path, example, encoding))
    assert _shapes(result) == shapes
    assert [row["name"] for row in rows(result["OUTPUT"])] == ["示例地块一", "示例地块二"]


def _swapped(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        parts = line.split(",")
        lines.append(",".join([*parts[:2], parts[3], parts[2]]) if line.startswith("J") else line)
    return "\n".join(lines)


def test_swapped_axes_are_refused_with_the_way_out_and_turned_round_on_demand(
    tmp_path: Path, example: str, shapes: list[str]
) -> None:
    path = saved(tmp_path, _swapped(example))
    refused("importcoordinates", "报盘.txt", "line", INPUT=path, OUTPUT="memory:")
    assert _shapes(imported(path, SWAP=True)) == shapes


DAMAGE = {
    "a letter in a number": (("J3,1,3125418.115", "J3,1,31254l8.115"), "F2"),
    "a coordinate missing": (("J3,1,3125418.115,39412169.240", "J3,1,3125418.115"), "F2"),
    "two zones": (("39412169.240", "38412169.240"), ""),
    "zone against the head": (("带号=39", "带号=38"), ""),
    "a ring that crosses itself": (("J3,1,3125418.115,39412169.240", "J3,1,3125430.000,39412120.000"), "F2"),
    "no parcels": (("F1", "F1"), ""),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_stops_the_import_with_file_parcel_and_line(tmp_path: Path, example: str, name: str) -> None:
    (old, new), parcel = DAMAGE[name]
    text = example.replace(old, new) if name != "no parcels" else example[: example.index("11,0.6585")]
    out = tmp_path / "out.gpkg"
    message = refused("importcoordinates", "报盘.txt", parcel, INPUT=saved(tmp_path, text), OUTPUT=str(out))
    assert name == "no parcels" or "line" in message, message
    assert not out.exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, "一封信\n没有坐标".encode("gbk")])
def test_what_is_no_coordinate_file_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "报盘.txt"
    path.write_bytes(content)
    refused("importcoordinates", "报盘.txt", INPUT=str(path), OUTPUT="memory:")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    refused("importcoordinates", "gone.txt", INPUT=str(tmp_path / "gone.txt"), OUTPUT="memory:")


def test_exported_and_imported_again_nothing_has_moved(tmp_path: Path, checked: dict[str, Any]) -> None:
    """All eligible parcels of the sample county, to a tenth of a millimetre and to the same areas."""
    out = tmp_path / "out.txt"
    source = toolbox.opened(f"{checked['OUTPUT']}|subset=\"verdict\" = 'ELIGIBLE'")
    exported = run("exportcoordinates", INPUT=source, NUMBER_FIELD="BSM", DECIMALS=4, OUTPUT=str(out))
    result = imported(str(out))
    assert exported["PARCELS"] == result["PARCELS"] == source.featureCount()
    again = {feature["number"]: feature for feature in result["OUTPUT"].getFeatures()}
    for feature in source.getFeatures():
        back = again[feature["BSM"]]
        assert back["area_m2"] == feature["area_m2"]
        assert back.geometry().symDifference(feature.geometry()).area() < 1e-3
