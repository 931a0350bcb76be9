"""``zhanbu:linkoccupation``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
)

from ...ledger.link_records import LinkRecord, read_link
from ...ledger.linking import Linked, Project, link_in
from ...pool.accounts.records import AREA, PADDY
from ...pool.steps.acts import Act, Journal
from ...pool.store import PoolWriter
from ...regimes.rule_set import RuleSet
from ...reports.language import tr
from ...reports.link_sheet import link_sheet_pdf
from ...reports.link_sheet_of_record import sheet_of
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.occupations import add_project, project_of
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table
from .booking import add_project_no, add_trial, booked, only_try, publish_after, rules_of, tell_spendable

_COLUMNS = [
    *[("lot", "text"), ("parcel", "text"), ("area_m2", "real"), ("paddy_m2", "real"), ("grade", "real")],
    *[("scheme", "text"), ("admitted", "text"), ("legacy", "integer")],
]


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    project: Project
    debt_document: str
    rule_set: str
    county: str
    act: Act
    sheet: str
    only_try: bool


class LinkOccupation(ZhanbuAlgorithm[_Inputs]):
    """Lots for a project, first in, first out."""

    NAME = "linkoccupation"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Link a project")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Links a project that takes land to lots of the pool, first in, first out: lots of the former pool before "
            "all others, then in the order of admission; the last lot is split. Paddy is made up by paddy. The link "
            "sheet (挂钩确认单) goes with the project's application. Nothing is linked where the amount, the grade or "
            "the day doesn't allow it; the message says what is missing."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        add_project_no(self)
        add_project(self)
        add_act(self)
        add_rule_set(self)
        add_trial(self)
        self.add(
            QgsProcessingParameterFileDestination(
                "SHEET", tr("Link sheet"), "PDF (*.pdf)", optional=True, createByDefault=False
            ),
            tr("Sheet to print and sign; it can be printed again at any time, to the same byte."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "ALLOCATION", tr("Allocation"), QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=True
            ),
            tr("Table with a row for each lot that the project takes from."),
        )
        self.addOutput(QgsProcessingOutputString("SHEET_NO", tr("Number of the sheet")))
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))
        self.addOutput(QgsProcessingOutputNumber("LOTS", tr("Number of lots")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Project, act and rules."""
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            project=project_of(self, parameters, context),
            debt_document=self.parameterAsString(parameters, "DEBT_DOC", context).strip(),
            rule_set=wanted_rule_set(self, parameters, context),
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
            act=act_of(self, parameters, context),
            sheet=self.parameterAsFileOutput(parameters, "SHEET", context),
            only_try=only_try(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Link, and make sheet and table before it is final."""
        rules = rules_of(inputs.pool, inputs.rule_set, inputs.county, inputs.system, inputs.act)
        results: Parameters = {}

        def linked(pool: PoolWriter, journal: Journal) -> Linked:
            done = _link(pool, journal, inputs, rules, feedback)
            record = read_link(pool, rules.system, inputs.project.project_no, txn_uid=done.txn_uid)
            if inputs.sheet:
                pdf = link_sheet_pdf(sheet_of(record, draft=inputs.only_try))
                outputs.save(Path(inputs.sheet), pdf, "SHEET")
            results["ALLOCATION"] = write_table(outputs, "ALLOCATION", _COLUMNS, _rows(record), feedback)
            return done

        done = booked(inputs.pool, linked, feedback, only_try=inputs.only_try)
        if inputs.only_try:
            feedback.pushWarning(tr("This was a trial: nothing was linked."))
        else:
            feedback.pushInfo(tr("Linked as {number}.").format(number=done.txn_uid))
            publish_after(outputs, done.txn_uid)
        return {
            **results,
            "SHEET": inputs.sheet,
            "SHEET_NO": done.txn_uid,
            "AVAILABLE": m2_of(done.available_dm2),
            "LOTS": len({share.lot_uid for share in (*done.area, *done.paddy)}),
        }


def _link(
    pool: PoolWriter, journal: Journal, inputs: _Inputs, rules: RuleSet, feedback: QgsProcessingFeedback
) -> Linked:
    for indicator, need in ((AREA, inputs.project.area_dm2), (PADDY, inputs.project.paddy_dm2)):
        if need:
            tell_spendable(pool, rules.system, indicator, inputs.act, feedback)
    return link_in(pool, journal, inputs.project, inputs.act, rules, debt_document=inputs.debt_document)


def _rows(record: LinkRecord) -> list[list[object]]:
    return [
        [
            *(share.lot.lot_uid, share.lot.parcel_uid, m2_of(share.area_dm2), m2_of(share.paddy_dm2)),
            *(share.lot.grade, share.lot.grade_scheme, share.lot.admitted_on.isoformat(), int(share.lot.legacy)),
        ]
        for share in record.shares
    ]
