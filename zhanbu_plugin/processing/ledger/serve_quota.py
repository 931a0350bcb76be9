"""``zhanbu:servequota``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)

from ...ledger.quota import nearness, serve_requests
from ...ledger.quota_requests import COLUMNS, requests_of_table
from ...ledger.transfer_rules import province_of
from ...pool.accounts.records import AREA, AVAILABLE
from ...pool.database import pool_for_reading
from ...reports.language import tr
from ...survey.divisions import county_code
from ...survey.problem import InputProblem
from ...survey.units import m2_of
from ...survey.wording import translate
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.ledger_acts import add_amount, amount_dm2
from ..inputs.sources import UnreadLayer, unread_input
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table
from ..outputs.table_rows import rows_and_places

_COLUMNS = [
    *[("place", "integer"), ("county", "text"), ("nearness", "text"), ("asked_on", "text"), ("area_m2", "real")],
    *[("served_m2", "real"), ("left_m2", "real")],
]


@dataclass(frozen=True)
class _Inputs:
    requests: UnreadLayer
    pool: str
    origin: str
    held_dm2: int | None


class ServeQuota(ZhanbuAlgorithm[_Inputs]):
    """Who gets what the province holds."""

    NAME = "servequota"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Deal out the province's part")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Puts the requests for what the province holds above 500 mu in their order (JX-3.3.3b): the county that it "
            "came from, then counties of the same city, then others, each by the day of the request; and deals the "
            "amount out in that order. Nothing is booked; record what the province decides as a transfer."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Requests"), [QgsProcessing.SourceType.TypeVector]),
            tr("Table with the columns {names}; Chinese names do as well.").format(names=", ".join(COLUMNS)),
        )
        self.add(
            QgsProcessingParameterString("POOL", tr("Reserve pool"), optional=True),
            tr("Pool of the county that it came from; what the province holds is read from its ledger."),
        )
        self.add(
            QgsProcessingParameterString("ORIGIN", tr("County of origin"), optional=True),
            tr("Six digits of the county in which the quota came into being. Empty means the pool's county."),
        )
        held = tr("What the province holds, in square metres. Empty: as the pool's ledger says.")
        add_amount(self, "HELD_M2", tr("Held (m²)"), held, optional=True)
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Order"), QgsProcessing.SourceType.TypeVector),
            tr("A row for each request in its place: what was asked for, what it gets and what is left then."),
        )
        self.addOutput(QgsProcessingOutputNumber("SERVED_M2", tr("Dealt out (m²)")))
        self.addOutput(QgsProcessingOutputNumber("LEFT_M2", tr("Left (m²)")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Requests, origin and amount. Raises ``InputProblem`` where neither pool nor origin and amount are given."""
        inputs = _Inputs(
            unread_input(self, parameters, "INPUT", context),
            self.parameterAsString(parameters, "POOL", context).strip(),
            self.parameterAsString(parameters, "ORIGIN", context).strip(),
            amount_dm2(self, parameters, "HELD_M2", context),
        )
        if inputs.pool or (inputs.origin and inputs.held_dm2 is not None):
            return inputs
        raise InputProblem(
            translate("zhanbu", "Nobody says what the province holds, and from where."),
            remedy=translate("zhanbu", "Give the pool, or both the county of origin and the amount."),
            field="HELD_M2",
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Put them in order and deal it out."""
        origin, held = inputs.origin, inputs.held_dm2
        if inputs.pool:
            with pool_for_reading(inputs.pool) as pool, pool.reading():
                origin = origin or pool.identity.county
                there = pool.account_dm2("FOREST", province_of(origin), AREA, AVAILABLE)
            held = there if held is None else held
        rows, _ = rows_and_places(inputs.requests, feedback)
        amount, origin = held or 0, county_code(origin)
        served = serve_requests(amount, origin, requests_of_table(rows, inputs.requests.name))
        table, left = [], amount
        for place, one in enumerate(served, start=1):
            left -= one.amount_dm2
            asked = one.request
            table.append(
                [
                    *(place, asked.county, nearness(asked.county, origin).name, asked.asked_on.isoformat()),
                    *(m2_of(asked.amount_dm2), m2_of(one.amount_dm2), m2_of(left)),
                ]
            )
        return {
            "OUTPUT": write_table(outputs, "OUTPUT", _COLUMNS, table, feedback),
            "SERVED_M2": m2_of(amount - left),
            "LEFT_M2": m2_of(left),
        }
