"""What checks over the file name has to exist: forms, fields, answers, states, deadlines. A slip would never match."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from ...survey.wording import translate
from ..forms.evidence_kinds import evidence_kinds
from ..forms.form import FieldType, FormField, forms
from ..rule_set import CheckRule, RuleSet
from ..vocabulary.on_file import EVIDENCE_PREFIX, is_answer
from ..workflow import PARCEL
from .checks import checks_of
from .yaml_entry import Entry, RuleSetProblem

_AMOUNTS = (FieldType.AREA, FieldType.NUMBER, FieldType.COUNT, FieldType.SHARE)


def unknown_answers(rule_set: RuleSet, root: Entry) -> Iterator[RuleSetProblem]:
    """Fields, answers, states and deadlines named by checks and deadlines over the file that don't exist."""
    placed = ((place, check) for place in root["checks"].elements() for check in checks_of(place))
    for place, check in placed:
        options = place.get("with")
        if options is not None:
            yield from _of_form(check, options)
            yield from _OF_KIND.get(check.kind, _nothing)(check, options, rule_set)
    for place, deadline in zip(root["deadlines"].elements(), rule_set.deadlines):
        for form in filter(None, (deadline.from_form, deadline.met_by_form)):
            yield from _known(place, form, forms())
        if deadline.from_form in forms():
            yield from _typed(place, deadline.from_form, deadline.field, (FieldType.DATE,))


def _of_form(check: CheckRule, options: Entry) -> Iterator[RuleSetProblem]:
    """Options that name fields of the form that the option ``form`` names, and answers to them."""
    form = check.option_text("form")
    if form not in forms():
        return
    fields = forms()[form].fields
    for name in filter(check.options.get, ("field", "each_field", "fields")):
        for field in check.option_texts(name):
            yield from _known(options[name], field, fields)
    for field_option, option in (("field", "values"), ("each_field", "each")):
        asked = fields.get(check.option_text(field_option))
        if asked is not None and option in check.options:
            yield from _answers(options[option], check.option_texts(option), asked)


def _answers(place: Entry, values: Iterable[str], field: FormField) -> Iterator[RuleSetProblem]:
    possible = {FieldType.CODE: tuple(field.codes), FieldType.FLAG: ("true", "false")}.get(field.type)
    for value in values if possible is not None else ():
        yield from _known(place, value, possible or ())


def _known(place: Entry, name: str, known: Iterable[str]) -> Iterator[RuleSetProblem]:
    names = list(known)
    if name not in names:
        yield place.refuse(
            translate("zhanbu", "“{name}” is none of these: {names}.", name=name, names=", ".join(names))
        )


def _typed(place: Entry, form: str, field: str, types: Iterable[FieldType]) -> Iterator[RuleSetProblem]:
    found = forms()[form].fields.get(field)
    if found is None:
        yield from _known(place, field, forms()[form].fields)
    elif found.type not in types:
        names = ", ".join(kind.value for kind in types)
        yield place.refuse(
            translate("zhanbu", "{form}.{field} isn't of type {types}.", form=form, field=field, types=names)
        )


def _places(options: Entry, names: Iterable[str], types: Iterable[FieldType]) -> Iterator[RuleSetProblem]:
    """Options whose value, or each of whose values, may be ``FORM.field`` of one of some types."""
    for name in names:
        option = options.get(name)
        if option is not None:
            for value in option.texts() if option.is_list() else (option.text(),):
                if is_answer(value):
                    form, _, field = value.partition(".")
                    yield from _typed(option, form, field, types)


def _amounts(_: CheckRule, options: Entry, __: RuleSet) -> Iterator[RuleSetProblem]:
    yield from _places(options, ("value", "plus", "limit"), _AMOUNTS)


def _grades(check: CheckRule, options: Entry, _: RuleSet) -> Iterator[RuleSetProblem]:
    yield from _places(options, ("value", "limit"), (FieldType.GRADE,))
    yield from _stage("QUALITY")(check, options, _)


