"""Shapes of a layer as they can be measured, with a word on each that can't be taken as it is."""

from __future__ import annotations

import numpy as np
from qgis.core import QgsProcessingFeedback

from ...checks.layer import Objects, VectorLayer
from ...checks.measures.placement import crs_findings, misplaced
from ...checks.measures.validity import validity
from ...reports.language import said, tr


def measurable(layer: VectorLayer, feedback: QgsProcessingFeedback) -> Objects:
    """Valid shapes (n,): broken ones as repaired, ``None`` where there is none or it lies off the coordinate system."""
    found = validity(layer.geometries, crs=layer.crs)
    for i in np.flatnonzero(~found.valid):
        feedback.pushWarning(f"{layer.name}, #{layer.fids[i]}: {said(found.reason[i])}")
    remarks = crs_findings(layer)
    for remark in remarks:
        if remark.blocking:
            feedback.pushWarning(
                tr("{layer}: {text} They were not measured.").format(layer=layer.name, text=said(remark.wording))
            )
        else:
            feedback.pushInfo(f"{layer.name}: {said(remark.wording)}")
    shapes: Objects = np.where(misplaced(layer, remarks), None, found.repaired)  # type: ignore[call-overload]
    return shapes
