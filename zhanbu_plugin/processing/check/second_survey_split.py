"""``zhanbu:secondsurveysplit``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterVectorLayer,
)

from ...checks.layer import VectorLayer
from ...checks.measures.overlap.breadth import A_34
from ...checks.measures.overlap.constraint import PreparedConstraint
from ...checks.parcels import ParcelBatch
from ...checks.second_survey.decision import Pool
from ...checks.second_survey.labelled import Evidence
from ...checks.second_survey.layers import prepare_approved, prepare_second_survey
from ...checks.second_survey.slivers import SICHUAN, SliverRule
from ...checks.second_survey.split import Piece, split_by_second_survey
from ...regimes.roles import roles
from ...reports.language import said, tr
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.land_classes import land_class
from ...survey.problem import InputProblem
from ...survey.units import m2_of
from ...survey.wording import translate
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.measurable import measurable
from ..inputs.roles import role_name, unread_optional
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..outputs.outputs import Outputs
from ..outputs.second_survey_pieces import write_pieces


@dataclass(frozen=True)
class _Inputs:
    parcels: UnreadLayer
    survey2: UnreadLayer
    approved: UnreadLayer | None
    none_approved: bool
    after: str
    slivers: SliverRule


class SecondSurveySplit(ZhanbuAlgorithm[_Inputs]):
    """Pieces for CROP, for INOUT and for neither."""

    NAME = "secondsurveysplit"
    GROUP = "check"

    def title(self) -> str:
        """Displayed name."""
        return tr("Split by the second survey")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Splits parcels of Sichuan by what the second survey says of the ground (SC-3(九)b). What was no cropland "
            "then, or was cropland and lawfully approved as construction land later, may count for the balance of "
            "occupation and supplement: pool CROP. Other cropland of the second survey counts for the yearly in/out "
            "balance only: INOUT. What doesn't become cropland counts for nothing: NONE; and so does ground that the "
            "second survey doesn't cover, or whose class is unknown or adjustable (可调整), until somebody has found "
            "out. Adds pool, reason and reason_txt, survey2 (classes found), parent_id, PART_NO, area_m2 and merged_m2 "
            "(slivers of other ground, which went to the neighbour with the longest border). The pieces of a parcel "
            "cover it, and their areas sum to its ellipsoid area exactly; TBMJ, KCMJ and TBDLMJ are dealt out likewise."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Parcels"), [QgsProcessing.SourceType.TypeVectorPolygon]),
            tr("Candidate parcels, in any coordinate reference system."),
        )
        polygons = [int(Qgis.ProcessingSourceType.VectorPolygon.value)]
        self.add(
            QgsProcessingParameterVectorLayer("SURVEY2", role_name(roles()["survey2"]), polygons),
            tr("Polygons of the second survey with its class codes in DLBM, such as 011 for paddy, kept as text."),
        )
        self.add(
            QgsProcessingParameterVectorLayer("APPROVED", role_name(roles()["approved"]), polygons, optional=True),
            tr(
                "Ground that was lawfully approved as construction land after the second survey. Without it, cropland "
                "of the second survey stays open."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean("NONE_APPROVED", tr("Nothing was approved here"), defaultValue=False),
            tr("Tick it when none of these parcels was ever approved as construction land, instead of a layer."),
        )
        self.add(
            QgsProcessingParameterField("AFTER_FIELD", tr("Class after the works"), None, "INPUT", optional=True),
            tr(
                "Field with the third-survey class that the ground will have. What doesn't become 0101, 0102 or 0103 "
                "counts for nothing. Empty: everything becomes cropland."
            ),
        )
        self._add_sliver_limits()
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Pieces by the second survey")),
            tr("The pieces with all fields of their parcel, what they may count for and why."),
        )
        for pool, text in (
            (Pool.CROP, tr("Area that may count for CROP (m²)")),
            (Pool.INOUT, tr("Area that may count for INOUT only (m²)")),
            (Pool.NONE, tr("Area that may count for neither, or of which that isn't known (m²)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(f"{pool.value}_M2", text))

    def _add_sliver_limits(self) -> None:
        for name, title, value, text in (
            (
                *("MIN_PATCH", tr("Smallest piece (m²)"), SICHUAN.area_m2),
                tr("Smaller pieces go to the neighbour with the longest border. 0 keeps them all."),
            ),
            (
                *("MIN_WIDTH", tr("Least width (metres)"), SICHUAN.width_m),
                tr("Narrower pieces (twice the area by the length of the outline) go to a neighbour too."),
            ),
        ):
            parameter = QgsProcessingParameterNumber(
                name, title, QgsProcessingParameterNumber.Type.Double, defaultValue=value, minValue=0.0
            )
            self.add(parameter, text, advanced=True)

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """The layers and the limits."""
        survey2 = unread_optional(self, parameters, "SURVEY2", context)
        if survey2 is None:
            raise InputProblem(
                translate("zhanbu", "No layer of the second survey was given."),
                remedy=translate("zhanbu", "Choose its land-class polygons for SURVEY2."),
            )
        return _Inputs(
            unread_input(self, parameters, "INPUT", context),
            survey2,
            unread_optional(self, parameters, "APPROVED", context),
            self.parameterAsBool(parameters, "NONE_APPROVED", context),
            self.parameterAsString(parameters, "AFTER_FIELD", context),
            SliverRule(
                self.parameterAsDouble(parameters, "MIN_PATCH", context),
                self.parameterAsDouble(parameters, "MIN_WIDTH", context),
                A_34,
            ),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Split and write."""
        layer = read_told(inputs.parcels, feedback)
        survey = prepare_second_survey(read_told(inputs.survey2, feedback), layer.crs)
        approved = None
        if inputs.approved is not None:
            approved = prepare_approved(read_told(inputs.approved, feedback), layer.crs)
        for prepared in filter(None, (survey.prepared, approved)):
            _tell_of(prepared, feedback)
        shapes = measurable(layer, feedback)
        feedback.setProgress(20)
        batch = ParcelBatch.of(layer)
        pieces = split_by_second_survey(
            shapes,
            ellipsoid_areas(shapes, layer.crs),
            batch.ids,
            layer.crs,
            Evidence(survey, approved, inputs.none_approved),
            slivers=inputs.slivers,
            cropland_after=_cropland_after(layer, inputs.after),
            progress=progress_of(feedback, 20, 90),
        )
        _tell_result(batch, pieces, feedback)
        totals = {f"{pool.value}_M2": m2_of(sum(p.dm2 for p in pieces if p.pool is pool)) for pool in Pool}
        return {"OUTPUT": write_pieces(outputs, inputs.parcels, batch, pieces, feedback), **totals}


