"""``zhanbu:grandaccount``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...checks.on_file.accounts import SUPPLIED, USED
from ...ledger.grand_account import AccountItem, YearAccount, items_of_pool, items_of_table, year_account
from ...regimes.choosing import rule_sets
from ...reports.language import tr
from ...reports.year_papers import PaperHead, grand_account_paper
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.papers import add_paper, paper_head
from ..inputs.sources import UnreadLayer, unread_input
from ..inputs.systems import add_system
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table
from ..outputs.table_rows import rows_and_places

_COLUMNS = [
    *[("side", "text"), ("item", "text"), ("source", "text"), ("area_m2", "real"), ("paddy_m2", "real")],
    *[("grade", "real"), ("scheme", "text"), ("area_grade", "real")],
]
_HEBEI = "hebei-cropland-2025"
"""The rules that ask for the account."""


@dataclass(frozen=True)
class _Inputs:
    table: UnreadLayer | None
    pool: str
    system: str
    year: int
    head: PaperHead
    paper: str


class GrandAccountOfYear(ZhanbuAlgorithm[_Inputs]):
    """Everything used and everything made up in a year."""

    NAME = "grandaccount"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Grand account of a year")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Puts all cropland that was used in a year against all that was made up (HB-6): area, paddy, and the "
            "average grade by area of either side (HB-10). The pool tells what was written off and admitted, and what "
            "is on file of its grand account; a table adds what goes another way, such as trees or rural housing. It "
            "is told and blocks nothing: GAPS names where less was made up than used. There is no average where some "
            "of the ground has no grade, and none is compared with one of another scheme."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterNumber("YEAR", tr("Year"), QgsProcessingParameterNumber.Type.Integer, minValue=2000),
            tr("Calendar year of the account."),
        )
        self.add(
            QgsProcessingParameterString("POOL", tr("Reserve pool"), optional=True),
            tr("Pool whose ledger and records are taken. Empty: the table alone."),
        )
        add_system(self)
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Other items"), [QgsProcessing.SourceType.TypeVector], optional=True
            ),
            tr(
                "Table with item, side (USED or SUPPLIED), area_m2, paddy_m2, grade and scheme; Chinese names do as "
                "well."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Account"), QgsProcessing.SourceType.TypeVector),
            tr("A row for each item, then the sum of each side and the balance."),
        )
        self.add_day()
        add_paper(self)
        for name, title in (
            ("USED_M2", tr("Used (m²)")),
            ("SUPPLIED_M2", tr("Made up (m²)")),
            ("AREA_M2", tr("Balance of area (m²)")),
            ("PADDY_M2", tr("Balance of paddy (m²)")),
            ("GRADE_USED", tr("Average grade of what was used")),
            ("GRADE_SUPPLIED", tr("Average grade of what was made up")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputString("GAPS", tr("Gaps")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, table and year."""
        pool = self.parameterAsString(parameters, "POOL", context).strip()
        has_table = parameters.get("INPUT") not in (None, "")
        if not pool and not has_table:
            raise QgsProcessingException(tr("POOL: give a pool, or a table of items."))
        return _Inputs(
            unread_input(self, parameters, "INPUT", context) if has_table else None,
            pool,
            self.parameterAsEnumString(parameters, "SYSTEM", context),
            self.parameterAsInt(parameters, "YEAR", context),
            paper_head(self, parameters, context, rule_sets()[_HEBEI], pool),
            self.parameterAsFileOutput(parameters, "PAPER", context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Add up and write."""
        items: list[AccountItem] = []
        if inputs.pool:
            items += items_of_pool(inputs.pool, inputs.system, inputs.year)
        if inputs.table is not None:
            rows, _ = rows_and_places(inputs.table, feedback)
            items += items_of_table(rows, inputs.table.name, date(inputs.year, 12, 31))
        found = year_account(items, inputs.year)
        _tell(found, feedback)
        if inputs.paper:
            outputs.save(Path(inputs.paper), grand_account_paper(found, inputs.head), "PAPER")
        grades = found.average(USED), found.average(SUPPLIED)
        return {
            "OUTPUT": write_table(outputs, "OUTPUT", _COLUMNS, _rows(found), feedback),
            "PAPER": inputs.paper,
            "USED_M2": _sum(found, USED)[0],
            "SUPPLIED_M2": _sum(found, SUPPLIED)[0],
            "AREA_M2": m2_of(found.account.area_dm2),
            "PADDY_M2": m2_of(found.account.paddy_dm2),
            **{name: _number(grade) for name, grade in zip(("GRADE_USED", "GRADE_SUPPLIED"), grades)},
            "GAPS": ", ".join(found.account.gaps),
        }


def _number(grade: Fraction | None) -> float | None:
    return None if grade is None else float(grade)


def _sum(found: YearAccount, side: str) -> tuple[float, float]:
    """Area and paddy of a side in m²."""
    entries = found.of_side(side)
    return m2_of(sum(e.area_dm2 for e in entries)), m2_of(sum(e.paddy_dm2 for e in entries))


def _rows(found: YearAccount) -> Iterator[list[object]]:
    for item in found.items:
        entry = item.entry
        weighted = None if entry.grade is None else float(entry.area_dm2 * entry.grade / 100)
        yield [
            *(item.side, item.name, item.source, m2_of(entry.area_dm2), m2_of(entry.paddy_dm2)),
            *(_number(entry.grade), entry.scheme or None, weighted),
        ]
    for side in (USED, SUPPLIED):
        yield [side, tr("Sum"), "SUM", *_sum(found, side), _number(found.average(side)), None, None]
    balance = m2_of(found.account.area_dm2), m2_of(found.account.paddy_dm2)
    yield ["BALANCE", tr("Made up less used"), "SUM", *balance, None, None, None]


def _tell(found: YearAccount, feedback: QgsProcessingFeedback) -> None:
    if not found.items:
        feedback.pushWarning(tr("Nothing was used or made up in {year}.").format(year=found.year))
    told = {
        "AREA": tr("Less cropland was made up than used."),
        "PADDY": tr("Less paddy was made up than used."),
        "QUALITY": tr("What was made up is of worse grade than what was used."),
    }
    for gap in found.account.gaps:
        feedback.pushWarning(told[gap])
