"""What algorithms ask for that record decisions about amounts: areas, days, and rules that may have expired."""

from __future__ import annotations

from datetime import date
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterNumber, QgsProcessingParameterString

from ...pool.database import PoolAddress
from ...pool.reading import pool_identity
from ...regimes.choosing import AUTO, choose_rule_set, rule_sets
from ...regimes.rule_set import RuleSet
from ...reports.language import tr
from ...survey.problem import InputProblem
from ...survey.units import to_dm2
from ..algorithm import Parameters, ZhanbuAlgorithm, iso_day

REAL = QgsProcessingParameterNumber.Type.Double


def add_amount(algorithm: ZhanbuAlgorithm[Any], name: str, title: str, help_text: str, *, optional: bool) -> None:
    """Declare an area in m²."""
    algorithm.add(QgsProcessingParameterNumber(name, title, REAL, optional=optional, minValue=0), help_text)


def add_some_paddy(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``PADDY_M2``."""
    algorithm.add(
        QgsProcessingParameterNumber("PADDY_M2", tr("Of it paddy (m²)"), REAL, defaultValue=0, minValue=0),
        tr("Paddy within the area, in square metres."),
        advanced=True,
    )


def amount_dm2(
    algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, name: str, context: QgsProcessingContext
) -> int | None:
    """Value of an area, rounded to 0.01 m²; ``None`` when it is empty."""
    given = parameters.get(name)
    return None if given is None or given == "" else to_dm2(algorithm.parameterAsDouble(parameters, name, context))


def add_some_day(algorithm: ZhanbuAlgorithm[Any], name: str, title: str, help_text: str) -> None:
    """Declare an optional date."""
    algorithm.add(QgsProcessingParameterString(name, title, optional=True), help_text)


def some_day(
    algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, name: str, context: QgsProcessingContext
) -> date | None:
    """Value of an optional date. Raises ``QgsProcessingException`` for anything else."""
    text = algorithm.parameterAsString(parameters, name, context).strip()
    return iso_day(text, name) if text else None


def rules_even_after(pool: PoolAddress, wanted: str, county: str, system: str, on: date) -> RuleSet:
    """The rules to apply on a day; where none are in force any more, those that were last.

    What they began is brought to its end by them: a freeze is lifted, the quota of a pilot void. Raises
    ``InputProblem`` where no rules ever were.
    """
    code = county or pool_identity(pool).county
    try:
        return choose_rule_set(wanted, as_of=on, county=code, system=system)
    except InputProblem:
        last = last_rules(code, system, on)
        if wanted != AUTO or last is None:
            raise
        return last


def last_rules(county: str, system: str, on: date) -> RuleSet | None:
    """The rule set of a county and system that ended last before a day."""
    past = [r for r in rule_sets().values() if r.system == system and r.covers(county) and r.valid_to < on]
    return max(past, key=lambda r: r.valid_to, default=None)
