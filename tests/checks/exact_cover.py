"""Exact cover of cells in rational numbers: each ring is clipped by each cell, without any rounding."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import shapely
from numpy.typing import NDArray

Point = tuple[Fraction, Fraction]


def exact_cover(polygon: shapely.Geometry, rows: int, columns: int) -> NDArray[np.float64]:
    """Share (rows, columns) of each unit cell that a polygon covers; x counts columns and y rows."""
    cover = [[Fraction(0)] * columns for _ in range(rows)]
    for part in shapely.get_parts(polygon):
        rings = shapely.get_rings(part)
        for ring, kind in zip(rings, [1] + [-1] * (len(rings) - 1)):
            points = [(Fraction(x), Fraction(y)) for x, y in shapely.get_coordinates(ring)[:-1].tolist()]
            sign = kind if _area(points) > 0 else -kind
            for row in range(rows):
                band = _between(points, 1, row)
                for column in range(columns) if band else ():
                    cover[row][column] += sign * _area(_between(band, 0, column))
    return np.array([[float(share) for share in row] for row in cover])


def exact_area(polygon: shapely.Geometry) -> float:
    """Area of a polygon, rounded once."""
    total = Fraction(0)
    for part in shapely.get_parts(polygon):
        areas = [
            abs(_area([(Fraction(x), Fraction(y)) for x, y in shapely.get_coordinates(ring)[:-1].tolist()]))
            for ring in shapely.get_rings(part)
        ]
        total += areas[0] - sum(areas[1:])
    return float(total)


def _between(points: list[Point], axis: int, low: int) -> list[Point]:
    """A ring clipped to low ≤ coordinate ≤ low + 1 (Sutherland and Hodgman 1974)."""
    return _beyond(_beyond(points, axis, Fraction(low), 1), axis, Fraction(low + 1), -1)


def _beyond(points: list[Point], axis: int, line: Fraction, side: int) -> list[Point]:
    kept: list[Point] = []
    for begin, end in zip(points, points[1:] + points[:1]):
        a, b = side * (begin[axis] - line), side * (end[axis] - line)
        if a >= 0:
            kept.append(begin)
        if a * b < 0:
            t = a / (a - b)
            kept.append((begin[0] + t * (end[0] - begin[0]), begin[1] + t * (end[1] - begin[1])))
    return kept


def _area(points: list[Point]) -> Fraction:
    pairs = zip(points, points[1:] + points[:1])
    return sum((a[0] * b[1] - b[0] * a[1] for a, b in pairs), Fraction(0)) / 2
