"""Whether checks and history of a submission hold together: runs, verdicts, rules in force, the chain of events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ...checks.checked import CheckRun
from ...checks.findings import Verdict, verdict_of
from ...checks.waivers.waiver import waived_checks
from ...pool.chain import GENESIS, event_hash
from ...pool.entry.demanded_findings import findings_fault
from ...pool.filing.filed_integrity import testifies, testimony_of
from ...pool.records import Material, PoolEvent, PoolParcel
from ...regimes.in_force import may_be_applied
from ...regimes.rule_set import RuleSet
from ...survey.wording import translate
from ..submission.format import EVENTS, MANIFEST, PARCELS, RULE_SET
from ..submission.ledger_tables import is_posting
from .report import Problem


def identity_problems(parcels: Sequence[PoolParcel], system: str, batch: str) -> Iterator[Problem]:
    """Parcels of one system and batch, sorted by number, no number or id twice."""
    if not parcels:
        yield Problem("EMPTY", PARCELS, "", translate("zhanbu", "The batch has no parcel."))
    for parcel in parcels:
        if (parcel.system, parcel.batch) != (system, batch):
            said = translate(
                "zhanbu", "It belongs to batch {batch} of {system}.", batch=parcel.batch, system=parcel.system
            )
            yield Problem("BATCH", PARCELS, parcel.parcel_no, said)
    numbers = [p.parcel_no for p in parcels]
    for number in sorted(n for n, count in Counter(numbers).items() if count > 1):
        yield Problem("DUPLICATE", PARCELS, number, translate("zhanbu", "The parcel number occurs more than once."))
    if len({p.parcel_uid for p in parcels}) < len(parcels):
        yield Problem("DUPLICATE", PARCELS, "", translate("zhanbu", "A parcel id occurs more than once."))
    if numbers != sorted(numbers):
        yield Problem("ORDER", PARCELS, "", translate("zhanbu", "The parcels aren't sorted by number."))


def verdict_problems(parcels: Sequence[PoolParcel]) -> Iterator[Problem]:
    """Only eligible parcels may be submitted, and the verdict must follow from findings and waivers."""
    for parcel in parcels:
        follows = verdict_of(parcel.findings, waived_checks(parcel.waivers))
        if follows.value != parcel.verdict:
            said = translate(
                "zhanbu",
                "The record says {stated}, but {follows} follows from findings and waivers.",
                stated=parcel.verdict,
                follows=follows.value,
            )
            yield Problem("VERDICT", PARCELS, parcel.parcel_no, said)
        if follows is not Verdict.ELIGIBLE:
            said = translate(
                "zhanbu",
                "Its verdict is {verdict}: {checks}.",
                verdict=follows.value,
                checks=", ".join(_open_checks(parcel)) or "-",
            )
            yield Problem("NOT_ELIGIBLE", PARCELS, parcel.parcel_no, said)
        if not parcel.findings:
            said = translate("zhanbu", "It has no findings: nothing was checked.")
            yield Problem("NOT_ELIGIBLE", PARCELS, parcel.parcel_no, said)


def _open_checks(parcel: PoolParcel) -> list[str]:
    waived = waived_checks(parcel.waivers)
    return [
        f"{f.check_id} {f.outcome.value}"
        for f in parcel.findings
        if f.severity.value in ("BLOCK", "OVERRIDE") and f.outcome.value != "PASS" and f.check_id not in waived
    ]


def demand_problems(
    parcels: Sequence[PoolParcel], runs: Mapping[str, CheckRun], rule_set: RuleSet
) -> Iterator[Problem]:
    """Every parcel has the findings that its rule set demands, each with its own clause and weight."""
    for parcel in parcels:
        run = runs.get(parcel.run_id)
        fault = findings_fault(parcel.findings, parcel.category, run.stage, rule_set) if run is not None else None
        if fault is not None:
            yield Problem("FINDINGS", PARCELS, parcel.parcel_no, fault)


def run_problems(
    parcels: Sequence[PoolParcel],
    runs: Mapping[str, CheckRun],
    *,
    county: str,
    system: str,
    as_of: date,
    rule_set: RuleSet,
) -> Iterator[Problem]:
    """Every parcel was checked in a known run, in this county, under this very rule set, not after the day of issue."""
    for parcel in parcels:
        if parcel.run_id not in runs:
            said = translate("zhanbu", "The check {run} that it relies on isn't listed.", run=parcel.run_id)
            yield Problem("RUN", MANIFEST, parcel.parcel_no, said)
    if set(runs) - {p.run_id for p in parcels}:
        yield Problem("RUN", MANIFEST, "", translate("zhanbu", "A check is listed that no parcel relies on."))
    for key, run in sorted(runs.items()):
        if run.run_id != key:
            yield Problem("RUN", MANIFEST, "", translate("zhanbu", "The check {run} is not what it was.", run=key))
        if run.county not in ("", county) or run.system != system or run.as_of > as_of:
            said = translate(
                "zhanbu",
                "The check {run} was made for {county} {system} on {day}.",
                run=key,
                county=run.county,
                system=run.system,
                day=run.as_of.isoformat(),
            )
            yield Problem("RUN", MANIFEST, "", said)
        if (run.rule_set, run.rule_set_sha256) != (rule_set.id, rule_set.sha256):
            said = translate(
                "zhanbu",
                "The check {run} followed another rule set or version ({rule_set}): check its parcels again.",
                run=key,
                rule_set=run.rule_set,
            )
            yield Problem("RULE_SET", RULE_SET, "", said)
    yield from _force_problems(rule_set, county, system, as_of)


def _force_problems(rule_set: RuleSet, county: str, system: str, as_of: date) -> Iterator[Problem]:
    if not (may_be_applied(rule_set, as_of) and rule_set.covers(county) and rule_set.system == system):
        said = translate(
            "zhanbu",
            "{document} isn't in force for {system} in county {county} on {day}.",
            document=rule_set.document,
            system=system,
            county=county,
            day=as_of.isoformat(),
        )
        yield Problem("RULE_SET", RULE_SET, "", said)


def event_problems(
    events: Sequence[PoolEvent],
    parcels: Sequence[PoolParcel],
    materials: Sequence[Material],
    head: str,
    as_of: date,
) -> Iterator[Problem]:
    """Hashes and links of the history, and what it testifies to about each parcel."""
    if head != (events[-1].hash if events else ""):
        said = translate("zhanbu", "The last step is not the one that the manifest names.")
        yield Problem("EVENT", EVENTS, "", said)
    numbers = {p.parcel_uid: p.parcel_no for p in parcels}
    known = {*numbers, *(material.evidence.evidence_uid for material in materials)}
    for before, event in zip([None, *events], events):
        if event_hash(event) != event.hash or not _linked(before, event):
            said = translate("zhanbu", "Step {number} of the history was changed.", number=event.event_no)
            yield Problem("EVENT", EVENTS, numbers.get(event.subject_uid, ""), said)
        # Of a paper the entry's day is only that on which somebody put it on file.
        posting = bool(parcels) and is_posting(event, parcels[0].system)
        if event.occurred_on > as_of and (posting or event.subject_uid in numbers):
            said = translate("zhanbu", "Step {number} lies after the day of the package.", number=event.event_no)
            yield Problem("EVENT", EVENTS, numbers.get(event.subject_uid, ""), said)
        if event.subject_uid not in known and not posting:
            said = translate("zhanbu", "Step {number} is about another parcel.", number=event.event_no)
            yield Problem("EVENT", EVENTS, "", said)
    history: dict[str, list[PoolEvent]] = {}
    for event in events:
        history.setdefault(event.subject_uid, []).append(event)
    for parcel in parcels:
        yield from _testimony_problems(parcel, history.get(parcel.parcel_uid, []))


def _linked(before: PoolEvent | None, event: PoolEvent) -> bool:
    """The pool's history is one chain; steps of other batches lie between those of this one."""
    if event.event_no == 1:
        return before is None and event.prev_hash == GENESIS
    if before is None:
        return event.event_no > 1
    if event.event_no == before.event_no + 1:
        return event.prev_hash == before.hash
    return event.event_no > before.event_no


def _testimony_problems(parcel: PoolParcel, history: Sequence[PoolEvent]) -> Iterator[Problem]:
    if not history or history[0].from_state or not testifies(testimony_of(history), parcel):
        said = translate("zhanbu", "The history doesn't testify to this parcel as the layer has it.")
        yield Problem("EVENT", EVENTS, parcel.parcel_no, said)
    for before, event in zip(history, history[1:]):
        if event.from_state != before.to_state:
            said = translate("zhanbu", "Step {number} doesn't follow the one before.", number=event.event_no)
            yield Problem("EVENT", EVENTS, parcel.parcel_no, said)
    if history and (history[-1].to_state, history[-1].occurred_on) != (parcel.state, parcel.state_since):
        said = translate("zhanbu", "The history ends in state {state}.", state=history[-1].to_state)
        yield Problem("EVENT", EVENTS, parcel.parcel_no, said)
