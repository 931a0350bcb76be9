"""May a checked parcel enter the pool? The tests that need the parcel and its check, not the pool's contents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Optional

from ...checks.checked import CheckedParcel, seal_of
from ...checks.findings import Outcome, Severity, Verdict, verdict_of
from ...checks.waivers.waiver import Waiver, waived_checks
from ...regimes.rule_set import RuleSet
from ...survey.wording import Wording, translate
from ..records import Refusal
from .demanded_findings import findings_fault
from .waiver_admission import waivers_fault

NOT_ELIGIBLE = "NOT_ELIGIBLE"
SEAL_BROKEN = "SEAL_BROKEN"
STALE = "STALE"
WRONG_FINDINGS = "WRONG_FINDINGS"
WRONG_WAIVER = "WRONG_WAIVER"
WRONG_SYSTEM = "WRONG_SYSTEM"
WRONG_COUNTY = "WRONG_COUNTY"
GEOMETRY = "GEOMETRY"
DOUBLE_SURVEY_ID = "DOUBLE_SURVEY_ID"
DOUBLE_PLACE = "DOUBLE_PLACE"
ALREADY = "ALREADY"
DOUBLE_ID = "DOUBLE_ID"

RuleSetInForce = Callable[[str, date], Optional[RuleSet]]
"""Rule set id and day → the rule set, as this installation has it, if it is in force that day."""


@dataclass(frozen=True)
class PushTerms:
    """On what terms parcels enter: system, county of the pool, day, rule sets in force.

    ``max_age_days`` is the oldest check in days, ``None`` for what each parcel's own rule set says; ``document_fault``
    says why the file of a waiver can't be kept.
    """

    system: str
    county: str
    as_of: date
    max_age_days: int | None
    rule_set_in_force: RuleSetInForce
    document_fault: Callable[[Waiver], Optional[Wording]]


def refusal_of(parcel: CheckedParcel, terms: PushTerms, shape: str | None = None) -> Refusal | None:
    """The first reason, in order of gravity, why a parcel may not enter; ``None`` when nothing speaks against it.

    ``shape`` is the hash of its geometry where it is known already.
    """
    broken = _broken_seal(parcel, shape)
    if broken is not None:
        return Refusal(parcel.parcel_id, SEAL_BROKEN, broken)
    tests = (
        (WRONG_SYSTEM, _wrong_system),
        (WRONG_COUNTY, _wrong_county),
        (NOT_ELIGIBLE, _not_eligible),
        (STALE, _stale),
        (WRONG_FINDINGS, _wrong_findings),
        (WRONG_WAIVER, _wrong_waiver),
    )
    for code, test in tests:
        reason = test(parcel, terms)
        if reason is not None:
            return Refusal(parcel.parcel_id, code, reason)
    return None


def _broken_seal(parcel: CheckedParcel, shape: str | None) -> Wording | None:
    if parcel.seal != seal_of(parcel, shape):
        return translate("zhanbu", "The parcel was changed after its check. Check it again.")
    follows = verdict_of(parcel.findings, waived_checks(parcel.waivers))
    if parcel.verdict is not follows:
        return translate(
            "zhanbu",
            "The verdict {stated} doesn't follow from findings and waivers ({follows}). Check the parcel again.",
            stated=parcel.verdict.value,
            follows=follows.value,
        )
    return None


def _wrong_system(parcel: CheckedParcel, terms: PushTerms) -> Wording | None:
    if parcel.run.system == terms.system:
        return None
    return translate(
        "zhanbu",
        "The parcel was checked for {checked}, not for {system}. Check it with the rules of {system}.",
        checked=parcel.run.system,
        system=terms.system,
    )


def _wrong_county(parcel: CheckedParcel, terms: PushTerms) -> Wording | None:
    if parcel.run.county in ("", terms.county):
        return None
    return translate(
        "zhanbu",
        "The parcel was checked for county {checked}, the pool belongs to county {county}. Use that county's pool.",
        checked=parcel.run.county,
        county=terms.county,
    )


def _not_eligible(parcel: CheckedParcel, _: PushTerms) -> Wording | None:
    if not parcel.findings:
        return translate("zhanbu", "No check was carried out on the parcel. Check it first.")
    if parcel.verdict is Verdict.ELIGIBLE:
        return None
    checks = ", ".join(_what_speaks_against(parcel))
    if parcel.verdict is Verdict.WAIVABLE:
        return translate(
            "zhanbu",
            "The parcel needs a document for {checks}. Record it with the check, or cut the ground out.",
            checks=checks,
        )
    if parcel.verdict is Verdict.INCOMPLETE:
        return translate(
            "zhanbu",
            "Checks were not carried out: {checks}. Give the missing layers and check the parcel again.",
            checks=checks,
        )
    return translate(
        "zhanbu",
        "The parcel is not eligible: {checks}. Cut out the part that fails, or choose another parcel.",
        checks=checks,
    )


def _what_speaks_against(parcel: CheckedParcel) -> Iterable[str]:
    binding = (Severity.BLOCK, Severity.OVERRIDE)
    against = [f for f in parcel.findings if f.severity in binding and f.outcome is not Outcome.PASS]
    if parcel.verdict is Verdict.INELIGIBLE:
        against = [f for f in against if f.severity is Severity.BLOCK and f.outcome is Outcome.FAIL]
    if parcel.verdict is Verdict.INCOMPLETE:
        against = [f for f in against if f.outcome is Outcome.NOT_CHECKED]
    if parcel.verdict is Verdict.WAIVABLE:
        against = [f for f in against if f.check_id not in waived_checks(parcel.waivers)]
    return sorted({f.check_id for f in against})


def _stale(parcel: CheckedParcel, terms: PushTerms) -> Wording | None:
    run = parcel.run
    checked, as_of = run.as_of.isoformat(), terms.as_of.isoformat()
    if run.as_of > terms.as_of:
        return translate(
            "zhanbu",
            "The check is as of {checked}, later than the push as of {as_of}. Push with a later date.",
            checked=checked,
            as_of=as_of,
        )
    in_force = terms.rule_set_in_force(run.rule_set, terms.as_of)
    if in_force is None:
        return translate(
            "zhanbu",
            "Rule set {rule_set} is not in force on {as_of}. Check the parcel with the rules in force.",
            rule_set=run.rule_set,
            as_of=as_of,
        )
    if in_force.sha256 != run.rule_set_sha256:
        return translate(
            "zhanbu",
            "Rule set {rule_set} was changed after the check. Check the parcel again.",
            rule_set=run.rule_set,
        )
    age, limit = (terms.as_of - run.as_of).days, terms.max_age_days
    if limit is None:
        limit = int(in_force.number("pool.max_check_age_days"))
    if age > limit:
        return translate(
            "zhanbu",
            "The check is {age} days old; at most {limit} are allowed. Check the parcel again.",
            age=age,
            limit=limit,
        )
    return None


def _wrong_findings(parcel: CheckedParcel, terms: PushTerms) -> Wording | None:
    rule_set = terms.rule_set_in_force(parcel.run.rule_set, terms.as_of)
    fault = None
    if rule_set is not None:
        fault = findings_fault(parcel.findings, parcel.category, parcel.run.stage, rule_set)
    if fault is None:
        return None
    return translate("zhanbu", "{fault} Check the parcel again.", fault=fault)


def _wrong_waiver(parcel: CheckedParcel, terms: PushTerms) -> Wording | None:
    fault = waivers_fault(parcel.waivers, parcel.findings, parcel.run.as_of)
    if fault is None:
        fault = next((found for w in parcel.waivers if (found := terms.document_fault(w)) is not None), None)
    if fault is None:
        return None
    return translate("zhanbu", "{fault} Record the document again.", fault=fault)
