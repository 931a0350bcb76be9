"""A package's parcels on the map, to look at beside the reviewer's own layers (报送地块图层)."""

from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer

from ....exchange.comparing.opened import OpenedPackage
from ....pool.records import PoolParcel
from ....processing.outputs.sinks import fields_of
from ....survey.units import m2_of, mu_of
from ..parcel_layer import parcel_layer

_COLUMNS = (
    *(("parcel_no", "text"), ("parcel_uid", "text"), ("batch", "text"), ("category", "text"), ("state", "text")),
    *(("verdict", "text"), ("area_m2", "real"), ("area_mu", "real")),
)
_COLOUR = "30,80,200"
_MARK = "zhanbu/package"
"""Property of a layer that tells which package it shows."""


def show_package(package: OpenedPackage) -> QgsVectorLayer:
    """Add the parcels under the package's name, unless they are there."""
    for known in QgsProject.instance().mapLayersByName(package.name):
        if known.customProperty(_MARK) == package.sha256:
            return known
    rows = ((parcel, _row(parcel)) for parcel in package.parcels)
    layer = parcel_layer(
        package.name, package.manifest.epsg, fields_of(_COLUMNS), rows, label='"parcel_no"', colour=_COLOUR
    )
    layer.setCustomProperty(_MARK, package.sha256)
    return layer


def _row(parcel: PoolParcel) -> list[object]:
    return [
        *(parcel.parcel_no, parcel.parcel_uid, parcel.batch, parcel.category, parcel.state, parcel.verdict),
        *(m2_of(parcel.area_dm2), float(mu_of(parcel.area_dm2))),
    ]
