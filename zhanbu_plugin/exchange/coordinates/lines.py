"""Lines of a coordinate TXT to be written, and their bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import accumulate

import numpy as np
import shapely

from ...survey.problem import InputProblem
from ...survey.units import rounded
from ...survey.wording import translate
from .document import (
    DATE,
    DATUM,
    PRECISION,
    PRODUCER,
    PROJECTION,
    SHIFT,
    UNIT,
    VERSION,
    WIDTH,
    ZONE,
    CoordinateParcel,
)
from .preparing import carried, single_parts
from .templates import END_MARK, HeadTemplate

DEFAULT_TEMPLATE, DEFAULT_ENCODING = "standard9", "GBK"


@dataclass(frozen=True)
class TxtOptions:
    """How to write: template id, encoding, decimals of the coordinates (1–4), and values of [属性描述].

    ``header`` gives further values by key; what follows from the coordinates themselves (datum, zone, precision) is
    always written by this module. ``field_line`` writes the line of field names that one 补充耕地 template shows;
    receivers that read by position don't want it.
    """

    template: str = DEFAULT_TEMPLATE
    encoding: str = DEFAULT_ENCODING
    decimals: int = 4
    producer: str = ""
    produced_on: date | None = None
    header: Mapping[str, str] = field(default_factory=dict)
    field_line: bool = False


def header_values(given: Mapping[str, str], options: TxtOptions, width: int, zone: int) -> dict[str, str]:
    """Keys and values of [属性描述], in the order of the format; ``given`` values of other keys follow."""
    fixed = {
        DATUM: "2000国家大地坐标系",
        WIDTH: str(width),
        PROJECTION: "高斯克吕格",
        UNIT: "米",
        ZONE: str(zone),
        PRECISION: str(Decimal(1).scaleb(-options.decimals)),
    }
    free = {
        VERSION: given.get(VERSION, "1.01"),
        PRODUCER: options.producer or given.get(PRODUCER, ""),
        DATE: options.produced_on.isoformat() if options.produced_on else given.get(DATE, ""),
    }
    ordered = {**free, **fixed, SHIFT: given.get(SHIFT, "0,0,0,0,0,0,0")}
    others = {key: value for key, value in given.items() if key not in ordered}
    return {key: _one_line(value) for key, value in {**ordered, **others}.items()}


def _one_line(value: str) -> str:
    return ",".join(carried(item) for item in value.split(","))


def parcel_lines(
    parcels: Sequence[CoordinateParcel], template: HeadTemplate, options: TxtOptions
) -> Iterator[list[str]]:
    """For each parcel the head line and point lines of its parts."""
    single = [single_parts(parcel) for parcel in parcels]
    rings = iter(_rings([part.geometry for parts in single for part in parts]))
    for parts in single:
        yield [line for part in parts for line in _part_lines(part, next(rings), template, options)]


def _rings(parts: Sequence[shapely.Polygon]) -> list[list[list[tuple[float, float]]]]:
    """Points of each ring of each polygon as easting, northing."""
    lines, owner = shapely.get_rings(parts, return_index=True)
    points = shapely.get_coordinates(lines).tolist()
    ends = np.cumsum(shapely.get_num_coordinates(lines)).tolist()
    found: list[list[list[tuple[float, float]]]] = [[] for _ in parts]
    for part, start, end in zip(owner.tolist(), [0, *ends], ends):
        found[part].append(points[start:end])
    return found


def _part_lines(
    part: CoordinateParcel, rings: Sequence[Sequence[tuple[float, float]]], template: HeadTemplate, options: TxtOptions
) -> Iterator[str]:
    area = "" if part.stated_area_ha is None else str(rounded(part.stated_area_ha, 4))
    items = {
        "points": str(sum(map(len, rings))),
        "area_ha": area,
        "number": part.number,
        "name": part.name,
        **part.attributes,
    }
    yield ",".join([*(items.get(key, "") for key in template.items), END_MARK])
    written = f"%s,%d,%.{options.decimals}f,%.{options.decimals}f"
    names = part.point_names or _numbered([len(ring) - 1 for ring in rings])
    for number, (ring, ring_names) in enumerate(zip(rings, names), start=1):
        for name, (east, north) in zip([*ring_names, ring_names[0]], ring):
            yield written % (name, number, north, east)


def _numbered(lengths: Sequence[int]) -> list[list[str]]:
    """J1, J2 … through the whole part."""
    starts = accumulate(lengths, initial=1)
    return [[f"J{i}" for i in range(start, start + length)] for start, length in zip(starts, lengths)]


def all_encoded(lines: Sequence[str], label: str, encoding: str) -> bytes:
    """Lines with their ends. Raises what ``encoded`` raises."""
    try:
        return "".join(f"{line}\r\n" for line in lines).encode("UTF-8" if encoding == "UTF-8-SIG" else encoding)
    except UnicodeEncodeError:
        return b"".join(encoded(line, label, encoding) for line in lines)


def encoded(line: str, label: str, encoding: str) -> bytes:
    """A line with its end. Raises ``InputProblem`` naming the parcel and the character that the encoding lacks."""
    try:
        return (line + "\r\n").encode("UTF-8" if encoding == "UTF-8-SIG" else encoding)
    except UnicodeEncodeError as error:
        character = line[error.start]
        raise InputProblem(
            translate(
                "zhanbu",
                "The character {character} (U+{code}) in {text!r} can't be written in {encoding}.",
                character=character if character.isprintable() else "?",
                code=f"{ord(character):04X}",
                text=line[max(0, error.start - 20) : error.start + 20],
                encoding=encoding,
            ),
            remedy=translate("zhanbu", "Choose UTF-8 or GB18030, or write the text with another character."),
            parcel=label,
        ) from error
