"""The rule catalogue (规则目录): a rule set told clause by clause, as Markdown in Chinese or English.

The guide's pages and the text behind a finding are the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .actors import actors
from .ambiguities import ambiguities_of
from .asked import asked_of
from .roles import roles
from .rule_set import CheckRule, Clause, Parameter, ParameterValue, RuleSet, Treatment
from .severity import Severity
from .text import Text
from .vocabulary.kinds import KINDS
from .workflow import Workflow

_TREATMENTS = {
    Treatment.COMPUTED: Text("由软件检查或计算", "Checked or computed"),
    Treatment.RECORDED: Text("由人判断，软件只作记录", "Decided by people; recorded, not computed"),
    Treatment.LEDGER: Text("记入台账", "Posted in the ledger"),
}
_SEVERITIES = {
    Severity.BLOCK: Text("禁止", "blocks"),
    Severity.OVERRIDE: Text("须附批准文件", "needs a document"),
    Severity.WARN: Text("提醒", "warns"),
    Severity.INFO: Text("提示", "informs"),
}
_UNITS = {
    "m2": Text("平方米", "m²"),
    "m": Text("米", "m"),
    "deg": Text("度", "°"),
    "mu": Text("亩", "mu"),
    "ha": Text("公顷", "ha"),
    "d": Text("日", "days"),
    "a": Text("年", "years"),
    "CNY/m2": Text("元/平方米", "CNY/m²"),
    "1": Text("", ""),
}
_CHECK_HEAD = (
    *(Text("检查", "Check"), Text("检查什么", "Subject"), Text("环节", "Before"), Text("不符合时", "Failure")),
    *(Text("图层", "Layer"), Text("要求", "Asks for"), Text("参数", "Parameters")),
)


def rule_set_page(rule_set: RuleSet, *, chinese: bool) -> str:
    """Everything about a rule set: when it holds, its clauses, its parameters, its states and its deadlines."""
    say = Text.in_language
    title = f"# {say(rule_set.title, chinese)}"
    parts = [
        title,
        _identity(rule_set, chinese),
        f"## {say(Text('条款', 'Clauses'), chinese)}",
        *(clause_page(rule_set, number, chinese=chinese) for number in rule_set.clauses),
        f"## {say(Text('参数', 'Parameters'), chinese)}",
        _parameters(rule_set.parameters.values(), chinese),
        f"## {say(Text('办理环节', 'States'), chinese)}",
        *(_workflow(workflow, chinese) for workflow in rule_set.workflows.values()),
        f"## {say(Text('期限', 'Deadlines'), chinese)}",
        _deadlines(rule_set, chinese),
        f"## {say(Text('条文未明确的问题', 'What the text leaves open'), chinese)}",
        _open_questions(rule_set, chinese),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def clause_page(rule_set: RuleSet, number: str, *, chinese: bool, plain: bool = False) -> str:
    """One clause: what it says, what is checked for it with which parameters, and a worked example.

    ``plain`` is for people who don't write rule sets: the document by its name, values with their reasons for
    parameters by their names. Raises ``KeyError`` for a clause that the rule set hasn't got.
    """
    clause = rule_set.clauses[number]
    checks = [check for check in rule_set.checks if check.clause == number]
    parts = [
        f"### {number} {clause.title.in_language(chinese)}",
        f"{rule_set.title.in_language(chinese)} ({rule_set.document})" if plain else "",
        clause.text.in_language(chinese),
        f"*{_TREATMENTS[clause.treatment].in_language(chinese)}*",
        _plain_checks(rule_set, checks, chinese) if plain else _checks(rule_set, checks, chinese),
        _example(clause, chinese),
    ]
    return "\n\n".join(part for part in parts if part)


def _identity(rule_set: RuleSet, chinese: bool) -> str:
    days = f"{rule_set.valid_from.isoformat()} – {rule_set.valid_to.isoformat()}"
    lines = [
        (Text("文号", "Document"), rule_set.document),
        (Text("规则集", "Rule set"), f"`{rule_set.id}`"),
        (Text("体系", "System"), rule_set.system),
        (Text("行政区划代码", "Division codes"), ", ".join(f"{code}…" for code in rule_set.region)),
        (Text("施行期间", "In force"), days),
    ]
    return "\n".join(f"- {name.in_language(chinese)}: {value}" for name, value in lines)


def _checks(rule_set: RuleSet, checks: Sequence[CheckRule], chinese: bool) -> str:
    if not checks:
        return ""
    return _table([head.in_language(chinese) for head in _CHECK_HEAD], (_check(rule_set, c, chinese) for c in checks))


def _plain_checks(rule_set: RuleSet, checks: Sequence[CheckRule], chinese: bool) -> str:
    """The checks without what nobody fills in, and below them the values they go by."""
    if not checks:
        return ""
    rows = [[c.title.in_language(chinese), *_check(rule_set, c, chinese)[2:6], f"`{c.id}`"] for c in checks]
    head = [_CHECK_HEAD[i].in_language(chinese) for i in (1, 2, 3, 4, 5, 0)]
    used = [i for i in range(len(head)) if any(row[i] for row in rows)]
    table = _table([head[i] for i in used], ([row[i] for i in used] for row in rows))
    names = dict.fromkeys(name for c in checks for name in KINDS[c.kind].parameters if name in rule_set.parameters)
    values = [
        f"- **{_amount(p, chinese)}**{'：' if chinese else ': '}{p.reason.in_language(chinese)}"
        for p in (rule_set.parameters[name] for name in names)
    ]
    title = Text("采用的数值", "Values that are used").in_language(chinese)
    return "\n\n".join([table, f"**{title}**", "\n".join(values)] if values else [table])


def _check(rule_set: RuleSet, check: CheckRule, chinese: bool) -> list[str]:
    state = rule_set.workflows[check.subject].states[check.stage].title.in_language(chinese)
    severity = _SEVERITIES[check.severity].in_language(chinese)
    for category, other in check.severity_by_category.items():
        name = rule_set.categories[category].title.in_language(chinese)
        severity += f"; {name}: {_SEVERITIES[other].in_language(chinese)}"
    role = roles().get(check.role)
    asked = ((n.in_language(chinese), v.in_language(chinese)) for n, v in asked_of(check, rule_set))
    wanted = "；".join(f"{n}：{v}" for n, v in asked) if chinese else "; ".join(f"{n}: {v}" for n, v in asked)
    read = [name for name in KINDS[check.kind].parameters if name in rule_set.parameters]
    return [
        f"`{check.id}`",
        f"{check.title.in_language(chinese)} (`{check.kind}`)",
        state,
        severity,
        "" if role is None else (role.name_zh if chinese else role.name_en),
        wanted,
        ", ".join(f"`{name}`" for name in read),
    ]


def _example(clause: Clause, chinese: bool) -> str:
    if clause.example is None:
        return ""
    head = Text("例", "Example").in_language(chinese)
    return f"> **{head}** {clause.example.in_language(chinese)}"


def _parameters(parameters: Iterable[Parameter], chinese: bool) -> str:
    head = [Text("参数", "Parameter"), Text("值", "Value"), Text("单位", "Unit")]
    head += [Text("登记号", "Register"), Text("理由", "Reason")]
    return _table(
        [h.in_language(chinese) for h in head],
        ([f"`{p.name}`", _value(p.value), p.unit, p.register, p.reason.in_language(chinese)] for p in parameters),
    )


def _workflow(workflow: Workflow, chinese: bool) -> str:
    head = [Text("由", "From"), Text("到", "To"), Text("经办", "By"), Text("条款", "Clause")]

    def name(state: str) -> str:
        return workflow.states[state].title.in_language(chinese) if state else "–"

    rows = (
        [
            ", ".join(name(source) for source in step.sources),
            name(step.to),
            ", ".join(actors()[role].name.in_language(chinese) for role in step.roles)
            + (" ▲" if step.external else ""),
            step.clause,
        ]
        for step in workflow.transitions
    )
    title = f"### {workflow.title.in_language(chinese)} (`{workflow.subject}`)"
    return "\n\n".join([title, _table([h.in_language(chinese) for h in head], rows), *_repeats(workflow, chinese)])


def _repeats(workflow: Workflow, chinese: bool) -> Iterable[str]:
    """What is asked once more before a state."""
    again = Text("再次检查", "asked once more")
    for state in workflow.states.values():
        if state.repeats:
            checks = ", ".join(f"`{check}`" for check in state.repeats)
            yield f"{state.title.in_language(chinese)} – {again.in_language(chinese)}: {checks}"


def _deadlines(rule_set: RuleSet, chinese: bool) -> str:
    if not rule_set.deadlines:
        return Text("条文没有设定期限。", "The text sets no deadlines.").in_language(chinese)
    head = [Text("期限", "Deadline"), Text("起算", "Runs from"), Text("参数", "Parameters"), Text("条款", "Clause")]
    rows = (
        [
            deadline.title.in_language(chinese),
            _begins(rule_set, deadline.subject, deadline.from_state, deadline.from_form, chinese),
            ", ".join(f"`{name}` = {_value(rule_set.parameters[name].value)}" for name in deadline.parameters),
            deadline.clause,
        ]
        for deadline in rule_set.deadlines
    )
    return _table([h.in_language(chinese) for h in head], rows)


def _begins(rule_set: RuleSet, subject: str, state: str, form: str, chinese: bool) -> str:
    if state:
        return rule_set.workflows[subject].states[state].title.in_language(chinese)
    return f"`{form}`" if form else Text("每年", "every year").in_language(chinese)


def _open_questions(rule_set: RuleSet, chinese: bool) -> str:
    head = [Text("登记号", "Register"), Text("问题", "Question"), Text("采用的解释", "How it is read")]
    return _table(
        [h.in_language(chinese) for h in head],
        ([a.number, a.question.in_language(chinese), a.reading.in_language(chinese)] for a in ambiguities_of(rule_set)),
    )


def _value(value: ParameterValue) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _amount(parameter: Parameter, chinese: bool) -> str:
    """A value and its unit, as people say them."""
    if isinstance(parameter.value, bool):
        return (Text("是", "yes") if parameter.value else Text("否", "no")).in_language(chinese)
    unit = _UNITS.get(parameter.unit, Text(parameter.unit, parameter.unit)).in_language(chinese)
    return f"{_value(parameter.value)} {unit}".strip()


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines)
