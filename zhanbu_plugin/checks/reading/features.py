"""Features of an OGR layer, block by block: in batches of columns where those are exact, else one by one."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray
from osgeo import gdal

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..layer import Objects
from .arrow import ArrowColumn, Inexact, column_batches
from .gdal_complaints import complaints
from .geometry import Wkb
from .source import Source, damaged
from .values import Field

MOST, _LEAST = 8192, 64
"""Features in a block. The most takes some hundredths of a second; a progress bar and a cancel wait for no longer."""
_SINGLY = 1024
"""Features in a block when they are read one by one."""
_BYTES = 1 << 23
"""About what a block of features may take in the file."""


@dataclass(frozen=True)
class FeatureBlock:
    """Some features as read: ids (k,), WKB of any dialect (k,) with ``None`` for a null, values (k,) by field."""

    fids: Sequence[int] | NDArray[np.int64]
    wkb: Sequence[Wkb]
    values: Sequence[Sequence[object] | Objects]


def block_size(source: Source, table: Any) -> int:  # noqa: ANN401
    """How many features to take at once, so that those with huge shapes don't fill the memory."""
    average = _size_of(source.path) // max(table.GetFeatureCount(), 1)
    return int(min(max(_BYTES // max(average, 1), _LEAST), MOST))


def _size_of(path: str) -> int:
    status = gdal.VSIStatL(path)
    if status is None or not status.IsDirectory():
        return status.size if status is not None else 0
    inside = (gdal.VSIStatL(str(PurePosixPath(path) / name)) for name in gdal.ReadDir(path) or [])
    return sum(s.size for s in inside if s is not None)


def batched_features(
    table: Any,  # noqa: ANN401
    driver: str,
    fields: Sequence[Field],
    size: int,
    fids: frozenset[int] | None = None,
) -> Generator[FeatureBlock, None, None]:
    """Features (only of ``fids`` where given) in batches; a layer of a million takes seconds.

    Raises ``Inexact`` at whatever a loop over the features might give otherwise, damage above all.
    """
    found = 0
    for numbers, *columns, shapes in column_batches(table, driver, size):
        values = [field.values_of(column, driver) for field, column in zip(fields, columns)]
        block = FeatureBlock(numbers.numbers.tolist(), _shapes(shapes), values)
        kept = block if fids is None else _only(block, fids)
        found += len(kept.fids)
        yield kept
    if fids is not None and found != len(fids):
        raise Inexact


def _shapes(column: ArrowColumn) -> list[Wkb]:
    wkb: list[Wkb] = [*column.pieces()]
    for i in np.flatnonzero(column.missing) if column.missing is not None else ():
        wkb[i] = None
    return wkb


def _only(block: FeatureBlock, fids: frozenset[int]) -> FeatureBlock:
    kept = [i for i, fid in enumerate(block.fids) if fid in fids]
    values = [[column[i] for i in kept] for column in block.values]
    return FeatureBlock([block.fids[i] for i in kept], [block.wkb[i] for i in kept], values)


def single_features(
    table: Any,  # noqa: ANN401
    name: str,
    fields: Sequence[Field],
    size: int,
    fids: Sequence[int] | None = None,
) -> Iterator[FeatureBlock]:
    """Features one by one, each with whatever GDAL has to complain of it. Raises ``InputProblem`` at damage."""
    readers = [field.value_of for field in fields]
    wanted = None if fids is None else iter(sorted({int(f) for f in fids}))
    most = min(size, _SINGLY)
    before = 0
    while True:
        block = _next_features(table, name, readers, most, wanted, before)
        before += len(block.fids)
        if block.fids:
            yield block
        if len(block.fids) < most:
            return


def _next_features(
    table: Any,  # noqa: ANN401
    name: str,
    readers: Sequence[Callable[[Any], object]],
    most: int,
    wanted: Iterator[int] | None,
    before: int,
) -> FeatureBlock:
    numbers: list[int] = []
    wkb: list[Wkb] = []
    rows: list[list[object]] = []
    with complaints() as said:
        while len(numbers) < most:
            fid = None if wanted is None else next(wanted, None)
            if wanted is not None and fid is None:
                break
            said.clear()
            feature = _fetch(table, fid)
            if feature is None and fid is None and not said:
                break
            if said:
                raise damaged(name, said[0], parcel=_number_of(table, feature, fid, before + len(numbers)))
            _require_there(feature, name, fid)
            numbers.append(int(feature.GetFID()))
            geometry = feature.GetGeometryRef()
            wkb.append(None if geometry is None else bytes(geometry.ExportToIsoWkb()))
            rows.append([read(feature) for read in readers])
    return FeatureBlock(numbers, wkb, list(zip(*rows)))


def _number_of(table: Any, feature: Any, fid: int | None, position: int) -> str:  # noqa: ANN401
    """Number of a damaged feature; where OGR's exceptions took it away, it is read again without its shape."""
    if feature is None and fid is None:
        table.SetIgnoredFields(["OGR_GEOMETRY"])
        table.SetNextByIndex(position)
        feature = _fetch(table, None)
    return str(feature.GetFID()) if feature is not None else "" if fid is None else str(fid)


def _require_there(feature: Any, name: str, fid: int | None) -> None:  # noqa: ANN401
    """A red line with a piece missing would be worse than none."""
    if feature is None:
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
