"""Taking away and owing. Numbers from the clauses."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lots import lots

from zhanbu_plugin.ledger.fifo import Share
from zhanbu_plugin.ledger.taking import plan_cut, plan_taking

HA = 1_000_000


def mu(amount: int) -> int:
    exact = Fraction(amount) * 200_000 / 3
    assert exact.denominator == 1
    return int(exact)


def shares(found: Iterable[Share]) -> list[tuple[str, int]]:
    return [(share.lot_uid, share.amount_dm2) for share in found]


def test_JX_3_3_4_what_is_lost_is_cut_and_the_rest_is_owed() -> None:
    """JX-3.3.4: 18 亩 are lost and 10 available (A-10, A-11)."""
    ten = 666_667
    taking = plan_taking(mu(18), ten, lots(ten))
    assert (shares(taking.shares), taking.owed_dm2) == ([("L1", ten)], mu(18) - ten)


def test_the_lots_of_the_parcel_are_taken_first_then_the_oldest() -> None:
    assert shares(plan_taking(65, 100, lots(30, 20, 50), first=["L3"]).shares) == [("L3", 50), ("L1", 15)]


def test_what_is_frozen_is_not_taken() -> None:
    """The account has 55 of 65, because 10 are frozen."""
    taking = plan_taking(60, 55, lots(15, 50))
    assert (taking.taken_dm2, taking.owed_dm2) == (55, 5)


def test_an_account_without_anything_owes_it_all() -> None:
    for available, held in ((0, []), (-3, [1])):
        taking = plan_taking(8, available, lots(*held))
        assert (taking.shares, taking.owed_dm2) == ((), 8)


def test_to_take_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="amount"):
        plan_taking(0, 5, [])


def test_HB_19_what_exceeds_the_cap_is_cut_from_the_newest() -> None:
    """HB-19: 650 in the pool and 100 new ones with a cap of 700 (D17)."""
    held = lots(650 * HA, 100 * HA)
    assert shares(plan_cut(750 * HA, 700 * HA, held, newest_first=True)) == [("L2", 50 * HA)]
    assert shares(plan_cut(700 * HA, 700 * HA, held, newest_first=True)) == []
    assert shares(plan_cut(750 * HA, 600 * HA, held, newest_first=True)) == [("L2", 100 * HA), ("L1", 50 * HA)]
    assert shares(plan_cut(750 * HA, 700 * HA, held, newest_first=False)) == [("L1", 50 * HA)]


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.lists(st.integers(0, 10**5), max_size=10))
def test_what_is_taken_and_what_is_owed_make_the_amount(need: int, frozen: int, amounts: list[int]) -> None:
    available = sum(amounts) - frozen
    taking = plan_taking(need, available, lots(*amounts), first=["L1"])
    assert taking.taken_dm2 + taking.owed_dm2 == need
    assert taking.taken_dm2 <= max(available, 0)
    assert all(0 < amount <= amounts[int(uid[1:]) - 1] for uid, amount in shares(taking.shares))
