"""Opening matters (事项): plans, outflow items, occupations, cases; and linking what belongs to them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from ...regimes.choosing import own_rule_sets, rule_sets
from ...regimes.rule_set import RuleSet
from ...regimes.workflow import PARCEL, Transition, Workflow
from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.problem import InputProblem
from ...survey.units import to_dm2
from ...survey.wording import translate
from ..chain import canonical
from ..database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..steps.acts import Act, Journal, require_act, require_line
from ..steps.transitions import Obstacle, require_in_order, rule_obstacle, transition_obstacle
from ..store import PoolWriter
from .filed import LINK, PoolMatter, Subject, SubjectKind
from .subjects import known_subject

OPEN = "OPEN"


@dataclass(frozen=True)
class MatterTerms:
    """What a new matter is: its workflow, year and title, its place (polygons in ``crs``) if it has one."""

    subject: str
    year: int
    title: str
    geometry: shapely.Geometry | None = None
    crs: Crs | None = None


def open_matter(
    path: PoolAddress,
    rule_set: RuleSet,
    terms: MatterTerms,
    act: Act,
    *,
    links: Sequence[str] = (),
    busy_seconds: float = BUSY_SECONDS,
) -> str:
    """A new matter in the first state of its workflow, linked with parcels or matters; its uid.

    What the rule set asks for in the first state is asked when the matter leaves it: before it is opened, nothing can
    be on file of it. Raises ``InputProblem``; the pool is then untouched.
    """
    require_act(act)
    step = _opening(rule_set, terms, act)
    shape = _shape(terms)
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        linked = sorted({known_subject(pool, uid).uid for uid in links})
        matter = _new(pool, rule_set, terms, shape, step, act)
        pool.add_rule_sets({rule_set.sha256: rule_set.content})
        pool.add_subject(Subject(matter.matter_uid, SubjectKind.MATTER))
        facts = matter_facts(matter, linked, act.doc_no, rule_set.sha256)
        event = Journal(pool).append(
            matter.matter_uid,
            ("", step.to),
            OPEN,
            act,
            facts,
            clause=step.clause,
            rule_set=rule_set.id,
        )
        pool.add_matter(replace(matter, event_no=event.event_no))
        pool.link_matter(matter.matter_uid, linked, event.event_no)
        return matter.matter_uid


def link_matter(
    path: PoolAddress,
    matter_uid: str,
    links: Sequence[str],
    act: Act,
    *,
    rule_set: RuleSet | None = None,
    busy_seconds: float = BUSY_SECONDS,
) -> tuple[str, ...]:
    """Link parcels or matters with a matter that is open; those that weren't linked before.

    It is for those who may bring the matter into its present state or on from there. Without ``rule_set``, the rules by
    which the matter was opened are asked, as they are known here. Raises ``InputProblem``; the pool is then untouched.
    """
    require_act(act)
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        matter = next(iter(pool.matters_of([matter_uid])), None)
        if matter is None or not matter.is_active:
            raise InputProblem(
                translate("zhanbu", "The pool holds no open matter “{uid}”.", uid=matter_uid),
                remedy=translate("zhanbu", "Give the id that the matter got when it was opened."),
                parcel=matter_uid,
            )
        require_in_order(pool, matter_uid, act.on)
        _require_office(matter, rule_set or _rules_of(matter), act)
        before = {link.subject_uid for link in pool.links_with(matter_uid)}
        new = sorted({known_subject(pool, uid).uid for uid in links} - before - {matter_uid})
        if new:
            facts = {"doc_no": act.doc_no, "subjects": new}
            event = Journal(pool).append(
                matter_uid, (matter.state, matter.state), LINK, act, facts, rule_set=matter.rule_set
            )
            pool.link_matter(matter_uid, new, event.event_no)
        return tuple(new)


def _rules_of(matter: PoolMatter) -> RuleSet:
    found = rule_sets().get(matter.rule_set) or own_rule_sets().get(matter.rule_set)
    if found is None:
        raise InputProblem(
            translate("zhanbu", "There is no rule set “{id}”.", id=matter.rule_set),
            remedy=translate("zhanbu", "Name the file of the county's own rules."),
            parcel=matter.matter_uid,
            field="RULE_SET",
        )
    return found


def _require_office(matter: PoolMatter, rule_set: RuleSet, act: Act) -> None:
    """Raises ``InputProblem`` unless the rules are the matter's own, hold on the day, and let this office act on it."""
    workflow = rule_set.workflows.get(matter.subject)
    if workflow is None or matter.rule_set not in (rule_set.id, rule_set.parent):
        raise InputProblem(
            translate("zhanbu", "It entered the pool by {own}, not by {id}.", own=matter.rule_set, id=rule_set.id),
            remedy=translate("zhanbu", "Choose {own}, or a county's own rules over it.", own=matter.rule_set),
            parcel=matter.matter_uid,
            field="RULE_SET",
        )
    obstacle = rule_obstacle(rule_set, act.on)
    if obstacle is not None:
        raise InputProblem(obstacle.reason, remedy=obstacle.remedy, parcel=matter.matter_uid, field="DATE")
    near = [t for t in workflow.transitions if t.to == matter.state or matter.state in t.sources]
    roles = dict.fromkeys(role for transition in near for role in transition.roles)
    if act.role not in roles:
        raise InputProblem(
            translate(
                "zhanbu", "{role} can't link anything with it in the state {state}.", role=act.role, state=matter.state
            ),
            remedy=translate("zhanbu", "It is for: {roles}.", roles=", ".join(roles) or "–"),
            parcel=matter.matter_uid,
            field="ROLE",
        )


