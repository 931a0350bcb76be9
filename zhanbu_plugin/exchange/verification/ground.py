"""Whether the shapes of a submission carry the areas that it states: geometry against record, TXT, and each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray

from ...checks.checked import geometry_hashes
from ...pool.places import OverlapTolerance, overlapping_pairs
from ...pool.records import PoolParcel
from ...survey.crs import Crs
from ...survey.ellipsoid_area import ellipsoid_areas
from ...survey.problem import InputProblem
from ...survey.units import to_dm2
from ...survey.wording import translate
from ..coordinates.document import CoordinateParcel
from ..coordinates.preparing import carried
from ..coordinates.reading import read_coordinates
from ..coordinates.templates import head_template
from ..submission.coordinates import canonical_txt, comparable, coordinate_parcels, meant_txt
from ..submission.format import COORDINATES, PARCELS
from .report import Problem

_LEAST_LINE = len("J1,1,1.0000,1.0000\r\n")


def shape_problems(parcels: Sequence[PoolParcel], epsg: int) -> Iterator[Problem]:
    """Areas measured again on the ellipsoid, and shapes against their hashes."""
    shapes = _array([p.geometry for p in parcels])
    areas = ellipsoid_areas(shapes, Crs.of(epsg)).tolist()
    for parcel, area, shape in zip(parcels, areas, geometry_hashes(shapes)):
        measured = to_dm2(area) if np.isfinite(area) else None
        if measured != parcel.area_dm2:
            said = translate(
                "zhanbu",
                "The shape measures {measured} m², the record states {stated} m².",
                measured="-" if measured is None else f"{measured / 100:.2f}",
                stated=f"{parcel.area_dm2 / 100:.2f}",
            )
            yield Problem("AREA", PARCELS, parcel.parcel_no, said)
        if shape != parcel.geometry_hash:
            said = translate("zhanbu", "The shape is not the one whose hash the record states.")
            yield Problem("SHAPE", PARCELS, parcel.parcel_no, said)


def overlap_problems(parcels: Sequence[PoolParcel], tolerance: OverlapTolerance) -> Iterator[Problem]:
    """Ground that two parcels of the package claim, by the same measure as when parcels enter a pool."""
    for one, other, area in overlapping_pairs(_array([p.geometry for p in parcels]), tolerance):
        said = translate(
            "zhanbu", "It overlaps parcel {other} by {area} m².", other=parcels[other].parcel_no, area=f"{area:.2f}"
        )
        yield Problem("OVERLAP", PARCELS, parcels[one].parcel_no, said)


def coordinate_problems(
    content: bytes, parcels: Sequence[PoolParcel], epsg: int, *, template: str, encoding: str, as_of: date
) -> Iterator[Problem]:
    """The TXT is that of the layer: the same parcels in the same order, to the last digit of coordinates and areas.

    Where it isn't to the byte, it is read again to say in which parcel.
    """
    if _is_txt_of(content, parcels, epsg, template=template, encoding=encoding, as_of=as_of):
        return
    yield from _differing_parcels(content, parcels, epsg, template=template, encoding=encoding, as_of=as_of)


def _is_txt_of(
    content: bytes, parcels: Sequence[PoolParcel], epsg: int, *, template: str, encoding: str, as_of: date
) -> bool:
    """Whether a TXT is the one that the parcels give. What has more points than it has room for isn't written."""
    points = int(shapely.get_num_coordinates([p.geometry for p in parcels]).sum())
    if len(content) < points * _LEAST_LINE:
        return False
    try:
        meant = meant_txt(parcels, epsg, template=template, encoding=encoding, as_of=as_of, found=content)
    except InputProblem:
        return False  # reading tells what is wrong
    return meant == content


def _differing_parcels(
    content: bytes, parcels: Sequence[PoolParcel], epsg: int, *, template: str, encoding: str, as_of: date
) -> Iterator[Problem]:
    try:
        found = read_coordinates(content, COORDINATES, encoding=encoding).document
        again = canonical_txt(found, template=template, encoding=encoding, as_of=as_of)
        asked = head_template(template).attributes
    except InputProblem as problem:
        yield Problem.of("COORDINATES", COORDINATES, problem)
        return
    expected = coordinate_parcels(parcels, epsg)
    if len(found.parcels) != len(expected):
        said = translate(
            "zhanbu", "The TXT has {found} parcels, the layer {count}.", found=len(found.parcels), count=len(expected)
        )
        yield Problem("COORDINATES", COORDINATES, "", said)
    for meant, told in zip(expected, found.parcels):
        yield from _differences(meant, told, asked)
    if again != content:
        said = translate("zhanbu", "Header, point names or other lines of the TXT aren't those of a submission.")
        yield Problem("COORDINATES", COORDINATES, "", said)


def _differences(meant: CoordinateParcel, told: CoordinateParcel, asked: Sequence[str]) -> Iterator[Problem]:
    pairs = zip(("number", "name", "shape", "area"), comparable(meant), comparable(told))
    differing = [name for name, one, other in pairs if one != other]
    wanted = {key: carried(meant.attributes.get(key, "")) for key in asked if key != "shape"}
    differing += [key for key, value in wanted.items() if told.attributes.get(key, "") != value]
    if differing:
        said = translate("zhanbu", "The TXT differs from the layer in: {items}.", items=", ".join(differing))
        yield Problem("COORDINATES", COORDINATES, meant.number, said)


def _array(geometries: Sequence[shapely.Geometry]) -> NDArray[np.object_]:
    result = np.empty(len(geometries), dtype=object)
    result[:] = geometries
    return result