def _tell_of(prepared: PreparedConstraint, feedback: QgsProcessingFeedback) -> None:
    for warning in prepared.warnings:
        feedback.pushWarning(f"{prepared.name}: {said(warning)}")


def _cropland_after(layer: VectorLayer, field: str) -> list[bool | None] | None:
    """Whether each parcel becomes cropland, by the class that it will have; ``None`` where that is left empty."""
    if not field:
        return None
    values = ["" if value is None else str(value).strip() for value in layer.fields[field]]
    classes = [land_class(value) for value in values]
    unknown = next((value for value, found in zip(values, classes) if value and found is None), None)
    if unknown is not None:
        raise InputProblem(
            translate("zhanbu", "Class code “{code}” is not in the survey's table.", code=unknown),
            remedy=translate("zhanbu", "Give the class after the works as the third survey codes it, such as 0103."),
            source=layer.name,
            field=field,
        )
    return [None if found is None else found.is_cropland for found in classes]


def _tell_result(batch: ParcelBatch, pieces: list[Piece], feedback: QgsProcessingFeedback) -> None:
    """How the area divides, and every parcel with ground of which nobody knows what it counts for."""
    for pool in Pool:
        found = [piece for piece in pieces if piece.pool is pool]
        feedback.pushInfo(
            tr("{pool}: {count} pieces, {area:.2f} m².").format(
                pool=pool.value, count=len(found), area=m2_of(sum(p.dm2 for p in found))
            )
        )
    for piece in pieces:
        if piece.reason.is_open:
            feedback.pushWarning(
                tr("Parcel {parcel}, piece {number}, {area:.2f} m²: {text}").format(
                    parcel=batch.ids[piece.parent],
                    number=piece.number,
                    area=m2_of(piece.dm2),
                    text=said(piece.reason.sentence),
                )
            )
    merged = int(np.sum([piece.merged_dm2 > 0 for piece in pieces]))
    if merged:
        feedback.pushInfo(
            tr("Slivers went to a neighbour in {count} pieces; merged_m2 says how much.").format(count=merged)
        )
