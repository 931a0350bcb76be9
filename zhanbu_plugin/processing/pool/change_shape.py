"""``zhanbu:changeshape``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)

from ...checks.checked import CheckedParcel
from ...checks.checked_layer import CheckedLayer, read_checked
from ...pool.steps.acts import Act
from ...pool.steps.rule_sets_in_use import one_rule_set_of
from ...pool.steps.versions import new_version
from ...regimes.choosing import AUTO, choose_rule_set
from ...reports.language import said, tr
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..inputs.concerns import act_of, add_act
from ..inputs.rules import add_own_rule_set, wanted_rule_set
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..inputs.systems import add_pool
from ..outputs.outputs import Outputs
from ..outputs.refusals import add_refusals, listing_refusals

_REFUSAL_COLUMNS = ("parcel_id", "reason")


@dataclass(frozen=True)
class _Inputs:
    checked: UnreadLayer
    pool: str
    parcel: str
    reason: str
    act: Act
    rule_set: str


class ChangeShape(ZhanbuAlgorithm[_Inputs]):
    """Parcels of the pool get another shape, checked anew."""

    NAME = "changeshape"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Change the shape of parcels")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Gives parcels of the pool the shape with which they were checked anew, for example the boundary that was "
            "accepted, or what a cut left. The former shape is kept as a version with reason, date and document. The "
            "new ground must be free, the survey parcel the same, and the check eligible. Where shape and area are "
            "fixed, the parcel first takes a step back. A parcel that is refused doesn't hold up the others."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Checked parcels"), [QgsProcessing.SourceType.TypeVectorPolygon]
            ),
            tr(
                "Output of “Check parcels” on the new shapes, checked with this pool and with the field that holds the "
                "pool's ids (parcel_uid) as their id, so that their own ground isn't held against them."
            ),
        )
        add_pool(self)
        self.add(
            QgsProcessingParameterString("PARCEL", tr("Parcel"), optional=True),
            tr("Id of the pool's parcel (parcel_uid), where INPUT holds one parcel under another name."),
        )
        self.add(
            QgsProcessingParameterString("REASON", tr("Reason")),
            tr("Why the shape changes, for example: boundary as accepted."),
        )
        add_act(self)
        add_own_rule_set(self)
        add_refusals(self, tr("Parcels whose shape stays, with the reason."))
        self.addOutput(QgsProcessingOutputNumber("CHANGED", tr("Changed parcels")))
        self.addOutput(QgsProcessingOutputNumber("REFUSED", tr("Refused parcels")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Which shapes, whose, and by whose act."""
        return _Inputs(
            checked=unread_input(self, parameters, "INPUT", context),
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            parcel=self.parameterAsString(parameters, "PARCEL", context).strip(),
            reason=self.parameterAsString(parameters, "REASON", context).strip(),
            act=act_of(self, parameters, context),
            rule_set=wanted_rule_set(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Change them one by one, each whole or not at all."""
        checked = read_checked(read_told(inputs.checked, feedback))
        changed: list[str] = []

        def though(reason: object) -> str:
            return (
                tr("{count} parcels have their new shape, but the list of refusals was not kept. {reason}").format(
                    count=len(changed), reason=reason
                )
                if changed
                else ""
            )

        with listing_refusals(outputs, feedback, _REFUSAL_COLUMNS, though) as refusals:
            for uid, reason in _changes(checked, inputs):
                if reason is None:
                    changed.append(uid)
                else:
                    row = [uid, said(reason)]
                    refusals.add(row, *row)
        return {"REFUSALS": refusals.name, "CHANGED": len(changed), "REFUSED": refusals.count}


def _changes(checked: CheckedLayer, inputs: _Inputs) -> Iterator[tuple[str, Wording | None]]:
    """Each parcel's uid with what speaks against its new shape, or ``None`` when it has it now."""
    count = len(checked.parcels) + len(checked.barred) + len(checked.unreadable)
    if inputs.parcel and count != 1:
        raise InputProblem(
            translate("zhanbu", "The layer holds {count} parcels, and one is named.", count=count),
            remedy=translate("zhanbu", "Give a layer of one parcel, or leave PARCEL empty and use the pool's own ids."),
            field="PARCEL",
        )
    for parcel_id, why in checked.barred:
        yield inputs.parcel or parcel_id, Wording("{why}", {"why": why})
    for parcel_id in checked.unreadable:
        yield inputs.parcel or parcel_id, translate("zhanbu", "The parcel was changed after its check. Check it again.")
    for parcel in checked.parcels:
        uid = inputs.parcel or parcel.parcel_id
        yield uid, _changed(uid, parcel, inputs)


def _changed(uid: str, parcel: CheckedParcel, inputs: _Inputs) -> Wording | None:
    try:
        own = one_rule_set_of(inputs.pool, [uid]) if inputs.rule_set == AUTO else inputs.rule_set
        new_version(inputs.pool, uid, parcel, inputs.reason, inputs.act, choose_rule_set(own, as_of=inputs.act.on))
    except InputProblem as problem:
        return problem.wording()
    return None
