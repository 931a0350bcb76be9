"""``zhanbu:annualreviews``."""

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
    QgsProcessingParameterNumber,
)

from ...ledger.reviews import IDLE, OVERDUE, RECTIFICATION, REVIEW, ReviewReport, annual_reviews
from ...pool.steps.rule_sets_in_use import rule_sets_in_use
from ...regimes.choosing import AUTO, choices, choose_rule_set
from ...regimes.rule_set import RuleSet
from ...reports.language import interface_is_chinese, tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm, stop_if_cancelled
from ..inputs.rules import add_own_rule_set, wanted_rule_set
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table

_ROWS = [
    *[("uid", "text"), ("kind", "text"), ("deadline", "text"), ("title", "text"), ("clause", "text")],
    *[("due", "text"), ("done_on", "text"), ("status", "text"), ("result", "text")],
]
_PROPOSALS = [
    *[("uid", "text"), ("parcel_uid", "text"), ("reason", "text"), ("clause", "text"), ("affected_m2", "real")],
    *[("deduct_m2", "real"), ("owed_m2", "real")],
]


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    year: int
    as_of: date
    rule_set: str


class AnnualReviews(ZhanbuAlgorithm[_Inputs]):
    """Who is due, and what should be cut."""

    NAME = "annualreviews"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Yearly reviews and proposed cuts")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Lists the reviews, patrols and tending of a year that are done, due or overdue for the parcels of a pool "
            "(JX-3.3.4, HB-25/26, HB-27), problems that weren't put right by their day, and projects that lie idle for "
            "two years (JX-4.3a). PROPOSALS lists what should be cut for lost or neglected ground and for problems "
            "past due: what the area costs by the rules, less what was cut for it since, and how much of that isn't "
            "there and will be owed. Nothing is posted: a cut is decided on a document, and posted by the algorithm "
            "deduct."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        self.add(
            QgsProcessingParameterNumber("YEAR", tr("Year"), QgsProcessingParameterNumber.Type.Integer, minValue=2000),
            tr("Calendar year of the reviews."),
        )
        self.add_day()
        add_own_rule_set(self)
        kind = QgsProcessing.SourceType.TypeVector
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Reviews"), kind),
            tr("A row for each review, problem and project, the earliest due day first."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("PROPOSALS", tr("Proposed cuts"), kind, optional=True),
            tr("A row for each cut that should be decided."),
        )
        for name, title in (
            ("DONE", tr("Reviews done")),
            ("DUE", tr("Reviews still due")),
            ("OVERDUE", tr("Reviews overdue")),
            ("PAST_DUE", tr("Problems past due")),
            ("IDLE", tr("Idle projects")),
            ("PROPOSED_M2", tr("Proposed cuts (m²)")),
            ("OWED_M2", tr("Of it not there (m²)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, system, year and day."""
        return _Inputs(
            self.parameterAsString(parameters, "POOL", context).strip(),
            self.parameterAsEnumString(parameters, "SYSTEM", context),
            self.parameterAsInt(parameters, "YEAR", context),
            self.day(parameters, context),
            wanted_rule_set(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Find out and write."""
        found: list[ReviewReport] = []
        for rules in _rules(inputs):
            feedback.pushInfo(tr("Reviews by {rules}").format(rules=rules.id))
            found.append(
                annual_reviews(
                    inputs.pool, rules, inputs.year, inputs.as_of, progress=lambda _: stop_if_cancelled(feedback)
                )
            )
        proposals = [proposal for report in found for proposal in report.proposals]
        if proposals:
            feedback.pushWarning(tr("{count} cuts are to be decided.").format(count=len(proposals)))

        def count(kind: str, status: str) -> int:
            return sum(report.count(kind, status) for report in found)

        return {
            "OUTPUT": write_table(outputs, "OUTPUT", _ROWS, _rows(found), feedback),
            "PROPOSALS": write_table(outputs, "PROPOSALS", _PROPOSALS, _proposal_rows(found), feedback),
            **{status: count(REVIEW, status) for status in ("DONE", "DUE", OVERDUE)},
            "PAST_DUE": count(RECTIFICATION, OVERDUE),
            "IDLE": count(IDLE, OVERDUE),
            "PROPOSED_M2": m2_of(sum(proposal.deduct_dm2 for proposal in proposals)),
            "OWED_M2": m2_of(sum(proposal.owed_dm2 for proposal in proposals)),
        }


def _rules(inputs: _Inputs) -> list[RuleSet]:
    """The rule set that was asked for, else all of the system by which something entered the pool, in force or not."""
    if inputs.rule_set != AUTO:
        return [choose_rule_set(inputs.rule_set, as_of=inputs.as_of)]
    used = rule_sets_in_use(inputs.pool, inputs.system)
    return [rules for rules in choices() if rules.id in used]


def _rows(found: Sequence[ReviewReport]) -> Iterator[list[object]]:
    for row in (row for report in found for row in report.rows):
        item = row.item
        yield [
            *(row.uid, row.kind, item.deadline.id, item.deadline.title.in_language(interface_is_chinese())),
            *(item.deadline.clause, item.due.isoformat(), None if item.met_on is None else item.met_on.isoformat()),
            *(row.status, row.result or None),
        ]


def _proposal_rows(found: Sequence[ReviewReport]) -> Iterator[list[object]]:
    for proposal in (proposal for report in found for proposal in report.proposals):
        amounts = (proposal.affected_dm2, proposal.deduct_dm2, proposal.owed_dm2)
        yield [
            *(proposal.uid, proposal.parcel_uid or None, proposal.reason, proposal.clause),
            *map(m2_of, amounts),
        ]
