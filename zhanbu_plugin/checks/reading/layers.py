"""Reading of survey and constraint layers into arrays (读取图斑与约束图层).

A file and a layer without one (collected by a face) go through the same cleaning, so that they measure the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from osgeo import ogr

from ...survey.crs import Crs
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..layer import FieldDefinition, Objects, Progress, VectorLayer, content_hash, metres_per_unit, objects, report
from ..progress_shares import progress_between
from ..threads import one_ahead
from .arrow import Inexact
from .features import MOST, FeatureBlock, batched_features, block_size, single_features
from .gdal_complaints import complaints
from .geometry import Wkb
from .shapes import Shapes, flat_polygons
from .source import Source, layer_called, no_polygons, opened
from .values import Field, fields_of

_READING = 0.85
"""Share of the time that reading takes; the hash takes the rest."""

_FETCHES = 10
"""Features that a batch reads in the time in which one is fetched by its id."""


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
        elif not attributes:
            table.SetIgnoredFields([field.GetName() for field in table.schema])
        fields = fields_of(table, source.text) if attributes else []
        target = _Target(name, system, [f.definition for f in fields], str(path), source.warnings)
        return _read(source, table, fields, fids, target, progress)


@dataclass(frozen=True)
class _Target:
    """What is known of a layer before its features are read."""

    name: str
    crs: Crs
    definitions: Sequence[FieldDefinition]
    path: str
    warnings: tuple[Wording, ...]


def _read(
    source: Source,
    table: Any,  # noqa: ANN401
    fields: Sequence[Field],
    fids: Sequence[int] | None,
    target: _Target,
    progress: Progress,
) -> VectorLayer:
    """Features in batches if these are exact and worth it, else one by one."""
    count, size = table.GetFeatureCount(), block_size(source, table)
    whole = count if fids is None else len(fids)
    if fids is None or whole * _FETCHES > count:
        chosen = None if fids is None else frozenset(fids)
        driver = source.dataset.GetDriver().ShortName
        try:
            with closing(one_ahead(batched_features(table, driver, fields, size, chosen))) as blocks:
                return _layer(target, blocks, whole, progress)
        except Inexact:
            pass
        table.ResetReading()
    return _layer(target, single_features(table, target.name, fields, size, fids), whole, progress)


def _layer(target: _Target, blocks: Iterable[FeatureBlock], whole: int, progress: Progress) -> VectorLayer:
    return vector_layer_from_blocks(
        target.name,
        target.crs,
        blocks,
        target.definitions,
        whole=whole,
        path=target.path,
        warnings=target.warnings,
        progress=progress,
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
    progress: Progress = None,
) -> VectorLayer:
    """A layer from collected features: ids (n,), WKB of any dialect (n,) with ``None`` for a null, values by field.

    Raises ``InputProblem`` when there are no features, or none that could be a polygon.
    """
    parts = (slice(start, start + MOST) for start in range(0, len(fids), MOST))
    blocks = (FeatureBlock(fids[p], wkb[p], [column[p] for column in fields.values()]) for p in parts)
    order = [definitions[key] for key in fields]
    return vector_layer_from_blocks(
        name, crs, blocks, order, whole=len(fids), path=path, warnings=warnings, progress=progress
    )


def vector_layer_from_blocks(
    name: str,
    crs: Crs,
    blocks: Iterable[FeatureBlock],
    definitions: Sequence[FieldDefinition],
    *,
    whole: int = 0,
    path: str = "",
    warnings: tuple[Wording, ...] = (),
    progress: Progress = None,
) -> VectorLayer:
    """A layer from features as they come, block by block, in any order; values in the order of ``definitions``.

    ``whole`` is about how many there will be, for ``progress``, which is told of every block. Raises ``InputProblem``
    when there are no features, or none that could be a polygon; ``Cancelled`` when ``progress`` says stop.
    """
    scale = metres_per_unit(crs)
    read = _Features([[] for _ in definitions])
    for block in blocks:
        read.take(block, scale)
        report(progress, _READING * min(len(read.fids) / max(whole, 1), 1.0))
    if not read.fids:
        raise InputProblem(
            translate("zhanbu", "The layer is empty."),
            remedy=translate("zhanbu", "Choose a layer with features, or check its filter."),
            source=name,
        )
    if not read.polygonal:
        raise no_polygons(name, ", ".join(sorted(read.kinds)))
    return read.layer(name, crs, definitions, path, warnings, progress)


class _Features:
    """Features taken so far, cleaned."""

    def __init__(self, values: list[list[object]]) -> None:
        self.fids: list[int] = []
        self.polygonal = False
        self.kinds: set[str] = set()
        self._shapes: list[Shapes] = []
        self._values = values

    def take(self, block: FeatureBlock, metres_per_unit: float) -> None:
        """Add a block."""
        shapes = flat_polygons(block.wkb, metres_per_unit)
        self.fids.extend(np.asarray(block.fids, dtype=np.int64).tolist())
        self._shapes.append(shapes)
        for column, values in zip(self._values, block.values):
            column.extend(values)
        self.polygonal = self.polygonal or bool(shapes.polygonal.any())
        if not self.polygonal:
            self.kinds |= _kinds([w for w in block.wkb if w is not None])

    def layer(
        self,
        name: str,
        crs: Crs,
        definitions: Sequence[FieldDefinition],
        path: str,
        warnings: tuple[Wording, ...],
        progress: Progress,
    ) -> VectorLayer:
        """All of them, in the order of their ids."""
        numbers = np.array(self.fids, dtype=np.int64)
        order = np.argsort(numbers, kind="stable")
        geometries, remarks, wkb = (
            np.concatenate([getattr(s, part) for s in self._shapes])[order] for part in ("geometries", "remarks", "wkb")
        )
        self._shapes.clear()
        fields = {d.name: objects(column)[order] for d, column in zip(definitions, self._values)}
        known = {d.name: d for d in definitions}
        hashed = progress_between(progress, _READING, 1.0)
        digest = content_hash(crs, numbers[order], geometries, fields, known, wkb=wkb, progress=hashed)
        return VectorLayer(name, path, crs, numbers[order], geometries, remarks, fields, known, digest, warnings)


def _kinds(wkb: Sequence[bytes]) -> set[str]:
    found = (ogr.CreateGeometryFromWkb(bytes(w)) for w in wkb[:100])
    return {ogr.GeometryTypeToName(g.GetGeometryType()) for g in found if g is not None}


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
