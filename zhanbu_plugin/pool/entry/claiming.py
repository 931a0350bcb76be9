"""Places are claimed once: which of the parcels that want to enter would claim ground, or a survey parcel, twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...survey.wording import translate
from ..places import OverlapTolerance, overlapping_pairs, overlapping_places
from ..records import Refusal, SurveyKey
from ..shapes import PoolShape
from ..store import PoolReader, bounds_of
from .admission import ALREADY, DOUBLE_PLACE, DOUBLE_SURVEY_ID


@dataclass(frozen=True)
class Candidate:
    """A parcel that passed every test of its own: source id, shape in the pool, survey parcel."""

    parcel_id: str
    shape: PoolShape
    survey_key: SurveyKey


def refusals_of_claims(
    candidates: Sequence[Candidate], pool: PoolReader, system: str, tolerance: OverlapTolerance
) -> dict[int, Refusal]:
    """Refusals by position. Among candidates that exclude each other the first in the given order wins."""
    held = _refused_by_pool(candidates, pool, system, tolerance)
    rivals = _rivals(candidates, tolerance)
    refused: dict[int, Refusal] = {}
    keys: dict[SurveyKey, int] = {}
    for i, candidate in enumerate(candidates):
        refusal = held.get(i) or _refused_by_rival(i, candidates, rivals[i], refused, keys)
        if refusal is not None:
            refused[i] = refusal
        elif candidate.survey_key.bsm:
            keys[candidate.survey_key] = i
    return refused


def _refused_by_pool(
    candidates: Sequence[Candidate], pool: PoolReader, system: str, tolerance: OverlapTolerance
) -> dict[int, Refusal]:
    places = _places_taken(candidates, pool, tolerance)
    by_shape = pool.holders_of_shapes(c.shape.geometry_hash for c in candidates)
    by_key = pool.holders_of_survey_parcels(c.survey_key for c in candidates)
    refused = {}
    for i, candidate in enumerate(candidates):
        same, by_survey = by_shape.get(candidate.shape.geometry_hash), by_key.get(candidate.survey_key)
        if same is not None and same.system == system:
            refused[i] = _already(candidate, same.parcel_uid)
        elif by_survey is not None:
            refused[i] = _double_survey_id(candidate, by_survey.parcel_uid)
        elif i in places:
            refused[i] = _double_place(candidate, *places[i])
    return refused


def _places_taken(
    candidates: Sequence[Candidate], pool: PoolReader, tolerance: OverlapTolerance
) -> dict[int, tuple[str, float]]:
    """By position, who holds the ground (the largest share, then the first uid) and how many m² of it."""
    near = pool.places_near([bounds_of(c.shape.geometry) for c in candidates])
    places = {place.parcel_uid: place.geometry for found in near for place in found}
    uids = sorted(places)
    shapes = np.array([c.shape.geometry for c in candidates], dtype=object)
    held = np.array([places[uid] for uid in uids], dtype=object)
    taken: dict[int, tuple[str, float]] = {}
    for i, k, shared in overlapping_places(shapes, held, tolerance):
        if shared > taken.get(i, ("", 0.0))[1]:
            taken[i] = (uids[k], shared)
    return taken


def _rivals(candidates: Sequence[Candidate], tolerance: OverlapTolerance) -> dict[int, list[tuple[int, float]]]:
    """By position, the earlier candidates on the same ground."""
    rivals: dict[int, list[tuple[int, float]]] = defaultdict(list)
    geometries = np.array([c.shape.geometry for c in candidates], dtype=object)
    for first, second, shared in overlapping_pairs(geometries, tolerance):
        rivals[second].append((first, shared))
    return rivals


def _refused_by_rival(
    i: int,
    candidates: Sequence[Candidate],
    rivals: Sequence[tuple[int, float]],
    refused: dict[int, Refusal],
    keys: dict[SurveyKey, int],
) -> Refusal | None:
    candidate = candidates[i]
    holder = keys.get(candidate.survey_key)
    if holder is not None:
        return _double_survey_id(candidate, candidates[holder].parcel_id)
    for other, shared in rivals:
        if other not in refused:
            return _double_place(candidate, candidates[other].parcel_id, shared)
    return None


def _already(candidate: Candidate, uid: str) -> Refusal:
    reason = translate("zhanbu", "The pool holds this parcel already, as {uid}.", uid=uid)
    return Refusal(candidate.parcel_id, ALREADY, reason)


def _double_survey_id(candidate: Candidate, holder: str) -> Refusal:
    key = candidate.survey_key
    reason = translate(
        "zhanbu",
        "Survey parcel {bsm} of {year} (part {part}) is claimed by {holder} already. "
        "Check which of the two is meant; pieces of one survey parcel need part numbers.",
        bsm=key.bsm,
        year=key.year or translate("zhanbu", "an unknown year"),
        part=key.part,
        holder=holder,
    )
    return Refusal(candidate.parcel_id, DOUBLE_SURVEY_ID, reason)


def _double_place(candidate: Candidate, holder: str, shared: float) -> Refusal:
    reason = translate(
        "zhanbu",
        "{area} m² of the ground is claimed by {holder} already. Cut the common part out of one of the two.",
        area=f"{shared:.2f}",
        holder=holder,
    )
    return Refusal(candidate.parcel_id, DOUBLE_PLACE, reason)
