"""Reading of survey and constraint layers into arrays (读取图斑与约束图层).

A file and a layer without one (collected by a face) go through the same cleaning, so that they measure the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from osgeo import ogr

from ...survey.crs import Crs
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..layer import METRES_PER_DEGREE, FieldDefinition, Objects, Progress, VectorLayer, content_hash, report
from .gdal_complaints import complaints
from .geometry import Wkb, flat_polygons
from .source import damaged, layer_called, no_polygons, opened
from .values import Column, columns_of

_EVERY = 5_000
"""Features between two reports of progress."""


def layers_of(path: str | Path) -> tuple[str, ...]:
    """Names of the layers of a file that may hold polygons. Raises ``InputProblem`` when it can't be opened."""
    with opened(path, attributes=False) as source:
        return source.layer_names()


def read_layer(
    path: str | Path,
    layer: str | None = None,
    *,
    fids: Sequence[int] | None = None,
    where: str | None = None,
    attributes: bool = True,
    crs: Crs | None = None,
    progress: Progress = None,
) -> VectorLayer:
    """A polygon layer of a GeoPackage, shapefile, file geodatabase, GeoJSON (also zipped), read-only.

    ``layer`` is needed when the file has several. ``fids`` or ``where`` (a condition of OGR's) choose features.
    ``crs`` is what the user declares for a layer whose file has lost it; it never replaces one that the file states.
    Raises ``InputProblem`` for whatever can't be read, ``Cancelled`` when ``progress`` says stop.
    """
    with opened(path, attributes=attributes) as source:
        table = layer_called(source, layer)
        several = len(source.layer_names(polygonal=False)) > 1
        name = f"{source.name}: {table.GetName()}" if several else source.name
        system = _crs_of(table, name) or crs
        if system is None:
            raise _without_crs(name, source.path)
        if where is not None:
            _filter(table, where, name)
        columns = columns_of(table, source.text) if attributes else []
        read = _read_features(table, name, fids, columns, progress)
    return vector_layer_from_arrays(
        name,
        system,
        read.fids,
        read.wkb,
        {c.definition.name: c.array() for c in columns},
        {c.definition.name: c.definition for c in columns},
        path=str(path),
        warnings=source.warnings,
    )


def vector_layer_from_arrays(
    name: str,
    crs: Crs,
    fids: Sequence[int] | NDArray[np.int64],
    wkb: Sequence[Wkb],
    fields: Mapping[str, Objects],
    definitions: Mapping[str, FieldDefinition],
    *,
    path: str = "",
    warnings: tuple[Wording, ...] = (),
) -> VectorLayer:
    """A layer from collected features: ids (n,), WKB of any dialect (n,) with ``None`` for a null, values by field.

    Raises ``InputProblem`` when there are no features, or none that could be a polygon.
    """
    if len(fids) == 0:
        raise InputProblem(
            translate("zhanbu", "The layer is empty."),
            remedy=translate("zhanbu", "Choose a layer with features, or check its filter."),
            source=name,
        )
    order = np.argsort(np.asarray(fids, dtype=np.int64), kind="stable")
    numbers = np.asarray(fids, dtype=np.int64)[order]
    scale = METRES_PER_DEGREE if crs.is_geographic else crs.metres_per_unit
    geometries, remarks, polygonal = flat_polygons([wkb[i] for i in order], scale)
    if not polygonal.any():
        raise no_polygons(name, _kinds([w for w in wkb if w is not None]))
    values = {key: np.asarray(column, dtype=object)[order] for key, column in fields.items()}
    digest = content_hash(crs, numbers, geometries, values, definitions)
    return VectorLayer(name, path, crs, numbers, geometries, remarks, values, dict(definitions), digest, warnings)


def _kinds(wkb: Sequence[bytes]) -> str:
    found = (ogr.CreateGeometryFromWkb(bytes(w)) for w in wkb[:100])
    return ", ".join(sorted({ogr.GeometryTypeToName(g.GetGeometryType()) for g in found if g is not None}))


def _crs_of(table: Any, name: str) -> Crs | None:  # noqa: ANN401
    reference = table.GetSpatialRef()
    if reference is None or reference.GetName() in (None, "") or reference.GetName().lower().startswith("un"):
        return None  # "Undefined …" and "unknown" are how formats spell that there is none
    return Crs.of(reference.ExportToWkt(["FORMAT=WKT2_2019"]), source=name)


def _without_crs(name: str, path: str) -> InputProblem:
    shapefile = path.lower().endswith(".shp")
    return InputProblem(
        translate("zhanbu", "The .prj file is missing, so the layer has no coordinate reference system.")
        if shapefile
        else translate("zhanbu", "The layer has no coordinate reference system."),
        remedy=translate(
            "zhanbu", "Set it in the layer's properties (for county data e.g. EPSG:4527), or copy the .prj file."
        ),
        source=name,
    )


def _filter(table: Any, where: str, name: str) -> None:  # noqa: ANN401
    with complaints() as said:
        try:
            answer = table.SetAttributeFilter(where)
            table.GetNextFeature()
        except RuntimeError:
            answer = ogr.OGRERR_CORRUPT_DATA
        table.ResetReading()
    if answer != ogr.OGRERR_NONE or said:
        raise InputProblem(
            translate("zhanbu", "The filter can't be understood: {filter}", filter=where),
            remedy=translate("zhanbu", "Write it like DLBM = '0305'."),
            source=name,
        )


@dataclass
class _Read:
    fids: list[int] = field(default_factory=list)
    wkb: list[Wkb] = field(default_factory=list)


def _read_features(
    table: Any,  # noqa: ANN401
    name: str,
    fids: Sequence[int] | None,
    columns: list[Column],
    progress: Progress,
) -> _Read:
    read = _Read()
    whole = max(table.GetFeatureCount() if fids is None else len(fids), 1)
    for feature, complaint in _fetched(table, name, fids):
        fid = int(feature.GetFID())
        geometry = feature.GetGeometryRef()
        read.fids.append(fid)
        read.wkb.append(None if geometry is None else bytes(geometry.ExportToIsoWkb()))
        if complaint:  # a red line with a piece missing would be worse than none
            raise damaged(name, complaint, parcel=str(fid))
        for column in columns:
            column.take(feature)
        if len(read.fids) % _EVERY == 0:
            report(progress, min(len(read.fids) / whole, 1.0))
    return read


def _fetched(table: Any, name: str, fids: Sequence[int] | None) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    """Features, each with what GDAL complained about while reading it. Raises ``InputProblem`` at damage."""
    wanted = None if fids is None else iter(sorted({int(f) for f in fids}))
    while True:
        fid = None if wanted is None else next(wanted, None)
        if wanted is not None and fid is None:
            return
        with complaints() as said:
            feature = _fetch(table, fid)
        if feature is not None:
            yield feature, said[0] if said else ""
        elif said:
            raise damaged(name, said[0])
        elif fid is None:
            return
        else:
            raise InputProblem(
                translate("zhanbu", "The layer has no feature with this number any more."),
                remedy=translate("zhanbu", "Select the features again."),
                source=name,
                parcel=str(fid),
            )


def _fetch(table: Any, fid: int | None) -> Any:  # noqa: ANN401
    try:
        return table.GetNextFeature() if fid is None else table.GetFeature(fid)
    except RuntimeError:  # the same as None, where OGR's exceptions are switched on
        return None