def _opening(rule_set: RuleSet, terms: MatterTerms, act: Act) -> Transition:
    require_line(terms.title, "TITLE", needed=True)
    workflow = rule_set.workflows.get(terms.subject)
    if workflow is None or terms.subject == PARCEL:
        raise InputProblem(
            translate("zhanbu", "The rule set {id} has no matter “{subject}”.", id=rule_set.id, subject=terms.subject),
            remedy=translate(
                "zhanbu",
                "Choose one of: {names}.",
                names=", ".join(name for name in rule_set.workflows if name != PARCEL) or "–",
            ),
        )
    _raise(rule_obstacle(rule_set, act.on))
    step = workflow.between("", workflow.first_state()) or _unguarded(workflow)
    _raise(transition_obstacle(step, rule_set, act))
    return step


def _unguarded(workflow: Workflow) -> Transition:
    raise InputProblem(
        translate("zhanbu", "The rules name nobody who may open a matter “{subject}”.", subject=workflow.subject),
        remedy=translate("zhanbu", "Add a transition from nothing to {state}.", state=workflow.first_state()),
    )


def _raise(obstacle: Obstacle | None) -> None:
    if obstacle is not None:
        raise InputProblem(obstacle.reason, remedy=obstacle.remedy)


def _shape(terms: MatterTerms) -> tuple[bytes, int | None, str]:
    """Well-known binary, area and reference system (WKT) of a matter's place; empty for one without a place."""
    if terms.geometry is None or terms.crs is None or shapely.is_empty(terms.geometry):
        return b"", None, ""
    flat = shapely.force_2d(terms.geometry)
    shapes = np.empty(1, dtype=object)
    shapes[0] = flat
    area = float(ellipsoid_areas(shapes, terms.crs)[0])
    if not shapely.is_valid(flat) or not np.isfinite(area) or to_dm2(area) <= 0:
        raise InputProblem(
            translate("zhanbu", "The place of the matter is no valid polygon with an area."),
            remedy=translate("zhanbu", "Mend the shape, or open the matter without a place."),
        )
    return shapely.to_wkb(flat, byte_order=1, output_dimension=2), to_dm2(area), terms.crs.wkt


def _new(
    pool: PoolWriter,
    rule_set: RuleSet,
    terms: MatterTerms,
    shape: tuple[bytes, int | None, str],
    step: Transition,
    act: Act,
) -> PoolMatter:
    county = pool.identity.county
    wkb, area_dm2, crs = shape
    return PoolMatter(
        matter_uid=f"{county}-{rule_set.system}-{terms.subject}-{pool.count_of(SubjectKind.MATTER) + 1:06d}",
        subject=terms.subject,
        system=rule_set.system,
        county=county,
        year=terms.year,
        title=terms.title.strip(),
        state=step.to,
        state_since=act.on,
        is_active=True,
        area_dm2=area_dm2,
        wkb=wkb,
        crs=crs,
        rule_set=rule_set.id,
    )


_MOVING = ("event_no", "state", "state_since", "is_active", "wkb")


def matter_facts(matter: PoolMatter, links: Sequence[str], doc_no: str, rule_set_sha256: str) -> dict[str, object]:
    """What the entry that opens a matter testifies to: the record as far as it stays the same, and its links."""
    content = {name: value for name, value in vars(matter).items() if name not in _MOVING}
    content["wkb_sha256"] = hashlib.sha256(matter.wkb).hexdigest() if matter.wkb else ""
    return {
        "doc_no": doc_no,
        "record_sha256": hashlib.sha256(canonical(content).encode()).hexdigest(),
        "rule_set_sha256": rule_set_sha256,
        "subjects": sorted(links),
    }
