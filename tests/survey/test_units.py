"""Units of area, as ledgers keep them and papers print them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanbu_plugin.survey.units import (
    dm2_of_mu,
    in_unit,
    largest_remainder,
    m2_of,
    mu_of,
    round_m2,
    rounded,
    to_dm2,
    whole_dm2,
)


def test_three_plots_of_333_35_square_metres_print_a_column_that_adds_up() -> None:
    printed = largest_remainder([33335, 33335, 33335], "ha")
    assert sorted(printed) == [Decimal("0.0333"), Decimal("0.0333"), Decimal("0.0334")]
    assert sum(printed) == Decimal("0.1000")


def test_500_mu_lies_between_two_square_decimetres() -> None:
    assert in_unit(33333333, "mu") == Fraction("499.999995")
    assert in_unit(33333334, "mu") == Fraction("500.00001")
    assert dm2_of_mu(500) == whole_dm2(500, "mu") == 33333333


def test_one_mu_is_ten_thousand_fifteenths_of_a_square_metre() -> None:
    assert mu_of(1_000_000, 4) == Decimal("15.0000")


def test_halves_round_away_from_zero() -> None:
    assert [to_dm2(a) for a in (0.005, 1.005, 2.675, 35008.155)] == [1, 101, 268, 3500816]
    assert rounded(Decimal("-0.125"), 2) == Decimal("-0.13")
    assert rounded(Fraction(-1, 8), 2) == Decimal("-0.13")


@given(st.floats(-1e12, 1e12) | st.integers(0, 10**9).map(lambda k: (k + 0.5) / 100))
def test_areas_of_a_batch_round_like_a_single_one_also_at_a_tie(area: float) -> None:
    ties = [area, np.nextafter(area, -1.0), np.nextafter(area, 1e12), np.nan, np.inf]
    assert round_m2(np.array(ties)).tolist()[:3] == [m2_of(to_dm2(float(a))) for a in ties[:3]]
    assert np.isnan(round_m2(np.array(ties))[3])
    assert round_m2(np.array(ties))[4] == np.inf


@pytest.mark.parametrize("nonsense", [float("nan"), float("inf")])
def test_an_area_that_is_no_number_is_refused(nonsense: float) -> None:
    with pytest.raises(ValueError, match="not an area"):
        to_dm2(nonsense)


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=60), st.sampled_from(["mu", "ha", "m2"]))
def test_a_printed_column_always_adds_up_to_the_printed_total(amounts: list[int], unit: str) -> None:
    printed = largest_remainder(amounts, unit)  # type: ignore[arg-type]
    places = {"mu": 2, "ha": 4, "m2": 2}[unit]
    assert sum(printed) == rounded(sum((in_unit(a, unit) for a in amounts), Fraction(0)), places)  # type: ignore[arg-type]
    for amount, shown in zip(amounts, printed):
        assert abs(Fraction(shown) - in_unit(amount, unit)) < Fraction(1, 10**places)  # type: ignore[arg-type]
