"""Lines of a coordinate TXT to a header, parcels and points; what stands where, before any geometry."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from ...survey.problem import InputProblem
from ...survey.wording import translate
from .document import DATUM, HEADER_KEYS, PROJECTION, UNIT, WIDTH, ZONE
from .raw import (
    HeaderValue,
    RawFile,
    RawParcel,
    RawPoint,
    is_head,
    key_and_value,
    label_of,
    plain_point,
    point_items,
)
from .remarks import Remarks, problem_at
from .templates import HeadTemplate, head_lengths, number_titles, template_of_length
from .text import number_of, plain_commas, plain_number

_OPENING, _CLOSING = "[【［〔", "]】］〕"
_NOTE_WORDS = ("说明", "填写说明", "填表说明", "注:", "注：", "备注", "#", "//")
_MOST_HECTARES = 10_000_000
_DIGITS_OF_COUNT = 9
_PLACING_KEYS = (DATUM, WIDTH, PROJECTION, UNIT, ZONE)
"""Keys that say where the coordinates are; two values of one make the file unreadable."""


class _Block(Enum):
    NONE = "none"
    HEADER = "header"
    COORDINATES = "coordinates"
    UNKNOWN = "unknown"


def raw_file(lines: Sequence[str], source: str, remarks: Remarks) -> RawFile:
    """The parts of a file. Raises ``InputProblem`` with the line of the first thing that can't be understood."""
    reader = _LineReader(source, remarks)
    for number, line in enumerate(lines, start=1):
        reader.read(number, line.strip().strip("\ufeff\x1a"))
    return reader.file