def _dates(check: CheckRule, options: Entry, rule_set: RuleSet) -> Iterator[RuleSetProblem]:
    workflow = rule_set.workflows.get(check.subject)
    for name in check.option_texts("dates"):
        if name.startswith(EVIDENCE_PREFIX):
            yield from _known(options["dates"], name[len(EVIDENCE_PREFIX) :], evidence_kinds())
        elif workflow is not None and not is_answer(name):
            yield from _known(options["dates"], name, workflow.states)
    yield from _places(options, ("dates",), (FieldType.DATE,))


def _links(check: CheckRule, options: Entry, rule_set: RuleSet) -> Iterator[RuleSetProblem]:
    subject = check.option_text("subject")
    yield from _known(options["subject"], subject, rule_set.workflows)
    if subject in rule_set.workflows:
        for state in check.option_texts("states"):
            yield from _known(options["states"], state, rule_set.workflows[subject].states)


def _in_and_out(check: CheckRule, options: Entry, rule_set: RuleSet) -> Iterator[RuleSetProblem]:
    yield from _places(options, ("value",), _AMOUNTS)
    for option, subject in (("came_in", PARCEL), ("left", "OUTFLOW"), ("left_out", "OUTFLOW")):
        for state in check.option_texts(option):
            known = rule_set.workflows[subject].states if subject in rule_set.workflows else ()
            yield from _known(options[option], state, known)


def _state(option: str) -> Callable[[CheckRule, Entry, RuleSet], Iterator[RuleSetProblem]]:
    """An option that names a state of the check's own subject."""

    def words(check: CheckRule, options: Entry, rule_set: RuleSet) -> Iterator[RuleSetProblem]:
        if check.option_text(option) and check.subject in rule_set.workflows:
            states = rule_set.workflows[check.subject].states
            yield from _known(options[option], check.option_text(option), states)

    return words


def _deadline(check: CheckRule, options: Entry, rule_set: RuleSet) -> Iterator[RuleSetProblem]:
    own = [deadline.id for deadline in rule_set.deadlines if deadline.subject == check.subject]
    yield from _known(options["deadline"], check.option_text("deadline"), own)


def _notices(check: CheckRule, options: Entry, rule_set: RuleSet) -> Iterator[RuleSetProblem]:
    field = forms()[check.option_text("form") or "NOTICE"].fields["site"]
    yield from _answers(options["sites"], check.option_texts("sites"), field)
    workflow = rule_set.workflows.get(check.subject)
    if "not_before" in check.options and workflow is not None:
        yield from _known(options["not_before"], check.option_text("not_before"), workflow.states)


def _resolutions(check: CheckRule, options: Entry, _: RuleSet) -> Iterator[RuleSetProblem]:
    if "resolutions" in check.options:
        field = forms()["OBJECTION"].fields["resolution"]
        yield from _answers(options["resolutions"], check.option_texts("resolutions"), field)


def _reviews(_: CheckRule, options: Entry, __: RuleSet) -> Iterator[RuleSetProblem]:
    yield from _places(options, ("reviewed", "frame"), (FieldType.COUNT,))


def _stage(form: str) -> Callable[[CheckRule, Entry, RuleSet], Iterator[RuleSetProblem]]:
    def stage(check: CheckRule, options: Entry, _: RuleSet) -> Iterator[RuleSetProblem]:
        if "stage" in check.options:
            yield from _known(options["stage"], check.option_text("stage"), forms()[form].fields["stage"].codes)

    return stage


def _nothing(_: CheckRule, __: Entry, ___: RuleSet) -> Iterator[RuleSetProblem]:
    return iter(())


_OF_KIND: Mapping[str, Callable[[CheckRule, Entry, RuleSet], Iterator[RuleSetProblem]]] = MappingProxyType(
    {
        "area_agrees": _amounts,
        "at_most": _amounts,
        "batch_reviewed": _reviews,
        "confirmed_sum": _in_and_out,
        "counted_outflow": _in_and_out,
        "first_in": _in_and_out,
        "grade_at_most": _grades,
        "in_order": _dates,
        "inflow_quality": _in_and_out,
        "linked_in_state": _links,
        "on_time": _deadline,
        "objections_closed": _resolutions,
        "publicity": _notices,
        "quality_opinion": _stage("QUALITY"),
        "sample_passed": _stage("SAMPLE"),
        "stable_cropland": _state("since"),
        "survey_since": _state("state"),
        "within_plan": _in_and_out,
        "year_statement": _in_and_out,
    }
)
