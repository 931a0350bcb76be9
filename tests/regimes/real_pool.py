"""Made dossiers put on file in a pool, where ``advance`` asks the guards that ``check_dossiers`` is asked in tests.

Papers, answers, links and steps are written as the services write them; only the steps before the one in question are
entered without asking their guards.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import shapely
from real_plots import COUNTIES, NUMBERS, RECORDED_AT, Ground, Plot, pool_with, scratch_folder, walk_rules
from sample_batches import WALKS

from zhanbu_plugin.checks.dossier import Dossier, EvidenceItem, FormRecord, PoolSums, Reached, Step
from zhanbu_plugin.checks.findings import Finding, Outcome, Severity
from zhanbu_plugin.checks.on_file import KINDS as ON_FILE
from zhanbu_plugin.pool.chain import canonical
from zhanbu_plugin.pool.database import pool_for_reading, pool_for_writing
from zhanbu_plugin.pool.filing.evidence import EVIDENCE, evidence_facts
from zhanbu_plugin.pool.filing.evidence_files import evidence_folder, stored_name
from zhanbu_plugin.pool.filing.filed import RECORDED, PoolEvidence, PoolForm, Subject, SubjectKind
from zhanbu_plugin.pool.filing.forms import FORM, form_facts
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.steps.acts import Act, Journal
from zhanbu_plugin.pool.steps.advancing import STATE, AdvanceReport, advance, step_facts
from zhanbu_plugin.pool.store import PoolWriter
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.regimes.workflow import PARCEL, Workflow
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import to_dm2

AREA_M2 = 10_000.0
_BINDING = (Severity.BLOCK, Severity.OVERRIDE)


def agrees_with_a_pool(
    rules: RuleSet, dossiers: Sequence[Dossier], found: Sequence[Sequence[Finding]], stage: str, as_of: date
) -> None:
    """What ``check_dossiers`` found is what ``advance`` finds in a pool with the same on file.

    A step that is taken keeps its findings, which are compared one by one; of one that is refused, the checks that
    refuse it and their clauses. Raises ``AssertionError`` where they differ.
    """
    subject, state = dossiers[0].subject, stage.rpartition(".")[2]
    asked = [check for check in rules.guards_of(state, subject) if check.kind in ON_FILE]
    if not asked or (subject == PARCEL and state == rules.first_state()):
        return  # candidates are checked before they are on file
    pool = _Pool(rules, dossiers, state, as_of)
    try:
        report = pool.step()
        for uid, findings in zip(pool.uids, found):
            _compare(pool, report, uid, {f.check_id: f for f in findings if f.check_id in {c.id for c in asked}})
    finally:
        pool.remove()


def _compare(pool: _Pool, report: AdvanceReport, uid: str, made: Mapping[str, Finding]) -> None:
    if uid in report.advanced:
        kept = {f.check_id: f for f in pool.kept(uid)}
        told = {name: (f.outcome, f.clause, f.severity) for name, f in made.items()}
        assert {name: (kept[name].outcome, kept[name].clause, kept[name].severity) for name in told} == told
        return
    refused = {r.check_id: r.clause for r in report.refused if r.uid == uid and r.check_id in made}
    against = {f.check_id: f.clause for f in made.values() if f.severity in _BINDING and f.outcome is not Outcome.PASS}
    said = [(r.code, r.check_id, str(r.reason)) for r in report.refused]
    assert refused == against, (pool.way, said, {name: str(f.message) for name, f in made.items() if name in against})
    assert all(r.code in ("GUARD", "DATE") for r in report.refused), said


class _Pool:
    """A pool in which dossiers are on file, about to take a step."""

    def __init__(self, rules: RuleSet, dossiers: Sequence[Dossier], state: str, as_of: date) -> None:
        self._rules, self._day = rules, dossiers[0].next_step.occurred_on if dossiers[0].next_step else as_of
        self._workflow = rules.workflows[dossiers[0].subject]
        self.way = _way(self._workflow, dossiers[0], state)
        self._told = dossiers[0].next_step
        main = {id(dossier): dossier for dossier in dossiers}
        others = {
            id(other): other for d in dossiers for other in (*d.linked, *d.plan_items) if not _stands_for(other, main)
        }
        everyone = [*main.values(), *others.values()]
        self._base = min([self._day, *(s.occurred_on for d in everyone for s in d.steps)], default=self._day)
        self._base = min(self._base, max(rules.valid_from, self._day - timedelta(days=200)))
        years = [reached.year for d in dossiers if d.sums for reached in d.sums.reached]
        self._base = min([self._base, *(date(year, 6, 1) for year in years)])
        self._main = frozenset(main)
        self._path, self._uids = self._made(main, others)
        self._lead(everyone)
        self._file(everyone)
        self.uids = [self._uids[name] for name in main]

    def step(self) -> AdvanceReport:
        """The step, by an office that may take it."""
        source, to = self.way
        step = self._workflow.between(source, to)
        assert step is not None
        doc_no = self._told.doc_no if self._told and self._told.doc_no else "文〔2026〕1号"
        act = Act(step.roles[0], self._day, doc_no, RECORDED_AT)
        return advance(self._path, self.uids, to, act, self._rules)

    def kept(self, uid: str) -> Iterable[Finding]:
        """What the step that was taken found."""
        with pool_for_reading(self._path) as pool, pool.reading():
            return pool.found_by(uid, pool.events_of(uid)[-1].run_id)[0]

    def remove(self) -> None:
        """The files go again."""
        shutil.rmtree(evidence_folder(self._path), ignore_errors=True)
        self._path.unlink()

    def _made(self, main: Mapping[int, Dossier], others: Mapping[int, Dossier]) -> tuple[Path, dict[int, str]]:
        """Plots pushed and matters opened."""
        everyone = {**main, **others}
        plots = {name: dossier for name, dossier in everyone.items() if dossier.subject == PARCEL}
        first = next(iter(main.values()))
        county, epsg = COUNTIES[WALKS[walk_rules(self._rules)]]
        sums = first.sums or PoolSums(county, "1", len(plots), 0)
        ground = Ground(self._rules, sums.county, _epsg(first) or epsg, self._base)
        own = [_plot(dossier, sums.batch) for dossier in plots.values()]
        template, made = pool_with(ground, [*own, *_rest_of_batch(sums, own), *_elsewhere(sums)])
        path = scratch_folder() / f"pool-{next(NUMBERS)}.gpkg"
        shutil.copy(template, path)
        uids = dict(zip(plots, made))
        self._neighbours = list(zip(made[len(made) - sum(r.parcels for r in _others_reached(sums)) :], _each(sums)))
        for name, dossier in sorted(everyone.items(), key=lambda one: (one[0] in main, one[1].subject == "PLAN")):
            if dossier.subject != PARCEL:
                uids[name] = self._open(path, dossier, self._links(name, dossier, main, uids))
        return path, uids

    def _links(self, name: int, dossier: Dossier, main: Mapping[int, Dossier], uids: Mapping[int, str]) -> list[str]:
        """A plan holds all items of those that are about to leave; else links are those of the ones in question."""
        if name in main:
            return [uids[id(other)] for other in dossier.linked if id(other) in uids]
        held = [uids[id(one)] for d in main.values() for one in d.plan_items if id(one) in uids]
        parcels = [uids[one] for one, d in main.items() if d.subject == PARCEL and dossier in d.linked]
        return [*(held if dossier.subject == "PLAN" else ()), *parcels]

    def _open(self, path: Path, dossier: Dossier, links: Sequence[str]) -> str:
        workflow = self._rules.workflows[dossier.subject]
        opening = workflow.between("", workflow.first_state())
        assert opening is not None
        place = shapely.from_wkb(dossier.geometry_wkb) if dossier.geometry_wkb else None
        terms = MatterTerms(
            dossier.subject, self._day.year, dossier.uid, place, Crs.of(dossier.crs) if dossier.crs else None
        )
        act = Act(opening.roles[0], self._base, "文〔2026〕1号", RECORDED_AT)
        return open_matter(path, self._rules, terms, act, links=links)

    def _lead(self, everyone: Sequence[Dossier]) -> None:
        """The steps taken so far, those that a dossier doesn't tell by the shortest way."""
        with pool_for_writing(self._path) as pool, pool.writing():
            pool.add_rule_sets({self._rules.sha256: self._rules.content})
            journal = Journal(pool)
            for dossier in everyone:
                workflow = self._rules.workflows[dossier.subject]
                goal = self.way[0] if id(dossier) in self._main else dossier.state or workflow.first_state()
                self._append(journal, workflow, self._uids[id(dossier)], self._steps_to(goal, workflow, dossier))
            for uid, reached in self._neighbours:
                workflow = self._rules.workflows[PARCEL]
                to = _shortest(workflow, reached.to_state)
                on = [Step(a, b, date(reached.year, 6, 1), "") for a, b in to]
                after = _shortest(workflow, reached.state, start=reached.to_state)
                self._append(journal, workflow, uid, [*on, *(Step(a, b, self._day, "") for a, b in after)])

    def _steps_to(self, goal: str, workflow: Workflow, dossier: Dossier) -> list[Step]:
        """Those that the dossier tells, as far as they lead there, and the shortest way before and after them."""
        told = [step for step in dossier.steps if step.from_state]
        reached = [n + 1 for n, step in enumerate(told) if step.to_state == goal]
        reached += [n for n, step in enumerate(told) if step.from_state == goal]
        told = told[: max(reached)] if reached else told
        begin, end = (told[0].from_state, told[-1].to_state) if told else (goal, goal)
        before = [Step(a, b, self._base, "") for a, b in _shortest(workflow, begin)]
        return [*before, *told, *(Step(a, b, self._day, "") for a, b in _shortest(workflow, goal, start=end))]

    def _append(self, journal: Journal, workflow: Workflow, uid: str, steps: Sequence[Step]) -> None:
        for step in steps:
            transition = workflow.between(step.from_state, step.to_state)
            role = step.role or (transition.roles[0] if transition else "COUNTY_NR")
            act = Act(role, step.occurred_on, step.doc_no or "文", RECORDED_AT)
            facts = step_facts((), (), act.doc_no, self._rules.sha256)
            ends = workflow.states[step.to_state].ends
            way = (step.from_state, step.to_state)
            journal.append(uid, way, STATE, act, facts, rule_set=self._rules.id, ends_claim=ends)

    def _file(self, everyone: Sequence[Dossier]) -> None:
        """Papers with their files, and answers."""
        folder = evidence_folder(self._path)
        with pool_for_writing(self._path) as pool, pool.writing():
            journal = Journal(pool)
            for dossier in everyone:
                for item in dossier.evidence:
                    _attach(pool, journal, folder, self._uids[id(dossier)], item)
                for record in dossier.records:
                    _answer(pool, journal, self._uids[id(dossier)], record)


