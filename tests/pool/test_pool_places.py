"""Claims on random ground against plain arithmetic on rectangles."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pool_parcels import COUNTY, EAST, EPSG, NORTH, PUSH_TERMS, RUN, checked

from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.integrity import verify_pool

Rectangle = tuple[int, int, int, int]
"""West, south, width and height in decimetres."""

RECTANGLES = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(5, 150), st.integers(5, 150)),
    min_size=1,
    max_size=9,
    unique=True,
)


def clash(one: Rectangle, other: Rectangle) -> bool:
    """More than 1 m² in common, and wider than half a metre or half of the smaller one."""
    width = (min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])) / 10
    height = (min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])) / 10
    if min(width, height) <= 0 or round(width * height, 6) <= 1.0:
        return False
    smaller = min(one[2] * one[3], other[2] * other[3]) / 100
    return min(width, height) > 0.5 + 1e-9 or width * height >= smaller / 2 - 1e-9


def admitted_by_hand(rectangles: list[Rectangle], held: list[Rectangle]) -> list[Rectangle]:
    taken = list(held)
    for rectangle in rectangles:
        if not any(clash(rectangle, other) for other in taken):
            taken.append(rectangle)
    return taken[len(held) :]


@settings(max_examples=60, deadline=None)
@given(RECTANGLES, RECTANGLES)
def test_what_enters_is_what_plain_arithmetic_says(forest: list[Rectangle], crop: list[Rectangle]) -> None:
    crop = [r for r in crop if r not in forest]
    with tempfile.TemporaryDirectory() as folder:
        pool = Path(folder) / "pool.gpkg"
        create_pool(pool, county=COUNTY, epsg=EPSG, created_on=date(2026, 11, 1))
        held: list[Rectangle] = []
        for system, rectangles in (("FOREST", forest), ("CROP", crop)):
            named = {f"{system}{i:02d}": r for i, r in enumerate(rectangles)}
            run = replace(RUN, system=system)
            parcels = [
                checked(
                    n, shapely.box(EAST + w / 10, NORTH + s / 10, EAST + (w + a) / 10, NORTH + (s + b) / 10), run=run
                )
                for n, (w, s, a, b) in named.items()
            ]
            report = push_parcels(pool, parcels[::-1], **{**PUSH_TERMS, "system": system})
            expected = admitted_by_hand(rectangles, held)
            assert [named[n] for n in sorted(report.admitted)] == expected
            held += expected
        assert verify_pool(pool) == ()
