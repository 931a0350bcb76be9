"""What algorithms that book in the ledger have in common: project, trial run, rules, one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ...ledger.simulating import simulate
from ...ledger.spendable import obstacles, read_spendable
from ...pool.database import PoolAddress, pool_for_writing
from ...pool.reading import pool_identity
from ...pool.steps.acts import Act, Journal
from ...pool.store import PoolReader, PoolWriter
from ...regimes.choosing import choose_rule_set
from ...regimes.rule_set import RuleSet
from ...reports.language import said, tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm, stop_if_cancelled
from ..inputs.systems import SYSTEMS
from ..outputs.outputs import Outputs

Result = TypeVar("Result")


def add_project_no(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``PROJECT_NO``."""
    algorithm.add(
        QgsProcessingParameterString("PROJECT_NO", tr("Project no.")),
        tr("Number of the project that takes the land, as it stands on its link sheet."),
    )


def add_system_of_project(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``SYSTEM`` where the project itself tells it."""
    algorithm.add(
        QgsProcessingParameterEnum(
            "SYSTEM", tr("System"), options=list(SYSTEMS), usesStaticStrings=True, optional=True
        ),
        tr("CROP, FOREST or INOUT. Empty: the one in which the project was linked."),
        advanced=True,
    )


def add_trial(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``SIMULATE``."""
    algorithm.add(
        QgsProcessingParameterBoolean("SIMULATE", tr("Only try"), defaultValue=False),
        tr("What if: everything is computed, and refused, as if it were done, but the pool stays as it is."),
    )


def rules_of(pool: PoolAddress, wanted: str, county: str, system: str, act: Act) -> RuleSet:
    """The rules in force on the day of the act. Raises ``InputProblem``."""
    return choose_rule_set(wanted, as_of=act.on, county=county or pool_identity(pool).county, system=system)


def booked(
    pool: PoolAddress,
    action: Callable[[PoolWriter, Journal], Result],
    feedback: QgsProcessingFeedback | None = None,
    *,
    only_try: bool,
) -> Result:
    """Carry something out in one transaction, which is undone at the end when it is only tried.

    What the action raises undoes it too, so outputs that are made in it and the pool agree. Raises ``Cancelled`` up to
    the last moment.
    """

    def action_unless_cancelled(opened: PoolWriter, journal: Journal) -> Result:
        heard = feedback or QgsProcessingFeedback()
        stop_if_cancelled(heard)
        done = action(opened, journal)
        stop_if_cancelled(heard)
        return done

    if only_try:
        return simulate(pool, action_unless_cancelled)
    with pool_for_writing(pool) as opened, opened.writing():
        return action_unless_cancelled(opened, Journal(opened))


def publish_after(outputs: Outputs, done: str) -> None:
    """Put files in their places once the pool has changed. Raises ``QgsProcessingException`` that says what is done."""
    try:
        outputs.publish()
    except QgsProcessingException as error:
        raise QgsProcessingException(
            tr("{done} is booked, but a file was not kept. {reason}").format(done=done, reason=error)
        ) from error


def tell_spendable(pool: PoolReader, system: str, indicator: str, act: Act, feedback: QgsProcessingFeedback) -> None:
    """Say what may be spent on the day, and what stands in the way of the rest."""
    found = read_spendable(pool, system=system, on=act.on, indicator=indicator)
    feedback.pushInfo(
        tr("{indicator}: {usable:.2f} m² may be used on {day}; {available:.2f} m² are available in all.").format(
            indicator=indicator,
            usable=m2_of(found.usable_dm2),
            day=act.on.isoformat(),
            available=m2_of(found.available_dm2),
        )
    )
    for obstacle in obstacles(found):
        feedback.pushInfo(f"    {said(obstacle)}")


def only_try(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> bool:
    """Value of ``SIMULATE``."""
    return bool(algorithm.parameterAsBool(parameters, "SIMULATE", context))
