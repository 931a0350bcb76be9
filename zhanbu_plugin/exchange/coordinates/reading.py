"""Reading a parcel-coordinate TXT (导入报盘坐标; standards section 7).

What can be repaired without guessing is repaired and remarked; everything else is an ``InputProblem`` that names file,
parcel and line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ...survey.zones import epsg_of_zone
from .areas import stated_areas
from .bare import bare_parcel
from .document import CoordinateDocument, CoordinateParcel, ReadResult, parts_of
from .grammar import raw_file
from .header import stated_place
from .place import Swap, placed_points
from .polygons import polygon_of_rings
from .raw import RawFile, RawParcel
from .remarks import Remarks
from .rings import rings_of_parcel
from .text import decoded, file_content, lines_of


@dataclass(frozen=True)
class _Read:
    """A parcel and the line of its head."""

    line: int
    parcel: CoordinateParcel


def read_coordinates(
    source: Path | bytes,
    source_name: str = "",
    *,
    crs_zone: int | None = None,
    encoding: str = "auto",
    swap: Swap = "refuse",
    join_parts: bool = True,
) -> ReadResult:
    """Parcels of a coordinate TXT, from a path or its bytes; ``source_name`` is what messages call it.

    ``crs_zone`` gives the zone (带号) of eastings without prefix. ``swap="accept"`` turns swapped axes round where
    their digits prove the swap. With ``join_parts`` consecutive heads of the same number, name and attributes become
    one multipart parcel. Raises ``InputProblem``.
    """
    name = source_name or (source.name if isinstance(source, Path) else "")
    content = file_content(source, name) if isinstance(source, Path) else source
    remarks = Remarks()
    text, found_encoding = decoded(content, name, encoding)
    raw = raw_file(lines_of(text, name), name, remarks)
    parcels = _raw_parcels(raw, name, remarks)
    stated = stated_place(raw.header, name, remarks)
    placed = placed_points(parcels, stated, crs_zone=crs_zone, swap=swap, source=name, remarks=remarks)
    read = [_Read(p.line, _parcel(p, v, name, remarks)) for p, v in zip(parcels, placed.vertices)]
    if join_parts:
        read = _joined(read, remarks)
    epsg = epsg_of_zone(placed.width, placed.zone, prefixed=True)
    areas = stated_areas([r.parcel for r in read], [r.line for r in read], epsg, remarks)
    document = CoordinateDocument(
        {key: value.text for key, value in raw.header.items()},
        tuple(r.parcel for r in read),
        placed.zone,
        placed.width,
        found_encoding,
        _template(parcels, remarks),
    )
    return ReadResult(document, epsg, areas, remarks.all())


def _raw_parcels(raw: RawFile, source: str, remarks: Remarks) -> Sequence[RawParcel]:
    if not raw.parcels and not raw.has_blocks:
        return [bare_parcel(raw.loose, source, remarks)]
    for line, _ in raw.loose:
        remarks.passed_over(line)
    if not any(parcel.points for parcel in raw.parcels):
        raise InputProblem(
            translate("zhanbu", "The file holds no parcel with points."),
            remedy=translate(
                "zhanbu", "Choose a coordinate TXT with [地块坐标], head lines that end in @, and points name,ring,X,Y."
            ),
            source=source,
            parcel=raw.parcels[0].label if raw.parcels else "",
        )
    return raw.parcels


def _template(parcels: Sequence[RawParcel], remarks: Remarks) -> str:
    first = parcels[0].template.template_id
    for parcel in parcels:
        if parcel.template.template_id != first:
            said = translate(
                "zhanbu",
                "Head lines follow different templates: {first}, and {other} from here.",
                first=first,
                other=parcel.template.template_id,
            )
            remarks.warn(parcel.line, said)
            break
    return first


def _parcel(raw: RawParcel, vertices: NDArray[np.float64], source: str, remarks: Remarks) -> CoordinateParcel:
    rings = rings_of_parcel(raw, vertices, source=source, remarks=remarks)
    geometry, names = polygon_of_rings(rings, source=source, parcel=raw.label)
    shape = raw.items.get("shape", "")
    if shape not in ("", "面"):
        said = translate(
            "zhanbu", "Parcel {parcel} is called {shape}; it was read as an area.", parcel=raw.label, shape=shape
        )
        remarks.warn(raw.line, said)
    attributes = {key: raw.items.get(key, "") for key in raw.template.attributes}
    return CoordinateParcel(
        raw.items.get("number", ""), raw.items.get("name", ""), geometry, raw.area_stated, attributes, names
    )


def _joined(read: Sequence[_Read], remarks: Remarks) -> list[_Read]:
    """Parts of one parcel have their own heads with the same number; joined where they don't overlap."""
    joined: list[_Read] = []
    for _, group in groupby(enumerate(read), key=lambda item: _head_key(*item)):
        heads = [head for _, head in group]
        whole = _together([head.parcel for head in heads])
        joined += heads if whole is None else [_Read(heads[0].line, whole)]
    _remark_repeated(joined, remarks)
    return joined


def _head_key(position: int, read: _Read) -> tuple[object, ...]:
    parcel = read.parcel
    own = () if parcel.number else (position,)
    return parcel.number, parcel.name, tuple(parcel.attributes.items()), own


def _together(parts: Sequence[CoordinateParcel]) -> CoordinateParcel | None:
    if len(parts) == 1:
        return parts[0]
    shape = shapely.MultiPolygon([polygon for part in parts for polygon in parts_of(part.geometry)])
    if not shapely.is_valid(shape):
        return None
    stated = [part.stated_area_ha for part in parts if part.stated_area_ha is not None]
    area = sum(stated, Decimal(0)) if len(stated) == len(parts) else None
    names = tuple(ring for part in parts for ring in part.point_names)
    return replace(parts[0], geometry=shape, stated_area_ha=area, point_names=names)


def _remark_repeated(joined: Sequence[_Read], remarks: Remarks) -> None:
    seen: set[str] = set()
    for item in joined:
        number = item.parcel.number
        if number and number in seen:
            remarks.warn(item.line, translate("zhanbu", "Parcel number {number} occurs more than once.", number=number))
        seen.add(number)
