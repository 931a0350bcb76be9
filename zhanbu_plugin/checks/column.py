"""The result of one check on a whole batch, kept as arrays; findings are made of it when somebody looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..regimes.rule_set import CheckRule
from ..survey.wording import Wording
from .findings import Finding, Outcome

PASS, FAIL, NOT_CHECKED = 0, 1, 2
OUTCOMES = (Outcome.PASS, Outcome.FAIL, Outcome.NOT_CHECKED)
"""An outcome's code is its place here."""
PASSED = Wording("")

Codes = NDArray[np.int8]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CheckColumn:
    """One check on n parcels: outcome codes, measured values and thresholds in ``unit`` (NaN for none).

    ``say`` gives the sentence for a parcel that didn't pass.
    """

    rule: CheckRule
    outcome: Codes
    measured: Floats
    threshold: Floats
    unit: str
    source: str
    say: Callable[[int], Wording]

    def finding(self, i: int, parcel_id: str, category: str) -> Finding:
        """The finding on parcel ``i``."""
        outcome = OUTCOMES[self.outcome[i]]
        return Finding(
            parcel_id,
            self.rule.id,
            self.rule.clause,
            self.rule.severity_for(category),
            outcome,
            _value(self.measured[i]),
            _value(self.threshold[i]),
            self.unit,
            self.source,
            PASSED if outcome is Outcome.PASS else self.say(i),
        )


def column(
    rule: CheckRule,
    failed: NDArray[np.bool_],
    say: Callable[[int], Wording],
    *,
    unknown: NDArray[np.bool_] | None = None,
    unknown_because: Callable[[int], Wording] | None = None,
    measured: Floats | None = None,
    threshold: float | Floats = np.nan,
    unit: str = "",
    source: str = "",
) -> CheckColumn:
    """A column from what failed (n,) and what is unknown (n,); what is unknown neither passes nor fails."""
    outcome = np.where(failed, FAIL, PASS).astype(np.int8)
    sentence = say
    if unknown is not None:
        outcome[unknown] = NOT_CHECKED
        because = unknown_because or say

        def sentence(i: int) -> Wording:
            return because(i) if outcome[i] == NOT_CHECKED else say(i)

    values = _for_all(np.nan, outcome) if measured is None else np.where(outcome == NOT_CHECKED, np.nan, measured)
    return CheckColumn(rule, outcome, values, _for_all(threshold, outcome), unit, source, sentence)


def _for_all(value: float | Floats, outcome: Codes) -> Floats:
    """A number for each parcel, or one for all of them without a copy for each."""
    return np.broadcast_to(np.asarray(value, dtype=np.float64), outcome.shape)


def not_checked(rule: CheckRule, count: int, because: Wording, source: str = "") -> CheckColumn:
    """A check that could not be carried out on any of ``count`` parcels."""
    everything = np.ones(count, dtype=bool)
    return column(rule, ~everything, lambda _: because, unknown=everything, source=source)


def _value(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
