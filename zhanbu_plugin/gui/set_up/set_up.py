"""What the user set up, as every page reads it (项目设置)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qgis.core import QgsRasterLayer, QgsVectorLayer

from ...processing.inputs.check_inputs import CheckInputs
from ...processing.inputs.sources import unread_layer
from ...reports.language import tr
from ...survey.problem import InputProblem
from ...survey.wording import translate


@dataclass(frozen=True)
class SetUp:
    """Layers, county, rules, day and pool as they stand in the project now."""

    survey: QgsVectorLayer | None
    dem: QgsRasterLayer | None
    county: str
    rule_set: str
    as_of: date
    pool: str
    roles: dict[str, QgsVectorLayer] = field(default_factory=dict)

    def require_survey(self) -> QgsVectorLayer:
        """The survey layer. Raises ``InputProblem`` while none is chosen."""
        if self.survey is None:
            raise InputProblem(
                translate("zhanbu", "No survey layer is chosen."),
                remedy=translate("zhanbu", "Choose the layer of land polygons in “Set-up”."),
            )
        return self.survey

    def require_pool(self) -> str:
        """Path of the pool. Raises ``InputProblem`` while none is chosen."""
        if not self.pool:
            raise InputProblem(
                translate("zhanbu", "No reserve pool is chosen."),
                remedy=translate("zhanbu", "Choose the county's pool in “Set-up”, or make a new one."),
            )
        return self.pool

    def check_inputs(self, fids: list[int] | None) -> CheckInputs:
        """Inputs of a check of some features of the survey layer, or of all. Call it on the window's thread.

        Raises ``InputProblem``.
        """
        return CheckInputs(
            unread_layer(self.require_survey(), fids),
            as_of=self.as_of,
            roles={role: unread_layer(layer) for role, layer in self.roles.items()},
            dem=self.dem_file(),
            pool=self.pool,
            rule_set=self.rule_set,
            county=self.county,
        )

    def dem_file(self) -> Path | None:
        """File of the elevation model. Raises ``InputProblem`` where it comes from a service."""
        if self.dem is None:
            return None
        if self.dem.providerType() != "gdal":
            raise InputProblem(
                translate("zhanbu", "The elevation model comes from a service, not from a file."),
                remedy=translate("zhanbu", "Export it to a GeoTIFF first (Layer ▸ Save As)."),
                source=self.dem.name(),
            )
        return Path(self.dem.source())

    def survey_line(self) -> str:
        """Which layer is worked on, in a sentence."""
        if self.survey is None:
            return tr("No survey layer is chosen yet: see “Set-up”.")
        return tr("Survey layer: {name}").format(name=self.survey.name())
