"""``zhanbu:relink``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ...ledger.project_systems import system_of_project
from ...ledger.relinking import Relinked, relink_in
from ...pool.accounts.records import AREA, PADDY
from ...pool.steps.acts import Act, Journal
from ...pool.store import PoolWriter
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.ledger_acts import add_amount, amount_dm2, rules_even_after
from ..inputs.occupations import add_area, area_dm2
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table
from .booking import add_project_no, add_system_of_project, add_trial, booked, only_try, publish_after

_COLUMNS = [("lot", "text"), ("indicator", "text"), ("area_m2", "real")]


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    project_no: str
    lot: str
    released_dm2: int
    relinked_dm2: int | None
    rule_set: str
    county: str
    act: Act
    only_try: bool


class Relink(ZhanbuAlgorithm[_Inputs]):
    """Other lots for ground that turned out wrong."""

    NAME = "relink"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Link other lots instead")

    def help(self) -> str:
        """What it does."""
        return tr(
            "When ground that a project relied on turns out wrong (补挂), cuts it from its lot and takes as much of "
            "other lots, first in, first out. What is linked anew has to equal what is released within 0.0001 ha. "
            "Whether the link was written off stays as it was."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_project_no(self)
        self.add(
            QgsProcessingParameterString("LOT", tr("Lot")),
            tr("Number of the lot whose ground turned out wrong, for example 139901-CROP-L000001."),
        )
        add_area(self, tr("Area of that lot that the project can't rely on, in square metres."))
        add_amount(
            self,
            "RELINKED_M2",
            tr("Area linked anew (m²)"),
            tr("As the document states it; it is compared. Empty: the same area."),
            optional=True,
        )
        add_act(self)
        add_system_of_project(self)
        add_rule_set(self)
        add_trial(self)
        self.add(
            QgsProcessingParameterFeatureSink(
                "ALLOCATION", tr("Allocation"), QgsProcessing.SourceType.TypeVector, optional=True, createByDefault=True
            ),
            tr("Table with a row for each lot that is taken instead."),
        )
        self.addOutput(QgsProcessingOutputString("POSTINGS", tr("Numbers of the postings")))
        self.addOutput(QgsProcessingOutputNumber("RELEASED", tr("Released (m²)")))
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Project, lot, act and rules."""
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            project_no=self.parameterAsString(parameters, "PROJECT_NO", context).strip(),
            lot=self.parameterAsString(parameters, "LOT", context).strip(),
            released_dm2=area_dm2(self, parameters, "AREA_M2", context),
            relinked_dm2=amount_dm2(self, parameters, "RELINKED_M2", context),
            rule_set=wanted_rule_set(self, parameters, context),
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
            act=act_of(self, parameters, context),
            only_try=only_try(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Cut and link, and make the table before it is final."""
        system = inputs.system or system_of_project(inputs.pool, inputs.project_no)
        rules = rules_even_after(inputs.pool, inputs.rule_set, inputs.county, system, inputs.act.on)
        results: Parameters = {}

        def relinked(pool: PoolWriter, journal: Journal) -> Relinked:
            project, lot, amount = inputs.project_no, inputs.lot, inputs.released_dm2
            done = relink_in(pool, journal, project, lot, amount, inputs.act, rules, relinked_dm2=inputs.relinked_dm2)
            results["ALLOCATION"] = write_table(outputs, "ALLOCATION", _COLUMNS, _rows(done), feedback)
            return done

        done = booked(inputs.pool, relinked, feedback, only_try=inputs.only_try)
        if inputs.only_try:
            feedback.pushWarning(tr("This was a trial: nothing was booked."))
        else:
            publish_after(outputs, done.txn_uid)
        return {
            **results,
            "POSTINGS": done.txn_uid,
            "RELEASED": m2_of(done.released_dm2),
            "AVAILABLE": m2_of(done.available_dm2),
        }


def _rows(done: Relinked) -> list[list[object]]:
    return [
        [share.lot_uid, indicator, m2_of(share.amount_dm2)]
        for indicator, shares in ((AREA, done.area), (PADDY, done.paddy))
        for share in shares
    ]
