"""The page of a check: what was examined, by which rules and parameters, and why parcels failed (检查报告)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import isnan

from ..checks.engine import CheckResult
from ..checks.finding_texts import document_wording
from ..checks.findings import Finding, Verdict
from ..checks.waivers.waiver import Waiver
from ..regimes.roles import roles
from ..regimes.stage import stage_title
from ..survey.units import ha_of, mu_of, to_dm2
from ..survey.wording import Wording
from .html_page import page, paragraph, section, table
from .language import tr
from .rule_head import rule_head, rule_rows
from .waiver_rows import waiver_heads, waiver_rows


def check_page(result: CheckResult, say: Callable[[Wording], str], *, chinese: bool) -> str:
    """HTML of a check's result. Waivers come first: what was lifted on paper, nobody shall overlook."""
    parts = [
        _waivers(result, say, chinese),
        table([], _identity(result, chinese)),
        section(
            tr("Verdicts"),
            table(
                [tr("Verdict"), tr("Number of parcels"), tr("Area (mu)"), tr("Area (ha)")],
                _verdict_rows(result),
                numbers=(1, 2, 3),
            ),
        ),
        *rule_head(result.case.rule_set, chinese=chinese),
        section(
            tr("Checks"),
            table(
                [tr("Check code"), tr("Subject"), tr("Clause"), tr("Failed"), tr("Not checked"), tr("What to do")],
                _check_rows(result, chinese),
                numbers=(3, 4),
            ),
        ),
        section(
            tr("Parcels with open findings"),
            table([tr("Parcel"), tr("Verdict"), tr("Why")], _parcel_rows(result, say, chinese)),
        ),
        section(
            tr("Clauses"), table([tr("Clause"), tr("Title"), tr("Content in short")], _clause_rows(result, chinese))
        ),
        section(
            tr("Layers used"),
            table(
                [tr("Role"), tr("Layer"), "SHA-256"],
                ([_role(s.role, chinese), s.name, s.sha256] for s in result.run.snapshots),
            ),
        ),
    ]
    return page(tr("Check of parcels"), parts)


def _waivers(result: CheckResult, say: Callable[[Wording], str], chinese: bool) -> str:
    if not result.waivers:
        return section(tr("Waivers"), paragraph(tr("No check was waived.")))
    return section(tr("Waivers"), table(waiver_heads(), waiver_rows(result, say, chinese=chinese)))


def _identity(result: CheckResult, chinese: bool) -> list[list[str]]:
    rules, run = result.case.rule_set, result.run
    return [
        *rule_rows(rules, chinese=chinese),
        [tr("As of"), run.as_of.isoformat()],
        [tr("Stage"), stage_title(rules, run.stage).in_language(chinese)],
        [tr("County"), run.county or "–"],
        [tr("Layer"), result.parcels.layer.name],
        [tr("Parcels checked"), str(len(result.parcels))],
    ]


def _verdict_rows(result: CheckResult) -> Iterable[list[str]]:
    for verdict in Verdict:
        areas = [result.area_m2(i) for i, v in enumerate(result.verdicts) if v is verdict]
        total = sum(to_dm2(a) for a in areas if not isnan(a))
        yield [verdict_name(verdict), str(len(areas)), str(mu_of(total)), str(ha_of(total))]


def _check_rows(result: CheckResult, chinese: bool) -> Iterable[list[str]]:
    counts = result.failures()
    for rule in (column.rule for column in result.columns):
        failed, unknown = counts[rule.id]
        remedy = rule.remedy.in_language(chinese) if failed else ""
        yield [rule.id, rule.title.in_language(chinese), rule.clause, str(failed), str(unknown), remedy]


def _clause_rows(result: CheckResult, chinese: bool) -> Iterable[list[str]]:
    """The clauses behind the checks: their numbers alone would send the reader to another book."""
    for number in dict.fromkeys(column.rule.clause for column in result.columns):
        clause = result.case.rule_set.clauses[number]
        yield [number, clause.title.in_language(chinese), clause.text.in_language(chinese)]


def _parcel_rows(result: CheckResult, say: Callable[[Wording], str], chinese: bool) -> Iterable[list[str]]:
    titles = {column.rule.id: column.rule.title.in_language(chinese) for column in result.columns}
    for i, verdict in enumerate(result.verdicts):
        findings, documents = result.open_findings_of(i), result.applied.by_check(i)
        if findings:
            why = [
                tr("{check} ({clause}): {message}").format(
                    check=titles[f.check_id], clause=f.clause, message=_said(f, documents.get(f.check_id, ()), say)
                )
                for f in findings
            ]
            yield [result.parcels.ids[i], verdict_name(verdict), "\n".join(why)]


def _said(finding: Finding, documents: Sequence[Waiver], say: Callable[[Wording], str]) -> str:
    """What was found, and the documents that lift it."""
    return " ".join([say(finding.message), *(say(document_wording(waiver)) for waiver in documents)])


def verdict_name(verdict: Verdict) -> str:
    """A verdict in the user's language."""
    return {
        Verdict.ELIGIBLE: tr("Eligible"),
        Verdict.WAIVABLE: tr("Eligible with a waiver"),
        Verdict.INCOMPLETE: tr("Not completely checked"),
        Verdict.INELIGIBLE: tr("Not eligible"),
    }[verdict]


def _role(role: str, chinese: bool) -> str:
    """A role in the user's language, also of what a check reads besides the roles' layers."""
    if role in roles():
        return roles()[role].name_zh if chinese else roles()[role].name_en
    return {"survey": tr("Survey layer"), "claims": tr("Reserve pool"), "dem": tr("DEM")}.get(role, role)
