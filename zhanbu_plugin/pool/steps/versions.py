"""A parcel's shape changes (图形变更): the new one, checked again, takes the place of the former, which is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from ...checks.checked import CheckedParcel
from ...checks.findings import Severity
from ...checks.on_file import KINDS as ON_FILE
from ...regimes.rule_set import RuleSet
from ...regimes.workflow import PARCEL
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..chain import entry_facts, kept_findings, kept_waivers, run_id_of
from ..database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..entry.admission import PushTerms, refusal_of
from ..entry.survey_attributes import plain, survey_key
from ..entry.waiver_admission import documents_at_hand
from ..filing.evidence_files import keeping_files
from ..filing.filed import VERSION
from ..places import OverlapTolerance, overlapping_places
from ..records import PoolParcel
from ..shapes import PoolShape, pool_shapes
from ..store import PoolReader, PoolWriter, bounds_of
from .acts import Act, Journal, require_act, require_line
from .transitions import date_obstacle, rule_obstacle


def new_version(
    path: PoolAddress,
    uid: str,
    checked: CheckedParcel,
    reason: str,
    act: Act,
    rule_set: RuleSet,
    *,
    busy_seconds: float = BUSY_SECONDS,
) -> int:
    """Give a parcel of the pool another shape, as it was checked anew; the number of the version that now holds.

    The check must be eligible, in time, by the rules of the parcel, and hold every binding check over measures that the
    parcel has passed so far. In a state in which shape and area are fixed nothing changes: the parcel first takes a
    step back. The survey parcel stays the same, and the new ground must be free. Raises ``InputProblem`` that says what
    speaks against it; the pool is then untouched.
    """
    require_act(act)
    require_line(reason, "REASON", needed=True)
    documents = [(w.path, w.file_name, w.file_sha256) for w in checked.waivers]
    with (
        pool_for_writing(path, busy_seconds=busy_seconds) as pool,
        keeping_files(path, documents) as files,
        pool.writing(),
    ):
        parcel = _parcel(pool, uid)
        _require(_obstacles(pool, parcel, checked, act, rule_set, path), checked.parcel_id, uid)
        new = _reshaped(pool, parcel, checked, act.on)
        version = _write(pool, new, checked, reason, act, rule_set)
        files.keep(documents)
        return version


def _parcel(pool: PoolReader, uid: str) -> PoolParcel:
    found = pool.parcels_of([uid])
    if not found:
        raise InputProblem(
            translate("zhanbu", "The pool holds no parcel “{uid}”.", uid=uid),
            remedy=translate("zhanbu", "Give an id from the column parcel_uid."),
            parcel=uid,
        )
    return found[0]


def _require(against: Iterator[Wording], parcel_id: str, uid: str) -> None:
    what = next(against, None)
    if what is not None:
        raise InputProblem(
            what,
            remedy=translate("zhanbu", "The shape of {uid} stays as it is until that is mended.", uid=uid),
            parcel=parcel_id,
        )


def _obstacles(
    pool: PoolReader, parcel: PoolParcel, checked: CheckedParcel, act: Act, rule_set: RuleSet, path: PoolAddress
) -> Iterator[Wording]:
    """What speaks against the change, the gravest first."""
    events = pool.events_of(parcel.parcel_uid)
    if events[-1].ends_claim:
        yield translate("zhanbu", "It has come to its end ({state}).", state=parcel.state)
    workflow = rule_set.workflows[PARCEL]
    if workflow.is_locked(parcel.state):
        ways = [to for to in workflow.ways_from(parcel.state) if not workflow.states[to].ends]
        back = ", ".join(to for to in dict.fromkeys(ways) if not workflow.is_locked(to))
        yield translate(
            "zhanbu",
            "In the state {state} shape and area are fixed; a step back leads to: {ways}.",
            state=parcel.state,
            ways=back or "–",
        )
    for obstacle in (
        rule_obstacle(rule_set, act.on),
        date_obstacle(max(event.occurred_on for event in events), act.on),
    ):
        if obstacle is not None:
            yield obstacle.wording()
    own = {run.rule_set for run in pool.runs([parcel.run_id]).values()}
    if not own <= {rule_set.id, rule_set.parent}:
        yield translate("zhanbu", "It entered the pool by {own}, not by {id}.", own=", ".join(own), id=rule_set.id)
    yield from _checked_anew(pool, parcel, checked, act.on, rule_set, path)
    if run_id_of(checked.run) in {event.run_id for event in events}:
        yield translate("zhanbu", "The parcel relies on this check already. Check the new shape.")


def _behind(pool: PoolReader, parcel: PoolParcel, rule_set: RuleSet) -> frozenset[str]:
    """States whose guards nobody asks again: those that the parcel has passed, and can't reach from where it stands."""
    passed = {event.to_state for event in pool.events_of(parcel.parcel_uid)}
    return frozenset(passed - rule_set.workflows[PARCEL].ahead_of(parcel.state) | {parcel.state})


