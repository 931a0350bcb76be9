"""The parameter that names a county's own templates of papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsProcessingContext, QgsProcessingParameterFile

from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm


def add_templates(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``TEMPLATES``."""
    algorithm.add(
        QgsProcessingParameterFile(
            "TEMPLATES", tr("Folder of templates"), Qgis.ProcessingFileParameterBehavior.Folder, optional=True
        ),
        tr("Your own copy of resources/papers. What it lacks comes from the plugin."),
        advanced=True,
    )


def templates_of(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> Path | None:
    """Its value, ``None`` where it is left empty."""
    text = algorithm.parameterAsString(parameters, "TEMPLATES", context).strip()
    return Path(text) if text else None
