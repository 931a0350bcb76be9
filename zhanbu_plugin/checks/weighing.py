"""What findings weigh and which verdict follows (判定), for a whole batch at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..regimes.severity import Severity
from .column import FAIL, NOT_CHECKED, OUTCOMES, PASS, CheckColumn, Codes
from .findings import Verdict
from .layer import Objects

SEVERITIES = tuple(Severity)
"""A severity's code is its place here, the heaviest first."""

_BY_LEVEL = np.array([Verdict.ELIGIBLE, Verdict.WAIVABLE, Verdict.INCOMPLETE, Verdict.INELIGIBLE], dtype=object)

_WAIVABLE = 1
"""Level of what a document lifts."""


def _levels() -> NDArray[np.int8]:
    """Level of a finding by severity and outcome; the highest one gives the verdict."""
    levels = np.zeros((len(SEVERITIES), len(OUTCOMES)), dtype=np.int8)
    block, override = SEVERITIES.index(Severity.BLOCK), SEVERITIES.index(Severity.OVERRIDE)
    levels[override, FAIL] = _WAIVABLE
    levels[[block, override], NOT_CHECKED] = 2
    levels[block, FAIL] = 3
    return levels


_LEVELS = _levels()
_WAIVED = len(SEVERITIES) * 2
"""Sorts behind everything that is open."""
_PASSED = _WAIVED + 1
Mask = NDArray[np.bool_]


def outcome_table(columns: Sequence[CheckColumn], count: int) -> Codes:
    """Outcome codes (n, k) of k checks on n parcels."""
    table: Codes = np.empty((count, len(columns)), dtype=np.int8)
    for j, column in enumerate(columns):
        table[:, j] = column.outcome
    return table


def severity_table(columns: Sequence[CheckColumn], categories: Objects) -> Codes:
    """Severity codes (n, k) of k checks on n parcels. They hang on the category alone, and there are few of those."""
    names = sorted(set(categories.tolist()))
    number = {name: k for k, name in enumerate(names)}
    kind = np.fromiter(map(number.__getitem__, categories.tolist()), dtype=np.intp, count=len(categories))
    table: Codes = np.empty((len(categories), len(columns)), dtype=np.int8)
    for j, column in enumerate(columns):
        weights = [SEVERITIES.index(column.rule.severity_for(name)) for name in names]
        table[:, j] = np.array(weights, dtype=np.int8)[kind]
    return table


def verdicts_of(outcomes: Codes, severities: Codes, waived: Mask | None = None) -> Objects:
    """Verdicts (n,) by the same rule as ``findings.verdict_of``; ``waived`` (n, k) are failures with a document."""
    worst: Codes = np.zeros(len(outcomes), dtype=np.int8)
    for j in range(outcomes.shape[1]):
        levels = _LEVELS[severities[:, j], outcomes[:, j]]
        if waived is not None:
            levels[waived[:, j] & (levels == _WAIVABLE)] = 0
        np.maximum(worst, levels, out=worst)
    return _BY_LEVEL[worst]


def heaviest_first(outcomes: Codes, severities: Codes, waived: Mask | None = None) -> list[list[int]]:
    """Of each parcel the numbers of the checks that it didn't pass: the heaviest first, what failed before what stayed
    open, else in the rule set's order. What was waived comes last.
    """
    rank = np.where(outcomes == PASS, _PASSED, 2 * severities + (outcomes != FAIL))
    if waived is not None:
        rank[waived] = _WAIVED
    order = np.argsort(rank, axis=1, kind="stable").tolist()
    count = np.count_nonzero(outcomes != PASS, axis=1).tolist()
    return [checks[:k] for checks, k in zip(order, count)]
