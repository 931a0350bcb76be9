"""Whether the regulation holds on the day of the check (CHK-PILOT)."""

from __future__ import annotations

import numpy as np

from ...regimes.in_force import creates_quota, why_not_in_force
from ...regimes.rule_set import CheckRule
from ..case import Case
from ..column import CheckColumn, column


def in_force(rule: CheckRule, case: Case) -> CheckColumn:
    """The day of the check lies in the regulation's dates, both ends included."""
    rule_set = case.rule_set
    sentence = why_not_in_force(rule_set, case.as_of)
    failed = np.full(len(case), not creates_quota(rule_set, case.as_of))
    return column(rule, failed, lambda _: sentence, source=rule_set.document)
