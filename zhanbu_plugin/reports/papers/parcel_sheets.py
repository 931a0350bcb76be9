"""The sheet of one parcel (地块信息表): its map, its boundary points, what the check found, and its photos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shapely

from ...exchange.coordinates.document import parts_of, rings_of
from ...exchange.submission.content import (
    PrintedArea,
    category_title,
    printed_areas,
    slope_grade,
    state_title,
    survey_text,
    verdict_word,
)
from ...exchange.submission.coordinates import sheet_numbers, with_zone_prefix
from ...pool.filing.evidence_files import stored_name
from ...pool.filing.filed import PoolEvidence, batch_uid
from ...pool.records import PoolParcel
from ...regimes.forms.evidence_kinds import Nature, evidence_kinds
from ...survey.tenure_kinds import tenure_text
from .batch_papers import near
from .batch_values import BatchSource, common_values
from .check_rows import finding_rows
from .content import Labelled, MapContent, PaperContent, Row
from .specs import PaperBook

_PHOTOS = 4
_MOST_MARKS = 60
"""Boundary points that are marked on the map; with more of them, only every second, third … is."""
_IMAGES = {".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp"}


def parcel_sheets(source: BatchSource, book: PaperBook, numbers: Sequence[str] = ()) -> Iterator[PaperContent]:
    """A sheet for each parcel of the batch, or for those with one of ``numbers``, in the order of the list."""
    parcels = source.batch.parcels
    sheets = sheet_numbers(parcels, source.batch.identity.epsg)
    for parcel, area, sheet in zip(parcels, printed_areas(parcels), sheets):
        if not numbers or parcel.parcel_no in numbers:
            yield _sheet(source, book, parcel, area, sheet)


def _sheet(source: BatchSource, book: PaperBook, parcel: PoolParcel, area: PrintedArea, sheet_no: str) -> PaperContent:
    spec = book.papers["parcel_sheet"]
    on_file = _photos(source, parcel)
    photos = on_file[:_PHOTOS]
    values = {**common_values(source, book), **_values(source, parcel, area), "sheet": sheet_no}
    values |= {"photo_count": str(len(on_file)), "photo_shown": str(len(photos))}
    template = spec.texts.get("photo", "")
    values |= {f"photo{i}": template.format_map({**values, **_caption(p)}) for i, (p, _) in enumerate(photos, 1)}
    values |= {f"photo{i}": "" for i in range(len(photos) + 1, _PHOTOS + 1)}
    lists = {
        "points": point_rows(parcel.geometry, source.batch.identity.epsg),
        "findings": finding_rows(source, parcel),
    }
    pictures = {f"photo{i}": path for i, (_, path) in enumerate(photos, 1)}
    return PaperContent(spec, source.batch.system, values, lists, {}, pictures, _map(source, parcel))


def _values(source: BatchSource, parcel: PoolParcel, area: PrintedArea) -> dict[str, str]:
    survey, slope = parcel.survey, slope_grade(parcel)
    return {
        "number": parcel.parcel_no,
        "unit_code": survey_text(survey.get("ZLDWDM")),
        "unit_name": survey_text(survey.get("ZLDWMC")),
        "owner_kind": tenure_text(survey_text(survey.get("QSXZ"))),
        "owner_name": survey_text(survey.get("QSDWMC")),
        "survey_no": survey_text(survey.get("TBBH")),
        "bsm": survey_text(survey.get("BSM")),
        "class_code": survey_text(survey.get("DLBM")),
        "class_name": survey_text(survey.get("DLMC")),
        "category": category_title(source.rule_set, parcel.category),
        "area_m2": f"{area.m2:.2f}",
        "area_mu": str(area.mu),
        "area_ha": str(area.ha),
        "slope": "—" if slope is None else f"{slope} 级",
        "state": state_title(source.rule_set, parcel.state),
        "since": parcel.state_since.isoformat(),
        "verdict": verdict_word(parcel),
        "geometry_hash": parcel.geometry_hash,
    }


def point_rows(geometry: shapely.Geometry, epsg: int) -> list[Row]:
    """Boundary points as the coordinate TXT tells them, two to a row: the first half on the left.

    Eastings have the zone's number in front; every ring is closed by its first point.
    """
    told = list(_points(with_zone_prefix(geometry, epsg)))
    half = -(-len(told) // 2)
    rows: list[Row] = []
    for i in range(half):
        row = dict(zip(("name", "ring", "x", "y"), told[i]))
        if half + i < len(told):
            row |= dict(zip(("name2", "ring2", "x2", "y2"), told[half + i]))
        rows.append(row)
    return rows


def _points(geometry: shapely.Geometry) -> Iterator[tuple[str, str, str, str]]:
    number = ring_number = 0
    for part in parts_of(geometry):
        for ring in rings_of(part):
            ring_number += 1
            first = number + 1
            for east, north in list(ring.coords)[:-1]:
                number += 1
                yield f"J{number}", str(ring_number), f"{north:.4f}", f"{east:.4f}"
            east, north = ring.coords[0]
            yield f"J{first}", str(ring_number), f"{north:.4f}", f"{east:.4f}"


def _map(source: BatchSource, parcel: PoolParcel) -> MapContent:
    named = [(name, float(y), float(x)) for name, _, x, y in _points(parcel.geometry)]
    every = -(-len(named) // _MOST_MARKS)
    points = {name: shapely.Point(east, north) for name, east, north in named[::every]}
    box = shapely.box(*shapely.bounds(parcel.geometry)).buffer(
        max(30.0, shapely.length(parcel.geometry) / 4), join_style="mitre"
    )
    numbers = {p.parcel_uid: p.parcel_no for p in source.batch.parcels}
    others = [
        Labelled(other.geometry, other.parcel_no)
        for other in source.batch.parcels
        if other is not parcel and shapely.intersects(other.geometry, box)
    ]
    return MapContent(
        source.batch.identity.epsg,
        [Labelled(parcel.geometry, parcel.parcel_no)],
        [*others, *near(source, box, set(numbers.values()))],
        [Labelled(point, name) for name, point in points.items()],
    )


def _photos(source: BatchSource, parcel: PoolParcel) -> list[tuple[PoolEvidence, str]]:
    """Photos of the parcel, else of its batch, that are there, by day, with their paths."""
    whole = batch_uid(parcel.system, parcel.batch)
    found = []
    for material in source.batch.materials:
        own, path = material.evidence, None
        kind = evidence_kinds().get(own.kind)
        if kind is not None and kind.nature is Nature.PHOTO and {parcel.parcel_uid, whole} & set(material.concerns):
            path = source.batch.evidence.get(stored_name(own.sha256, own.file_name))
        if path is not None and path.suffix.lower() in _IMAGES and path.is_file():
            found.append((parcel.parcel_uid not in material.concerns, own, str(path)))
    found.sort(key=lambda one: (one[0], str(one[1].taken_on or ""), one[1].event_no))
    return [(own, path) for _, own, path in found]


def _caption(photo: PoolEvidence) -> dict[str, str]:
    kind = evidence_kinds().get(photo.kind)
    return {
        "kind": kind.name.zh if kind is not None else photo.kind,
        "title": photo.title or photo.file_name,
        "taken_on": photo.taken_on.isoformat() if photo.taken_on else "—",
        "azimuth": "—" if photo.azimuth is None else f"{photo.azimuth:.0f}°",
    }