def _checked_anew(
    pool: PoolReader, parcel: PoolParcel, checked: CheckedParcel, day: date, rule_set: RuleSet, path: PoolAddress
) -> Iterator[Wording]:
    """What is wrong with the new check."""

    def in_force(rule_set_id: str, _: date) -> RuleSet | None:
        return rule_set if rule_set_id == rule_set.id else None

    documents = documents_at_hand(path)
    refusal = refusal_of(checked, PushTerms(parcel.system, pool.identity.county, day, None, in_force, documents))
    if refusal is not None:
        yield refusal.reason
    made = {finding.check_id for finding in checked.findings}
    binding = (Severity.BLOCK, Severity.OVERRIDE)
    behind = _behind(pool, parcel, rule_set)
    due = [
        check.id
        for check in rule_set.checks
        if check.subject == PARCEL
        and check.stage in behind
        and check.kind not in ON_FILE
        and check.severity_for(parcel.category) in binding
    ]
    missing = [check for check in due if check not in made]
    if missing:
        yield translate(
            "zhanbu",
            "Checks up to the state {state} were not made: {checks}. Check the parcel for this stage.",
            state=parcel.state,
            checks=", ".join(missing),
        )
    if survey_key(checked.survey) != survey_key(parcel.survey):
        yield translate("zhanbu", "It is another survey parcel. Push it as a parcel of its own.")
    if checked.category != parcel.category:
        yield translate("zhanbu", "It was checked for the category {category}.", category=checked.category)


def _reshaped(pool: PoolReader, parcel: PoolParcel, checked: CheckedParcel, day: date) -> PoolParcel:
    """The parcel with its new shape and check. Raises ``InputProblem`` for a shape that the pool can't keep."""
    (shape,) = pool_shapes([checked], pool.identity.epsg)
    _require(_shape_obstacles(pool, parcel, shape), checked.parcel_id, parcel.parcel_uid)
    if isinstance(shape, Wording):
        raise TypeError("a shape with an obstacle was let through")
    return replace(
        parcel,
        state_since=day,
        geometry=shape.geometry,
        geometry_hash=shape.geometry_hash,
        area_dm2=shape.area_dm2,
        survey=plain(checked.survey),
        measures={n: v if isinstance(v, (int, float)) else None for n, v in plain(checked.measures).items()},
        verdict=checked.verdict.value,
        run_id=run_id_of(checked.run),
        findings=kept_findings(parcel.source_id, checked.findings),
        waivers=tuple(replace(w, parcel_id=parcel.source_id) for w in kept_waivers(checked.waivers)),
    )


def _shape_obstacles(pool: PoolReader, parcel: PoolParcel, shape: PoolShape | Wording) -> Iterator[Wording]:
    if isinstance(shape, Wording):
        yield shape
        return
    if shape.geometry_hash == parcel.geometry_hash:
        yield translate("zhanbu", "The shape is the one that the parcel has.")
    near = [p for p in pool.places_near([bounds_of(shape.geometry)])[0] if p.parcel_uid != parcel.parcel_uid]
    shapes, places = np.empty(1, dtype=object), np.empty(len(near), dtype=object)
    shapes[0] = shape.geometry
    places[:] = [place.geometry for place in near]
    for _, k, shared in overlapping_places(shapes, places, OverlapTolerance()):
        yield translate(
            "zhanbu",
            "{area} m² of the ground is claimed by {holder} already. Cut the common part out of one of the two.",
            area=f"{shared:.2f}",
            holder=near[k].parcel_uid,
        )


def _write(pool: PoolWriter, new: PoolParcel, checked: CheckedParcel, reason: str, act: Act, rule_set: RuleSet) -> int:
    former = len(pool.versions(new.parcel_uid)) + 1
    facts = {**json.loads(entry_facts(new)), "doc_no": act.doc_no, "reason": reason.strip(), "version": former + 1}
    pool.add_rule_sets({rule_set.sha256: rule_set.content})
    pool.add_runs({new.run_id: checked.run}, {})
    pool.add_guard_findings(new.parcel_uid, new.run_id, new.findings, new.waivers)
    event = Journal(pool).append(
        new.parcel_uid,
        (new.state, new.state),
        VERSION,
        act,
        facts,
        rule_set=rule_set.id,
        run_id=new.run_id,
    )
    pool.reshape(new, former, reason.strip(), event.event_no)
    return former + 1
