"""The years of a pool as a picture: what came in, went out, is frozen and may be spent (年度收支图).

Bars differ in hatching as well as in colour, so that a copy in black and white reads the same, and a table under them
gives every amount. The picture is SVG without patterns or styles, which every viewer and Qt itself can draw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QSize
from qgis.PyQt.QtGui import QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from ..ledger.year_figures import YearFigures
from ..survey.units import mu_of
from .chart_shapes import Bar, Hatch, bar_shape, line_shape, steps_to, text_shape
from .chinese_font import chinese_font
from .language import tr as in_interface

_LEFT, _RIGHT, _TOP, _PLOT, _ROW = 132, 24, 76, 260, 24
_YEAR = 92
_NARROWEST = 5
_BAR = 20
_GREY, _INK = "#c8c8c8", "#222222"


@dataclass(frozen=True)
class _Series:
    name: str
    amounts_dm2: tuple[int, ...]
    colour: str
    hatch: Hatch


def year_chart(
    years: Sequence[YearFigures], title: str, family: str = "", tr: Callable[[str], str] = in_interface
) -> str:
    """SVG of the years in the order given, in mu (亩). ``family`` is the font, by default a Chinese one; ``tr`` says
    words in a language, by default the interface's.

    Raises ``InputProblem`` when no installed font has Chinese, and ``ValueError`` without a year.
    """
    if not years:
        raise ValueError("a chart needs a year")
    series = _series(years, tr)
    width = _LEFT + _YEAR * max(len(years), _NARROWEST) + _RIGHT
    height = _TOP + _PLOT + _ROW * (len(series) + 1) + 44
    shapes = [
        f'<rect x="0" y="0" width="{width}" height="{height}" fill="#ffffff"/>',
        text_shape(width / 2, 28, title, size=18, anchor="middle", bold=True),
        text_shape(_LEFT - 8, _TOP - 14, tr("mu"), size=12, anchor="end"),
        *_legend(series, width),
        *_plot(series, width),
        *_table(years, series, width),
        text_shape(
            8, height - 10, tr("Frozen, available: at the year's end, of the last year to date. In mu."), size=11
        ),
    ]
    family = escape(family or chinese_font(), quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{family}">\n<title>{escape(title)}</title>\n' + "\n".join(shapes) + "\n</svg>\n"
    )


def chart_png(svg: str, scale: float = 2.0) -> bytes:
    """The picture as PNG, ``scale`` times as large. Needs a QGIS (or Qt) application, as every drawing of text does."""
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    size = renderer.defaultSize() * scale
    image = QImage(QSize(size.width(), size.height()), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data())


def _series(years: Sequence[YearFigures], tr: Callable[[str], str]) -> list[_Series]:
    """Colours are those of Okabe and Ito, which all eyes can tell apart."""
    return [
        _Series(tr("In"), tuple(y.in_dm2 for y in years), "#009e73", Hatch.SOLID),
        _Series(tr("Out"), tuple(y.out_dm2 for y in years), "#d55e00", Hatch.RISING),
        _Series(tr("Frozen"), tuple(y.frozen_dm2 for y in years), "#0072b2", Hatch.LEVEL),
        _Series(tr("Available"), tuple(y.available_dm2 for y in years), "#f0c800", Hatch.EMPTY),
    ]


def _legend(series: Sequence[_Series], width: float) -> list[str]:
    share = (width - _LEFT - _RIGHT) / len(series)
    shapes = []
    for i, one in enumerate(series):
        left = _LEFT + i * share
        shapes.append(bar_shape(Bar(left, 46, 16, 12), one.colour, one.hatch))
        shapes.append(text_shape(left + 22, 56, one.name, size=12))
    return shapes


def _plot(series: Sequence[_Series], width: float) -> list[str]:
    """Axis with its lines, and a group of bars for each year."""
    tallest = max(float(mu_of(amount)) for one in series for amount in one.amounts_dm2)
    steps = steps_to(tallest)
    floor = _TOP + _PLOT

    def height(mu: float) -> float:
        return mu / steps[-1] * _PLOT

    shapes = []
    for step in steps:
        shapes.append(line_shape(_LEFT, floor - height(step), width - _RIGHT, floor - height(step), _GREY))
        shapes.append(text_shape(_LEFT - 8, floor - height(step) + 4, f"{step:,g}", size=12, anchor="end"))
    for j, one in enumerate(series):
        for i, amount in enumerate(one.amounts_dm2):
            tall = height(float(mu_of(amount)))
            left = _LEFT + _YEAR * i + (_YEAR - _BAR * len(series)) / 2 + _BAR * j
            if tall > 0:
                shapes.append(bar_shape(Bar(left + 1, floor - tall, _BAR - 2, tall), one.colour, one.hatch))
    shapes.append(line_shape(_LEFT, floor, width - _RIGHT, floor, _INK))
    return shapes


def _table(years: Sequence[YearFigures], series: Sequence[_Series], width: float) -> list[str]:
    """The amounts under the bars of their year."""
    top = _TOP + _PLOT + _ROW
    middle = [_LEFT + _YEAR * (i + 0.5) for i in range(len(years))]
    shapes = [text_shape(x, top - 4, str(y.year), size=13, anchor="middle", bold=True) for x, y in zip(middle, years)]
    for row, one in enumerate(series, 1):
        base = top + _ROW * row
        shapes.append(line_shape(8, base - 17, width - _RIGHT, base - 17, _GREY))
        shapes.append(bar_shape(Bar(8, base - 11, 10, 10), one.colour, one.hatch))
        shapes.append(text_shape(22, base - 2, one.name, size=12))
        shapes += [
            text_shape(x, base - 2, f"{mu_of(amount):,}", size=12, anchor="middle")
            for x, amount in zip(middle, one.amounts_dm2)
        ]
    return shapes
