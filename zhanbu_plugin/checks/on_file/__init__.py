"""What follows from what is on file: one family of checks per file, each a predicate over dossiers (卷宗).

A rule set names a predicate by its ``kind``; ``KINDS`` is the only place where kinds and predicates meet.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from ...regimes.rule_set import CheckRule
from ..column import CheckColumn
from .acceptance import accepted_by_mode
from .accounts import account_balance, average_of_grades
from .amounts import area_agrees, at_most, shares_sum
from .answers import answered, needs_when, not_answered
from .balance import balanced_year, confirmed_sum, counted_outflow, first_in, frozen_shortfall, planned_sum, within_plan
from .case import DossierCase
from .consents import consents_complete
from .county_limits import required_grade, within_share
from .cover import cover_order
from .credited import credited_area
from .dates import in_order, on_time
from .duty import supplement_duty
from .evidence import evidence, evidence_intact, evidence_located
from .former_rules import filed_before
from .illegal import change_triage
from .linked import linked_in_state
from .net_increase import within_net_increase
from .notices import objections_closed, publicity
from .outflow import pbf_outflow, within_standard
from .plan_approval import approved_by_level
from .promises import deducted_after_due, delivered_by_due, record_needs
from .quality import grade_at_most, quality_opinion
from .rectified import resolved_in_time, unresolved_past_due
from .redraw import like_for_like, redraw, redraw_quality
from .samples import batch_reviewed, sample_passed
from .stable_cropland import stable_cropland, survey_since
from .totals import holding_line, share_of_forecast
from .year_statement import inflow_quality, year_statement

Predicate = Callable[[CheckRule, DossierCase], CheckColumn]

KINDS: MappingProxyType[str, Predicate] = MappingProxyType(
    {
        "accepted_by_mode": accepted_by_mode,
        "account_balance": account_balance,
        "answered": answered,
        "approved_by_level": approved_by_level,
        "area_agrees": area_agrees,
        "at_most": at_most,
        "average_of_grades": average_of_grades,
        "balanced_year": balanced_year,
        "batch_reviewed": batch_reviewed,
        "change_triage": change_triage,
        "confirmed_sum": confirmed_sum,
        "consents_complete": consents_complete,
        "counted_outflow": counted_outflow,
        "cover_order": cover_order,
        "credited_area": credited_area,
        "deducted_after_due": deducted_after_due,
        "delivered_by_due": delivered_by_due,
        "evidence": evidence,
        "evidence_intact": evidence_intact,
        "evidence_located": evidence_located,
        "filed_before": filed_before,
        "first_in": first_in,
        "frozen_shortfall": frozen_shortfall,
        "grade_at_most": grade_at_most,
        "holding_line": holding_line,
        "in_order": in_order,
        "inflow_quality": inflow_quality,
        "like_for_like": like_for_like,
        "linked_in_state": linked_in_state,
        "needs_when": needs_when,
        "not_answered": not_answered,
        "objections_closed": objections_closed,
        "on_time": on_time,
        "pbf_outflow": pbf_outflow,
        "planned_sum": planned_sum,
        "publicity": publicity,
        "quality_opinion": quality_opinion,
        "record_needs": record_needs,
        "redraw": redraw,
        "redraw_quality": redraw_quality,
        "required_grade": required_grade,
        "resolved_in_time": resolved_in_time,
        "sample_passed": sample_passed,
        "share_of_forecast": share_of_forecast,
        "shares_sum": shares_sum,
        "stable_cropland": stable_cropland,
        "survey_since": survey_since,
        "supplement_duty": supplement_duty,
        "unresolved_past_due": unresolved_past_due,
        "within_net_increase": within_net_increase,
        "within_share": within_share,
        "within_plan": within_plan,
        "within_standard": within_standard,
        "year_statement": year_statement,
    }
)
