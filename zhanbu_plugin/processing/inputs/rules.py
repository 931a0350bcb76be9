"""Parameters that choose the rules: rule set, county, stage, category."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ...regimes.choosing import AUTO, choices, rule_sets
from ...regimes.county_rules import county_folder
from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm


def look_for_county_rules() -> None:
    """A county's own rules lie in the folder ``rule_sets`` of the user's profile."""
    county_folder.path = Path(QgsApplication.qgisSettingsDirPath()) / "rule_sets"


def add_rule_set(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``RULE_SET`` and ``COUNTY``."""
    rule_set = QgsProcessingParameterString("RULE_SET", tr("Rule set"), defaultValue=AUTO)
    rule_set.setMetadata({"widget_wrapper": {"value_hints": [AUTO, *(found.id for found in choices())]}})
    algorithm.add(
        rule_set,
        tr(
            "Regulation to apply: “auto” chooses it by county code and date, a county's own rules before those of its "
            "province. Its id, or the path of the YAML file of a county's own rules, may be given instead."
        ),
    )
    algorithm.add(
        QgsProcessingParameterString("COUNTY", tr("County code"), optional=True),
        tr("Six digits of the submitting county. Empty means the pool's county, where a pool is given."),
    )


def add_own_rule_set(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``RULE_SET`` where the pool knows by which rules its parcels and matters entered."""
    algorithm.add(
        QgsProcessingParameterString("RULE_SET", tr("Rule set"), defaultValue=AUTO),
        tr(
            "“auto” takes the rules by which the parcels and matters entered the pool. The id, or the path of the YAML "
            "file, of a county's own rules over these may be given instead."
        ),
        advanced=True,
    )


def wanted_rule_set(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> str:
    """Id or file of the rule set that was asked for, or ``auto``."""
    return str(algorithm.parameterAsString(parameters, "RULE_SET", context)).strip() or AUTO


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
