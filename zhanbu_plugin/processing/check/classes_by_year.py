"""``zhanbu:classesbyyear``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
)

from ...checks.measures.source_ground import SourceGround, source_ground
from ...checks.parcels import ParcelBatch
from ...reports.language import tr
from ...survey.ellipsoid_area import ellipsoid_areas
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.measurable import measurable
from ..inputs.parcel_ids import add_id_field, id_field_of
from ..inputs.several_layers import unread_several
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..inputs.survey_layers import prepared_surveys
from ..outputs.class_rows import COLUMNS, class_rows, row_count
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_table


@dataclass(frozen=True)
class ClassesInputs:
    """What the parameters say."""

    parcels: UnreadLayer
    surveys: list[UnreadLayer]
    id_field: str


class ClassesByYear(ZhanbuAlgorithm[ClassesInputs]):
    """What class of land the surveys of several years have in each parcel (历年地类面积)."""

    NAME = "classesbyyear"
    GROUP = "check"

    def title(self) -> str:
        """Displayed name."""
        return tr("Land classes by year")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Tells by area which land classes each parcel had in the surveys of several years, as sources of "
            "supplement are judged by (HB-8a, JX-3.2.1). A row for each parcel, year and class: parcel_id, year, kind, "
            "DLBM, DLMC, area_m2 (on the ellipsoid, 0.01 m²), area_mu (亩) and share (of the parcel, 0–1). kind is "
            "class; uncoded for polygons without a code; uncovered for ground that the survey leaves out; doubled for "
            "ground in more than one polygon, which counts in each class and is taken off here with a minus; "
            "unmeasured for a parcel without a shape. So the rows of a parcel and year sum to its area. Classes are "
            "those of the surveys' polygons, never the parcel's own attribute."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Parcels"), [QgsProcessing.SourceType.TypeVectorPolygon]),
            tr("Parcels to look at, in any coordinate reference system."),
        )
        surveys = QgsProcessingParameterMultipleLayers(
            "SURVEYS", tr("Survey layers (DLTB) of several years"), QgsProcessing.SourceType.TypeVectorPolygon
        )
        surveys.setMinimumNumberInputs(1)
        self.add(
            surveys,
            tr(
                "Survey polygons with class codes in DLBM, kept as text, and the survey's year in SJNF. A layer may "
                "hold several years; no year may be in two layers. Every polygon counts, whatever is selected."
            ),
        )
        add_id_field(self)
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Areas by class and year"), QgsProcessing.SourceType.TypeVector
            ),
            tr("Table of areas in m² and 亩 by parcel, year and class."),
        )

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> ClassesInputs:
        """The layers."""
        return ClassesInputs(
            unread_input(self, parameters, "INPUT", context),
            unread_several(self, parameters, "SURVEYS", context),
            id_field_of(self, parameters, context),
        )

    def work(self, inputs: ClassesInputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Measure and write."""
        layer = read_told(inputs.parcels, feedback)
        ids = ParcelBatch.of(layer, inputs.id_field).ids
        shapes = measurable(layer, feedback)
        areas = ellipsoid_areas(shapes, layer.crs)
        surveys = prepared_surveys(inputs.surveys, layer.crs, feedback, 10, 40)
        found = source_ground(shapes, areas, layer.crs, surveys, progress=progress_of(feedback, 40, 90))
        _tell(found, feedback)
        rows = class_rows(found, ids, areas)
        progress = progress_of(feedback, 90, 99)
        return {
            "OUTPUT": write_table(outputs, "OUTPUT", COLUMNS, rows, feedback, count=row_count(found), progress=progress)
        }


def _tell(found: SourceGround, feedback: QgsProcessingFeedback) -> None:
    """What each survey leaves out of the parcels, and what it holds twice."""
    for k, year in enumerate(found.years.tolist()):
        out, twice = found.uncovered_m2[:, k], found.doubled_m2[:, k]
        sentence = tr(
            "{year}: {out:.2f} m² in {some} parcels aren't covered by the survey; {twice:.2f} m² in {others} are "
            "covered more than once."
        ).format(
            year=year,
            out=float(np.nansum(out)),
            some=int((np.nan_to_num(out) >= 0.005).sum()),
            twice=float(np.nansum(twice)),
            others=int((np.nan_to_num(twice) >= 0.005).sum()),
        )
        tell = feedback.pushWarning if np.nansum(out) + np.nansum(twice) >= 0.005 else feedback.pushInfo
        tell(sentence)
