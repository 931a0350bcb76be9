"""``zhanbu:poolbalance``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
)

from ..ledger.balance import balance
from ..reports.language import tr
from ..survey.units import m2_of
from .algorithm import Parameters, ZhanbuAlgorithm
from .inputs.systems import add_pool, add_system
from .outputs.outputs import Outputs
from .outputs.sinks import write_table

_COLUMNS = [("account", "text"), ("bucket", "text"), ("year", "integer"), ("area_m2", "real")]


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    as_of: date


class PoolBalance(ZhanbuAlgorithm[_Inputs]):
    """What the pool holds on a day."""

    NAME = "poolbalance"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Balance of the reserve pool")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Lists what the pool holds on a day, computed from its history: stock by state and year of entry, and what "
            "may be spent. Only land that the province has turned into an indicator may be spent."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        self.add_day()
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Balance"), QgsProcessing.SourceType.TypeVector),
            tr("Table of account, bucket, year and area."),
        )
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available (m²)")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, system and day."""
        return _Inputs(
            self.parameterAsString(parameters, "POOL", context).strip(),
            self.parameterAsEnumString(parameters, "SYSTEM", context),
            self.day(parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Balance and write."""
        sheet = balance(inputs.pool, system=inputs.system, as_of=inputs.as_of)
        rows = [[row.account, row.bucket, row.year, m2_of(row.area_dm2)] for row in sheet.rows]
        return {
            "OUTPUT": write_table(outputs, "OUTPUT", _COLUMNS, rows, feedback),
            "AVAILABLE": m2_of(sheet.available_dm2),
        }
