"""Parts of a coordinate TXT as its lines write them, and the shapes that lines have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from .templates import END_MARK, HeadTemplate
from .text import plain_commas

_PLAIN_POINT = re.compile(r"([^,，\s]+),([0-9]{1,9}),([0-9]{1,12}\.[0-9]{1,12}),([0-9]{1,12}\.[0-9]{1,12})", re.ASCII)


class RawPoint(NamedTuple):
    """A point line: name (点号), ring number (圈号), and the columns X and Y as written."""

    line: int
    name: str
    ring: int
    x: Decimal
    y: Decimal


@dataclass
class RawParcel:
    """A head line and the points that follow it. ``points_stated`` and ``area_stated`` are ``None`` where blank."""

    line: int
    template: HeadTemplate
    items: Mapping[str, str]
    points_stated: int | None
    area_stated: Decimal | None
    label: str
    points: list[RawPoint] = field(default_factory=list)


class HeaderValue(NamedTuple):
    """A value of [属性描述] and its line."""

    line: int
    text: str


@dataclass
class RawFile:
    """A file as its lines say it. ``loose`` holds the lines outside every block, for lists without blocks."""

    header: dict[str, HeaderValue] = field(default_factory=dict)
    parcels: list[RawParcel] = field(default_factory=list)
    loose: list[tuple[int, str]] = field(default_factory=list)
    has_blocks: bool = False


def label_of(items: Mapping[str, str], ordinal: int) -> str:
    """How messages call a parcel: its number, else its name, else its place in the file."""
    return items.get("number") or items.get("name") or f"#{ordinal}"


def is_head(text: str) -> bool:
    """The line ends in the end mark of a head line."""
    return text.rstrip(",， ").endswith((END_MARK, "＠"))


def key_and_value(text: str) -> tuple[str, str, bool] | None:
    """Key, value, and whether the sign between them was the plain one."""
    for sign in ("=", "＝", "：", ":"):
        key, found, value = text.partition(sign)
        if found:
            return "".join(key.split()), value.strip(), sign == "="
    return None


def plain_point(line: int, text: str) -> RawPoint | None:
    """A point line in the usual writing; ``None`` for every other line, which a slower look may still understand."""
    found = _PLAIN_POINT.fullmatch(text)
    return RawPoint(line, found[1], int(found[2]), Decimal(found[3]), Decimal(found[4])) if found else None


def point_items(text: str) -> list[str] | None:
    """Name, ring, X and Y of a line of that shape, else ``None``."""
    for candidate in (text, plain_commas(text)):
        items = candidate.split(",")
        if len(items) == 5 and not items[4].strip():
            items.pop()
        if len(items) == 4:
            return items
    return None
