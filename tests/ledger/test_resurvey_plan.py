"""What a lost share of ground costs a lot: arithmetic, for any lot."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from zhanbu_plugin.ledger.resurvey.plan import LotStanding, carry_entries, cut_entries, plan_cut_of_lot
from zhanbu_plugin.pool.accounts.records import AREA

HA = 1_000_000
shares = st.fractions(0, 1, max_denominator=997)
held = st.dictionaries(st.integers(2024, 2028), st.integers(1, 10**7), max_size=3)


def standing(credited: int, available: dict[int, int], cut_before: int = 0) -> LotStanding:
    return LotStanding("L1", "130681", AREA, credited, available, cut_before)


def test_HB_28_of_15_ha_with_4_lost_4_are_cut_and_11_stay() -> None:
    cut = plan_cut_of_lot(standing(15 * HA, {2026: 15 * HA}), Fraction(4, 15))
    assert (cut.cut_dm2, cut.left, cut.beyond_dm2) == (4 * HA, {2026: 11 * HA}, 0)
    assert [(entry.bucket, entry.amount_dm2) for entry in cut_entries(cut)] == [
        ("AVAILABLE", -4 * HA),
        ("DEDUCTED", 4 * HA),
    ]


def test_what_is_used_of_a_lot_bears_its_loss_last() -> None:
    """20 ha of which 5 are used: all 4 that were lost are cut from the 15 that are left."""
    cut = plan_cut_of_lot(standing(20 * HA, {2026: 15 * HA}), Fraction(1, 5))
    assert (cut.cut_dm2, cut.beyond_dm2) == (4 * HA, 0)
    most = plan_cut_of_lot(standing(20 * HA, {2026: 3 * HA}), Fraction(1, 5))
    assert (most.cut_dm2, most.beyond_dm2) == (3 * HA, HA)


@given(shares, held, st.integers(0, 10**7), st.integers(0, 10**7))
def test_of_any_lot_nothing_is_made_nothing_lost_and_nothing_cut_twice(
    share: Fraction, available: dict[int, int], used: int, before: int
) -> None:
    credited = sum(available.values()) + used + before
    cut = plan_cut_of_lot(standing(credited, available, before), share)
    assert cut.cut_dm2 + sum(cut.left.values()) == sum(available.values())
    assert all(0 < amount <= available[year] for year, amount in cut.by_year.items())
    lost = int(share * credited + Fraction(1, 2))
    assert cut.cut_dm2 + cut.beyond_dm2 == max(lost - before, 0)
    assert cut.beyond_dm2 == 0 or not cut.left
    again = plan_cut_of_lot(standing(credited, cut.left, before + cut.cut_dm2), share)
    assert again.cut_dm2 == 0
    entries = [*cut_entries(cut), *carry_entries([(cut.standing, amount) for amount in cut.left.values()], 2026)]
    assert sum(entry.amount_dm2 for entry in entries) == 0
    assert all(entry.amount_dm2 for entry in entries)


@given(shares, held, held)
def test_paddy_never_exceeds_the_area_that_is_left(
    share: Fraction, available: dict[int, int], paddy: dict[int, int]
) -> None:
    area = plan_cut_of_lot(standing(sum(available.values()), available), share)
    left = sum(area.left.values())
    of_paddy = plan_cut_of_lot(standing(sum(paddy.values()), paddy), share, most_left_dm2=left)
    assert sum(of_paddy.left.values()) <= left
