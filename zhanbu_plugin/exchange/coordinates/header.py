"""What [属性描述] says about the place of the coordinates: datum, projection, unit, zone (坐标系, 带号)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...survey.wording import Wording, translate
from ...survey.zones import ZoneWidth, epsg_of_zone
from .document import DATUM, PROJECTION, SHIFT, UNIT, WIDTH, ZONE
from .raw import HeaderValue
from .remarks import Remarks, problem_at
from .text import plain_number

_METRES = ("", "米", "m", "meter", "metre")
_NO_SHIFT = frozenset("0., +-")
_WIDTH_WORDS = str.maketrans({"三": "3", "六": "6"})
_WIDTH_ENDS = ("度分带", "度带", "度", "°")


@dataclass(frozen=True)
class StatedPlace:
    """Zone number and width as the header states them; ``None`` where it leaves them out. Lines for messages."""

    zone: int | None
    zone_line: int
    width: int | None
    width_line: int


def stated_place(header: Mapping[str, HeaderValue], source: str, remarks: Remarks) -> StatedPlace:
    """Zone of a header whose datum, projection and unit can be read as CGCS2000 Gauss–Krüger in metres.

    Raises ``InputProblem`` for another datum, projection or unit, or for a zone that isn't one.
    """
    blank = HeaderValue(0, "")
    _check_datum(header.get(DATUM, blank), source, remarks)
    _check_projection(header.get(PROJECTION, blank), source)
    _check_unit(header.get(UNIT, blank), source)
    shift = header.get(SHIFT, blank)
    if not _NO_SHIFT.issuperset(shift.text.replace("，", ",")):
        remarks.warn(
            shift.line,
            translate("zhanbu", "The transformation parameters {values} weren't applied.", values=shift.text),
        )
    zone, width = header.get(ZONE, blank), header.get(WIDTH, blank)
    return StatedPlace(_zone(zone, source), zone.line, _width(width, source), width.line)


def width_of_zone(zone: int) -> ZoneWidth | None:
    """3 or 6 degrees: numbers 25–45 are 3° zones and 13–23 are 6° zones (standards section 6)."""
    widths: tuple[ZoneWidth, ...] = (3, 6)
    for width in widths:
        try:
            epsg_of_zone(width, zone)
        except ValueError:
            continue
        return width
    return None


def zone_remedy() -> Wording:
    """What to do about a number that isn't a zone."""
    return translate("zhanbu", "State the zone as 25 to 45 (3 degrees wide) or 13 to 23 (6 degrees wide).")


def _check_datum(value: HeaderValue, source: str, remarks: Remarks) -> None:
    text = value.text.upper()
    if not text:
        remarks.warn(value.line, translate("zhanbu", "The file names no datum; it was read as CGCS2000."))
        return
    if "2000" in text and "西安" not in text and "北京" not in text:
        return
    raise problem_at(
        value.line,
        translate("zhanbu", "The datum is {datum}.", datum=value.text),
        translate(
            "zhanbu",
            "Only CGCS2000 (2000国家大地坐标系) is read: convert the coordinates with the approved parameters first.",
        ),
        source=source,
    )


def _check_projection(value: HeaderValue, source: str) -> None:
    text = value.text.casefold()
    if not text or "高斯" in text or "gauss" in text:
        return
    raise problem_at(
        value.line,
        translate("zhanbu", "The projection is {projection}.", projection=value.text),
        translate("zhanbu", "Only Gauss-Krüger coordinates (高斯克吕格) are read: project them first."),
        source=source,
    )


def _check_unit(value: HeaderValue, source: str) -> None:
    if value.text.casefold() in _METRES:
        return
    raise problem_at(
        value.line,
        translate("zhanbu", "The unit is {unit}.", unit=value.text),
        translate("zhanbu", "Only metres (米) are read: convert the coordinates first."),
        source=source,
    )


def _zone(value: HeaderValue, source: str) -> int | None:
    text = plain_number(value.text).removesuffix("带").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 3 and width_of_zone(int(text)) is not None:
        return int(text)
    raise problem_at(
        value.line,
        translate("zhanbu", "{zone!r} isn't a zone number (带号).", zone=value.text),
        zone_remedy(),
        source=source,
    )


def _width(value: HeaderValue, source: str) -> int | None:
    text = plain_number(value.text).translate(_WIDTH_WORDS)
    for end in _WIDTH_ENDS:
        text = text.removesuffix(end)
    text = text.strip()
    if not text:
        return None
    if text in ("3", "6"):
        return int(text)
    raise problem_at(
        value.line,
        translate("zhanbu", "{width!r} isn't a zone width (几度分带).", width=value.text),
        translate("zhanbu", "State it as 3 or 6."),
        source=source,
    )
