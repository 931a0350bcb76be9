"""``zhanbu:constraintoverlaps``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from ..checks.measures.constraint import prepare
from ..checks.measures.overlaps import overlap_areas
from ..regimes.roles import roles
from ..reports.language import said, tr
from ..survey.ellipsoid_area import ellipsoid_areas
from ..survey.units import m2_of, to_dm2
from .algorithm import Parameters, ZhanbuAlgorithm, progress_of
from .measurable import measurable
from .outputs import Outputs
from .roles import add_roles, unread_roles
from .sinks import write_with_columns
from .sources import UnreadLayer, read_told, unread_input


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
        columns: dict[str, list[float | None]] = {}
        for number, (role, constraint) in enumerate(chosen.items()):
            prepared = prepare(constraint, role, layer.crs)
            for warning in prepared.warnings:
                feedback.pushWarning(f"{constraint.name}: {said(warning)}")
            share = progress_of(feedback, 5 + 80 * number / len(chosen), 5 + 80 * (number + 1) / len(chosen))
            measured = overlap_areas(shapes, areas, layer.crs, prepared, share).area_m2
            columns[role] = [None if np.isnan(m) else m2_of(to_dm2(m)) for m in measured.tolist()]
        rows = ([columns[role][i] if role in columns else None for role in roles()] for i in range(len(layer)))
        names = [(overlap_column(role), "real") for role in roles()]
        return {"OUTPUT": write_with_columns(outputs, inputs.polygons, layer, names, rows, feedback)}
