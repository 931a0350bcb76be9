"""The parameter that says which field names the parcels in a table."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterField

from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm


def add_id_field(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``ID_FIELD``, of the layer ``INPUT``."""
    algorithm.add(
        QgsProcessingParameterField("ID_FIELD", tr("Parcel id"), parentLayerParameterName="INPUT", optional=True),
        tr(
            "Field that names the parcels in the table. Empty means BSM, else the feature id; a name that occurs twice "
            "gets the feature id behind it."
        ),
        advanced=True,
    )


def id_field_of(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> str:
    """Value of ``ID_FIELD``, empty where none was chosen."""
    return algorithm.parameterAsString(parameters, "ID_FIELD", context).strip()
