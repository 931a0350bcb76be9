"""``zhanbu:useplan``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)

from ...ledger.use_plan import PlanMonth, plan_months, supply_of, uses_of_pool, uses_of_table
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.sources import UnreadLayer, unread_input
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table
from ..outputs.table_rows import rows_and_places

_COLUMNS = [
    *[("month", "text"), ("planned_m2", "real"), ("sofar_m2", "real"), ("supply_m2", "real"), ("surplus_m2", "real")],
]


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    year: int
    table: UnreadLayer | None


class UsePlan(ZhanbuAlgorithm[_Inputs]):
    """The plan of a year's use against what may be spent."""

    NAME = "useplan"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Plan of use against the supply")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Weighs the projects planned for a year, month by month, against what the pool has available now and may "
            "spend by then (JX-3.3.5b): lots count from the day on which they may be used until they expire, and what "
            "is frozen doesn't. Projects come from a table, or from the form PLAN_ITEM of the year's work in the pool. "
            "It is told and blocks nothing; what was linked or used already isn't available any more, so leave it out."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        self.add(
            QgsProcessingParameterNumber("YEAR", tr("Year"), QgsProcessingParameterNumber.Type.Integer, minValue=2000),
            tr("Calendar year of the plan."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Planned projects"), [QgsProcessing.SourceType.TypeVector], optional=True
            ),
            tr("Table with item, project, area_m2 and date; Chinese names do as well. Empty: the pool's own records."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Months"), QgsProcessing.SourceType.TypeVector),
            tr("A row for each month: planned in it, planned so far, supply by its end, and what is left of that."),
        )
        for name, title in (
            ("PLANNED_M2", tr("Planned (m²)")),
            ("SUPPLY_M2", tr("Supply by the end of the year (m²)")),
            ("SURPLUS_M2", tr("Left at the end of the year (m²)")),
            ("DEFICIT_M2", tr("Largest deficit of a month (m²)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputString("SHORT_FROM", tr("First month that is short")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, year and table."""
        has_table = parameters.get("INPUT") not in (None, "")
        return _Inputs(
            self.parameterAsString(parameters, "POOL", context).strip(),
            self.parameterAsEnumString(parameters, "SYSTEM", context),
            self.parameterAsInt(parameters, "YEAR", context),
            unread_input(self, parameters, "INPUT", context) if has_table else None,
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Weigh and write."""
        lots, available = supply_of(inputs.pool, inputs.system)
        if inputs.table is None:
            uses = uses_of_pool(inputs.pool, inputs.year)
        else:
            rows, _ = rows_and_places(inputs.table, feedback)
            uses = uses_of_table(rows, inputs.table.name, date(inputs.year, 1, 1))
        months = plan_months(uses, lots, available, inputs.year)
        short = [month for month in months if month.surplus_dm2 < 0]
        if not uses:
            feedback.pushWarning(tr("No project is planned for {year}.").format(year=inputs.year))
        if short:
            feedback.pushWarning(
                tr("From {month} on, {area:.2f} m² or more lack.").format(
                    month=_named(short[0]), area=m2_of(-short[0].surplus_dm2)
                )
            )
        return {
            "OUTPUT": write_table(outputs, "OUTPUT", _COLUMNS, _rows(months), feedback),
            "PLANNED_M2": m2_of(months[-1].planned_so_far_dm2),
            "SUPPLY_M2": m2_of(months[-1].supply_dm2),
            "SURPLUS_M2": m2_of(months[-1].surplus_dm2),
            "DEFICIT_M2": m2_of(max((-month.surplus_dm2 for month in short), default=0)),
            "SHORT_FROM": _named(short[0]) if short else "",
        }


def _named(month: PlanMonth) -> str:
    return f"{month.first:%Y-%m}"


def _rows(months: Sequence[PlanMonth]) -> Iterator[list[object]]:
    for month in months:
        amounts = (month.planned_dm2, month.planned_so_far_dm2, month.supply_dm2, month.surplus_dm2)
        yield [_named(month), *map(m2_of, amounts)]