def _stands_for(other: Dossier, main: Mapping[int, Dossier]) -> bool:
    """Whether an item of a plan is one of those in question itself, told without its own plan."""
    return any(other.uid == one.uid and other.subject == one.subject for one in main.values()) and id(other) not in main


def _epsg(dossier: Dossier) -> int | None:
    return Crs.of(dossier.crs).epsg if dossier.subject == PARCEL and dossier.crs else None


def _plot(dossier: Dossier, batch: str) -> Plot:
    area = AREA_M2 if dossier.area_m2 is None else dossier.area_m2
    shape = dossier.geometry_wkb if dossier.crs else b""
    if shape:
        (there,) = ellipsoid_areas(np.array([shapely.from_wkb(shape)], dtype=object), Crs.of(dossier.crs))
        shape = shape if to_dm2(float(there)) == to_dm2(area) else b""
    return Plot(to_dm2(area), shape, batch)


def _rest_of_batch(sums: PoolSums, own: Sequence[Plot]) -> list[Plot]:
    """The other parcels of the batch, which share what the sums say."""
    missing = sums.batch_parcels - len(own)
    return _shared(sums.batch_dm2 - sum(plot.area_dm2 for plot in own), missing, sums.batch) if missing > 0 else []


def _others_reached(sums: PoolSums) -> list[Reached]:
    return [reached for reached in sums.reached if reached.batch != sums.batch]


