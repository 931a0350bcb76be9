"""Ground that counts for another system by the second survey (SC-3(九)b)."""

from __future__ import annotations

import numpy as np

from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..case import Case
from ..column import CheckColumn, column, not_checked
from ..second_survey.decision import Pool
from .ban import missing_layer
from .shape import NO_SHAPE


def second_survey(rule: CheckRule, case: Case) -> CheckColumn:
    """No ground that counts for a pool other than the option ``pool``, by the layers ``survey2`` and ``approved``.

    Ground that the second survey doesn't tell of leaves the check open. With the option ``if_given`` nothing is asked
    where there is no such layer; another check then says that it is missing.
    """
    found = case.measured.second_survey
    if found is None and rule.options.get("if_given") is True:
        return column(rule, np.zeros(len(case), dtype=bool), lambda _: NO_SHAPE)
    if found is None:
        return not_checked(rule, len(case), missing_layer(rule.role))
    other = other_pool(rule)
    areas, counts = found.of(other)
    unknown_m2, unknown = found.of(Pool.NONE)
    shapeless = case.without_shape

    def because(i: int) -> Wording:
        if shapeless[i]:
            return NO_SHAPE
        return translate(
            "zhanbu",
            "For {area:.2f} m² the layers {layer} don't tell whether they were cropland or approved: split the parcel.",
            area=unknown_m2[i],
            layer=found.source,
        )

    return column(
        rule,
        counts,
        lambda i: translate(
            "zhanbu",
            "{area:.2f} m² count for {pool} by the second survey: split the parcel.",
            area=areas[i],
            pool=other.value,
        ),
        unknown=shapeless | (unknown & ~counts),
        unknown_because=because,
        measured=np.asarray(areas),
        threshold=case.rule_set.number("overlap.tolerance_m2"),
        unit="m2",
        source=found.source,
    )


def other_pool(rule: CheckRule) -> Pool:
    """The pool for which ground mustn't count."""
    return Pool.INOUT if Pool(rule.option_text("pool")) is Pool.CROP else Pool.CROP
