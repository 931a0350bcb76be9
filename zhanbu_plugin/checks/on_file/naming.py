"""What sentences call forms, fields, answers, evidence and states: each language shows its own name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ...regimes.forms.answers import answer_text
from ...regimes.forms.evidence_kinds import evidence_kinds
from ...regimes.forms.form import forms
from ...regimes.rule_set import RuleSet
from ...regimes.text import Text
from ...survey.wording import Wording, translate
from ..dossier import Answer


@lru_cache(maxsize=4096)
def said(text: Text) -> Wording:
    """A name in the language of the sentence around it."""
    # ".0" leaves a name out: each language shows its own.
    return translate("zhanbu", "{name_en}{name_zh:.0}", name_en=text.en, name_zh=text.zh)


def listed(texts: Iterable[Text]) -> Wording:
    """Names in a row."""
    names = list(texts)
    return said(Text("、".join(name.zh for name in names), ", ".join(name.en for name in names)))


@lru_cache(maxsize=4096)
def not_on_file(texts: tuple[Text, ...]) -> Wording:
    """Sentence that names what isn't there."""
    return translate("zhanbu", "Not on file: {names}.", names=listed(texts))


def form_title(form: str) -> Text:
    """A form's name."""
    return forms()[form].title


@lru_cache(maxsize=4096)
def field_title(form: str, field: str) -> Text:
    """A field's name and its form's."""
    title, name = form_title(form), forms()[form].fields[field].title
    return Text(f"{name.zh}（{title.zh}）", f"{name.en} ({title.en})")


def place_title(place: str) -> Text:
    """Name of ``FORM.field``."""
    return field_title(*parted(place))


def parted(place: str) -> tuple[str, str]:
    """Form and field of ``FORM.field``."""
    form, _, field = place.partition(".")
    return form, field


def answer_title(form: str, field: str, answer: Answer) -> Text:
    """An answer: a code by its name, anything else as it was written."""
    text = answer_text(answer)
    if isinstance(answer, bool) or text in ("true", "false"):
        return Text("是", "yes") if text == "true" else Text("否", "no")
    return forms()[form].fields[field].codes.get(text, Text(text, text))


def evidence_title(kind: str) -> Text:
    """Name of a kind of evidence."""
    return evidence_kinds()[kind].name if kind in evidence_kinds() else Text(kind, kind)


def state_title(rule_set: RuleSet, subject: str, state: str) -> Text:
    """Name of a state."""
    workflow = rule_set.workflows.get(subject)
    return workflow.states[state].title if workflow and state in workflow.states else Text(state, state)


def subject_title(rule_set: RuleSet, subject: str) -> Text:
    """Name of a kind of subject."""
    workflow = rule_set.workflows.get(subject)
    return workflow.title if workflow else Text(subject, subject)
