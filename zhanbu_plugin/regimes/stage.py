"""Stages (环节) as people name them: a parcel's state, or ``SUBJECT.STATE`` for a matter such as a plan."""

from __future__ import annotations

from ..survey.problem import InputProblem
from ..survey.wording import translate
from .rule_set import RuleSet
from .text import Text
from .workflow import PARCEL


def stage_of(rule_set: RuleSet, text: str, *, subject: str = PARCEL) -> tuple[str, str]:
    """Subject and state that ``STATE`` or ``SUBJECT.STATE`` names; ``subject`` where the text names none.

    An empty text is the subject's first state. Raises ``InputProblem`` for a subject or state that the rule set hasn't
    got, and for a state that no check guards.
    """
    before, dot, after = text.partition(".")
    named, state = (before, after) if dot else (subject, before)
    if named not in rule_set.workflows:
        raise InputProblem(
            translate("zhanbu", "The rule set {id} has no matter “{subject}”.", id=rule_set.id, subject=named),
            remedy=translate("zhanbu", "Choose one of: {names}.", names=", ".join(rule_set.workflows)),
        )
    wanted = state or rule_set.workflows[named].first_state()
    guarded = rule_set.stages(named)
    if wanted in guarded:
        return named, wanted
    if wanted in rule_set.workflows[named].states:
        what = translate(
            "zhanbu", "The rule set {id} has no checks for the stage “{stage}” yet.", id=rule_set.id, stage=wanted
        )
    else:
        what = translate("zhanbu", "The rule set {id} has no stage “{stage}”.", id=rule_set.id, stage=wanted)
    raise InputProblem(what, remedy=translate("zhanbu", "Choose one of: {names}.", names=", ".join(guarded)))


def stage_name(subject: str, state: str) -> str:
    """A stage as ``stage_of`` reads it: the state alone for parcels."""
    return state if subject == PARCEL else f"{subject}.{state}"


def stage_title(rule_set: RuleSet, text: str) -> Text:
    """Title of a stage, with that of its matter. Raises ``InputProblem`` as ``stage_of`` does."""
    subject, state = stage_of(rule_set, text)
    workflow = rule_set.workflows[subject]
    title = workflow.states[state].title
    if subject == PARCEL:
        return title
    return Text(f"{workflow.title.zh}：{title.zh}", f"{workflow.title.en}: {title.en}")
