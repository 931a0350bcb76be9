"""Parameters for layer roles: one optional layer each, named by the role in capitals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterVectorLayer,
)

from ...regimes.roles import Role, roles
from ...reports.language import interface_is_chinese, tr
from ..algorithm import Parameters, ZhanbuAlgorithm
from .sources import UnreadLayer, unread_layer, without_guessed_crs


def role_name(role: Role) -> str:
    """Name of a role in the user's language."""
    return role.name_zh if interface_is_chinese() else role.name_en[:1].upper() + role.name_en[1:]


def add_roles(algorithm: ZhanbuAlgorithm[Any], left_out: Iterable[str] = ()) -> None:
    """Declare a parameter for every role."""
    for role in roles().values():
        if role.id not in left_out:
            algorithm.add(
                QgsProcessingParameterVectorLayer(
                    role.id.upper(),
                    role_name(role),
                    [int(Qgis.ProcessingSourceType.VectorPolygon.value)],
                    optional=True,
                ),
                tr("Polygon layer in any coordinate reference system. Without it, checks that need it stay open."),
            )


COUNTY_LAYER = "COUNTY_LAYER"
"""Parameter of the county's boundary where ``COUNTY`` is its code."""


def add_county_layer(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``COUNTY_LAYER``."""
    algorithm.add(
        QgsProcessingParameterVectorLayer(
            COUNTY_LAYER,
            role_name(roles()["county"]),
            [int(Qgis.ProcessingSourceType.VectorPolygon.value)],
            optional=True,
        ),
        tr("Polygon of the county, to find parcels that lie outside or across its boundary."),
    )


def unread_roles(
    algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext
) -> dict[str, UnreadLayer]:
    """The layers given for roles, still to be read. One that was named but can't be loaded is an error, not missing."""
    found = {}
    for role in roles():
        name = COUNTY_LAYER if role == "county" and algorithm.parameterDefinition(COUNTY_LAYER) else role.upper()
        layer = unread_optional(algorithm, parameters, name, context)
        if layer is not None:
            found[role] = layer
    return found


def unread_optional(
    algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, name: str, context: QgsProcessingContext
) -> UnreadLayer | None:
    """The layer given for a parameter, or ``None``. Raises when it was named but can't be opened."""
    given = parameters.get(name)
    if given in (None, ""):
        return None
    layer = algorithm.parameterAsVectorLayer(parameters, name, context)
    if layer is None:
        raise QgsProcessingException(
            tr("{role}: {layer} can't be opened. Check the path, or leave it empty.").format(role=name, layer=given)
        )
    return without_guessed_crs(unread_layer(layer), layer, given, context)
