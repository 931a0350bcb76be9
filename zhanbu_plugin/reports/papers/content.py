"""What a paper says (文书内容), as plain data: values, rows and shapes, before anything is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import shapely

from .specs import PaperSpec

Row = Mapping[str, str]


@dataclass(frozen=True)
class Labelled:
    """A shape in the map's CRS, and what is written on it."""

    geometry: shapely.Geometry
    label: str


@dataclass(frozen=True)
class MapContent:
    """What a map shows: the parcels it is about, those around them, and their boundary points.

    ``epsg`` is the code of all coordinates and of the map.
    """

    epsg: int
    subjects: Sequence[Labelled]
    neighbours: Sequence[Labelled] = ()
    points: Sequence[Labelled] = ()


@dataclass(frozen=True)
class PaperContent:
    """One paper: its template, the values of its texts and forms, rows and sums of its lists, its pictures and map.

    ``pictures`` are paths of images by name.
    """

    spec: PaperSpec
    system: str
    values: Mapping[str, str]
    lists: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    sums: Mapping[str, Row] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    map: MapContent | None = None
