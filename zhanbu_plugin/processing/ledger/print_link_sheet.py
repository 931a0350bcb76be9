"""``zhanbu:linksheet``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ...ledger.link_records import link_record
from ...ledger.project_systems import system_of_project
from ...reports.language import tr
from ...reports.link_sheet import link_sheet_pdf
from ...reports.link_sheet_of_record import sheet_of
from ..algorithm import Parameters, ZhanbuAlgorithm, stop_if_cancelled
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs
from .booking import add_project_no, add_system_of_project


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    project_no: str
    sheet_no: str
    sheet: str


class PrintLinkSheet(ZhanbuAlgorithm[_Inputs]):
    """The sheet of a link that was made before."""

    NAME = "linksheet"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Print a link sheet again")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Prints the link sheet (挂钩确认单) of a project from the ledger, to the same byte as when it was linked, "
            "whatever was booked since. So a sheet that was handed in can be compared with the pool. The pool is only "
            "read."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_project_no(self)
        self.add(
            QgsProcessingParameterString("SHEET_NO", tr("Number of the sheet"), optional=True),
            tr("Which link, where a project was linked several times. Empty: the last one."),
        )
        add_system_of_project(self)
        self.add(
            QgsProcessingParameterFileDestination("SHEET", tr("Link sheet"), "PDF (*.pdf)"),
            tr("Sheet to print and sign."),
        )
        self.addOutput(QgsProcessingOutputString("HEAD_HASH", tr("Head hash")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Project and file."""
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            project_no=self.parameterAsString(parameters, "PROJECT_NO", context).strip(),
            sheet_no=self.parameterAsString(parameters, "SHEET_NO", context).strip(),
            sheet=self.parameterAsFileOutput(parameters, "SHEET", context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Look up and print."""
        system = inputs.system or system_of_project(inputs.pool, inputs.project_no)
        record = link_record(inputs.pool, system, inputs.project_no, txn_uid=inputs.sheet_no)
        stop_if_cancelled(feedback)
        outputs.save(Path(inputs.sheet), link_sheet_pdf(sheet_of(record)), "SHEET")
        return {"SHEET": inputs.sheet, "SHEET_NO": record.txn.txn_uid, "HEAD_HASH": record.event.hash}
