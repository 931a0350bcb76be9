"""Pushing checked parcels into the pool (入库): admission, claims, and one transaction for the whole action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from ...checks.checked import CheckedParcel, CheckRun, geometry_hashes
from ...regimes.rule_set import RuleSet
from ...regimes.workflow import PARCEL
from ...survey.cancel import Cancelled
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..chain import entry_facts, kept_findings, kept_waivers, run_id_of, sealed
from ..database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..filing.evidence_files import keeping_files
from ..places import OverlapTolerance
from ..records import PoolEvent, PoolIdentity, PoolParcel, PushReport, Refusal
from ..shapes import PoolShape, pool_shapes
from ..steps.acts import Act, require_act
from ..store import Entry, PoolWriter
from .admission import DOUBLE_ID, GEOMETRY, PushTerms, RuleSetInForce, refusal_of
from .claiming import Candidate, refusals_of_claims
from .survey_attributes import plain, survey_key
from .waiver_admission import documents_at_hand

SYSTEMS = ("FOREST", "INOUT", "CROP")
PUSH = "PUSH"
_LONGEST_BATCH_NAME = 60
_ESCAPED = frozenset('"\\')
"""Written otherwise in JSON, in which the history names a batch."""


@dataclass(frozen=True)
class PushAction:
    """The human side of a push: system, batch, day of the act, who, when recorded, clause, files of roles."""

    system: str
    batch: str
    as_of: date
    role: str
    recorded_at: str
    clause: str = ""
    layer_paths: Mapping[str, str] = field(default_factory=dict)


def push_parcels(
    path: PoolAddress,
    parcels: Sequence[CheckedParcel],
    *,
    system: str,
    batch: str,
    as_of: date,
    rule_set_in_force: RuleSetInForce,
    role: str,
    recorded_at: str,
    max_age_days: int | None = None,
    tolerance: OverlapTolerance | None = None,
    clause: str = "",
    layer_paths: Mapping[str, str] | None = None,
    busy_seconds: float = BUSY_SECONDS,
    progress: Callable[[float], bool] | None = None,
) -> PushReport:
    """Let in what may enter, and say of everything else why not.

    All admitted parcels enter in one transaction or none does; a refused parcel doesn't hold up the others. The result
    doesn't depend on the order of ``parcels``. A check is as old as the parcel's own rule set allows, and what
    neighbours may share is the least that any of the rule sets concerned tolerates, unless ``max_age_days`` or
    ``tolerance`` say otherwise. ``role`` says in which office's name it is done, ``recorded_at`` when (ISO),
    ``layer_paths`` the file of each role. ``progress`` gets the share done and answers ``False`` to stop.

    Raises ``InputProblem`` for a pool that can't be used, ``Cancelled``; the pool is then untouched.
    """
    action = PushAction(system, batch.strip(), as_of, role, recorded_at, clause, dict(layer_paths or {}))
    _require_action(action)
    ordered = sorted(parcels, key=lambda p: (p.parcel_id, p.seal))
    _go_on(progress, 0.0)
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool:
        in_force = lru_cache(maxsize=None)(rule_set_in_force)
        documents = documents_at_hand(path)
        terms = PushTerms(system, pool.identity.county, as_of, max_age_days, in_force, documents)
        admissible, refused = _admissible(ordered, terms, pool.identity.epsg, progress)
        applied = _rule_sets_of(admissible, terms)
        _require_role(applied.values(), role)
        with keeping_files(path) as files, pool.writing():
            entries, taken = _claim(admissible, pool, action, applied, tolerance or _strictest(applied.values()))
            _go_on(progress, 0.7)
            _write(pool, entries, {run_id_of(p.run): p.run for p, _ in admissible}, applied, action)
            _go_on(progress, 0.95)
            files.keep(_documents(admissible, entries))
    _go_on_anyway(progress)
    by_id = {e.parcel.source_id: e.parcel.parcel_uid for e in entries}
    return PushReport(by_id, tuple(sorted([*refused, *taken], key=lambda r: (r.parcel_id, r.code))))


def _require_action(action: PushAction) -> None:
    if action.system not in SYSTEMS:
        raise InputProblem(
            translate("zhanbu", "“{system}” is not a system of reserve pools.", system=action.system),
            remedy=translate("zhanbu", "Choose one of {systems}.", systems=", ".join(SYSTEMS)),
        )
    plain = action.batch.isprintable() and not _ESCAPED & {*action.batch}
    if not 0 < len(action.batch) <= _LONGEST_BATCH_NAME or not plain:
        raise InputProblem(
            translate("zhanbu", "“{batch}” can't be the name of a batch.", batch=action.batch),
            remedy=translate(
                "zhanbu",
                "Give 1 to {limit} characters on one line, without {forbidden}.",
                limit=_LONGEST_BATCH_NAME,
                forbidden=" ".join(sorted(_ESCAPED)),
            ),
            field="BATCH",
        )
    require_act(Act(action.role, action.as_of, recorded_at=action.recorded_at))


def _require_role(rule_sets: Iterable[RuleSet], role: str) -> None:
    """Raises ``InputProblem`` unless each rule set lets this office bring a parcel on file."""
    for rule_set in rule_sets:
        entry = rule_set.workflows[PARCEL].between("", rule_set.first_state())
        if entry is not None and role not in entry.roles:
            raise InputProblem(
                translate("zhanbu", "By {rule_set}, {role} can't enter parcels.", rule_set=rule_set.id, role=role),
                remedy=translate("zhanbu", "It is for: {roles}.", roles=", ".join(entry.roles)),
                field="ROLE",
            )


Sound = tuple[CheckedParcel, PoolShape]


def _documents(sound: Sequence[Sound], entries: Sequence[Entry]) -> list[tuple[str, str, str]]:
    """Path, name and SHA-256 of the files on which those that enter rely."""
    entering = {entry.parcel.source_id for entry in entries}
    waivers = [w for parcel, _ in sound if parcel.parcel_id in entering for w in parcel.waivers]
    return [(waiver.path, waiver.file_name, waiver.file_sha256) for waiver in waivers]


def _rule_sets_of(sound: Sequence[Sound], terms: PushTerms) -> dict[str, RuleSet]:
    """Rule sets by which the parcels were checked, by SHA-256. Admission has made sure that they are in force."""
    runs = {(p.run.rule_set, p.run.rule_set_sha256) for p, _ in sound}
    found = {sha256: terms.rule_set_in_force(rule_set, terms.as_of) for rule_set, sha256 in sorted(runs)}
    return {sha256: rule_set for sha256, rule_set in found.items() if rule_set is not None}


def _strictest(rule_sets: Iterable[RuleSet]) -> OverlapTolerance:
    stated = [OverlapTolerance.of(rule_set) for rule_set in rule_sets] or [OverlapTolerance()]
    return OverlapTolerance(min(t.area_m2 for t in stated), min(t.width_m for t in stated))


def _admissible(
    parcels: Sequence[CheckedParcel], terms: PushTerms, epsg: int, progress: Callable[[float], bool] | None
) -> tuple[list[Sound], list[Refusal]]:
    """Parcels that may enter as far as they and their checks are concerned, with their shape in the pool."""
    refused: list[Refusal] = []
    passed: list[CheckedParcel] = []
    times = Counter(p.parcel_id for p in parcels)
    hashes = geometry_hashes([p.geometry for p in parcels])
    for i, parcel in enumerate(parcels):
        refusal = _double_id(parcel, times) or refusal_of(parcel, terms, hashes[i])
        if refusal is None:
            passed.append(parcel)
        else:
            refused.append(refusal)
        if i % 100 == 0:
            _go_on(progress, 0.4 * i / len(parcels))
    sound: list[Sound] = []
    for parcel, shape in zip(passed, pool_shapes(passed, epsg)):
        if isinstance(shape, Wording):
            refused.append(Refusal(parcel.parcel_id, GEOMETRY, shape))
        else:
            sound.append((parcel, shape))
    _go_on(progress, 0.5)
    return sound, refused


def _double_id(parcel: CheckedParcel, times: Mapping[str, int]) -> Refusal | None:
    if times[parcel.parcel_id] == 1:
        return None
    reason = translate("zhanbu", "Another parcel of this push has the same id. Give each parcel its own id.")
    return Refusal(parcel.parcel_id, DOUBLE_ID, reason)


def _claim(
    sound: Sequence[Sound],
    pool: PoolWriter,
    action: PushAction,
    applied: Mapping[str, RuleSet],
    tolerance: OverlapTolerance,
) -> tuple[list[Entry], list[Refusal]]:
    """Entries of the parcels whose place is free. Inside the transaction, so the answer still holds when written."""
    candidates = [Candidate(p.parcel_id, shape, survey_key(p.survey)) for p, shape in sound]
    taken = refusals_of_claims(candidates, pool, action.system, tolerance)
    in_system, in_batch = pool.counts(action.system, action.batch)
    event_no, head = pool.head()
    entries: list[Entry] = []
    for i, (parcel, shape) in enumerate(sound):
        if i in taken:
            continue
        number = len(entries) + 1
        state = applied[parcel.run.rule_set_sha256].first_state()
        record = _record(parcel, shape, pool.identity, action, state, in_system + number, in_batch + number)
        event = sealed(_event(record, parcel.run, action, event_no + number), head)
        head = event.hash
        entries.append(Entry(record, candidates[i].survey_key, event))
    return entries, list(taken.values())


def _record(
    parcel: CheckedParcel,
    shape: PoolShape,
    identity: PoolIdentity,
    action: PushAction,
    state: str,
    serial: int,
    number: int,
) -> PoolParcel:
    return PoolParcel(
        parcel_uid=f"{identity.county}-{action.system}-{serial:06d}",
        parcel_no=f"{number:05d}",
        system=action.system,
        batch=action.batch,
        category=parcel.category,
        state=state,
        state_since=action.as_of,
        source_id=parcel.parcel_id,
        geometry=shape.geometry,
        geometry_hash=shape.geometry_hash,
        area_dm2=shape.area_dm2,
        survey=plain(parcel.survey),
        measures={name: _measure(value) for name, value in plain(parcel.measures).items()},
        verdict=parcel.verdict.value,
        run_id=run_id_of(parcel.run),
        findings=kept_findings(parcel.parcel_id, parcel.findings),
        waivers=kept_waivers(parcel.waivers),
    )


def _measure(value: object) -> float | None:
    return value if isinstance(value, (int, float)) else None


def _event(parcel: PoolParcel, run: CheckRun, action: PushAction, event_no: int) -> PoolEvent:
    return PoolEvent(
        event_no=event_no,
        subject_uid=parcel.parcel_uid,
        from_state="",
        to_state=parcel.state,
        action=PUSH,
        role=action.role,
        occurred_on=action.as_of,
        clause=action.clause,
        rule_set=run.rule_set,
        prev_hash="",
        hash="",
        recorded_at=action.recorded_at,
        run_id=parcel.run_id,
        facts=entry_facts(parcel),
    )


def _write(
    pool: PoolWriter,
    entries: Sequence[Entry],
    runs: Mapping[str, CheckRun],
    applied: Mapping[str, RuleSet],
    action: PushAction,
) -> None:
    """Keep the entries with their batch, checks and rules; of a push that lets nothing in, nothing is kept."""
    if not entries:
        return
    used = {run_id: runs[run_id] for run_id in {e.parcel.run_id for e in entries}}
    pool.add_batch(action.system, action.batch, action.as_of)
    pool.add_rule_sets({r.rule_set_sha256: applied[r.rule_set_sha256].content for r in used.values()})
    pool.add_runs(used, action.layer_paths)
    pool.add_entries(entries, action.as_of)


def _go_on(progress: Callable[[float], bool] | None, done: float) -> None:
    if progress is not None and progress(done) is False:
        raise Cancelled


def _go_on_anyway(progress: Callable[[float], bool] | None) -> None:
    """After the commit there is nothing left to stop."""
    if progress is not None:
        progress(1.0)
