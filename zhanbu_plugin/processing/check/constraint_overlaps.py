"""``zhanbu:constraintoverlaps``."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from ...checks.finding_texts import known
from ...checks.layer import Progress, VectorLayer
from ...checks.measures.overlap.constraint import PreparedConstraint, prepare
from ...checks.measures.overlap.overlaps import overlaps_with
from ...checks.threads import in_blocks
from ...regimes.roles import roles
from ...reports.language import said, tr
from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.units import round_m2
from ..algorithm import Parameters, ZhanbuAlgorithm, progress_of
from ..inputs.measurable import measurable
from ..inputs.roles import add_roles, unread_roles
from ..inputs.sources import UnreadLayer, read_told, unread_input
from ..outputs.outputs import Outputs
from ..outputs.sinks import write_with_columns


def overlap_column(role: str) -> str:
    """Name of a role's column: ``ov_<role>``, cut to the ten characters of a shapefile."""
    return f"ov_{role}"[:10]


@dataclass(frozen=True)
class _Inputs:
    polygons: UnreadLayer
    roles: dict[str, UnreadLayer]


class ConstraintOverlaps(ZhanbuAlgorithm[_Inputs]):
    """Overlap with every constraint layer at once."""

    NAME = "constraintoverlaps"
    GROUP = "check"

    def title(self) -> str:
        """Displayed name."""
        return tr("Overlaps with constraint layers")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Adds, for every role with a layer, the area of each polygon that the layer covers: ov_<role> in m² on the "
            "ellipsoid. Ground that a layer covers twice counts once. A role without a layer is NULL, not 0. Invalid "
            "polygons are measured as repaired and named in the log."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Polygons"), [QgsProcessing.SourceType.TypeVectorPolygon]),
            tr("Polygons to compare with the constraint layers."),
        )
        add_roles(self)
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Polygons with overlaps")),
            tr("The input with a column for every role."),
        )

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """The layers."""
        return _Inputs(unread_input(self, parameters, "INPUT", context), unread_roles(self, parameters, context))

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Measure and write."""
        layer = read_told(inputs.polygons, feedback)
        chosen = {role: read_told(constraint, feedback) for role, constraint in inputs.roles.items()}
        shapes = measurable(layer, feedback)
        areas = ellipsoid_areas(shapes, layer.crs)
        prepared = _prepared(chosen, layer.crs, progress_of(feedback, 10, 25))
        for constraint in prepared.values():
            for warning in constraint.warnings:
                feedback.pushWarning(f"{constraint.name}: {said(warning)}")
        measured = overlaps_with(prepared, shapes, areas, layer.crs, progress_of(feedback, 25, 90))
        columns = {role: known(round_m2(found.area_m2)) for role, found in measured.items()}
        rows = ([columns[role][i] if role in columns else None for role in roles()] for i in range(len(layer)))
        names = [(overlap_column(role), "real") for role in roles()]
        return {"OUTPUT": write_with_columns(outputs, inputs.polygons, layer, names, rows, feedback)}


def _prepared(layers: dict[str, VectorLayer], crs: Crs, progress: Progress) -> dict[str, PreparedConstraint]:
    """Each layer ready for polygons in ``crs``, the largest first, so that no thread is left with it at the end."""
    largest_first = sorted(layers, key=lambda role: -int(shapely.get_num_coordinates(layers[role].geometries).sum()))

    def made(one: slice) -> PreparedConstraint:
        role = largest_first[one.start]
        return prepare(layers[role], role, crs)

    ready = dict(zip(largest_first, in_blocks(made, len(layers), 1, progress)))
    return {role: ready[role] for role in layers}
