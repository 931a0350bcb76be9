"""What of a file a check looks at, so that one who holds only a part of it knows what stays open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ...regimes.rule_set import CheckRule, RuleSet
from ...regimes.vocabulary.on_file import EVIDENCE_PREFIX, is_answer
from .acceptance import ACCEPTANCE
from .accounts import ACCOUNT_ITEM
from .consents import CONSENT, HOLDERS
from .cover import COVER
from .duty import OCCUPATION
from .illegal import FORM as ILLEGAL_CASE
from .in_out import OUTFLOW
from .naming import parted
from .net_increase import CONTROL_SCALE, NET_INCREASE
from .notices import NOTICE, OBJECTION
from .outflow import GRANDFATHERED
from .quality import QUALITY
from .rectified import RECTIFICATION
from .redraw import PBF_REDRAW
from .samples import SAMPLE
from .stable_cropland import DAILY_CHANGE, SURVEY_CHANGE
from .totals import HOLDING


@dataclass(frozen=True)
class Reads:
    """Forms, and whether evidence, steps or linked matters are looked at."""

    forms: frozenset[str] = frozenset()
    evidence: bool = False
    history: bool = False
    """Steps and links, which only a pool holds."""


def reads_of(rule: CheckRule, rule_set: RuleSet) -> Reads:
    """What a check over the file looks at; one that isn't listed here looks at all of it."""
    reads = READS.get(rule.kind)
    return Reads(history=True) if reads is None else reads(rule, rule_set)


def evidence_read(rule: CheckRule) -> frozenset[str]:
    """Kinds of papers that a check names."""
    dated = (name[len(EVIDENCE_PREFIX) :] for name in rule.option_texts("dates") if name.startswith(EVIDENCE_PREFIX))
    return frozenset((*(kind for name in ("kinds", "evidence", "proofs") for kind in rule.option_texts(name)), *dated))


def _form(rule: CheckRule, _: RuleSet) -> Reads:
    return Reads(frozenset({rule.option_text("form")}), evidence=bool(rule.option_texts("evidence")))


def _history(_: CheckRule, __: RuleSet) -> Reads:
    return Reads(history=True)


def _evidence(_: CheckRule, __: RuleSet) -> Reads:
    return Reads(evidence=True)


def _places(rule: CheckRule, _: RuleSet) -> Reads:
    places = (rule.option_text("value"), rule.option_text("limit"), *rule.option_texts("plus"))
    return Reads(frozenset(parted(place)[0] for place in places if is_answer(place)))


def _dates(rule: CheckRule, _: RuleSet) -> Reads:
    dates = rule.option_texts("dates")
    forms = frozenset(parted(name)[0] for name in dates if is_answer(name))
    papers = [name for name in dates if name.startswith(EVIDENCE_PREFIX)]
    return Reads(forms, bool(papers), any(not is_answer(name) and name not in papers for name in dates))


def _deadline(rule: CheckRule, rule_set: RuleSet) -> Reads:
    wanted = rule.option_text("deadline")
    deadline = next(found for found in rule_set.deadlines if found.id == wanted)
    forms = frozenset({deadline.from_form} if deadline.from_form else ())
    return Reads(forms, history=bool(deadline.from_state))


def _fixed(*names: str) -> Callable[[CheckRule, RuleSet], Reads]:
    return lambda _, __: Reads(frozenset(names))


def _notice(rule: CheckRule, _: RuleSet) -> Reads:
    return Reads(frozenset({rule.option_text("form") or NOTICE}))


READS: Mapping[str, Callable[[CheckRule, RuleSet], Reads]] = MappingProxyType(
    {
        "accepted_by_mode": _fixed(ACCEPTANCE),
        "account_balance": _fixed(ACCOUNT_ITEM),
        "answered": _form,
        "approved_by_level": _fixed("PLAN"),
        "area_agrees": _places,
        "at_most": _places,
        "balanced_year": _history,
        "batch_reviewed": lambda rule, _: Reads(frozenset({parted(rule.option_text("frame"))[0]})),
        "change_triage": _fixed(ILLEGAL_CASE),
        "confirmed_sum": _history,
        "average_of_grades": _fixed(ACCOUNT_ITEM),
        "consents_complete": _fixed(HOLDERS, CONSENT),
        "cover_order": _fixed(COVER),
        "credited_area": lambda rule, _: Reads(
            frozenset(parted(rule.option_text(name))[0] for name in ("value", "ridges"))
        ),
        "deducted_after_due": lambda rule, _: Reads(frozenset({parted(rule.option_text("owed"))[0]})),
        "delivered_by_due": lambda rule, _: Reads(frozenset({parted(rule.option_text("owed"))[0]})),
        "evidence": _evidence,
        "evidence_intact": _evidence,
        "evidence_located": _evidence,
        "filed_before": _places,
        "first_in": _history,
        "frozen_shortfall": _history,
        "grade_at_most": _places,
        "holding_line": _fixed(HOLDING),
        "in_order": _dates,
        "counted_outflow": _history,
        "inflow_quality": _history,
        "like_for_like": _history,
        "linked_in_state": _history,
        "needs_when": _form,
        "not_answered": _form,
        "objections_closed": _fixed(OBJECTION),
        "on_time": _deadline,
        "pbf_outflow": _fixed(OUTFLOW, GRANDFATHERED),
        "planned_sum": _history,
        "publicity": _notice,
        "quality_opinion": _fixed(QUALITY),
        "record_needs": _form,
        "redraw": _fixed(OCCUPATION, PBF_REDRAW),
        "redraw_quality": _fixed(OCCUPATION, PBF_REDRAW),
        "required_grade": _history,
        "resolved_in_time": _fixed(RECTIFICATION),
        "sample_passed": _fixed(SAMPLE),
        "share_of_forecast": lambda rule, _: Reads(frozenset({parted(rule.option_text("value"))[0]})),
        "shares_sum": _form,
        "stable_cropland": _fixed(SURVEY_CHANGE, DAILY_CHANGE),
        "survey_since": _fixed(SURVEY_CHANGE),
        "supplement_duty": lambda _, __: Reads(frozenset({OCCUPATION}), evidence=True),
        "unresolved_past_due": _fixed(RECTIFICATION),
        "within_net_increase": _fixed(NET_INCREASE, CONTROL_SCALE),
        "within_share": _history,
        "within_plan": _history,
        "within_standard": _fixed(OUTFLOW),
        "year_statement": _history,
    }
)
