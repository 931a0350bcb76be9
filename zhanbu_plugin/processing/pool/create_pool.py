"""``zhanbu:createpool``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QDate

from ...pool.creation import create_pool
from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.qgis_crs import crs_of
from ..outputs.outputs import Outputs


@dataclass(frozen=True)
class _Inputs:
    crs: QgsCoordinateReferenceSystem
    pool: str
    county: str
    evidence: str


class CreatePool(ZhanbuAlgorithm[_Inputs]):
    """A new reserve pool."""

    NAME = "createpool"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Create a reserve pool")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Makes the county's reserve pool: one GeoPackage, or one schema of a PostgreSQL/PostGIS database for an "
            "office that shares. It keeps every parcel from candidate on, with its claim on the ground, its checks and "
            "its history. An existing file or schema is never replaced."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterString("POOL", tr("New pool")),
            tr("Path of the new file, ending in .gpkg; or pg:CONNECTION/SCHEMA with a PostgreSQL connection of QGIS."),
        )
        self.add(QgsProcessingParameterString("COUNTY", tr("County code")), tr("Six digits of the county."))
        self.add(
            QgsProcessingParameterCrs("CRS", tr("Coordinate reference system")),
            tr("The county's CGCS2000 Gauss–Krüger zone, for example EPSG:4527."),
        )
        self.add(
            QgsProcessingParameterFile(
                "EVIDENCE_FOLDER",
                tr("Folder for evidence"),
                behavior=QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            ),
            tr(
                "For a pool on a server: where papers and photos are kept, a folder that everybody who works with the "
                "pool reaches under the same name. A pool in a file keeps them beside it."
            ),
        )
        self.addOutput(QgsProcessingOutputFile("POOL", tr("Reserve pool")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """File, county and system; the system may be that of a layer of the project."""
        chosen = self.parameterAsCrs(parameters, "CRS", context)
        if not chosen.isValid():
            raise QgsProcessingException(
                tr("CRS: choose the county's CGCS2000 Gauss–Krüger zone, for example EPSG:4527.")
            )
        self.path(parameters, "POOL", context)
        return _Inputs(
            chosen,
            self.parameterAsString(parameters, "POOL", context).strip(),
            self.parameterAsString(parameters, "COUNTY", context),
            self.parameterAsString(parameters, "EVIDENCE_FOLDER", context).strip(),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Create the file."""
        create_pool(
            inputs.pool,
            county=inputs.county,
            epsg=crs_of(inputs.crs).epsg or 0,
            created_on=QDate.currentDate().toPyDate(),
            evidence=inputs.evidence,
        )
        return {"POOL": inputs.pool}
