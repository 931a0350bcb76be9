"""Kinds of checks over what is on file of a subject: the predicates in ``checks/on_file``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from ..forms.evidence_kinds import evidence_kinds
from ..forms.form import forms
from .kind import COUNT, FLAG, NAME, NAMES, NEEDED_NAME, NEEDED_NAMES, NEEDED_PARAMETER, Kind, Option
from .parameters import SAMPLE_BASES

_PLACE = re.compile(r"([A-Z_]+)\.([a-z_0-9]+)", re.ASCII)
PARAMETER_PREFIX = "parameter:"
"""Stands before the name of a parameter where other things may stand too."""
EVIDENCE_PREFIX = "evidence."
"""Stands before a kind of evidence where the day of its paper or photo is meant."""


def is_form(value: object) -> bool:
    """Name of a form."""
    return isinstance(value, str) and value in forms()


def is_answer(value: object) -> bool:
    """``FORM.field``."""
    found = _PLACE.fullmatch(value) if isinstance(value, str) else None
    return found is not None and is_form(found[1]) and found[2] in forms()[found[1]].fields


def _are_answers(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(map(is_answer, value))


def _are_evidence(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(kind in evidence_kinds() for kind in value)


def _is_limit(value: object) -> bool:
    named = isinstance(value, str) and len(value) > len(PARAMETER_PREFIX) and value.startswith(PARAMETER_PREFIX)
    return value == "area" or named or is_answer(value)


def _is_basis(value: object) -> bool:
    named = isinstance(value, str) and len(value) > len(PARAMETER_PREFIX) and value.startswith(PARAMETER_PREFIX)
    return value in SAMPLE_BASES or named


def _is_balance(value: object) -> bool:
    return value in ("area", "paddy", "quality")


def _is_side(value: object) -> bool:
    return value in ("USED", "SUPPLIED")


def _is_bearer(value: object) -> bool:
    return value in ("USER", "COUNTY")


_FORM, _NEEDED_FORM = Option(is_form), Option(is_form, needed=True)
_ANSWER, _ANSWERS = Option(is_answer, needed=True), Option(_are_answers)
_EVIDENCE, _NEEDED_EVIDENCE = Option(_are_evidence), Option(_are_evidence, needed=True)
_ASKED: Mapping[str, Option] = {"form": _NEEDED_FORM, "field": NEEDED_NAME, "values": NEEDED_NAMES}

ON_FILE: Mapping[str, Kind] = MappingProxyType(
    {
        "accepted_by_mode": Kind(options={"joint": NEEDED_NAMES, "project": NEEDED_NAME}),
        "account_balance": Kind(options={"of": Option(_is_balance, needed=True)}),
        "answered": Kind(
            options={"form": _NEEDED_FORM, "field": NAME, "values": NAMES, "each_field": NAME, "each": NAMES}
        ),
        "approved_by_level": Kind(parameters=("sc.plan_approver",)),
        "area_agrees": Kind(options={"value": _ANSWER}, parameters=("area.tolerance_m2", "area.tolerance_share")),
        "at_most": Kind(
            options={
                **{"value": _ANSWER, "plus": _ANSWERS, "sum": FLAG, "unit": NAME},
                "limit": Option(_is_limit, needed=True, names_parameter=True, prefix=PARAMETER_PREFIX),
            }
        ),
        "average_of_grades": Kind(options={"side": Option(_is_side, needed=True)}),
        "balanced_year": Kind(options={"short": FLAG}, parameters=("sc.strict_greater",)),
        "batch_reviewed": Kind(options={"reviewed": _ANSWER, "frame": _ANSWER}),
        "change_triage": Kind(
            options={"goes": NEEDED_NAMES}, parameters=("illegal.non_farm_since", "illegal.non_grain_since")
        ),
        "confirmed_sum": Kind(options={"value": _ANSWER, "came_in": NEEDED_NAMES}),
        "consents_complete": Kind(),
        "counted_outflow": Kind(options={"left_out": NAMES}),
        "cover_order": Kind(),
        "credited_area": Kind(options={"value": _ANSWER, "ridges": _ANSWER}, parameters=("area.credited",)),
        "deducted_after_due": Kind(
            options={"owed": _ANSWER, "delivered": _ANSWER, "due": _ANSWER, "done_on": Option(is_answer)}
        ),
        "delivered_by_due": Kind(options={"owed": _ANSWER, "delivered": _ANSWER, "due": _ANSWER}),
        "evidence": Kind(options={"kinds": _NEEDED_EVIDENCE, "count": COUNT, "any": FLAG}),
        "evidence_intact": Kind(),
        "evidence_located": Kind(options={"kinds": _NEEDED_EVIDENCE}, parameters=("evidence.max_distance_m",)),
        "filed_before": Kind(options={"value": _ANSWER, "day": NEEDED_PARAMETER}),
        "first_in": Kind(options={"came_in": NEEDED_NAMES, "left": NEEDED_NAMES}),
        "frozen_shortfall": Kind(),
        "grade_at_most": Kind(options={"value": _ANSWER, "limit": _ANSWER, "stage": NAME}),
        "holding_line": Kind(),
        "in_order": Kind(options={"dates": NEEDED_NAMES}),
        "inflow_quality": Kind(
            options={"came_in": NEEDED_NAMES, "left": NAMES, "left_out": NAMES}, parameters=("sc.quality_mode",)
        ),
        "like_for_like": Kind(),
        "linked_in_state": Kind(options={"subject": NEEDED_NAME, "states": NEEDED_NAMES, "if_any": FLAG}),
        "needs_when": Kind(options={**_ASKED, "evidence": _EVIDENCE, "fields": NAMES, "place": FLAG}),
        "not_answered": Kind(options=_ASKED),
        "objections_closed": Kind(options={"resolutions": NAMES, "stated": FLAG}),
        "on_time": Kind(options={"deadline": NEEDED_NAME}),
        "pbf_outflow": Kind(parameters=("grandfathered.before", "overlap.tolerance_m2")),
        "planned_sum": Kind(options={"value": _ANSWER, "of": NEEDED_NAME, "but": NAMES}),
        "publicity": Kind(
            options={"form": _FORM, "sites": NEEDED_NAMES, "not_before": NAME}, parameters=("publicity.min_days",)
        ),
        "quality_opinion": Kind(options={"stage": NEEDED_NAME}),
        "record_needs": Kind(options={"form": _NEEDED_FORM, "evidence": _NEEDED_EVIDENCE}),
        "redraw": Kind(),
        "redraw_quality": Kind(),
        "required_grade": Kind(options={"stage": NEEDED_NAME}),
        "resolved_in_time": Kind(),
        "sample_passed": Kind(
            options={
                "stage": NEEDED_NAME,
                "basis": Option(_is_basis, names_parameter=True, prefix=PARAMETER_PREFIX),
                "share": NEEDED_PARAMETER,
            }
        ),
        "share_of_forecast": Kind(options={"value": _ANSWER, "whole": NEEDED_PARAMETER}),
        "shares_sum": Kind(options={"form": _NEEDED_FORM, "field": NEEDED_NAME}),
        "stable_cropland": Kind(options={"classes": NEEDED_NAMES, "since": NAME}, parameters=("survey.release",)),
        "survey_since": Kind(options={"state": NEEDED_NAME}),
        "supplement_duty": Kind(options={"bearer": Option(_is_bearer), "proofs": _NEEDED_EVIDENCE}),
        "unresolved_past_due": Kind(),
        "within_net_increase": Kind(parameters=("stable.base_year", "stable.refinements", "stable.slope_grade")),
        "within_share": Kind(options={"at": NEEDED_NAME, "states": NEEDED_NAMES}),
        "within_plan": Kind(options={"left": NEEDED_NAMES}),
        "within_standard": Kind(options={"purposes": NEEDED_NAMES}),
        "year_statement": Kind(options={"came_in": NEEDED_NAMES, "left_out": NAMES}),
    }
)
