"""Parameters that choose the rules: rule set, county, stage, category."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterEnum, QgsProcessingParameterString

from ..regimes.choosing import AUTO, rule_sets
from ..reports.language import tr
from .algorithm import Parameters, ZhanbuAlgorithm


def add_rule_set(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``RULE_SET`` and ``COUNTY``."""
    algorithm.add(
        QgsProcessingParameterEnum(
            "RULE_SET",
            tr("Rule set"),
            options=[AUTO, *sorted(rule_sets())],
            defaultValue=AUTO,
            usesStaticStrings=True,
        ),
        tr("Regulation to apply; “auto” chooses it by county code and date."),
    )
    algorithm.add(
        QgsProcessingParameterString("COUNTY", tr("County code"), optional=True),
        tr("Six digits of the submitting county. Empty means the pool's county, where a pool is given."),
    )


def wanted_rule_set(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> str:
    """Id of the rule set that was asked for, or ``auto``."""
    return str(algorithm.parameterAsEnumString(parameters, "RULE_SET", context) or AUTO)


def add_stage_and_category(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``STAGE`` and ``CATEGORY``."""
    algorithm.add(
        QgsProcessingParameterString("STAGE", tr("Stage"), optional=True),
        tr("State whose parcels are examined, for example CANDIDATE. Empty means the regulation's first state."),
    )
    names = sorted({name for rule_set in rule_sets().values() for name in rule_set.categories})
    algorithm.add(
        QgsProcessingParameterEnum("CATEGORY", tr("Category"), options=names, usesStaticStrings=True, optional=True),
        tr(
            "How the land becomes a supplement: restored, reclaimed or rehabilitated. Empty takes the layer's field "
            "“category”, else what the class suggests."
        ),
    )