class _LineReader:
    def __init__(self, source: str, remarks: Remarks) -> None:
        self.file = RawFile()
        self._source = source
        self._remarks = remarks
        self._block = _Block.NONE
        self._in_notes = True

    def read(self, line: int, text: str) -> None:
        if not text:
            return
        if not self._in_notes and self._block is _Block.COORDINATES:
            point = plain_point(line, text)
            if point is not None:
                self.file.parcels[-1].points.append(point)
                return
        if text[0] in _OPENING and text.rstrip(":：")[-1:] in _CLOSING and text.rstrip(":："):
            self._read_bracketed(line, text)
        elif is_head(text) and (self._block is not _Block.HEADER or _head_items(text)[1] is not None):
            self._read_head(line, text)
        elif self._block is _Block.HEADER and key_and_value(text) is not None:
            self._read_header(line, text)
        elif self._block is _Block.COORDINATES:
            self._read_coordinates(line, text)
        elif self._block is _Block.NONE:
            self._read_loose(line, text)
        else:
            self._remarks.passed_over(line)

    def _read_bracketed(self, line: int, text: str) -> None:
        title = "".join(text.rstrip(":：")[1:-1].split())
        if "," in plain_commas(title):  # a list of field names, which some templates put before the data
            self._remarks.passed_over(line)
            return
        self.file.has_blocks = True
        if text[0] != "[":
            self._remarks.full_width(line)
        if "坐标" in title and "坐标系" not in title:
            self._block, self._in_notes = _Block.COORDINATES, True
        elif "属性" in title:
            self._block = _Block.HEADER
        else:
            self._block = _Block.UNKNOWN
            self._remarks.note(line, translate("zhanbu", "The block [{title}] was passed over.", title=title))

    def _read_header(self, line: int, text: str) -> None:
        key, value, plain = key_and_value(text) or ("", "", True)
        if not plain:
            self._remarks.full_width(line)
        known = self.file.header.setdefault(key, HeaderValue(line, value))
        if known.text == value:
            return
        said = translate(
            "zhanbu",
            "{key} is {value!r}, but line {first} says {other!r}.",
            key=key,
            value=value,
            first=known.line,
            other=known.text,
        )
        if key not in _PLACING_KEYS:
            self._remarks.warn(line, said)
            return
        remedy = translate("zhanbu", "Keep the right one, or split files that were joined.")
        raise problem_at(line, said, remedy, source=self._source)

    def _read_loose(self, line: int, text: str) -> None:
        stated = key_and_value(text)
        if stated is not None and stated[0] in HEADER_KEYS:
            self._read_header(line, text)
        else:
            self.file.loose.append((line, text))

    def _read_head(self, line: int, text: str) -> None:
        items, template = _head_items(text)
        if len(items) != len(text.rstrip(",， ").split(",")):
            self._remarks.full_width(line)
        if items[0] in number_titles():
            self._remarks.passed_over(line)
            return
        if template is None:
            raise self._wrong_items(line, len(items))
        if self._block is not _Block.COORDINATES:
            self._block = _Block.COORDINATES
            self._remarks.warn(line, translate("zhanbu", "Parcels begin here without the title [地块坐标]."))
        self._in_notes = False
        named = dict(zip(template.items, items))
        label = label_of(named, len(self.file.parcels) + 1)
        stated = self._count(line, items[0], label), self._hectares(line, items[1], label)
        self.file.parcels.append(RawParcel(line, template, named, *stated, label))

    def _count(self, line: int, text: str, label: str) -> int | None:
        plain = self._plain(line, text)
        if not plain:
            self._remarks.note(line, translate("zhanbu", "Parcel {parcel} states no number of points.", parcel=label))
            return None
        if plain.isascii() and plain.isdigit() and len(plain) <= _DIGITS_OF_COUNT:
            return int(plain)
        raise problem_at(
            line,
            translate("zhanbu", "The number of points is {text!r}.", text=text),
            translate("zhanbu", "Write the number of point lines as the first item."),
            source=self._source,
            parcel=label,
        )

    def _hectares(self, line: int, text: str, label: str) -> Decimal | None:
        plain = self._plain(line, text)
        if not plain:
            return None
        area = number_of(plain)
        if area is not None and 0 <= area <= _MOST_HECTARES:
            return area
        raise problem_at(
            line,
            translate("zhanbu", "The area is {text!r}.", text=text),
            translate("zhanbu", "Write the area in hectares as the second item, or leave it empty."),
            source=self._source,
            parcel=label,
        )

    def _read_coordinates(self, line: int, text: str) -> None:
        items = point_items(text)
        is_point = items is not None and all(number_of(plain_number(i)) is not None for i in items[1:])
        if text.startswith(_NOTE_WORDS) and not is_point:
            self._in_notes = True
        if self._in_notes:
            if is_point:
                raise self._homeless_point(line)
            if _looks_like_head(text):
                raise self._wrong_items(line, len(plain_commas(text).split(",")))
            self._remarks.passed_over(line)
            return
        if items is None:
            raise self._wrong_items(line, len(plain_commas(text).split(",")))
        if "," not in text or len(text.split(",")) < len(items):
            self._remarks.full_width(line)
        self.file.parcels[-1].points.append(self._point(line, items))

    def _point(self, line: int, items: Sequence[str]) -> RawPoint:
        name, ring, x, y = items[0].strip(), *(self._plain(line, i) for i in items[1:])
        x_value, y_value = number_of(x), number_of(y)
        if not (ring.isascii() and ring.isdigit() and len(ring) <= _DIGITS_OF_COUNT):
            raise self._not_a_number(line, items[1])
        if x_value is None or y_value is None:
            raise self._not_a_number(line, items[2] if x_value is None else items[3])
        return RawPoint(line, name, int(ring), x_value, y_value)

    def _plain(self, line: int, text: str) -> str:
        plain = plain_number(text)
        if plain != text.strip():
            self._remarks.full_width(line)
        return plain

    def _label(self) -> str:
        return self.file.parcels[-1].label if self.file.parcels else ""

    def _wrong_items(self, line: int, count: int) -> InputProblem:
        return problem_at(
            line,
            translate("zhanbu", "The line has {count} items.", count=count),
            translate(
                "zhanbu",
                "A parcel's head line ends in @ and has {heads} items with it; a point line has 4 (name, ring, X, Y).",
                heads=head_lengths(),
            ),
            source=self._source,
            parcel=self._label(),
        )

    def _homeless_point(self, line: int) -> InputProblem:
        return problem_at(
            line,
            translate("zhanbu", "The point belongs to no parcel."),
            translate("zhanbu", "Put the parcel's head line (ending in @) before its points."),
            source=self._source,
        )

    def _not_a_number(self, line: int, text: str) -> InputProblem:
        return problem_at(
            line,
            translate("zhanbu", "{text!r} isn't a number.", text=text[:40]),
            translate("zhanbu", "A point line is: name, ring number, X (north), Y (east), in metres."),
            source=self._source,
            parcel=self._label(),
        )


def _head_items(text: str) -> tuple[list[str], HeadTemplate | None]:
    """Items of a head line and its template.

    Full-width commas part items only where the plain ones don't make a template: names may hold them.
    """
    items = text.rstrip(",， ").split(",")
    if template_of_length(len(items)) is None:
        items = plain_commas(text).rstrip(", ").split(",")
    return [item.strip() for item in items], template_of_length(len(items))


def _looks_like_head(text: str) -> bool:
    """A head line that lost its end mark: a count, an area or nothing, and more items than a point has."""
    items = [plain_number(item) for item in plain_commas(text).split(",")]
    return len(items) > 6 and items[0].isdigit() and (not items[1] or number_of(items[1]) is not None)
