"""Which ground is of which class: source by the square metre (CHK-SRC), class after the works, single survey codes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..case import Case, Floats
from ..column import CheckColumn, column, not_checked
from ..measures.class_ground import ClassGround
from .ban import missing_layer
from .placement import missing_field
from .shape import NO_SHAPE


def source_share(rule: CheckRule, case: Case) -> CheckColumn:
    """As much of the parcel as ``source.min_share`` asks for is of a source class in one survey or another."""
    found = case.measured.classes.get(rule.id)
    if not isinstance(found, ClassGround):
        return not_checked(rule, len(case), found if isinstance(found, Wording) else missing_layer(rule.role), "DLBM")
    needed = case.rule_set.number("source.min_share") * case.measured.area_m2
    return _enough(
        rule,
        case,
        found,
        needed,
        lambda i: translate(
            "zhanbu",
            "{area:.2f} of {whole:.2f} m² can be a source by {layer}; not: {others}.",
            area=found.meant_m2[i],
            whole=case.measured.area_m2[i],
            layer=found.source,
            others=found.others[i],
        ),
    )


def class_after(rule: CheckRule, case: Case) -> CheckColumn:
    """As much as ``after.min_share`` asks for is of the option ``classes`` in the latest survey of the layer.

    With the option ``if_given`` it passes without a layer: what was recorded of the survey decides then.
    """
    found = case.measured.classes.get(rule.id)
    if found is None and rule.options.get("if_given") is True:
        return column(rule, np.zeros(len(case), dtype=bool), lambda _: missing_layer(rule.role))
    if not isinstance(found, ClassGround):
        return not_checked(rule, len(case), found if isinstance(found, Wording) else missing_layer(rule.role))
    wanted = ", ".join(rule.option_texts("classes"))
    needed = case.rule_set.number("after.min_share") * case.measured.area_m2
    return _enough(
        rule,
        case,
        found,
        needed,
        lambda i: translate(
            "zhanbu",
            "{area:.2f} of {whole:.2f} m² are of class {classes} in the latest survey of {layer}; not: {others}.",
            area=found.meant_m2[i],
            whole=case.measured.area_m2[i],
            classes=wanted,
            layer=found.source,
            others=found.others[i],
        ),
    )


def _enough(
    rule: CheckRule, case: Case, found: ClassGround, needed_m2: Floats, say: Callable[[int], Wording]
) -> CheckColumn:
    """Ground of a class that nobody knows leaves open what it could still decide; slivers are line noise (A-34)."""
    lacking = needed_m2 - found.meant_m2
    tolerance = case.rule_set.number("overlap.tolerance_m2")
    short = lacking > tolerance
    unclear = short & ((lacking - found.unclear_m2 <= tolerance) | (found.doubt is not None))
    shapeless = case.without_shape

    def because(i: int) -> Wording:
        if shapeless[i]:
            return NO_SHAPE
        return found.doubt or translate(
            "zhanbu",
            "{layer} names no known class for {area:.2f} m² of the parcel.",
            layer=found.source,
            area=found.unclear_m2[i],
        )

    return column(
        rule,
        short,
        say,
        unknown=shapeless | unclear,
        unknown_because=because,
        measured=found.meant_m2,
        threshold=needed_m2,
        unit="m2",
        source=found.source,
    )


def field_value(rule: CheckRule, case: Case) -> CheckColumn:
    """The parcel's survey field named by the option ``field`` holds one of ``values``."""
    field, admitted = rule.option_text("field"), rule.option_texts("values")
    held = case.parcels.texts(field)
    if held is None:
        return not_checked(rule, len(case), missing_field(case, field), field)
    lost = case.parcels.code_lost(field)
    if lost is not None:
        return not_checked(rule, len(case), lost, field)
    return column(
        rule,
        ~np.isin(held.astype(str), admitted),
        lambda i: translate(
            "zhanbu",
            "Field {field} holds “{value}”; expected: {values}.",
            field=field,
            value=held[i],
            values=", ".join(admitted),
        ),
        source=field,
    )
