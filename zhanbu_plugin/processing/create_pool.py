"""``zhanbu:createpool``."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterCrs,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QDate

from ..pool.creation import create_pool
from ..reports.language import tr
from .algorithm import Parameters, ZhanbuAlgorithm
from .qgis_crs import crs_of


class CreatePool(ZhanbuAlgorithm):
    """A new reserve pool."""

    NAME = "createpool"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Create a reserve pool")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Makes the county's reserve pool: one GeoPackage that keeps every parcel from candidate on, with its "
            "claim on the ground, its checks and its history. An existing file is never replaced."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(QgsProcessingParameterString("POOL", tr("New pool")), tr("Path of the new file, ending in .gpkg."))
        self.add(QgsProcessingParameterString("COUNTY", tr("County code")), tr("Six digits of the county."))
        self.add(
            QgsProcessingParameterCrs("CRS", tr("Coordinate reference system")),
            tr("The county's CGCS2000 Gauss–Krüger zone, for example EPSG:4527."),
        )
        self.addOutput(QgsProcessingOutputFile("POOL", tr("Reserve pool")))

    def work(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Create the file."""
        chosen = self.parameterAsCrs(parameters, "CRS", context)
        if not chosen.isValid():
            raise QgsProcessingException(
                tr("CRS: choose the county's CGCS2000 Gauss–Krüger zone, for example EPSG:4527.")
            )
        target = self.path(parameters, "POOL", context)
        create_pool(
            self.parameterAsString(parameters, "POOL", context).strip(),
            county=self.parameterAsString(parameters, "COUNTY", context),
            epsg=crs_of(chosen).epsg or 0,
            created_on=QDate.currentDate().toPyDate(),
        )
        return {"POOL": str(target)}
