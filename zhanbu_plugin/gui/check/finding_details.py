"""The pane under the list: a parcel, or one finding in full, with the clause and the way out (详情)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import isfinite

from ...checks.engine import CheckResult
from ...checks.finding_texts import document_wording
from ...checks.findings import Finding, Outcome, Severity
from ...checks.waivers.waiver import Waiver
from ...regimes.rule_set import CheckRule
from ...reports.check_page import verdict_name
from ...reports.language import said, tr
from ...reports.remedies import remedy_of
from ..number_formats import NOTHING, area_text, value_text, value_with_mu
from ..select.candidate_list import class_text
from .clause_window import clause_link
from .layer_titles import LayerTitles
from .verdict_looks import outcome_colour, outcome_name, severity_name, verdict_colour
from .waiving import document_link


def parcel_page(result: CheckResult, i: int, layers: LayerTitles, held: Mapping[str, str], *, chinese: bool) -> str:
    """HTML about a parcel: verdict, area, place, and why it isn't simply eligible.

    ``held`` are the numbers in the pool of the parcels that it holds, by id.
    """
    verdict, parcels = result.verdicts[i], result.parcels
    titles = {column.rule.id: column.rule.title.in_language(chinese) for column in result.columns}
    category = result.case.rule_set.categories.get(result.case.categories[i])
    area = result.area_m2(i)
    rows = [
        (tr("Area"), _area(area)),
        (tr("Class"), class_text(_attribute(result, i, "DLBM")) or NOTHING),
        (tr("Category"), category.title.in_language(chinese) if category else NOTHING),
        (tr("Location"), _attribute(result, i, "ZLDWMC") or NOTHING),
    ]
    number = held.get(str(parcels.ids[i]))
    if number:
        rows.insert(0, (tr("Pooled"), tr("already, as {number}").format(number=number)))
    documents = result.applied.by_check(i)
    why = [
        _line(titles[f.check_id], f, layers.said(f.message), documents.get(f.check_id, ()), document_link(result, i, f))
        for f in result.open_findings_of(i)
    ]
    colour = verdict_colour(verdict).name()
    head = f"<p><b>{escape(str(parcels.ids[i]))}</b> <b style='color:{colour}'>{escape(verdict_name(verdict))}</b></p>"
    return (
        head + _rows(rows) + (f"<ul>{''.join(why)}</ul>" if why else f"<p>{escape(tr('Every check is passed.'))}</p>")
    )


def finding_page(
    result: CheckResult, i: int, rule: CheckRule, finding: Finding, layers: LayerTitles, *, chinese: bool
) -> str:
    """HTML about one finding on parcel ``i``: what was measured against what, the clause in our words, what to do,
    and the documents that lift it.
    """
    clause = result.case.rule_set.clauses[rule.clause]
    documents = result.applied.by_check(i).get(finding.check_id, ())
    state = outcome_name(finding.outcome, finding.severity, waived=bool(documents))
    colour = outcome_colour(finding.outcome, finding.severity, waived=bool(documents)).name()
    head = (
        f"<p><b>{escape(rule.title.in_language(chinese))}</b> <b style='color:{colour}'>{escape(state)}</b>"
        f" · {escape(severity_name(finding.severity))}</p>"
    )
    message = layers.said(finding.message)
    rows = [
        (tr("Measured"), value_with_mu(finding.measured, finding.unit)),
        (tr("Limit"), value_text(finding.threshold, finding.unit)),
        (tr("Data"), layers.source(finding.source) or NOTHING),
        (
            tr("Clause"),
            tr("{number} {title}: {text}").format(
                number=clause.number, title=clause.title.in_language(chinese), text=clause.text.in_language(chinese)
            ),
        ),
    ]
    if finding.outcome is not Outcome.PASS:
        rows.append((tr("What to do"), remedy_of(rule, finding.outcome)))
    rows += [(tr("Document"), said(document_wording(waiver))) for waiver in documents]
    link = document_link(result, i, finding)
    text = f"<p>{escape(message)}</p>" if message else ""
    record = f"<p>{link}</p>" if link else ""  # above the table: below it the pane has no room on a small screen
    clause_line = tr("In full: {clause}").format(clause=clause_link(rule.clause))
    return f"{head}{text}{record}{_rows(rows)}<p>{clause_line}</p>"


def _line(title: str, finding: Finding, told: str, documents: Sequence[Waiver], link: str) -> str:
    state = outcome_name(finding.outcome, finding.severity, waived=bool(documents))
    message = " ".join([told, *(said(document_wording(waiver)) for waiver in documents)])
    weight = "" if finding.severity in (Severity.WARN, Severity.INFO) else f" · {severity_name(finding.severity)}"
    line = escape(tr("{check} ({state}): {message}")).format(
        check=f"<b>{escape(title)}</b>", state=escape(f"{state}{weight}"), message=escape(message)
    )
    return f"<li>{line} {clause_link(finding.clause)} {link}</li>"


def _area(area_m2: float) -> str:
    if not isfinite(area_m2):
        return NOTHING
    return tr("{area} ({same_area})").format(area=area_text(area_m2), same_area=value_text(area_m2, "m2"))


def _rows(rows: list[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><td style='color:gray;padding-right:8px;white-space:nowrap'>{escape(name)}</td>"
        f"<td>{escape(value)}</td></tr>"
        for name, value in rows
    )
    return f"<table cellspacing='0' cellpadding='1'>{cells}</table>"


def _attribute(result: CheckResult, i: int, name: str) -> str:
    return str(result.parcels.survey_of(i).get(name, "")).strip()
