"""``zhanbu:duelist``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
)

from ...checks.due_items import DueItem
from ...ledger.due_freezes import DUE, DueFreeze, due_freezes
from ...pool.steps.due_list import due_list
from ...pool.steps.rule_sets_in_use import rule_sets_in_use
from ...regimes.choosing import AUTO, choices, choose_rule_set
from ...regimes.rule_set import RuleSet
from ...regimes.severity import Severity
from ...reports.language import interface_is_chinese, tr
from ..algorithm import Parameters, ZhanbuAlgorithm, stop_if_cancelled
from ..inputs.rules import add_own_rule_set, wanted_rule_set
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table

_COLUMNS = [
    *[("uid", "text"), ("kind", "text"), ("deadline", "text"), ("title", "text"), ("clause", "text")],
    *[("year", "integer"), ("due", "text"), ("days_left", "integer"), ("late", "integer"), ("met_on", "text")],
    *[("weight", "text"), ("rule_set", "text")],
]


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    as_of: date
    rule_set: str


class DueList(ZhanbuAlgorithm[_Inputs]):
    """Everything that is due."""

    NAME = "duelist"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Due list")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Lists every deadline of the parcels, matters and freezes of a pool as it stands on a day: what is due "
            "when, how many days are left, what was done on which day, what is late. The due day itself is still in "
            "time. A past day is told as it was."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        self.add_day()
        add_own_rule_set(self)
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Due list"), QgsProcessing.SourceType.TypeVector),
            tr("Table with a row for each deadline, the earliest due day first."),
        )
        self.addOutput(QgsProcessingOutputNumber("OPEN", tr("Open")))
        self.addOutput(QgsProcessingOutputNumber("LATE", tr("Open and late")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, system and day."""
        return _Inputs(
            self.parameterAsString(parameters, "POOL", context).strip(),
            self.parameterAsEnumString(parameters, "SYSTEM", context),
            self.day(parameters, context),
            wanted_rule_set(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Find out and write."""
        found: list[tuple[RuleSet, DueItem]] = []
        for rules in _rules(inputs):
            feedback.pushInfo(tr("Deadlines of {rules}").format(rules=rules.id))
            items = due_list(inputs.pool, rules, inputs.as_of, progress=lambda _: stop_if_cancelled(feedback))
            found += [(rules, item) for item in items]
        freezes = due_freezes(inputs.pool, inputs.system, inputs.as_of) if inputs.rule_set == AUTO else ()
        rows = sorted([*_rows(found), *_rows_of_freezes(freezes)], key=_order)
        still_open = [row for row in rows if row[9] is None]
        return {
            "OUTPUT": write_table(outputs, "OUTPUT", _COLUMNS, rows, feedback, count=len(rows)),
            "OPEN": len(still_open),
            "LATE": sum(row[8] == 1 for row in still_open),
        }


def _rules(inputs: _Inputs) -> list[RuleSet]:
    """The rule set that was asked for, else all of the system by which something entered the pool, in force or not."""
    if inputs.rule_set != AUTO:
        return [choose_rule_set(inputs.rule_set, as_of=inputs.as_of)]
    used = rule_sets_in_use(inputs.pool, inputs.system)
    return [rules for rules in choices() if rules.id in used]


def _order(row: list[object]) -> tuple[str, str, str]:
    """By due day, deadline and subject."""
    uid, _, deadline, *_ = row
    return str(row[6]), str(deadline), str(uid)


def _rows(found: Sequence[tuple[RuleSet, DueItem]]) -> Iterator[list[object]]:
    for rules, item in found:
        yield [
            *(item.uid, item.deadline.subject, item.deadline.id),
            item.deadline.title.in_language(interface_is_chinese()),
            *(item.deadline.clause, item.year or None, item.due.isoformat(), item.days_left, int(item.late)),
            None if item.met_on is None else item.met_on.isoformat(),
            *(item.deadline.late.value, rules.id),
        ]


def _rows_of_freezes(freezes: Sequence[DueFreeze]) -> Iterator[list[object]]:
    for found in freezes:
        yield [
            *(found.freeze.freeze_uid, "FREEZE", DUE, tr("Freeze to be rectified"), found.clause, None),
            *(found.due.isoformat(), found.days_left, int(found.late)),
            None if found.ended_on is None else found.ended_on.isoformat(),
            *(Severity.WARN.value, found.rule_set),
        ]
