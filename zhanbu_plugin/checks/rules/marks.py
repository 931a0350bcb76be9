"""What the survey says a parcel is marked as (种植属性), and which land needs somebody's consent (SC-2(六))."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..case import Case
from ..column import CheckColumn, column, not_checked
from ..distinct import for_each_distinct
from ..layer import Objects, objects
from .placement import missing_field
from .source import class_codes


def parcels_meant(rule: CheckRule, case: Case) -> NDArray[np.bool_] | Wording:
    """Parcels (n,) that the options ``classes`` and ``marks`` mean, all without them; or why nobody knows."""
    meant = np.ones(len(case), dtype=bool)
    if rule.option_texts("classes"):
        codes = class_codes(case)
        if isinstance(codes, Wording):
            return codes
        meant &= beginning_with(codes, rule.option_texts("classes"))
    if rule.option_texts("marks"):
        marks = _marks(case)
        if isinstance(marks, Wording):
            return marks
        meant &= np.isin(marks.astype(str), rule.option_texts("marks"))
    return meant


def beginning_with(codes: Objects, beginnings: tuple[str, ...]) -> NDArray[np.bool_]:
    """Codes (n,) that begin with one of some texts."""
    return np.array(for_each_distinct(lambda code: code.upper().startswith(beginnings), codes), dtype=bool)


def _marks(case: Case) -> Objects | Wording:
    marks = case.parcels.texts("ZZSXDM")
    if marks is None:
        return missing_field(case, "ZZSXDM")
    return objects(mark.upper() for mark in marks)


def source_marked(rule: CheckRule, case: Case) -> CheckColumn:
    """The survey marked the parcel with one of the option ``marks`` as restorable, or it is of a class that needs none:
    one of the parameter ``source.unmarked_classes``, or beginning with one of the option ``unless_classes``.
    """
    codes, marks = class_codes(case), _marks(case)
    if isinstance(codes, Wording):
        return not_checked(rule, len(case), codes, "DLBM")
    free = np.isin(codes.astype(str), case.rule_set.text("source.unmarked_classes").split())
    if rule.option_texts("unless_classes"):
        free |= beginning_with(codes, rule.option_texts("unless_classes"))
    wanted = rule.option_texts("marks")
    if isinstance(marks, Wording):
        return column(rule, np.zeros_like(free), lambda _: marks, unknown=~free, source="ZZSXDM")
    return column(
        rule,
        ~free & ~np.isin(marks.astype(str), wanted),
        lambda i: translate(
            "zhanbu",
            "Class {code} isn't marked as restorable in the survey (ZZSXDM {marks}).",
            code=codes[i],
            marks="/".join(wanted),
        ),
        source="ZZSXDM",
    )


def class_needs_document(rule: CheckRule, case: Case) -> CheckColumn:
    """Land of the option ``classes`` (beginnings of class codes) needs a document, which is recorded as a waiver."""
    meant = parcels_meant(rule, case)
    codes = class_codes(case)
    if isinstance(meant, Wording) or isinstance(codes, Wording):
        return not_checked(
            rule, len(case), meant if isinstance(meant, Wording) else missing_field(case, "DLBM"), "DLBM"
        )
    return column(
        rule,
        meant,
        lambda i: translate("zhanbu", "Class {code} counts only with a document that consents.", code=codes[i]),
        source="DLBM",
    )
