"""Workflows (状态机) and deadlines (期限) of a rule set, read from its YAML file."""

from __future__ import annotations

from ...survey.wording import translate
from ..deadline import Deadline
from ..severity import Severity
from ..text import Text
from ..workflow import PARCEL, State, Transition, Workflow
from .yaml_entry import Entry, text_of


def workflow_of(subject: str, entry: Entry) -> Workflow:
    """The workflow of a kind of subject."""
    entry.only("title", "states", "transitions")
    return Workflow(
        subject,
        text_of(entry["title"]),
        {name: _state(name, state) for name, state in entry["states"].items()},
        tuple(_transition(step) for step in entry["transitions"].elements()),
    )


def _state(name: str, entry: Entry) -> State:
    entry.only("zh", "en", "pooled", "locked", "ends", "opens_lot", "repeat")
    repeats = entry.get("repeat")
    if _yes(entry, "opens_lot") and not _yes(entry, "pooled"):
        raise entry.refuse(translate("zhanbu", "Only a state that is pooled opens a lot."))
    return State(
        name,
        Text(entry["zh"].text(), entry["en"].text()),
        pooled=_yes(entry, "pooled"),
        locked=_yes(entry, "locked"),
        ends=_yes(entry, "ends"),
        opens_lot=_yes(entry, "opens_lot"),
        repeats=repeats.texts() if repeats else (),
    )


def _transition(entry: Entry) -> Transition:
    entry.only("from", "to", "roles", "external", "clause", "only_in_force")
    return Transition(
        entry["from"].texts(),
        entry["to"].text(),
        entry["roles"].texts(),
        _yes(entry, "external"),
        entry["clause"].text(),
        only_in_force=_yes(entry, "only_in_force"),
    )


def deadline_of(entry: Entry) -> Deadline:
    """A deadline."""
    names = ("from_state", "from_form", "field", "years", "months", "days", "day", "met_by_state", "met_by_form")
    entry.only("id", "clause", "subject", "title", "yearly", "late", *names)
    texts = {name: found.text() if (found := entry.get(name)) else "" for name in names}
    subject, late = entry.get("subject"), entry.get("late")
    return Deadline(
        id=entry["id"].text(),
        clause=entry["clause"].text(),
        subject=subject.text() if subject else PARCEL,
        title=text_of(entry["title"]),
        yearly=_yes(entry, "yearly"),
        late=late.one_of(Severity) if late else Severity.WARN,
        **texts,
    )


def _yes(entry: Entry, key: str) -> bool:
    found = entry.get(key)
    return found.yes() if found else False
