"""``zhanbu:poolbalance``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
)

from ...ledger.balance import balance
from ...ledger.year_figures import YearFigures, year_figures
from ...pool.accounts.records import AREA, FROZEN
from ...pool.reading import pool_identity
from ...reports.language import said, tr
from ...reports.ledger_names import system_wording
from ...reports.year_chart import chart_png, year_chart
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table

_COLUMNS = [("account", "text"), ("bucket", "text"), ("year", "integer"), ("area_m2", "real")]
_PICTURES = "SVG (*.svg);;PNG (*.png)"


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    as_of: date
    chart: str


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
            "Lists what the pool holds on a day, computed from its history: stock by state and year of entry, the "
            "accounts of the ledger by bucket and year, and what may be spent. Only land that has become an indicator "
            "may be spent, once its first day has come and as far as nothing is frozen."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        self.add_day()
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Balance"), QgsProcessing.SourceType.TypeVector),
            tr(
                "Table of account, bucket, year and area. STOCK: parcels on their way, by state. AREA and PADDY: the "
                "county's accounts; those of another holder have its code added."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "CHART", tr("Chart of the years"), _PICTURES, optional=True, createByDefault=False
            ),
            tr("Picture of what came in, went out, is frozen and available, year by year, up to that day."),
        )
        for name, text in (
            ("AVAILABLE", tr("Available (m²)")),
            ("PADDY", tr("Of it paddy (m²)")),
            ("WAITING", tr("Not usable on that day (m²)")),
            ("FROZEN", tr("Frozen (m²)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, system and day."""
        return _Inputs(
            self.parameterAsString(parameters, "POOL", context).strip(),
            self.parameterAsEnumString(parameters, "SYSTEM", context),
            self.day(parameters, context),
            self.parameterAsFileOutput(parameters, "CHART", context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Balance, draw and write."""
        sheet = balance(inputs.pool, system=inputs.system, as_of=inputs.as_of)
        if inputs.chart:
            outputs.save(Path(inputs.chart), _chart(inputs), "CHART")
        rows = [[row.account, row.bucket, row.year, m2_of(row.area_dm2)] for row in sheet.rows]
        return {
            "OUTPUT": write_table(outputs, "OUTPUT", _COLUMNS, rows, feedback),
            "CHART": inputs.chart,
            "AVAILABLE": m2_of(sheet.available_dm2),
            "PADDY": m2_of(sheet.paddy_dm2),
            "WAITING": m2_of(sheet.waiting_dm2),
            "FROZEN": m2_of(sum(r.area_dm2 for r in sheet.rows if (r.account, r.bucket) == (AREA, FROZEN))),
        }


def _chart(inputs: _Inputs) -> bytes:
    """The years up to the day as a picture; before the first posting, the year of the day with nothing in it."""
    years = year_figures(inputs.pool, system=inputs.system, last=inputs.as_of)
    title = tr("{county} · {system}").format(
        county=pool_identity(inputs.pool).county, system=said(system_wording(inputs.system))
    )
    svg = year_chart(years or [YearFigures(inputs.as_of.year, 0, 0, 0, 0)], title)
    return chart_png(svg) if Path(inputs.chart).suffix.lower() == ".png" else svg.encode()
