"""Taking away, owing and settling. Numbers from the clauses."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanbu_plugin.ledger.taking import Held, Taking, plan_cut, plan_offset, plan_taking, take_in_order

HA = 1_000_000


def mu(amount: int) -> int:
    exact = Fraction(amount) * 200_000 / 3
    assert exact.denominator == 1
    return int(exact)


def test_JX_3_3_4_what_is_lost_is_cut_and_the_rest_is_owed() -> None:
    """JX-3.3.4: 18 亩 are lost and 10 available (A-10, A-11)."""
    ten = 666_667
    taking = plan_taking(mu(18), ten, [Held("L1", ten)])
    assert taking == Taking((Held("L1", ten),), mu(18) - ten)


def test_the_lots_of_the_parcel_are_taken_first_then_the_oldest() -> None:
    lots = [Held("L1", 30), Held("L2", 20), Held("L3", 50)]
    assert plan_taking(65, 100, lots, first=["L3"]).shares == (Held("L3", 50), Held("L1", 15))


def test_what_is_frozen_is_not_taken() -> None:
    """The account has 55 of 65, because 10 are frozen."""
    taking = plan_taking(60, 55, [Held("L1", 15), Held("L2", 50)])
    assert (taking.taken_dm2, taking.owed_dm2) == (55, 5)


def test_an_account_without_anything_owes_it_all() -> None:
    assert plan_taking(8, 0, []) == Taking((), 8)
    assert plan_taking(8, -3, [Held("L1", 1)]) == Taking((), 8)


def test_to_take_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="amount"):
        plan_taking(0, 5, [])


def test_HB_20b_a_debt_of_the_old_pool_is_settled_first() -> None:
    """HB-20b: 4 are owed, 10 come in, 6 remain."""
    assert plan_offset(4 * HA, 10 * HA) == 4 * HA
    assert plan_offset(4 * HA, 3 * HA) == 3 * HA
    assert plan_offset(0, 10 * HA) == 0
    assert plan_offset(4 * HA, -1) == 0


def test_HB_19_what_exceeds_the_cap_is_cut_from_the_newest() -> None:
    """HB-19: 650 in the pool and 100 new ones with a cap of 700 (D17)."""
    newest_first = [Held("NEW", 100 * HA), Held("OLD", 650 * HA)]
    assert plan_cut(750 * HA, 700 * HA, newest_first) == (Held("NEW", 50 * HA),)
    assert plan_cut(700 * HA, 700 * HA, newest_first) == ()
    assert plan_cut(750 * HA, 600 * HA, newest_first) == (Held("NEW", 100 * HA), Held("OLD", 50 * HA))


def test_D18_what_the_old_pool_left_is_taken_before_the_new() -> None:
    """HB-20a: 3 legacy and 10 new, 5 are needed."""
    assert take_in_order([Held("LEGACY", 3), Held("NEW", 10)], 5) == (Held("LEGACY", 3), Held("NEW", 2))


@given(st.integers(1, 10**6), st.integers(-(10**6), 10**6), st.lists(st.integers(0, 10**5), max_size=10))
def test_what_is_taken_and_what_is_owed_make_the_amount(need: int, frozen: int, amounts: list[int]) -> None:
    lots = [Held(f"L{i}", amount) for i, amount in enumerate(amounts)]
    available = sum(amounts) - abs(frozen)
    taking = plan_taking(need, available, lots, first=["L1"])
    assert taking.taken_dm2 + taking.owed_dm2 == need
    assert taking.taken_dm2 <= max(available, 0)
    assert all(0 < s.amount_dm2 <= amounts[int(s.lot_uid[1:])] for s in taking.shares)
