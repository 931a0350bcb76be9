"""``zhanbu:closeyear``."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...ledger.closing import CloseReport, close_year_in, missing_reviews
from ...pool.steps.acts import Act
from ...regimes.actors import actors
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import add_doc_no, add_recorded, recorded_at
from ..inputs.ledger_acts import rules_even_after
from ..inputs.rules import add_rule_set, wanted_rule_set
from ..inputs.systems import add_pool, add_system
from ..ledger.booking import add_trial, booked, only_try
from ..outputs.outputs import Outputs

_OFFICES = {"FOREST": "COUNTY_FORESTRY"}
_SHOWN = 20
"""How many missing reviews are named."""


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    year: int
    act: Act
    rule_set: str
    county: str
    only_try: bool


class CloseYear(ZhanbuAlgorithm[_Inputs]):
    """What carries over, what is void."""

    NAME = "closeyear"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Close a year")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Closes a year of the ledger on a day after its end. Extra quota of Jiangxi that wasn't used by the end of "
            "the pilot is void, also where it is linked to a project that wasn't approved in time (JX-3.3.3c); "
            "cropland indicators carry over to the next year (HB-28). A year is closed once. Yearly reviews that are "
            "missing are named, and so are lots of the year that no survey was held against yet: reconcile with the "
            "newest survey first."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        self.add(
            QgsProcessingParameterNumber("YEAR", tr("Year"), minValue=1950, maxValue=2100), tr("Year that is closed.")
        )
        self.add_day()
        role = QgsProcessingParameterString("ROLE", tr("Role"), optional=True)
        role.setMetadata({"widget_wrapper": {"value_hints": list(actors())}})
        self.add(role, tr("Office that closes it. Empty: the county's office for this system."), advanced=True)
        add_doc_no(self)
        add_recorded(self)
        add_rule_set(self)
        add_trial(self)
        self.addOutput(QgsProcessingOutputNumber("VOIDED", tr("Void (m²)")))
        self.addOutput(QgsProcessingOutputNumber("CARRIED", tr("Carried over (m²)")))
        self.addOutput(QgsProcessingOutputNumber("AVAILABLE", tr("Available afterwards (m²)")))
        self.addOutput(QgsProcessingOutputNumber("OVERDUE", tr("Missing reviews")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Which year, by whose act."""
        system = self.parameterAsEnumString(parameters, "SYSTEM", context)
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            system=system,
            year=self.parameterAsInt(parameters, "YEAR", context),
            act=Act(
                self.parameterAsString(parameters, "ROLE", context).strip() or _OFFICES.get(system, "COUNTY_NR"),
                self.day(parameters, context),
                self.parameterAsString(parameters, "DOC_NO", context).strip(),
                recorded_at(self, parameters, context),
            ),
            rule_set=wanted_rule_set(self, parameters, context),
            county=self.parameterAsString(parameters, "COUNTY", context).strip(),
            only_try=only_try(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Close it."""
        system, year, act = inputs.system, inputs.year, inputs.act
        rules = rules_even_after(inputs.pool, inputs.rule_set, inputs.county, system, act.on)
        overdue = missing_reviews(inputs.pool, year, rules, act.on)
        report = booked(
            inputs.pool,
            lambda pool, journal: close_year_in(pool, journal, system, year, act, rules),
            only_try=inputs.only_try,
        )
        _tell(report, [(item.uid, item.deadline.clause) for item in overdue], year, feedback)
        return {
            "VOIDED": m2_of(report.voided_dm2),
            "CARRIED": m2_of(report.carried_dm2),
            "AVAILABLE": m2_of(report.available_dm2),
            "OVERDUE": len(overdue),
        }


def _tell(report: CloseReport, overdue: list[tuple[str, str]], year: int, feedback: QgsProcessingFeedback) -> None:
    if overdue:
        feedback.pushWarning(
            tr("{count} reviews of {year} are missing ({clause}): {names}").format(
                count=len(overdue),
                year=year,
                clause=overdue[0][1],
                names=", ".join(uid for uid, _ in overdue[:_SHOWN]) + (" …" if len(overdue) > _SHOWN else ""),
            )
        )
    if report.unchecked:
        feedback.pushWarning(
            tr("No survey was held yet against {count} lots that came in in {year}: {names}").format(
                count=len(report.unchecked),
                year=year,
                names=", ".join(report.unchecked[:_SHOWN]) + (" …" if len(report.unchecked) > _SHOWN else ""),
            )
        )
