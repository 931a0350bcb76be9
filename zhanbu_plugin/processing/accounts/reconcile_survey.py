"""``zhanbu:reconcilesurvey``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsWkbTypes,
)

from ...ledger.reconciling import ParcelChange, ReconcileOrder, ReconcileReport, reconcile
from ...pool.reading import pool_identity
from ...pool.steps.acts import Act
from ...regimes.choosing import choose_rule_set
from ...reports.language import said, tr
from ...survey.units import m2_of
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.concerns import add_doc_no, add_recorded, recorded_at
from ..inputs.roles import unread_optional
from ..inputs.rules import add_own_rule_set, wanted_rule_set
from ..inputs.sources import UnreadLayer, read_told
from ..inputs.systems import add_pool, add_system
from ..outputs.outputs import Outputs
from ..outputs.sinks import fields_of, writing

_COLUMNS = [
    *[("parcel_uid", "text"), ("parcel_no", "text"), ("state", "text"), ("change", "text"), ("area_m2", "real")],
    *[("crop_m2", "real"), ("lost_m2", "real"), ("untold_m2", "real"), ("classes", "text"), ("credit_m2", "real")],
    *[("confirm_m2", "real"), ("diff_m2", "real"), ("cut_m2", "real"), ("beyond_m2", "real"), ("carry_m2", "real")],
]
"""Names fit a shapefile."""


@dataclass(frozen=True)
class _Inputs:
    pool: str
    survey: UnreadLayer
    order: ReconcileOrder
    act: Act
    rule_set: str


class ReconcileSurvey(ZhanbuAlgorithm[_Inputs]):
    """Lost ground is cut, the rest goes on."""

    NAME = "reconcilesurvey"
    GROUP = "pool"

    def title(self) -> str:
        """Displayed name."""
        return tr("Reconcile with the newest survey")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Lays the pooled parcels that aren't all used over a newer survey, by their ground, whatever became of the "
            "survey's ids. Of CROP, ground that is no cropland any more is cut from what is available of its lot, and "
            "the rest goes on to the year after the survey (HB-28); of INOUT, the difference to what was accepted is "
            "told and cut (SC-2(七)c). No ground is cut twice, however often it is done and whatever it was cut for "
            "before. Ground that is linked or used already is told in beyond_m2: relink or release it. A parcel that "
            "the survey doesn't wholly cover with known classes stays as it is. Strips that drawing explains (A-34) "
            "don't count. A trial run tells the same and changes nothing."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        self.add(
            QgsProcessingParameterVectorLayer(
                "SURVEY", tr("Survey polygons (DLTB)"), [int(Qgis.ProcessingSourceType.VectorPolygon.value)]
            ),
            tr("The newest survey with class codes in DLBM and its year in SJNF; of several years the latest counts."),
        )
        self.add_day()
        add_doc_no(self)
        self.add(
            QgsProcessingParameterString("ROLE", tr("Role"), defaultValue="PROV_NR"),
            tr("Office that decided it; the county records it."),
            advanced=True,
        )
        add_recorded(self)
        self.add(
            QgsProcessingParameterNumber(
                "YEAR", tr("Year"), QgsProcessingParameterNumber.Type.Integer, optional=True, minValue=2000
            ),
            tr("Amounts of this year and before go on to the next. Empty: the survey's year."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("DRY_RUN", tr("Trial run"), defaultValue=False),
            tr("Tells what would be cut and carried, and writes nothing to the pool; needs no document."),
        )
        add_own_rule_set(self)
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Changes"), QgsProcessing.SourceType.TypeVectorPolygon),
            tr("Every parcel with what the survey shows of it, what was cut and what goes on."),
        )
        for name, title in (
            ("DEDUCTED", tr("Cut (m²)")),
            ("CARRIED", tr("Goes on (m²)")),
            ("PARCELS", tr("Parcels reconciled")),
            ("CHANGED", tr("Parcels that lost ground")),
            ("NOT_TOLD", tr("Parcels of which the survey doesn't tell all")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputString("POSTINGS", tr("Postings")))

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, survey and who decided."""
        survey = unread_optional(self, parameters, "SURVEY", context)
        if survey is None:
            raise QgsProcessingException(tr("SURVEY: choose the survey's polygons (DLTB)."))
        year = self.parameterAsInt(parameters, "YEAR", context) if parameters.get("YEAR") is not None else None
        act = Act(
            self.parameterAsString(parameters, "ROLE", context).strip(),
            self.day(parameters, context),
            self.parameterAsString(parameters, "DOC_NO", context).strip(),
            recorded_at(self, parameters, context),
        )
        system = self.parameterAsEnumString(parameters, "SYSTEM", context)
        return _Inputs(
            self.parameterAsString(parameters, "POOL", context).strip(),
            survey,
            ReconcileOrder(system, year, self.parameterAsBool(parameters, "DRY_RUN", context)),
            act,
            wanted_rule_set(self, parameters, context),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Read, reconcile and write."""
        identity = pool_identity(inputs.pool)
        rules = choose_rule_set(
            inputs.rule_set, as_of=inputs.act.on, county=identity.county, system=inputs.order.system
        )
        survey = read_told(inputs.survey, feedback)
        report = reconcile(inputs.pool, survey, inputs.order, inputs.act, rules, progress=progress_of(feedback, 5, 90))
        _tell(report, inputs.order, feedback)
        kind, crs = QgsWkbTypes.Type.MultiPolygon, QgsCoordinateReferenceSystem.fromEpsgId(identity.epsg)
        with writing(outputs, "OUTPUT", fields_of(_COLUMNS), kind, crs) as writer:
            for values, shape in _rows(report):
                writer.add(values, shape)
        return {
            "OUTPUT": writer.name,
            "DEDUCTED": m2_of(report.deducted_dm2),
            "CARRIED": m2_of(report.carried_dm2),
            "PARCELS": len(report.changes),
            "CHANGED": sum(change.ground.lost_dm2 > 0 for change in report.changes),
            "NOT_TOLD": sum(not change.is_told for change in report.changes),
            "POSTINGS": ", ".join(report.txn_uids),
        }


def _rows(report: ReconcileReport) -> Iterator[tuple[list[object], QgsGeometry]]:
    for change in report.changes:
        parcel, ground = change.parcel, change.ground
        shape = QgsGeometry()
        shape.fromWkb(shapely.to_wkb(parcel.geometry))
        amounts = (ground.area_dm2, ground.cropland_dm2, ground.lost_dm2, ground.untold_dm2)
        results = (
            *(change.credited_dm2, change.confirmed_dm2, change.difference_dm2, change.cut_dm2),
            *(change.beyond_dm2, change.going_on_dm2),
        )
        yield (
            [
                *(parcel.parcel_uid, parcel.parcel_no, parcel.state, _kind(change)),
                *map(m2_of, amounts),
                ground.classes,
                *map(m2_of, results),
            ],
            shape,
        )


def _kind(change: ParcelChange) -> str:
    if not change.is_told:
        return "NOT_CHECKED"
    if not change.ground.lost_dm2:
        return "UNCHANGED"
    return "LOST" if change.ground.cropland_dm2 <= 0 else "REDUCED"


def _tell(report: ReconcileReport, order: ReconcileOrder, feedback: QgsProcessingFeedback) -> None:
    for remark in report.remarks:
        feedback.pushWarning(said(remark))
    if order.dry_run:
        feedback.pushInfo(tr("This was a trial run: nothing was written to the pool."))
    if report.year is not None:
        feedback.pushInfo(tr("What goes on stands in the year {year}.").format(year=report.year + 1))
    feedback.pushInfo(
        tr("{count} parcels: {cut:.2f} m² cut, {rest:.2f} m² go on.").format(
            count=len(report.changes), cut=m2_of(report.deducted_dm2), rest=m2_of(report.carried_dm2)
        )
    )
