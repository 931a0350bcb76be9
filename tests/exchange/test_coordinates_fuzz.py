"""Whatever the bytes, reading ends in parcels or in an ``InputProblem``: never in another error."""

from __future__ import annotations

import contextlib

from coordinates_example import EXAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st

from zhanbu_plugin.exchange.coordinates.reading import read_coordinates
from zhanbu_plugin.survey.problem import InputProblem

LINES = EXAMPLE.splitlines()
FRAGMENTS = st.sampled_from(
    ["", "@", ",", "，", "[", "]", "【坐标】", "[地块坐标]", "[属性描述]", "带号=38", "带号=",
     "J1,1,3125480.25,39412030.125",
     "5,,F9,,面,,,,@", "NaN", "1e400", "9" * 40,
      "-1", "\ufeff", "０", "=", "说明", "²", "١", "\x1a", "\x85", "0.", ".5"]
)  # fmt: skip


def reads_or_says_why(content: bytes, **options: object) -> None:
    with contextlib.suppress(InputProblem):
        read_coordinates(content, "报盘.txt", **options)  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_never_crash(content: bytes) -> None:
    reads_or_says_why(content)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_damaged_file_never_crashes(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 5))):
        position = data.draw(st.integers(0, max(len(lines) - 1, 0)))
        line = lines[position] if lines else ""
        cut = data.draw(st.integers(0, len(line)))
        kind = data.draw(st.sampled_from(["drop", "repeat", "insert", "replace", "splice", "swap"]))
        if kind == "drop" and lines:
            lines.pop(position)
        elif kind == "repeat":
            lines.insert(position, line)
        elif kind == "swap" and lines:
            other = data.draw(st.integers(0, len(lines) - 1))
            lines[position], lines[other] = lines[other], lines[position]
        elif kind == "insert":
            lines.insert(position, data.draw(FRAGMENTS))
        elif lines:
            tail = line[cut:] if kind == "splice" else line[cut + 1 :]
            lines[position] = line[:cut] + data.draw(FRAGMENTS) + tail
    encoding = data.draw(st.sampled_from(["utf-8", "gb18030"]))
    swap = data.draw(st.sampled_from(["refuse", "accept"]))
    zone = data.draw(st.sampled_from([None, 39, 38, 24, -1]))
    reads_or_says_why("\r\n".join(lines).encode(encoding), swap=swap, crs_zone=zone)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 4)), max_size=14), st.integers(0, 15))
def test_any_rings_on_a_small_grid_never_crash(points: list[tuple[int, int, int]], stated: int) -> None:
    body = [f"J{i},{ring},{3125000 + x},{39412000 + y}" for i, (ring, x, y) in enumerate(points)]
    text = "\n".join([*LINES[:12], f"{stated},,F1,,面,,,,@", *body])
    reads_or_says_why(text.encode())
