"""First in, first out as arithmetic: what is taken of which lot, for any lots and any need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from lots import lots

from zhanbu_plugin.ledger.fifo import moves, take, take_any, total, usable
from zhanbu_plugin.pool.accounts.records import AREA, LINKED, LotBalance

DAY = date(2026, 6, 1)
days = st.integers(-400, 400).map(lambda n: DAY + timedelta(days=n))


@st.composite
def queues(draw: st.DrawFn) -> list[LotBalance]:
    """Lots of any amount, some of the old pool, some not usable yet or no longer, in any order."""
    amounts = draw(st.lists(st.integers(1, 10**9), max_size=8))
    made = []
    for balance in lots(*amounts):
        first = draw(days)
        last = draw(st.one_of(st.none(), days.filter(lambda day, first=first: day >= first)))
        lot = replace(balance.lot, legacy=draw(st.booleans()), usable_from=first, expires_on=last)
        made.append(replace(balance, lot=lot, year=draw(st.integers(2025, 2027))))
    return draw(st.permutations(made))


@given(queues(), st.integers(0, 10**10))
def test_as_much_as_is_needed_or_all_that_is_usable(found: Sequence[LotBalance], need: int) -> None:
    ready = sum(balance.available_dm2 for balance in found if usable(balance.lot, DAY))
    assert total(take(found, need, DAY)) == min(need, ready)


@given(queues(), st.integers(0, 10**10))
def test_no_lot_is_passed_over_and_only_the_last_is_split(found: Sequence[LotBalance], need: int) -> None:
    shares = take(found, need, DAY)
    by_uid = {balance.lot.lot_uid: balance for balance in found}
    taken = {share.lot_uid: share.amount_dm2 for share in shares}
    order = [by_uid[share.lot_uid].lot.queue for share in shares]
    assert order == sorted(order)
    assert all(taken[uid] == by_uid[uid].available_dm2 for uid in list(taken)[:-1])
    for balance in found:
        if usable(balance.lot, DAY) and order and balance.lot.queue < order[-1]:
            assert taken[balance.lot.lot_uid] == balance.available_dm2
    assert all(usable(by_uid[uid].lot, DAY) for uid in taken)


@given(queues(), st.integers(0, 10**10))
def test_a_cut_takes_the_newest_and_leaves_what_first_in_first_out_would_have_left_last(
    found: Sequence[LotBalance], need: int
) -> None:
    whole = sum(balance.available_dm2 for balance in found)
    cut = take_any(found, need, newest_first=True)
    rest = take_any(found, max(0, whole - need))
    assert total(cut) + total(rest) == whole
    left = {balance.lot.lot_uid: balance.available_dm2 for balance in found}
    for share in (*cut, *rest):
        left[share.lot_uid] -= share.amount_dm2
    assert set(left.values()) <= {0}


@given(queues(), st.integers(0, 10**10))
def test_entries_of_shares_add_up_to_nothing_in_each_lot(found: Sequence[LotBalance], need: int) -> None:
    entries = moves(take_any(found, need), "130681", AREA, LINKED, "XM-1")
    sums: dict[tuple[str, int], int] = {}
    for entry in entries:
        sums[entry.lot_uid, entry.year] = sums.get((entry.lot_uid, entry.year), 0) + entry.amount_dm2
    assert set(sums.values()) <= {0}
    assert all(entry.ref == ("XM-1" if entry.bucket == LINKED else "") for entry in entries)
