"""Are a parcel's findings those that its rule set demands? Each check once, with its own clause and weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...checks.findings import Finding
from ...regimes.rule_set import CheckRule, RuleSet
from ...survey.wording import Wording, translate


def findings_fault(findings: Sequence[Finding], category: str, stage: str, rule_set: RuleSet) -> Wording | None:
    """What is wrong with the findings of a parcel of ``category`` that was checked for ``stage``; ``None`` if nothing.

    A verdict follows from findings, so one left out, invented or made lighter would decide it.
    """
    if stage not in rule_set.states:
        return translate("zhanbu", "Rule set {rule_set} has no stage {stage}.", rule_set=rule_set.id, stage=stage)
    due = {check.id: check for check in rule_set.checks_up_to(stage)}
    times = Counter(finding.check_id for finding in findings)
    missing, unknown = sorted(due.keys() - times.keys()), sorted(times.keys() - due.keys())
    if missing:
        return translate(
            "zhanbu",
            "Rule set {rule_set} demands checks that were not made: {checks}.",
            rule_set=rule_set.id,
            checks=", ".join(missing),
        )
    if unknown:
        return translate(
            "zhanbu",
            "Rule set {rule_set} has no such checks: {checks}.",
            rule_set=rule_set.id,
            checks=", ".join(unknown),
        )
    twice = sorted(check for check, count in times.items() if count > 1)
    if twice:
        return translate("zhanbu", "Checks have more than one finding: {checks}.", checks=", ".join(twice))
    return next((fault for f in findings if (fault := _misstated(f, due[f.check_id], category)) is not None), None)


def _misstated(finding: Finding, rule: CheckRule, category: str) -> Wording | None:
    severity = rule.severity_for(category)
    if (finding.clause, finding.severity) == (rule.clause, severity):
        return None
    return translate(
        "zhanbu",
        "Check {check} is {severity} under {clause}; the finding says {stated} under {other}.",
        check=rule.id,
        severity=severity.value,
        clause=rule.clause,
        stated=finding.severity.value,
        other=finding.clause,
    )