def _elsewhere(sums: PoolSums) -> list[Plot]:
    """Parcels of other batches."""
    return [plot for one in _others_reached(sums) for plot in _shared(one.area_dm2, one.parcels, one.batch)]


def _each(sums: PoolSums) -> list[Reached]:
    return [one for one in _others_reached(sums) for _ in range(one.parcels)]


def _shared(area_dm2: int, parcels: int, batch: str) -> list[Plot]:
    each = area_dm2 // parcels
    assert each > 0, "the batch is too small for its parcels"
    return [Plot(each, b"", batch)] * (parcels - 1) + [Plot(area_dm2 - each * (parcels - 1), b"", batch)]


def _way(workflow: Workflow, dossier: Dossier, state: str) -> tuple[str, str]:
    """The step that asks the guards of a state: into it, or on from it where it is the first of a matter."""
    first = workflow.first_state()
    if workflow.subject != PARCEL and state == first:
        ways = workflow.ways_from(first)
        return first, next((to for to in ways if not workflow.states[to].ends), ways[0])
    for here in (dossier.state, dossier.steps[-1].to_state if dossier.steps else ""):
        if here and workflow.between(here, state) is not None:
            return here, state
    sources = [source for step in workflow.transitions if step.to == state for source in step.sources if source]
    return sources[0], state


