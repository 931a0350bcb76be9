"""The chart of the years: every amount can be read from it, by eyes that see no colours too."""

from __future__ import annotations

import re

import pytest
from qgis.PyQt.QtCore import QByteArray
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtSvg import QSvgRenderer

from zhanbu_plugin.ledger.year_figures import YearFigures
from zhanbu_plugin.reports.chart_shapes import steps_to
from zhanbu_plugin.reports.year_chart import chart_png, year_chart
from zhanbu_plugin.survey.units import dm2_of_mu

pytestmark = pytest.mark.usefixtures("chinese_papers")
_BAR = re.compile(r'<rect x="([\d.]+)" y="([\d.]+)" width="18.00" height="([\d.]+)" fill="([^"]+)"')


def year(number: int, *amounts_mu: int) -> YearFigures:
    return YearFigures(number, *(dm2_of_mu(mu) for mu in amounts_mu))


YEARS = [year(2024, 300, 100, 50, 150), year(2025, 0, 0, 0, 150), year(2026, 1000, 250, 0, 900)]


def test_the_height_of_a_bar_is_its_amount() -> None:
    bars = [(float(x), float(height)) for x, _, height, _ in _BAR.findall(year_chart(YEARS, "t"))]
    heights = [height for _, height in sorted(bars)]
    amounts = [300, 100, 50, 150, 150, 1000, 250, 900]
    assert len(bars) == len(amounts), "an amount of nothing has no bar"
    for height, amount in zip(heights, amounts):
        assert height / max(heights) == pytest.approx(amount / 1000, abs=1e-3)


def test_every_amount_stands_in_the_table_under_its_year() -> None:
    texts = re.findall(r">([^<]+)</text>", year_chart(YEARS, "t"))
    for expected in ("2024", "2026", "300.00", "1,000.00", "250.00", "900.00", "0.00"):
        assert expected in texts


def test_bars_of_one_year_differ_without_their_colours() -> None:
    """Photocopied, each still has its own filling."""
    svg = year_chart([year(2026, 500, 500, 500, 500)], "t")
    grey = QImage.fromData(chart_png(svg, 1)).convertToFormat(QImage.Format.Format_Grayscale8)
    fillings = set()
    for x, y, height, _ in _BAR.findall(svg):
        left, top, tall = round(float(x)) + 3, round(float(y)) + 3, int(float(height)) - 6
        fillings.add(tuple(grey.pixelColor(left + i % 10, top + i % tall).value() // 16 for i in range(60)))
    assert len(fillings) == 4


def test_it_is_a_picture_that_qt_draws_at_any_size() -> None:
    svg = year_chart(YEARS, "示例县 <1> & 2")
    assert QSvgRenderer(QByteArray(svg.encode())).isValid()
    sizes = [QImage.fromData(chart_png(svg, scale)).width() for scale in (1, 2)]
    assert sizes[1] == 2 * sizes[0] > 0


def test_the_same_years_give_the_same_bytes() -> None:
    assert year_chart(YEARS, "t") == year_chart(list(YEARS), "t")
    assert chart_png(year_chart(YEARS, "t")) == chart_png(year_chart(YEARS, "t"))


def test_twenty_years_make_it_wider_not_denser() -> None:
    svg = year_chart([year(2007 + i, 10 * i, i, 1, 100) for i in range(20)], "t")
    places = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*font-size="13"', svg)]
    assert len(places) == 20
    assert all(b - a >= 80 for a, b in zip(places, places[1:]))


def test_a_pool_in_which_nothing_happened_yet_has_a_chart_too() -> None:
    assert QSvgRenderer(QByteArray(year_chart([year(2026, 0, 0, 0, 0)], "t").encode())).isValid()


@pytest.mark.parametrize(
    ("largest", "expected"),
    [
        (0, [0, 1]),
        (7, [0, 1, 2, 3, 4, 5, 6, 7]),
        (1000, [0, 200, 400, 600, 800, 1000]),
        (0.06, [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06]),
    ],
)
def test_the_axis_has_few_round_values_up_to_the_largest(largest: float, expected: list[float]) -> None:
    assert steps_to(largest) == pytest.approx(expected)
