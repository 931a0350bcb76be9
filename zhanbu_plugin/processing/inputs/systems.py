"""Parameters that name a pool, a system and a batch."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingParameterEnum, QgsProcessingParameterString

from ...reports.language import tr
from ..algorithm import ZhanbuAlgorithm

SYSTEMS = ("CROP", "FOREST", "INOUT")


def add_pool(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``POOL``."""
    algorithm.add(
        QgsProcessingParameterString("POOL", tr("Reserve pool")),
        tr("Path of the county's pool, a GeoPackage; or pg:CONNECTION/SCHEMA with a PostgreSQL connection of QGIS."),
    )


def add_system(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``SYSTEM``."""
    algorithm.add(
        QgsProcessingParameterEnum(
            "SYSTEM", tr("System"), options=list(SYSTEMS), defaultValue=SYSTEMS[0], usesStaticStrings=True
        ),
        tr("CROP: cropland balance. FOREST: forest balance. INOUT: yearly in and out of cropland."),
    )


def add_batch(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``BATCH``."""
    algorithm.add(QgsProcessingParameterString("BATCH", tr("Batch")), tr("Name of the batch, for example 2026-01."))
