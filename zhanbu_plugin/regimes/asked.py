"""What a check asks for (检查要求), in words: each option of a rule set by its name and its values by theirs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .forms.evidence_kinds import evidence_kinds
from .forms.form import FieldType, Form, forms
from .rule_set import CheckRule, ParameterValue, RuleSet
from .text import Text
from .vocabulary.kinds import KINDS
from .vocabulary.on_file import EVIDENCE_PREFIX, is_answer

_LABELS: Mapping[str, Text] = MappingProxyType(
    {
        "any": Text("任一即可", "any one of them"),
        "basis": Text("按", "by"),
        "classes": Text("地类", "classes"),
        "count": Text("每种份数", "of each"),
        "dates": Text("日期先后", "in this order"),
        "deadline": Text("期限", "deadline"),
        "each": Text("分别为", "each of"),
        "each_field": Text("逐个", "for each"),
        "evidence": Text("附件", "papers"),
        "field": Text("栏目", "question"),
        "fields": Text("另填", "also answered"),
        "form": Text("表单", "form"),
        "kinds": Text("附件", "papers"),
        "frame": Text("全部地块数", "plots in all"),
        "limit": Text("不超过", "at most"),
        "not_before": Text("不早于", "not before"),
        "place": Text("位置图形", "place on the map"),
        "plus": Text("另加", "plus"),
        "proofs": Text("证明", "proofs"),
        "purposes": Text("用途", "purposes"),
        "resolutions": Text("处理结果", "resolutions"),
        "reviewed": Text("已审核地块数", "plots reviewed"),
        "share": Text("比例", "share"),
        "sites": Text("公示地点", "sites"),
        "stage": Text("阶段", "stage"),
        "stated": Text("须有记录", "on file in any case"),
        "states": Text("环节", "states"),
        "subject": Text("事项", "matter"),
        "sum": Text("各条合计", "all records added up"),
        "value": Text("数值", "value"),
        "values": Text("答案", "answers"),
    }
)
_LABELS_OF_KIND: Mapping[tuple[str, str], Text] = MappingProxyType(
    {
        ("needs_when", "values"): Text("答案为", "where the answer is"),
        ("not_answered", "values"): Text("不得为", "never"),
    }
)
_OWN_AREA = Text("图斑面积", "the area of its shape")
_STAGED = {"grade_at_most": "QUALITY", "quality_opinion": "QUALITY", "sample_passed": "SAMPLE"}


def asked_of(check: CheckRule, rule_set: RuleSet) -> tuple[tuple[Text, Text], ...]:
    """Each option of a check: what it is called, and its value as Markdown, ids in code font."""
    return tuple((_label(check, name), _value(check, rule_set, name, value)) for name, value in check.options.items())


def _label(check: CheckRule, name: str) -> Text:
    return _LABELS_OF_KIND.get((check.kind, name)) or _LABELS.get(name) or Text(f"`{name}`", f"`{name}`")


def _value(check: CheckRule, rule_set: RuleSet, name: str, value: ParameterValue) -> Text:
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    texts = value if isinstance(value, tuple) else (str(value),)
    parts = [_one(check, rule_set, name, text) for text in texts]
    return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def _one(check: CheckRule, rule_set: RuleSet, name: str, text: str) -> Text:
    title = _title(check, rule_set, name, text)
    option = KINDS[check.kind].options.get(name)
    parameter = rule_set.parameters.get(option.parameter_in(text)) if option else None
    if parameter is not None:
        return Text(f"`{parameter.name}` = {parameter.value}", f"`{parameter.name}` = {parameter.value}")
    return Text(f"`{text}`", f"`{text}`") if title is None else Text(f"{title.zh} `{text}`", f"{title.en} `{text}`")


def _title(check: CheckRule, rule_set: RuleSet, name: str, text: str) -> Text | None:
    """Name of what a value stands for, ``None`` where it stands for itself."""
    if name in ("kinds", "evidence", "proofs") and text in evidence_kinds():
        return evidence_kinds()[text].name
    if text.startswith(EVIDENCE_PREFIX) and text[len(EVIDENCE_PREFIX) :] in evidence_kinds():
        return evidence_kinds()[text[len(EVIDENCE_PREFIX) :]].name
    if is_answer(text):
        form, _, field = text.partition(".")
        return _joined(forms()[form], field)
    if name == "limit" and text == "area":
        return _OWN_AREA
    if name == "form":
        return forms()[text].title if text in forms() else None
    return _of_form(check, name, text) or _of_rule_set(check, rule_set, name, text)


def _joined(form: Form, field: str) -> Text:
    title = form.fields[field].title
    return Text(f"{title.zh}（{form.title.zh}）", f"{title.en} ({form.title.en})")


def _of_form(check: CheckRule, name: str, text: str) -> Text | None:
    """Fields of the form that a check names, and answers to them."""
    places = {
        "values": (check.option_text("form"), check.option_text("field")),
        "each": (check.option_text("form"), check.option_text("each_field")),
        "sites": (check.option_text("form") or "NOTICE", "site"),
        "resolutions": ("OBJECTION", "resolution"),
        "stage": (_STAGED.get(check.kind, ""), "stage"),
        "purposes": ("OUTFLOW", "purpose"),
    }
    form = forms().get(places[name][0] if name in places else check.option_text("form"))
    if form is None:
        return None
    if name in ("field", "each_field", "fields"):
        return form.fields[text].title if text in form.fields else None
    field = form.fields.get(places[name][1]) if name in places else None
    if field is not None and field.type is FieldType.FLAG:
        return Text("是", "yes") if text == "true" else Text("否", "no")
    return field.codes.get(text) if field else None


def _of_rule_set(check: CheckRule, rule_set: RuleSet, name: str, text: str) -> Text | None:
    """Matters, states and deadlines of the rule set."""
    if name == "subject":
        return rule_set.workflows[text].title if text in rule_set.workflows else None
    if name == "deadline":
        return next((deadline.title for deadline in rule_set.deadlines if deadline.id == text), None)
    if name in ("states", "dates", "not_before"):
        workflow = rule_set.workflows.get(check.option_text("subject") or check.subject)
        return workflow.states[text].title if workflow and text in workflow.states else None
    return None
