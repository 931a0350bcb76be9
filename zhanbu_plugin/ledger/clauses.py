"""Which clause a posting follows (记账依据), by rule set, kind of posting and reason. Every posting names one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.wording import translate

_HEBEI, _JIANGXI = "hebei-cropland-2025", "jiangxi-forest-2022"
_SICHUAN, _INOUT = "sichuan-cropland-2022", "sichuan-inout-2022"

ILLEGAL, INOUT_SHORTFALL = "ILLEGAL", "INOUT_SHORTFALL"
"""Reasons of a freeze: illegal occupation, and an in/out balance that a year didn't reach."""

_CLAUSES: Mapping[tuple[str, str, str], str] = MappingProxyType(
    {
        (_HEBEI, "ADMIT", ""): "HB-18",
        (_HEBEI, "LINK", ""): "HB-21",
        (_HEBEI, "RELEASE", ""): "HB-21",
        (_HEBEI, "WRITEOFF", ""): "HB-21",
        (_HEBEI, "RELINK", ""): "HB-27",
        (_JIANGXI, "LINK", ""): "JX-2.2b",
        (_JIANGXI, "RELEASE", ""): "JX-2.2b",
        (_JIANGXI, "WRITEOFF", ""): "JX-2.2b",
        (_JIANGXI, "RELINK", ""): "JX-3.3.4",
        (_SICHUAN, "ADMIT", ""): "SC-3(十一)",
        (_SICHUAN, "LINK", ""): "SC-3(十)a",
        (_SICHUAN, "RELEASE", ""): "SC-3(十)a",
        (_SICHUAN, "WRITEOFF", ""): "SC-3(十)a",
        (_SICHUAN, "RELINK", ""): "SC-3(十)a",
        (_INOUT, "ADMIT", ""): "SC-2(五)c",
        (_INOUT, "LINK", ""): "SC-2(五)c",
        (_INOUT, "RELEASE", ""): "SC-2(五)c",
        (_INOUT, "WRITEOFF", ""): "SC-2(五)c",
        (_INOUT, "RELINK", ""): "SC-2(七)c",
        (_HEBEI, "FREEZE", ILLEGAL): "HB-22",
        (_HEBEI, "DEDUCT", ""): "HB-27",
        (_HEBEI, "DEDUCT", "UNRESOLVED"): "HB-27",
        (_HEBEI, "DEDUCT", "NOT_CROPLAND"): "HB-28",
        (_HEBEI, "DEDUCT", "OVER_CAP"): "HB-19",
        (_HEBEI, "OFFSET", ""): "HB-20b",
        (_HEBEI, "OPENING", ""): "HB-20a",
        (_HEBEI, "OPENING", "DEBT"): "HB-20b",
        (_HEBEI, "CARRY", ""): "HB-28",
        (_HEBEI, "TRANSFER", ""): "HB-23",
        (_HEBEI, "TRANSFER", "PARTY"): "HB-24",
        (_HEBEI, "TRANSFER", "PURPOSE"): "HB-23",
        (_HEBEI, "CAP", ""): "HB-12b",
        (_HEBEI, "CAP", "GAP"): "HB-14",
        (_JIANGXI, "ISSUE", ""): "JX-3.3.3a",
        (_JIANGXI, "DEDUCT", ""): "JX-3.3.4",
        (_JIANGXI, "DEDUCT", "POOR_CARE"): "JX-3.3.4",
        (_JIANGXI, "DEDUCT", "DECLINED"): "JX-3.3.4",
        (_JIANGXI, "DEDUCT", "DEGRADED"): "JX-3.3.4",
        (_JIANGXI, "DEDUCT", "LOST"): "JX-3.3.4",
        (_JIANGXI, "OFFSET", ""): "JX-3.3.4",
        (_JIANGXI, "CARRY", ""): "JX-3.3.3c",
        (_JIANGXI, "VOID", ""): "JX-3.3.3c",
        (_JIANGXI, "TRANSFER", ""): "JX-3.3.3b",
        (_SICHUAN, "FREEZE", ILLEGAL): "SC-4(十三)a",
        (_SICHUAN, "DEDUCT", ""): "SC-3(十)a",
        (_SICHUAN, "DEDUCT", "PROMISE"): "SC-3(十)a",
        (_SICHUAN, "OFFSET", ""): "SC-3(十)a",
        (_SICHUAN, "OPENING", ""): "SC-3(十)a",
        (_SICHUAN, "CARRY", ""): "SC-2(七)c",
        (_SICHUAN, "TRANSFER", ""): "SC-3(十)a",
        (_INOUT, "FREEZE", INOUT_SHORTFALL): "SC-4(十三)b",
        (_INOUT, "DEDUCT", ""): "SC-2(七)c",
        (_INOUT, "OFFSET", ""): "SC-2(五)d",
        (_INOUT, "OPENING", ""): "SC-2(五)d",
        (_INOUT, "CARRY", ""): "SC-2(五)d",
        (_INOUT, "TRANSFER", ""): "SC-2(八)",
    }
)


def known_clauses() -> Mapping[tuple[str, str, str], str]:
    """The whole table: rule set, kind of posting and reason, to the clause."""
    return _CLAUSES


def knows(rule_set: RuleSet, kind: str, reason: str) -> bool:
    """Whether rules speak of a kind of posting for this very reason."""
    return any((rules, kind, reason) in _CLAUSES for rules in (rule_set.id, rule_set.parent))


def reasons_of_deductions() -> tuple[str, ...]:
    """Words by which the rules tell why something is cut, sorted."""
    return tuple(sorted({reason for _, kind, reason in _CLAUSES if kind == "DEDUCT"} - {""}))


def clause_of(rule_set: RuleSet, kind: str, reason: str = "", *, strictly: bool = False) -> str:
    """The clause that a posting of a kind follows, under a county's own rules that of the province's.

    Unless ``strictly``, a reason that the rules don't name falls under what they say of the kind at large. Raises
    ``InputProblem`` where they say nothing of it.
    """
    asked = (reason,) if strictly else (reason, "")
    for rules in (rule_set.id, rule_set.parent):
        for each in asked:
            if (rules, kind, each) in _CLAUSES:
                return _CLAUSES[rules, kind, each]
    names = sorted(
        {found[2] for found in _CLAUSES if found[:2] in ((rule_set.id, kind), (rule_set.parent, kind))} - {""}
    )
    raise InputProblem(
        translate(
            "zhanbu",
            "The rules {rules} know no posting of the kind {kind}{reason}.",
            rules=rule_set.id,
            kind=kind,
            reason=f" ({reason})" if reason else "",
        ),
        remedy=translate("zhanbu", "Give one of these reasons: {names}.", names=", ".join(names))
        if names
        else translate("zhanbu", "Look at the system and at the rule set."),
    )
