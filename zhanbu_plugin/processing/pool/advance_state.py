"""``zhanbu:advancestate``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ...ledger.stepping import advance_and_book
from ...paths import version
from ...pool.filing.subjects import Concern
from ...pool.steps.acts import Act
from ...pool.steps.advancing import AdvanceReport
from ...pool.steps.rule_sets_in_use import one_rule_set_of, uids_concerned
from ...regimes.choosing import AUTO, choose_rule_set
from ...reports.language import said, tr
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.concerns import act_of, add_act, add_concern, concern_of
from ..inputs.elevation_model import elevation_model
from ..inputs.roles import add_county_layer, add_roles, unread_roles
from ..inputs.rules import add_own_rule_set, wanted_rule_set
from ..inputs.sources import UnreadLayer
from ..inputs.step_surroundings import step_surroundings
from ..inputs.systems import add_pool
from ..inputs.waiver_rows import UnreadWaivers, add_waivers, unread_waivers
from ..outputs.outputs import Outputs
from ..outputs.refusals import add_refusals, listing_refusals

_REFUSAL_COLUMNS = ("uid", "code", "check_id", "clause", "reason")


@dataclass(frozen=True)
class _Inputs:
    pool: str
    concern: Concern
    to_state: str
    act: Act
    rule_set: str
    roles: Mapping[str, UnreadLayer]
    dem: Path | str | None
    waivers: UnreadWaivers | None


class AdvanceState(ZhanbuAlgorithm[_Inputs]):
    """Parcels and matters take a step."""

    NAME = "advancestate"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Advance the state")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Lets parcels of the pool, or matters, take a step on the regulation's own path: forward, back for "
            "rectification, or out. The step must exist, the office be the one that takes it, and what the rules ask "
            "for must be on file; steps that city or province decide are recorded with the number of their document. "
            "All that may go do so in one transaction, and every other is refused with the check and the clause."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_concern(self, "PARCELS")
        self.add(
            QgsProcessingParameterString("TO_STATE", tr("To state")),
            tr("State that the step leads to, as the rule set calls it, for example CHECKED."),
        )
        add_act(self)
        add_own_rule_set(self)
        self.add(
            QgsProcessingParameterRasterLayer("DEM", tr("DEM"), optional=True),
            tr("Elevation model, where a check before the step measures slopes."),
        )
        add_roles(self, left_out=["county"])
        add_county_layer(self)
        add_waivers(self)
        add_refusals(self, tr("Those that didn't take the step, each with what speaks against it."))
        self.addOutput(QgsProcessingOutputNumber("ADVANCED", tr("Advanced")))
        self.addOutput(QgsProcessingOutputNumber("REFUSED", tr("Refused")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Who goes where, by whose act, measured against what."""
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            concern=concern_of(self, parameters, "PARCELS", context),
            to_state=self.parameterAsString(parameters, "TO_STATE", context).strip().upper(),
            act=act_of(self, parameters, context),
            rule_set=wanted_rule_set(self, parameters, context),
            roles=unread_roles(self, parameters, context),
            dem=elevation_model(self, parameters, context) if parameters.get("DEM") else None,
            waivers=unread_waivers(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Take the step and report."""
        uids = uids_concerned(inputs.pool, inputs.concern)
        own = one_rule_set_of(inputs.pool, uids) if inputs.rule_set == AUTO else inputs.rule_set
        rules = choose_rule_set(own, as_of=inputs.act.on)
        around = step_surroundings(inputs.pool, rules, inputs.to_state, inputs.roles, inputs.dem, feedback)
        report: AdvanceReport | None = None

        def though(reason: object) -> str:
            return (
                tr("{count} did take the step, but the list of refusals was not kept. {reason}").format(
                    count=len(report.advanced), reason=reason
                )
                if report is not None
                else ""
            )

        with listing_refusals(outputs, feedback, _REFUSAL_COLUMNS, though) as refusals:
            report = advance_and_book(
                inputs.pool,
                uids,
                inputs.to_state,
                inputs.act,
                rules,
                around,
                waivers=inputs.waivers.read(inputs.act.on) if inputs.waivers is not None else (),
                version=version(),
                progress=progress_of(feedback, 10, 95),
            )
            for refusal in report.refused:
                why = said(refusal.reason)
                row = [refusal.uid, refusal.code, refusal.check_id, refusal.clause, why]
                refusals.add(row, refusal.uid, refusal.code, why)
        return {"REFUSALS": refusals.name, "ADVANCED": len(report.advanced), "REFUSED": len(report.refused_uids)}
