"""Lists of points without blocks and head lines (``id,x,y``), read as one parcel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ...survey.problem import InputProblem
from ...survey.wording import translate
from .raw import RawParcel, RawPoint
from .remarks import Remarks, problem_at
from .templates import head_template
from .text import number_of, plain_commas, plain_number

_BETWEEN = re.compile(r"[,;\t]| +")
_SHAPES = {2: "X, Y", 3: "name, X, Y", 4: "name, ring, X, Y"}


def bare_parcel(lines: Sequence[tuple[int, str]], source: str, remarks: Remarks) -> RawParcel:
    """The one parcel of a bare list; lines are (number, text), the first may hold column names.

    Raises ``InputProblem`` for a line that isn't a point, which is also what a file of another kind gets.
    """
    points = [_point(line, text) for line, text in lines]
    first = 1 if len(points) > 1 and points[0] is None else 0
    found = [point for point in points[first:] if point is not None]
    if not found:
        raise InputProblem(
            translate("zhanbu", "The file holds no parcel."),
            remedy=translate(
                "zhanbu", "Choose a coordinate TXT with [地块坐标], head lines that end in @, and points name,ring,X,Y."
            ),
            source=source,
        )
    if len(found) < len(points) - first:
        line, text = next(lines[i] for i in range(first, len(points)) if points[i] is None)
        raise problem_at(
            line,
            translate("zhanbu", "{text!r} isn't a point.", text=text[:40]),
            translate(
                "zhanbu",
                "A list without head lines has one point a line: {shapes}.",
                shapes=" / ".join(_SHAPES.values()),
            ),
            source=source,
        )
    if first:
        remarks.passed_over(lines[0][0])
    remarks.warn(
        found[0].line,
        translate("zhanbu", "The file is a list of points without a head line; it was read as one parcel."),
    )
    items = {"number": "1", "name": "", "shape": "面"}
    return RawParcel(found[0].line, head_template("standard9"), items, len(found), None, "1", found)


def _point(line: int, text: str) -> RawPoint | None:
    items = [plain_number(item) for item in _BETWEEN.split(plain_commas(text).strip())]
    if len(items) not in _SHAPES:
        return None
    ring, x, y = items[1] if len(items) == 4 else "1", number_of(items[-2]), number_of(items[-1])
    if x is None or y is None or not (ring.isascii() and ring.isdigit() and len(ring) < 10):
        return None
    return RawPoint(line, items[0] if len(items) > 2 else f"J{line}", int(ring), Decimal(x), Decimal(y))
