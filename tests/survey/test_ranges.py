"""Ranges and searches in many ranges at once: what a loop would give."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zhanbu_plugin.survey.ranges import bisected, ranges, ranks


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 6))))
def test_ranges_follow_one_another(pairs: list[tuple[int, int]]) -> None:
    start, count = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    assert ranges(start, count).tolist() == [first + k for first, many in pairs for k in range(many)]
    assert ranks(count).tolist() == [k for _, many in pairs for k in range(many)]


@given(st.lists(st.integers(0, 9)), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(-1, 10))))
def test_each_search_stays_in_its_own_range(numbers: list[int], asked: list[tuple[int, int, float]]) -> None:
    values = sorted(numbers)
    first = [min(one, len(values)) for one, _, _ in asked]
    after = [max(begin, min(other, len(values))) for begin, (_, other, _) in zip(first, asked)]
    least = [value for _, _, value in asked]
    found = bisected(
        np.array(values, dtype=np.float64),
        np.array(first, dtype=np.intp),
        np.array(after, dtype=np.intp),
        np.array(least, dtype=np.float64),
    )
    assert found.tolist() == [bisect_left(values, value, *within) for value, *within in zip(least, first, after)]
