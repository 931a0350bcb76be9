"""May a step be taken at all (状态转换)? What speaks against it before its guards are asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...regimes.in_force import creates_quota, may_be_applied, why_not_in_force
from ...regimes.rule_set import RuleSet
from ...regimes.workflow import Transition, Workflow
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..store import PoolReader
from .acts import Act

UNKNOWN = "UNKNOWN"
ENDED = "ENDED"
WRONG_RULES = "WRONG_RULES"
EXPIRED = "EXPIRED"
PILOT_ENDED = "PILOT_ENDED"
NO_WAY = "NO_WAY"
ROLE = "ROLE"
NO_DOCUMENT = "NO_DOCUMENT"
DATE = "DATE"
GUARD = "GUARD"
GEOMETRY_LOCKED = "GEOMETRY_LOCKED"


@dataclass(frozen=True)
class Obstacle:
    """Why a step can't be taken, with a code for machines, and the way out."""

    code: str
    reason: Wording
    remedy: Wording

    def wording(self) -> Wording:
        """Both in one sentence."""
        return translate("zhanbu", "{what} {remedy}", what=self.reason, remedy=self.remedy)


def rule_obstacle(rule_set: RuleSet, day: date) -> Obstacle | None:
    """Whether the rules may be applied on the day of the act."""
    if may_be_applied(rule_set, day):
        return None
    remedy = translate("zhanbu", "Give the day of the act, or choose the rule set that follows.")
    return Obstacle(EXPIRED, why_not_in_force(rule_set, day), remedy)


def way_obstacle(workflow: Workflow, state: str, to_state: str) -> Obstacle | None:
    """Whether a transition leads from one state to the other."""
    if workflow.between(state, to_state) is not None:
        return None
    ways = ", ".join(dict.fromkeys(workflow.ways_from(state)))
    return Obstacle(
        NO_WAY,
        translate("zhanbu", "No step leads from {state} to {to_state}.", state=state, to_state=to_state),
        translate("zhanbu", "From {state} it goes to: {ways}.", state=state, ways=ways)
        if ways
        else translate("zhanbu", "No step leads on from {state}.", state=state),
    )


def transition_obstacle(step: Transition, rule_set: RuleSet, act: Act) -> Obstacle | None:
    """Whether this office may take the step, on that day, with what it shows."""
    if step.only_in_force and not creates_quota(rule_set, act.on):
        return Obstacle(
            PILOT_ENDED,
            why_not_in_force(rule_set, act.on),
            translate("zhanbu", "After that day no quota comes into being; the parcel stays under review."),
        )
    if act.role not in step.roles:
        return Obstacle(
            ROLE,
            translate("zhanbu", "{role} can't take the step to {to_state}.", role=act.role, to_state=step.to),
            translate("zhanbu", "It is for: {roles}.", roles=", ".join(step.roles)),
        )
    if step.external and not act.doc_no.strip():
        return Obstacle(
            NO_DOCUMENT,
            translate(
                "zhanbu", "The step to {to_state} is decided elsewhere and only recorded here.", to_state=step.to
            ),
            translate("zhanbu", "Give the number of the document that decides it."),
        )
    return None


def date_obstacle(last: date, day: date) -> Obstacle | None:
    """Whether the act lies not before the last step."""
    if day >= last:
        return None
    return Obstacle(
        DATE,
        translate(
            "zhanbu", "The act of {day} lies before the last step ({last}).", day=day.isoformat(), last=last.isoformat()
        ),
        translate("zhanbu", "Look at both dates; what was entered wrongly is put right by a step back."),
    )


def require_in_order(pool: PoolReader, uid: str, day: date, field: str = "DATE") -> None:
    """Raises ``InputProblem`` naming subject and field for a day before the last entry about the subject."""
    last = max((event.occurred_on for event in pool.events_of(uid)), default=day)
    obstacle = date_obstacle(last, day)
    if obstacle is not None:
        raise InputProblem(obstacle.reason, remedy=obstacle.remedy, parcel=uid, field=field)
