"""``zhanbu:pushtopool``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)

from ...checks.checked_layer import CheckedLayer, read_checked
from ...pool.records import PushReport, Refusal
from ...regimes.actors import TECHNICIAN
from ...reports.language import said, tr
from ...survey.wording import Wording, translate
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..inputs.systems import add_batch, add_pool, add_system
from ..outputs.outputs import Outputs
from ..outputs.refusals import add_refusals, listing_refusals
from .pushing import push_checked


@dataclass(frozen=True)
class _Inputs:
    checked: UnreadLayer
    pool: str
    system: str
    batch: str
    as_of: date
    role: str
    rules: str


class PushToPool(ZhanbuAlgorithm[_Inputs]):
    """Checked parcels into the pool, in one transaction."""

    NAME = "pushtopool"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Push to the reserve pool")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Enters checked parcels into the pool, with claim and event, all in one transaction. A parcel is refused, "
            "with a reason, when its verdict doesn't allow it, its check is stale or was changed since, or its ground "
            "or survey id is claimed already. Refused parcels don't hold up the others."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Checked parcels"), [QgsProcessing.SourceType.TypeVectorPolygon]
            ),
            tr("Output of “Check parcels”, unchanged. Only the selected ones, if you say so."),
        )
        add_pool(self)
        add_system(self)
        add_batch(self)
        self.add_day()
        self.add(
            QgsProcessingParameterString("ROLE", tr("Role"), defaultValue=TECHNICIAN),
            tr("In whose name the parcels are entered, for example COUNTY_NR."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("RULE_SET", tr("File of the county's own rules"), optional=True),
            tr(
                "YAML file of the county's own rules by which the parcels were checked, where it doesn't lie in the "
                "profile's folder “rule_sets”."
            ),
            advanced=True,
        )
        add_refusals(self, tr("Refused parcels with a reason each."))
        self.addOutput(QgsProcessingOutputNumber("ADMITTED", tr("Admitted parcels")))
        self.addOutput(QgsProcessingOutputNumber("REFUSED", tr("Refused parcels")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Checked layer, pool, and on what terms."""
        return _Inputs(
            unread_input(self, parameters, "INPUT", context),
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            batch=self.parameterAsString(parameters, "BATCH", context),
            as_of=self.day(parameters, context),
            role=self.parameterAsString(parameters, "ROLE", context).strip(),
            rules=self.parameterAsString(parameters, "RULE_SET", context).strip(),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Push and report."""
        checked = read_checked(read_told(inputs.checked, feedback))
        report: PushReport | None = None

        def though(reason: object) -> str:
            return (
                tr("{count} parcels did enter the pool, but the list of refusals was not kept. {reason}").format(
                    count=len(report.admitted), reason=reason
                )
                if report is not None
                else ""
            )

        with listing_refusals(outputs, feedback, ("parcel_id", "code", "reason"), though) as refusals:
            report = _pushed(checked, inputs, feedback)
            for refusal in sorted([*_refused_unread(checked), *report.refused], key=lambda refusal: refusal.parcel_id):
                row = [refusal.parcel_id, refusal.code, said(refusal.reason)]
                refusals.add(row, *row)
        return {"REFUSALS": refusals.name, "ADMITTED": len(report.admitted), "REFUSED": refusals.count}


def _pushed(checked: CheckedLayer, inputs: _Inputs, feedback: QgsProcessingFeedback) -> PushReport:
    return push_checked(
        inputs.pool,
        checked.parcels,
        system=inputs.system,
        batch=inputs.batch,
        as_of=inputs.as_of,
        role=inputs.role,
        layer_paths=checked.layer_paths,
        rules=inputs.rules,
        progress=progress_of(feedback, 10, 100),
    )


def _refused_unread(checked: CheckedLayer) -> list[Refusal]:
    """Refusals that need no pool: barred by their verdict, or with a check that can't be read."""
    cut = translate(
        "zhanbu",
        "The check's columns can't be read: they were edited, or cut by a format with short texts. Check again and "
        "save the result as GeoPackage.",
    )
    barred = [Refusal(parcel_id, "NOT_ELIGIBLE", Wording("{why}", {"why": why})) for parcel_id, why in checked.barred]
    return [*barred, *(Refusal(parcel_id, "SEAL_BROKEN", cut) for parcel_id in checked.unreadable)]
