"""What a return slip did, as text: how many parcels by reason, and what became of each (退回结果)."""

from __future__ import annotations

from collections.abc import Mapping

from ...exchange.returns.importing import RETURNED, ReturnOutcome, ReturnReport
from ...exchange.returns.reasons import return_reasons
from ...pool.database import pool_for_reading
from ...regimes.choosing import rule_sets
from ...regimes.rule_set import RuleSet
from ...regimes.workflow import PARCEL
from ...reports.html_page import page, section, table
from ...reports.language import interface_is_chinese, said, tr
from ..pool.pool_layer import state_title


def rules_followed(pool: str, report: ReturnReport) -> dict[str, RuleSet]:
    """The rule set of each parcel of a return, by uid, as far as the plugin carries it. Raises ``InputProblem``."""
    uids = {outcome.returned.parcel.parcel_uid for outcome in report.outcomes}
    with pool_for_reading(pool) as opened, opened.reading():
        systems = sorted({outcome.returned.parcel.system for outcome in report.outcomes})
        ids = {uid: own for system in systems for uid, own in opened.rule_sets_of_parcels(system).items()}
    return {uid: rule_sets()[own] for uid, own in ids.items() if uid in uids and own in rule_sets()}


def return_page(report: ReturnReport, followed: Mapping[str, RuleSet]) -> str:
    """HTML, in the language of the interface. ``followed`` are the parcels' rules by uid."""
    chinese = interface_is_chinese()
    by_code = [
        [code, reason.name.in_language(chinese), str(report.by_code[code])]
        for code, reason in return_reasons().items()
        if report.by_code[code]
    ]
    parcels = [
        row for outcome in report.outcomes for row in _rows(outcome, followed.get(outcome.returned.parcel.parcel_uid))
    ]
    moved = sum(outcome.moved for outcome in report.outcomes)
    title = tr("{count} parcels returned, {moved} sent back").format(count=len(report.outcomes), moved=moved)
    return page(
        title,
        [
            section(tr("Reasons"), table([tr("Code"), tr("Reason of the return"), tr("Parcels")], by_code, (2,))),
            section(tr("Parcels"), table([tr("Parcel no."), tr("Code"), tr("Said"), tr("What became of it")], parcels)),
        ],
    )


def _rows(outcome: ReturnOutcome, rules: RuleSet | None) -> list[list[str]]:
    became = tr("sent back") if outcome.moved else tr("stays: {reason}").format(reason=_why(outcome, rules))
    return [[outcome.returned.parcel.parcel_no, item.code, item.text, became] for item in outcome.returned.items]


def _why(outcome: ReturnOutcome, rules: RuleSet | None) -> str:
    """Why a parcel stays, and what to do. The rules' own names of states, where there is no way to the return."""
    parcel = outcome.returned.parcel
    path = rules.workflows[PARCEL] if rules is not None else None
    if path is None or path.between(parcel.state, RETURNED) is not None:
        return said(outcome.why_not) if outcome.why_not is not None else "–"
    text = tr(
        "it is “{state}”, and the rules send nothing back from there (only from: {sources}). The reasons are on file. "
        "Mend the parcel where it stands and pack the next version, or withdraw it on the page “Pool”, tab “Steps”."
    )
    sources = [s for step in path.transitions if step.to == RETURNED for s in step.sources]
    names = [state_title(parcel.system, state) for state in path.states if state in sources]
    return text.format(state=state_title(parcel.system, parcel.state), sources=tr(", ").join(names))
