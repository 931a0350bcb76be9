"""Ground that two packages claim, as a layer and as a sentence (重复申报)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from ...exchange.comparing.together import TwiceClaimed
from ...reports.language import tr
from ...survey.units import m2_of
from ..algorithm import ZhanbuAlgorithm
from .outputs import Outputs
from .shapes import qgis_shape
from .sinks import fields_of, writing

_COLUMNS = [
    ("parcel_a", "text"),
    ("package_a", "text"),
    ("parcel_b", "text"),
    ("package_b", "text"),
    ("area_m2", "real"),
]


def add_twice_output(algorithm: ZhanbuAlgorithm[Any], name: str, *, by_default: bool) -> None:
    """Declare the optional layer."""
    algorithm.add(
        QgsProcessingParameterFeatureSink(
            name,
            tr("Claimed twice"),
            QgsProcessing.SourceType.TypeVectorPolygon,
            optional=True,
            createByDefault=by_default,
        ),
        tr("Layer with the ground that parcels of two packages claim."),
    )


def write_twice(outputs: Outputs, name: str, twice: Sequence[TwiceClaimed], epsg: int) -> str | None:
    """Write the ground, which is in the zone ``epsg``, where the output is wanted. Returns the output's name."""
    if not outputs.wanted(name):
        return None
    crs = QgsCoordinateReferenceSystem.fromEpsgId(epsg)
    with writing(outputs, name, fields_of(_COLUMNS), QgsWkbTypes.Type.MultiPolygon, crs) as writer:
        for one in twice:
            sides = [text for side in (one.one, one.other) for text in (side.parcel.parcel_uid, side.package.name)]
            writer.add([*sides, m2_of(one.area_dm2)], qgis_shape(one.ground))
    return writer.name


def twice_told(twice: TwiceClaimed) -> str:
    """Who claims what."""
    return tr("{one} ({package}) and {other} ({second}) claim the same {area:.2f} m².").format(
        one=twice.one.parcel.parcel_uid,
        package=twice.one.package.name,
        other=twice.other.parcel.parcel_uid,
        second=twice.other.package.name,
        area=m2_of(twice.area_dm2),
    )
