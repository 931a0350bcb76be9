"""Features of a constraint layer that nothing can be laid over: without ground, or with unknown ground (无图形)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from ....survey.crs import Crs
from ....survey.problem import InputProblem
from ....survey.wording import Wording, translate
from ...layer import VectorLayer, metres_per_unit
from ...reading.geometry import empty_remark, null_remark
from ..validity import ValidityMeasure

_NOTHING_M2 = 1e-4
_MOST_LISTED = 20

Told = dict[int, Wording]


def lost_ground(layer: VectorLayer, checked: ValidityMeasure, *, part: bool = False) -> tuple[Told, Told]:
    """What is wrong with features that have no usable shape, by id: those without ground, and those that can't be read.

    A null, an empty shape or one collapsed to a line covers nothing. A shape with a coordinate that is no number, or of
    another kind than a polygon, means some ground, and nobody knows which.
    Raises ``InputProblem`` when a layer has features and none of them can be used, unless they are a ``part`` of it.
    """
    lost = np.flatnonzero(shapely.is_missing(checked.repaired))
    if not part and len(layer) and len(lost) == len(layer):
        raise InputProblem(
            translate("zhanbu", "None of the layer's {count} features has a shape that can be used.", count=len(layer)),
            remedy=translate(
                "zhanbu", "Repair it in QGIS (Fix geometries), or choose the layer that really holds the shapes."
            ),
            source=layer.name,
        )
    groundless: Told = {}
    unreadable: Told = {}
    for i in lost:
        reason = (*layer.remarks[i], checked.reason[i])[0]
        told = groundless if _covers_nothing(layer.geometries[i], layer.remarks[i], layer.crs) else unreadable
        told[int(layer.fids[i])] = reason
    return groundless, unreadable


def _covers_nothing(shape: shapely.Geometry | None, remarks: tuple[Wording, ...], crs: Crs) -> bool:
    if shape is None:
        return not remarks or remarks[-1] in (null_remark(), empty_remark())
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        return False
    return bool(shape.convex_hull.area * metres_per_unit(crs) ** 2 <= _NOTHING_M2)


def told_of(repaired: Told, groundless: Told, unreadable: Told) -> Iterator[Wording]:
    """A warning for each kind of feature that wasn't taken as it is."""
    if repaired:
        yield translate(
            "zhanbu",
            "{count} invalid shapes were mended before measuring: {features}.",
            count=len(repaired),
            features=_listed(repaired),
        )
    if groundless:
        yield translate(
            "zhanbu",
            "{count} features cover no ground and were left out: {features}.",
            count=len(groundless),
            features=_listed(groundless),
        )
    if unreadable:
        yield translate(
            "zhanbu",
            "{count} features have a shape that can't be read, so what they cover is unknown: {features}.",
            count=len(unreadable),
            features=_listed(unreadable),
        )


def doubt_about(layer: str, unreadable: Told) -> Wording | None:
    """Why a check against a layer can't be answered by the ground that is known; ``None`` where it can."""
    if not unreadable:
        return None
    return translate(
        "zhanbu",
        "Layer {layer} has features whose shape can't be read, so what they cover is unknown: {features}. "
        "Mend or delete them in the layer, and check again.",
        layer=layer,
        features=_listed(unreadable),
    )


def _listed(features: Told) -> str:
    numbers = sorted(features)
    return ", ".join(str(n) for n in numbers[:_MOST_LISTED]) + (" …" if len(numbers) > _MOST_LISTED else "")
