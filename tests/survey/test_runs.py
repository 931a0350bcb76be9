"""Rows in runs: every row once, in order, and no run too large that has more than one row."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from zhanbu_plugin.survey.runs import runs


@given(st.lists(st.integers(0, 12)), st.integers(1, 30))
def test_every_row_is_in_one_run_and_no_run_could_take_one_more(sizes: list[int], most: int) -> None:
    found = list(runs(sizes, most))
    assert [row for run in found for row in range(len(sizes))[run]] == list(range(len(sizes)))
    for run in found:
        assert sum(sizes[run]) <= most or run.stop - run.start == 1
        assert run.stop == len(sizes) or sum(sizes[run.start : run.stop + 1]) > most


def test_a_row_that_is_too_large_stands_alone() -> None:
    assert list(runs(np.array([1, 1, 99, 1, 1]), 3)) == [slice(0, 2), slice(2, 3), slice(3, 5)]


def test_shapes_without_vertices_cost_nothing_and_are_not_left_out() -> None:
    shapes = np.array([None, shapely.box(0, 0, 1, 1), None, shapely.box(0, 0, 1, 1), None], dtype=object)
    assert list(runs(shapely.get_num_coordinates(shapes), 5)) == [slice(0, 3), slice(3, 5)]
    assert list(runs([], 5)) == []
