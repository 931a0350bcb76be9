"""Parameters of a check, shared by every algorithm that checks parcels."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm
from .check_inputs import CheckInputs
from .elevation_model import elevation_model
from .roles import add_county_layer, add_roles, unread_optional, unread_roles
from .rules import add_rule_set, add_stage_and_category, wanted_rule_set
from .sources import UnreadLayer, unread_input
from .waiver_rows import add_waivers, unread_waivers


def add_check_parameters(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare everything that a check depends on."""
    algorithm.add(
        QgsProcessingParameterFeatureSource("INPUT", tr("Parcels"), [QgsProcessing.SourceType.TypeVectorAnyGeometry]),
        tr("Polygons to check, with the survey's fields. Only the selected ones, if you say so."),
    )
    add_rule_set(algorithm)
    algorithm.add_day()
    add_stage_and_category(algorithm)
    algorithm.add(
        QgsProcessingParameterRasterLayer("DEM", tr("DEM"), optional=True),
        tr("Elevation model in any coordinate reference system, with cells of 5 m or so."),
    )
    algorithm.add(
        QgsProcessingParameterString("POOL", tr("Reserve pool"), optional=True),
        tr("GeoPackage of the county's pool, to find ground that is claimed already."),
    )
    add_roles(algorithm, left_out=["county"])
    add_county_layer(algorithm)
    add_waivers(algorithm)
    algorithm.add(
        QgsProcessingParameterField("ID_FIELD", tr("Parcel id"), parentLayerParameterName="INPUT", optional=True),
        tr("Field that names the parcels in findings. Empty means BSM, else the feature id."),
        advanced=True,
    )


def check_inputs_of(
    algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext
) -> CheckInputs:
    """What these parameters say. Raises ``InputProblem``, ``QgsProcessingException``."""
    return CheckInputs(
        unread_input(algorithm, parameters, "INPUT", context),
        as_of=algorithm.day(parameters, context),
        roles=_roles(algorithm, parameters, context),
        dem=elevation_model(algorithm, parameters, context) if parameters.get("DEM") else None,
        pool=algorithm.parameterAsString(parameters, "POOL", context).strip(),
        rule_set=wanted_rule_set(algorithm, parameters, context),
        county=_county(algorithm, parameters, context),
        stage=algorithm.parameterAsString(parameters, "STAGE", context).strip(),
        category=algorithm.parameterAsEnumString(parameters, "CATEGORY", context),
        id_field=algorithm.parameterAsString(parameters, "ID_FIELD", context),
        waivers=unread_waivers(algorithm, parameters, context),
    )


def _roles(
    algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext
) -> dict[str, UnreadLayer]:
    roles = unread_roles(algorithm, parameters, context)
    if "county" not in roles and not _is_code(algorithm, parameters, context):
        boundary = unread_optional(algorithm, parameters, "COUNTY", context)
        roles |= {"county": boundary} if boundary is not None else {}
    return roles


def _is_code(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> bool:
    """``COUNTY`` is also the role's name in capitals, so a layer given there is understood."""
    text = algorithm.parameterAsString(parameters, "COUNTY", context).strip()
    return text.isdigit() or algorithm.parameterAsVectorLayer(parameters, "COUNTY", context) is None


def _county(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> str:
    given = algorithm.parameterAsString(parameters, "COUNTY", context).strip()
    return str(given) if given and _is_code(algorithm, parameters, context) else ""
