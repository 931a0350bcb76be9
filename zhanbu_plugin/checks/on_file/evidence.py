"""Papers and photos are on file, unchanged, and taken where the parcel lies (CHK-EVID)."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np
import shapely

from ...regimes.rule_set import CheckRule
from ...regimes.text import Text
from ...survey.crs import CGCS2000, Crs, transform_coordinates, transform_geometries
from ...survey.wording import Wording, translate
from ...survey.zones import epsg_of_zone, zone_of_longitude
from ..column import CheckColumn, Floats
from ..dossier import Dossier, EvidenceItem
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import evidence_title, listed, not_on_file, said


def evidence(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Each of ``kinds`` is on file ``count`` times; with ``any``, one of them is enough.

    CHK-EVID; JX-3.2.2(2), JX-3.2.2(3), JX-3.2.2(4), SC-2(四)b, SC-2(六)b, SC-5(十四), HB-11, HB-17, HB-18.
    """
    kinds, one_is_enough = rule.option_texts("kinds"), rule.options.get("any") is True
    wanted = round(rule.option_number("count", 1))

    def judge(dossier: Dossier) -> Judgement:
        there = dossier.evidence_counts
        short = [kind for kind in kinds if there.get(kind, 0) < wanted]
        measured, needed = float(len(kinds) - len(short)), 1.0 if one_is_enough else float(len(kinds))
        if not short or (one_is_enough and measured):
            return Judgement(measured=measured, threshold=needed)
        names = tuple(_with_count(kind, there.get(kind, 0), wanted) for kind in short)
        lacking = not_on_file(names)
        if one_is_enough:
            lacking = translate("zhanbu", "None of these is on file: {names}.", names=listed(names))
        return Judgement(lacking, measured=measured, threshold=needed)

    return judged(rule, case, judge, alike=lambda dossier: tuple(map(dossier.evidence_counts.get, kinds)))


def _with_count(kind: str, there: int, wanted: int) -> Text:
    name = evidence_title(kind)
    return name if wanted == 1 else Text(f"{name.zh}（{there}/{wanted}）", f"{name.en} ({there} of {wanted})")


def evidence_intact(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Every stored file still has the SHA-256 under which it was recorded (CHK-EVID)."""

    def judge(dossier: Dossier) -> Judgement:
        changed = [item.file_name for item in dossier.evidence if item.intact is False]
        if changed:
            lacking = translate(
                "zhanbu",
                "{count} files are missing or changed since, first {name}.",
                count=len(changed),
                name=changed[0],
            )
            return Judgement(lacking, measured=float(len(changed)), threshold=0.0)
        if any(item.intact is None for item in dossier.evidence):
            unread = translate("zhanbu", "The stored files weren't compared with their hashes.")
            return Judgement(unread, open=True, threshold=0.0)
        return Judgement(measured=0.0, threshold=0.0)

    return judged(rule, case, judge)


def evidence_located(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Every photo of ``kinds`` says where it was taken, no farther from the parcel than ``evidence.max_distance_m``.

    CHK-EVID. Whether there are photos is asked by ``evidence``.
    """
    kinds = rule.option_texts("kinds")
    limit = case.rule_set.number("evidence.max_distance_m")

    def judge(dossier: Dossier) -> Judgement:
        photos = [item for item in dossier.evidence if item.kind in kinds]
        return _place_of(photos, dossier, limit) if photos else IN_ORDER

    return judged(rule, case, judge, unit="m")


def _place_of(photos: Collection[EvidenceItem], dossier: Dossier, limit_m: float) -> Judgement:
    placeless = [photo for photo in photos if photo.lon is None or photo.lat is None]
    if placeless:
        return Judgement(_about(placeless[0], "no place"), threshold=limit_m)
    if not dossier.geometry_wkb or not dossier.crs:
        shapeless = translate("zhanbu", "It has no shape that the places of photos could be compared with.")
        return Judgement(shapeless, open=True, threshold=limit_m)
    lonlat = np.array([(photo.lon, photo.lat) for photo in photos], dtype=np.float64)
    distances = distances_m(lonlat, dossier.geometry_wkb, Crs.of(dossier.crs))
    worst = int(np.argmax(np.where(np.isnan(distances), np.inf, distances)))
    farthest = float(distances[worst])
    if farthest <= limit_m:
        return Judgement(measured=farthest, threshold=limit_m)
    return Judgement(_about(list(photos)[worst], "far", farthest, limit_m), measured=farthest, threshold=limit_m)


def _about(photo: EvidenceItem, fault: str, distance_m: float = np.nan, limit_m: float = np.nan) -> Wording:
    kind = said(evidence_title(photo.kind))
    if fault == "no place":
        return translate("zhanbu", "{kind} {name} doesn't say where it was taken.", kind=kind, name=photo.file_name)
    return translate(
        "zhanbu",
        "{kind} {name} was taken {distance:.0f} m from the parcel; {limit:.0f} m are allowed.",
        kind=kind,
        name=photo.file_name,
        distance=distance_m,
        limit=limit_m,
    )


def distances_m(lonlat: Floats, geometry_wkb: bytes, crs: Crs) -> Floats:
    """Distances (n,) in metres of places (n, 2; degrees, CGCS2000) from a shape, 0 inside; infinite for no place on it.

    They are taken in the shape's own Gauss-Krüger plane, whose scale is off by less than 1 in 900.
    """
    shape = shapely.from_wkb(geometry_wkb)
    plane = crs if crs.is_gauss_plane else _plane_at(_longitude(shape, crs))
    if plane != crs:
        shape = transform_geometries(np.array([shape], dtype=object), crs, plane)[0]
    xy = transform_coordinates(lonlat, _degrees(), plane)
    there = np.isfinite(xy).all(axis=1)
    found = np.full(len(xy), np.inf)
    if shape is not None:
        found[there] = shapely.distance(shapely.points(xy[there]), shape)
    return found


@lru_cache(maxsize=1)
def _degrees() -> Crs:
    return Crs.of(CGCS2000)


@lru_cache(maxsize=64)
def _plane_at(longitude: int) -> Crs:
    return Crs.of(epsg_of_zone(3, zone_of_longitude(longitude)))


def _longitude(shape: shapely.Geometry, crs: Crs) -> int:
    middle = np.array([shapely.get_coordinates(shapely.centroid(shape))[0]])
    return round(float(transform_coordinates(middle, crs, _degrees())[0, 0]))
