"""Parameters that say how a spot check is drawn: ratio, seed, and what changes which parcels are taken."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm


@dataclass(frozen=True)
class DrawOptions:
    """How to draw: see ``exchange.sampling.draw``. ``forced`` are ids; ``force_waived`` adds those with waivers."""

    ratio: Decimal
    seed: str
    by_township: bool
    forced: tuple[str, ...]
    force_waived: bool
    trim: bool


def add_draw_options(algorithm: ZhanbuAlgorithm[Any], *, seed_optional: bool = False) -> None:
    """Declare ``RATIO``, ``SEED``, ``BY_TOWNSHIP``, ``FORCE_WAIVED``, ``TRIM`` and ``FORCED``."""
    algorithm.add(
        QgsProcessingParameterNumber(
            "RATIO",
            tr("Ratio"),
            QgsProcessingParameterNumber.Type.Double,
            defaultValue=0.3,
            minValue=0.0,
            maxValue=1.0,
        ),
        tr("Share of the area to be drawn, above 0 and up to 1. In Jiangxi the city takes 0.3, the province 0.15."),
    )
    algorithm.add(
        QgsProcessingParameterString("SEED", tr("Seed"), optional=seed_optional),
        tr("Text that fixes the draw, for example JX|360122|2023|CITY|1."),
    )
    for name, title, told in (
        (
            "BY_TOWNSHIP",
            tr("By township"),
            tr("Let every township reach the ratio by itself. The township follows from the place's code, ZLDWDM."),
        ),
        (
            "FORCE_WAIVED",
            tr("Always those with waivers"),
            tr("Of a pool or package: parcels with a waiver are looked at in any case and count towards the ratio."),
        ),
        (
            "TRIM",
            tr("Replace a large last parcel"),
            tr("Take in place of the last parcel the smallest one that reaches the ratio too."),
        ),
    ):
        algorithm.add(QgsProcessingParameterBoolean(name, title, defaultValue=False), told, advanced=True)
    algorithm.add(
        QgsProcessingParameterString("FORCED", tr("Parcels in any case"), optional=True),
        tr("Numbers of parcels that are looked at in any case, with commas between. They count towards the ratio."),
        advanced=True,
    )


def draw_options(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> DrawOptions:
    """Their values."""
    return DrawOptions(
        Decimal(repr(algorithm.parameterAsDouble(parameters, "RATIO", context))),
        algorithm.parameterAsString(parameters, "SEED", context),
        algorithm.parameterAsBoolean(parameters, "BY_TOWNSHIP", context),
        listed(algorithm.parameterAsString(parameters, "FORCED", context)),
        algorithm.parameterAsBoolean(parameters, "FORCE_WAIVED", context),
        algorithm.parameterAsBoolean(parameters, "TRIM", context),
    )


def listed(text: str) -> tuple[str, ...]:
    """Numbers between commas, ASCII or full-width."""
    return tuple(name for part in text.replace("，", ",").split(",") if (name := part.strip()))
