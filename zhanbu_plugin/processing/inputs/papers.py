"""Parameters of papers to sign."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterFileDestination, QgsProcessingParameterString

from ...pool.reading import pool_identity
from ...regimes.rule_set import RuleSet
from ...reports.language import tr
from ...reports.year_papers import PaperHead
from ..algorithm import Parameters, ZhanbuAlgorithm


def add_paper(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``PAPER`` and ``COUNTY_NAME``."""
    algorithm.add(
        QgsProcessingParameterString("COUNTY_NAME", tr("County on the paper"), optional=True),
        tr("Code or name of the county that the paper shows. Empty: the pool's county."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterFileDestination(
            "PAPER", tr("Paper"), "PDF (*.pdf)", optional=True, createByDefault=False
        ),
        tr("The paper to print and sign, in Chinese."),
    )


def paper_head(
    algorithm: ZhanbuAlgorithm[Any],
    parameters: Parameters,
    context: QgsProcessingContext,
    rules: RuleSet,
    pool: str,
) -> PaperHead:
    """What the paper says of itself; the county is read from the pool where nobody names it."""
    named = algorithm.parameterAsString(parameters, "COUNTY_NAME", context).strip()
    wanted = bool(algorithm.parameterAsFileOutput(parameters, "PAPER", context))
    county = named or (pool_identity(pool).county if pool and wanted else "")
    return PaperHead(county, algorithm.day(parameters, context), f"{rules.title.zh}（{rules.document}）")
