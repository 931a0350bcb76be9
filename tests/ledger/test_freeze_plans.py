"""Parts of a freeze and how they leave. Numbers from the clauses and appendix D, in hectares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanbu_plugin.ledger.freeze_plans import (
    ExitMode,
    FreezeParts,
    convertible_dm2,
    left_of,
    plan_exit,
    plan_freeze,
)

HA = 1_000_000


def ha(county: int, city: int, uncovered: int) -> FreezeParts:
    return FreezeParts(county * HA, city * HA, uncovered * HA)


@pytest.mark.parametrize(("city", "parts"), [(40, ha(32, 18, 0)), (10, ha(32, 10, 8))])
def test_SC_4_13a_the_county_is_frozen_first_then_the_city(city: int, parts: FreezeParts) -> None:
    """SC-4(十三)a: 50 are to be frozen, the county has 32 (D6)."""
    assert plan_freeze(50 * HA, 32 * HA, city * HA) == parts


def test_HB_22_without_a_city_the_rest_is_uncovered() -> None:
    """HB-22: the county alone answers."""
    assert plan_freeze(50 * HA, 32 * HA, 0) == ha(32, 0, 18)


def test_an_account_in_debt_has_nothing_to_freeze() -> None:
    assert plan_freeze(5 * HA, -2 * HA, 0) == ha(0, 0, 5)


def test_SC_4_13b_what_is_rectified_in_time_is_lifted_and_the_rest_deducted() -> None:
    """SC-4(十三)b: short by 8, 3 of them put right."""
    frozen = plan_freeze(8 * HA, 100 * HA, 0)
    lifted = plan_exit(frozen, 3 * HA, ExitMode.LIFT)
    left = left_of(frozen, [lifted])
    assert (lifted, left) == (ha(3, 0, 0), ha(5, 0, 0))
    assert left_of(frozen, [lifted, plan_exit(left, 5 * HA, ExitMode.DEDUCT)]) == ha(0, 0, 0)


def test_a_lift_frees_the_uncovered_part_then_the_city_then_the_county() -> None:
    assert plan_exit(ha(32, 10, 8), 20 * HA, ExitMode.LIFT) == ha(2, 10, 8)


def test_a_deduction_takes_the_county_then_the_city_and_the_rest_is_owed() -> None:
    assert plan_exit(ha(32, 10, 8), 45 * HA, ExitMode.DEDUCT) == ha(32, 10, 3)


def test_what_nobody_covers_cannot_be_used() -> None:
    assert convertible_dm2(ha(32, 10, 8)) == 42 * HA
    assert plan_exit(ha(32, 10, 8), 40 * HA, ExitMode.CONVERT) == ha(32, 8, 0)
    with pytest.raises(ValueError, match="more than is left"):
        plan_exit(ha(32, 10, 8), 43 * HA, ExitMode.CONVERT)


@pytest.mark.parametrize("amount", [0, -1, 50 * HA + 1])
def test_nothing_and_too_much_are_errors(amount: int) -> None:
    for mode in ExitMode:
        with pytest.raises(ValueError):
            plan_exit(ha(32, 10, 8), amount, mode)


def test_exits_above_the_freeze_are_an_error() -> None:
    with pytest.raises(ValueError, match="more than the freeze"):
        left_of(ha(1, 0, 0), [ha(0, 0, 1)])


@given(
    st.integers(1, 10**9),
    st.integers(-(10**8), 10**9),
    st.integers(0, 10**9),
    st.lists(st.tuples(st.sampled_from(ExitMode), st.integers(1, 10**8)), max_size=20),
)
def test_the_exits_of_a_freeze_add_up_to_it(
    need: int, county: int, city: int, wanted: list[tuple[ExitMode, int]]
) -> None:
    frozen = left = plan_freeze(need, county, city)
    assert frozen.total_dm2 == need
    exits = []
    for mode, amount in wanted:
        most = convertible_dm2(left) if mode is ExitMode.CONVERT else left.total_dm2
        if amount <= most:
            exits.append(plan_exit(left, amount, mode))
            assert exits[-1].total_dm2 == amount
            left = left_of(frozen, exits)
    assert sum(part.total_dm2 for part in exits) + left.total_dm2 == need
