"""Shapes of a chart as SVG: text, lines, and bars that differ in more than colour."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from html import escape

_SPACING = 5.0
_INK = "#222222"


class Hatch(Enum):
    """What a bar is filled with."""

    SOLID = "solid"
    EMPTY = "empty"
    RISING = "rising"
    LEVEL = "level"


@dataclass(frozen=True)
class Bar:
    """A rectangle from its upper left corner, in pixels."""

    left: float
    top: float
    width: float
    height: float


def bar_shape(bar: Bar, colour: str, hatch: Hatch) -> str:
    """A bar with an outline; hatched ones have lines in their colour on white."""
    fill = {Hatch.SOLID: colour, Hatch.EMPTY: colour}.get(hatch, "#ffffff")
    outline = 'stroke-width="1.6"' if hatch is Hatch.EMPTY else 'stroke-width="0.8"'
    opacity = ' fill-opacity="0.35"' if hatch is Hatch.EMPTY else ""
    rectangle = (
        f'<rect x="{bar.left:.2f}" y="{bar.top:.2f}" width="{bar.width:.2f}" height="{bar.height:.2f}" '
        f'fill="{fill}"{opacity} stroke="{_INK}" {outline}/>'
    )
    lines = (line_shape(*ends, colour, 1.8) for ends in _hatching(bar, hatch))
    return "".join([*lines, rectangle]) if hatch in {Hatch.SOLID, Hatch.EMPTY} else rectangle + "".join(lines)


def line_shape(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1.0) -> str:
    """A line."""
    return f'<line x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}" stroke="{colour}" stroke-width="{width:g}"/>'


def text_shape(x: float, y: float, text: str, *, size: int, anchor: str = "start", bold: bool = False) -> str:
    """A text on its base line."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size}" text-anchor="{anchor}" fill="{_INK}"{weight}>'
        f"{escape(text)}</text>"
    )


def steps_to(largest: float, most: int = 8) -> list[float]:
    """Round values of an axis from 0 to at least ``largest``: multiples of 1, 2 or 5 times a power of ten."""
    if largest <= 0:
        return [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10(largest / (most - 1)))
    step = next(power * m for m in (1, 2, 5, 10) if largest <= power * m * (most - 1) * (1 + 1e-9))
    return [round(step * i, 10) for i in range(math.ceil(largest / step - 1e-9) + 1)]


def _hatching(bar: Bar, hatch: Hatch) -> Iterator[tuple[float, float, float, float]]:
    """Lines inside a bar, cut off at its edges."""
    if hatch is Hatch.LEVEL:
        for i in range(1, math.ceil(bar.height / _SPACING)):
            y = bar.top + bar.height - i * _SPACING
            yield bar.left, y, bar.left + bar.width, y
    elif hatch is Hatch.RISING:
        for i in range(1, math.ceil((bar.width + bar.height) / _SPACING)):
            reach = i * _SPACING  # along the left edge upwards from the bottom, and along the bottom to the right
            x1, y1 = max(0.0, reach - bar.height), min(reach, bar.height)
            x2, y2 = min(reach, bar.width), max(0.0, reach - bar.width)
            base = bar.top + bar.height
            yield bar.left + x1, base - y1, bar.left + x2, base - y2
