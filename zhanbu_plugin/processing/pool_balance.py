"""``zhanbu:poolbalance``."""

from __future__ import annotations

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
from .sinks import write_table
from .systems import add_pool, add_system

_COLUMNS = [("account", "text"), ("bucket", "text"), ("year", "integer"), ("area_m2", "real")]


class PoolBalance(ZhanbuAlgorithm):
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

    def work(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Balance and write."""
        sheet = balance(
            self.parameterAsString(parameters, "POOL", context).strip(),
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            as_of=self.day(parameters, context),
        )
        rows = [[row.account, row.bucket, row.year, m2_of(row.area_dm2)] for row in sheet.rows]
        return {
            "OUTPUT": write_table(self, parameters, context, "OUTPUT", _COLUMNS, rows, feedback),
            "AVAILABLE": m2_of(sheet.available_dm2),
        }