def _shortest(workflow: Workflow, goal: str, start: str = "") -> list[tuple[str, str]]:
    """Steps from the first state, in which a subject comes on file, to another one."""
    begin = start or workflow.first_state()
    ways: deque[list[str]] = deque([[begin]])
    seen = {begin}
    while ways:
        way = ways.popleft()
        if way[-1] == goal:
            return list(zip(way, way[1:]))
        new = [to for to in workflow.ways_from(way[-1]) if to not in seen]
        seen.update(new)
        ways.extend([*way, to] for to in new)
    raise AssertionError(f"{workflow.subject}: no way to {goal}")


def _attach(pool: PoolWriter, journal: Journal, folder: Path, uid: str, item: EvidenceItem) -> None:
    """A paper; its file lies there unless the dossier says that it doesn't."""
    number = pool.count_of(SubjectKind.EVIDENCE) + 1
    content = f"{item.kind} {number}".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"{pool.identity.county}-EVIDENCE-{number:06d}"
    known = {n: getattr(item, n) for n in ("kind", "title", "doc_no", "doc_date", "taken_on", "lon", "lat", "azimuth")}
    kept = PoolEvidence(name, **known, issuer="县局", file_name=item.file_name, sha256=sha256, recorded_at=RECORDED_AT)
    if item.intact is not False:
        folder.mkdir(exist_ok=True)
        (folder / stored_name(sha256, item.file_name)).write_bytes(content)
    pool.add_subject(Subject(name, SubjectKind.EVIDENCE))
    act = Act("TECHNICIAN", date(2100, 1, 1), item.doc_no, RECORDED_AT)
    event = journal.append(name, ("", RECORDED), EVIDENCE, act, evidence_facts(kept, [uid]))
    pool.add_evidence(replace(kept, event_no=event.event_no))
    pool.link_evidence(name, [uid], event.event_no)


def _answer(pool: PoolWriter, journal: Journal, uid: str, record: FormRecord) -> None:
    """An answer on a form."""
    name = f"{pool.identity.county}-FORM-{pool.count_of(SubjectKind.FORM) + 1:06d}"
    answers = {k: v.isoformat() if isinstance(v, date) else v for k, v in record.values.items()}
    kept = PoolForm(
        name,
        uid,
        record.form,
        canonical(answers),
        record.answered_by,
        record.answered_on,
        record.doc_no,
        RECORDED_AT,
    )
    pool.add_subject(Subject(name, SubjectKind.FORM))
    act = Act("TECHNICIAN", date(2100, 1, 1), record.doc_no, RECORDED_AT)
    event = journal.append(name, ("", RECORDED), FORM, act, form_facts(kept))
    pool.add_form(replace(kept, event_no=event.event_no))
