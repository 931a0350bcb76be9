"""``zhanbu:inoutstatement``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...checks.findings import Outcome
from ...ledger.in_out.item import InOutItem
from ...ledger.in_out.pool_items import items_of_pool
from ...ledger.in_out.table import COLUMNS, items_of_table
from ...ledger.in_out_statement import InOutRules, InOutStatement, city_cover, in_out_statement
from ...regimes.choosing import choose_rule_set
from ...regimes.forms.form import forms
from ...reports.language import said, tr
from ...reports.year_papers import PaperHead, in_out_paper
from ...survey.units import m2_of, to_dm2
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.papers import add_paper, paper_head
from ..inputs.rules import wanted_rule_set
from ..inputs.sources import UnreadLayer, unread_input
from ..outputs.in_out_rows import ITEMS, LINES, item_rows, line_rows
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table
from ..outputs.table_rows import rows_and_places

_FIELDS = {
    "TYPE_FIELD": "type",
    "AREA_FIELD": "area",
    "DATE_FIELD": "date",
    "GRADE_FIELD": "grade",
    "EXEMPT_FIELD": "exemption",
    "DOC_FIELD": "doc_no",
}
_SICHUAN = "sichuan-inout-2022"


@dataclass(frozen=True)
class _Inputs:
    table: UnreadLayer | None
    pool: str
    year: int
    named: dict[str, str]
    scheme: str
    rules: InOutRules
    surplus_dm2: int
    head: PaperHead
    paper: str


class InOutStatementOfYear(ZhanbuAlgorithm[_Inputs]):
    """The year's statement with its tests."""

    NAME = "inoutstatement"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Yearly statement of cropland in and out")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Adds up what came into cropland and what left it in a year, and makes the tests of SC-2(五): no more is "
            "planned to leave than to come in (以进定出), on every day as much was accepted as leaves (先进后出), over "
            "the year as much came in as left (进大于出), and in no worse grade on the average by area. Items come "
            "from a table, or from the plans of a pool. Before any item has a day, the plan alone is weighed. At the "
            "close, inflow counts as the survey confirmed it, once it has confirmed some. Exempt outflow doesn't count "
            "when a document is named; inflow that isn't stable cropland doesn't count at all. OK is true when every "
            "test was made and passed: a missing grade or day leaves it open."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        source = QgsProcessingParameterFeatureSource(
            "INPUT", tr("Items"), [QgsProcessing.SourceType.TypeVector], optional=True
        )
        self.add(
            source,
            tr(
                "Table or layer with a row for each item: type (IN or OUT), area_m2, date (or accepted_on and "
                "approved_on), confirmed_m2, grade, scheme, exemption, doc_no, paddy_m2, class, stable. Chinese column "
                "names do as well. Empty: the items of the pool."
            ),
        )
        self.add(
            QgsProcessingParameterNumber("YEAR", tr("Year"), QgsProcessingParameterNumber.Type.Integer, minValue=2000),
            tr("Year of the plan, for example 2023; items of other years don't count."),
        )
        self.add(
            QgsProcessingParameterString("POOL", tr("Reserve pool"), optional=True),
            tr("Pool whose parcels and outflow items in plans of the year are taken, where no table is given."),
        )
        self._add_fields()
        self.add(
            QgsProcessingParameterString("RULE_SET", tr("Rule set"), defaultValue=_SICHUAN),
            tr("Rules that say whether equal is enough and how grades are compared: their id, or a county's own file."),
            advanced=True,
        )
        self.add_day()
        self.add(
            QgsProcessingParameterNumber(
                "CITY_SURPLUS_M2",
                tr("Surplus of the city (m²)"),
                QgsProcessingParameterNumber.Type.Double,
                defaultValue=0.0,
                minValue=0.0,
            ),
            tr("What the city has left to cover a county that is short (SC-2(八)); the rest needs the province."),
            advanced=True,
        )
        self._add_outputs()

    def _add_fields(self) -> None:
        for name, meaning in _FIELDS.items():
            field = QgsProcessingParameterField(
                name, tr("Column for: {meaning}").format(meaning=meaning), "", "INPUT", optional=True
            )
            self.add(field, tr("Only where the column is called otherwise."), advanced=True)
        schemes = list(forms()["INFLOW"].fields["scheme"].codes)
        self.add(
            QgsProcessingParameterEnum(
                "SCHEME", tr("Scheme of grades"), options=schemes, defaultValue=schemes[0], usesStaticStrings=True
            ),
            tr("Scheme of grades that don't name one themselves; grades of two schemes can't be compared."),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        kind = QgsProcessing.SourceType.TypeVector
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Statement"), kind),
            tr("A row for each test and for what wasn't counted: in, out, balance, outcome, clause, reason."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "ITEMS", tr("Items in order"), kind, optional=True, createByDefault=False
            ),
            tr("A row for each item by its day, with what counts of it and the sums so far."),
        )
        add_paper(self)
        for name, title in (
            ("BALANCE_M2", tr("Balance (m²)")),
            ("IN_M2", tr("Came in (m²)")),
            ("OUT_M2", tr("Left (m²)")),
            ("SHORT_M2", tr("Short (m²)")),
            ("COVERED_M2", tr("Covered by the city (m²)")),
            ("TRANSFER_M2", tr("Left to the province (m²)")),
            ("GRADE_IN", tr("Average grade in")),
            ("GRADE_OUT", tr("Average grade out")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputBoolean("OK", tr("Every test passed")))
        self.addOutput(QgsProcessingOutputString("NOT_OK", tr("Tests that didn't pass")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Items, year and rules."""
        pool = self.parameterAsString(parameters, "POOL", context).strip()
        has_table = parameters.get("INPUT") not in (None, "")
        if not has_table and not pool:
            raise QgsProcessingException(tr("INPUT: give a table of items, or a pool."))
        rules = choose_rule_set(wanted_rule_set(self, parameters, context), as_of=self.day(parameters, context))
        return _Inputs(
            unread_input(self, parameters, "INPUT", context) if has_table else None,
            pool,
            self.parameterAsInt(parameters, "YEAR", context),
            {its: self.parameterAsString(parameters, name, context) for name, its in _FIELDS.items()},
            self.parameterAsEnumString(parameters, "SCHEME", context),
            InOutRules.of(rules),
            to_dm2(self.parameterAsDouble(parameters, "CITY_SURPLUS_M2", context)),
            paper_head(self, parameters, context, rules, pool),
            self.parameterAsFileOutput(parameters, "PAPER", context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Read, add up and write."""
        items = _items(inputs, feedback)
        statement = in_out_statement(items, inputs.year, inputs.rules)
        _tell(statement, feedback)
        if inputs.paper:
            outputs.save(Path(inputs.paper), in_out_paper(statement, inputs.head), "PAPER")
        covered, rest = city_cover(statement.short_dm2, inputs.surplus_dm2)
        close = next(line for line in statement.lines if line.code == "CLOSE")
        grades = statement.grade_in, statement.grade_out
        return {
            "OUTPUT": write_table(outputs, "OUTPUT", LINES, line_rows(statement), feedback),
            "ITEMS": write_table(outputs, "ITEMS", ITEMS, item_rows(statement), feedback),
            "PAPER": inputs.paper,
            "BALANCE_M2": m2_of(statement.balance_dm2),
            "IN_M2": m2_of(close.in_dm2),
            "OUT_M2": m2_of(close.out_dm2),
            "SHORT_M2": m2_of(statement.short_dm2),
            "COVERED_M2": m2_of(covered),
            "TRANSFER_M2": m2_of(rest),
            "OK": statement.is_in_order,
            "NOT_OK": ", ".join(line.code for line in statement.lines if line.outcome is not Outcome.PASS),
            **{name: None if g is None else float(g) for name, g in zip(("GRADE_IN", "GRADE_OUT"), grades)},
        }


def _items(inputs: _Inputs, feedback: QgsProcessingFeedback) -> tuple[InOutItem, ...]:
    if inputs.table is None:
        return items_of_pool(inputs.pool, inputs.year)
    rows, places = rows_and_places(inputs.table, feedback)
    names = {name.strip().lower() for name in rows[0]} if rows else set()
    if places is not None and not inputs.named["area"] and not names & {"area", *COLUMNS["area"][1]}:
        rows = [{**row, "area_m2": None if place is None else place.area_m2} for row, place in zip(rows, places)]
    items, ignored = items_of_table(rows, inputs.table.name, scheme=inputs.scheme, named=inputs.named)
    if ignored:
        feedback.pushInfo(tr("Columns left aside: {names}.").format(names=", ".join(ignored)))
    return items


def _tell(statement: InOutStatement, feedback: QgsProcessingFeedback) -> None:
    for line in statement.lines:
        if line.why is not None:
            feedback.pushWarning(f"{line.code} ({line.clause}): {said(line.why)}")
    for row in statement.rows:
        if row.why is not None and row.outcome is Outcome.PASS:
            feedback.pushInfo(f"{row.counted.item.id}: {said(row.why)}")
    if any(item.counted.item.on for item in statement.rows) and not any(
        row.counted.item.confirmed_dm2 is not None for row in statement.rows
    ):
        feedback.pushInfo(tr("The survey has confirmed nothing yet, so the close is by what was accepted."))
    feedback.pushInfo(
        tr("Balance of {year}: {balance:.2f} m².").format(year=statement.year, balance=m2_of(statement.balance_dm2))
    )
