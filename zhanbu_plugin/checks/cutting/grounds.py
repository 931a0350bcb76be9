"""Which ground a failed check takes of a parcel (切除范围), by the kind of check.

Only checks that are about ground take any: bans, claims, the county, the source class by the square metre, slope.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ...regimes.rule_set import CheckRule
from ...survey.crs import same_system
from ..case import Floats, RoleOverlap
from ..engine import CheckResult
from ..layer import Objects, Progress, VectorLayer
from ..measures.overlap.constraint import PreparedConstraint, prepare
from ..measures.overlap.covered_ground import covered_ground, uncovered_ground
from ..measures.overlap.joined import united
from ..measures.steep_ground import DEM, SLOPE_MAP, SURVEY_GRADE
from ..measures.steep_patches import (
    Patches,
    is_large,
    least_patch,
    mapped_patches,
    steep_patches,
    whole_parcels,
)
from ..measures.terrain.steep_cells import Steepness
from ..measuring import Surroundings
from ..rules.second_survey import other_pool
from ..second_survey.ground import ground_for
from ..second_survey.layers import prepare_second_survey
from ..second_survey.slivers import SliverRule as SecondSurveySlivers
from ..slope_rule import EXCLUDE_PART, SlopeRule
from ..slope_sources import steep_map
from ..survey_classes import SURVEYS, barred_polygons, polygons_after, source_polygons

Indices = NDArray[np.intp]

_MOVED = 1e-4
"""Share by which a patch may come out smaller here than in the check, where the DEM is in another system."""


class Grounds:
    """The ground that each check takes of the parcels of a result; ``around`` is what they were checked against."""

    def __init__(self, result: CheckResult, around: Surroundings) -> None:
        self._result, self._around = result, around
        self._measured = result.case.measured
        self._crs = result.parcels.layer.crs
        self._outer: dict[str, PreparedConstraint | None] = {}

    def taken(self, rule: CheckRule, rows: Indices, progress: Progress = None) -> Objects:
        """What a check takes of parcels (n,) by their rows, each ``None`` or polygons that may reach beyond it.

        Raises ``InputProblem`` for a layer that can't be used, and ``Cancelled``.
        """
        return _KINDS[rule.kind](self, rule, rows, progress)

    def _inside_role(self, rule: CheckRule, rows: Indices, _: Progress) -> Objects:
        return self._covered(self._measured.overlaps[rule.role], rows)

    def _claimed(self, _: CheckRule, rows: Indices, __: Progress) -> Objects:
        claims = self._measured.claims
        return np.full(len(rows), None, dtype=object) if claims is None else self._covered(claims, rows)

    def _covered(self, overlap: RoleOverlap, rows: Indices) -> Objects:
        return covered_ground(self._shapes(rows), overlap.layer)

    def _outside_role(self, rule: CheckRule, rows: Indices, _: Progress) -> Objects:
        return self._uncovered(self._measured.overlaps[rule.role].layer, rows)

    def _outside_county(self, rule: CheckRule, rows: Indices, _: Progress) -> Objects:
        return self._uncovered(self._prepared(rule, self._around.roles.get("county")), rows)

    def _no_source(self, rule: CheckRule, rows: Indices, _: Progress) -> Objects:
        """Ground that the survey layer bars; nothing where a parcel failed by the class that it states itself."""
        survey = self._around.roles.get(SURVEYS)
        barred = self._prepared(rule, None if survey is None else barred_polygons(survey))
        return np.full(len(rows), None, dtype=object) if barred is None else covered_ground(self._shapes(rows), barred)

    def _of_other_class(self, rule: CheckRule, rows: Indices, _: Progress) -> Objects:
        survey = self._around.roles.get(SURVEYS)
        meant = None if survey is None else source_polygons(self._result.case.rule_set, survey)
        return self._uncovered(self._prepared(rule, meant), rows)

    def _not_yet_of_class(self, rule: CheckRule, rows: Indices, _: Progress) -> Objects:
        survey = self._around.roles.get(SURVEYS)
        return self._uncovered(self._prepared(rule, None if survey is None else polygons_after(rule, survey)), rows)

    def _of_other_pool(self, rule: CheckRule, rows: Indices, _: Progress) -> Objects:
        """Ground that counts for another system by the second survey (二调判别)."""
        approved = self._measured.overlaps.get("approved")
        layer, prepared = self._around.roles[rule.role], self._measured.overlaps[rule.role].layer
        survey = prepare_second_survey(layer, self._crs, prepared=prepared)
        return ground_for(
            other_pool(rule),
            self._shapes(rows),
            self._crs,
            survey,
            None if approved is None else approved.layer,
            SecondSurveySlivers.of(self._result.case.rule_set),
        )

    def _prepared(self, rule: CheckRule, layer: VectorLayer | None) -> PreparedConstraint | None:
        """A layer that the check's measures don't hold, made ready once; ``None`` for one without features."""
        if rule.id not in self._outer:
            some = layer is not None and len(layer) > 0
            self._outer[rule.id] = prepare(layer, rule.id, self._crs, part=True) if some and layer is not None else None
        return self._outer[rule.id]

    def _uncovered(self, layer: PreparedConstraint | None, rows: Indices) -> Objects:
        shapes = self._shapes(rows)
        return shapes if layer is None else uncovered_ground(shapes, np.full(len(rows), np.inf), layer)

    def _steep(self, _: CheckRule, rows: Indices, progress: Progress) -> Objects:
        """Patches large enough; every patch where the rule isn't about patches, for none may be left then."""
        ground = np.full(len(rows), None, dtype=object)
        steep = self._measured.steep
        for kind, patches_of in self._patches.items():
            some = np.flatnonzero(False if steep is None else steep.by(kind)[rows])
            if len(some):
                found = patches_of(rows[some], progress)
                kept = self._to_cut(found, self._measured.area_m2[rows[some]], kind)
                ground[some] = united(found.shapes[kept], found.parcel[kept], len(some))
        return ground

    @cached_property
    def _patches(self) -> dict[str, Callable[[Indices, Progress], Patches]]:
        return {DEM: self._by_dem, SLOPE_MAP: self._by_map, SURVEY_GRADE: self._by_grade}

    def _by_dem(self, rows: Indices, progress: Progress) -> Patches:
        dem, limit = self._around.dem, Steepness.of(self._result.case.rule_set)
        return steep_patches(self._shapes(rows), self._crs, "" if dem is None else dem, limit, progress)

    def _by_map(self, rows: Indices, _: Progress) -> Patches:
        return mapped_patches(self._shapes(rows), self._crs, self._steep_map)

    def _by_grade(self, rows: Indices, _: Progress) -> Patches:
        return whole_parcels(self._shapes(rows), self._crs, np.arange(len(rows)))

    @cached_property
    def _steep_map(self) -> PreparedConstraint:
        limit = self._result.case.rule_set.number("slope.limit_deg")
        return steep_map(self._around.roles[SLOPE_MAP], limit, self._crs)

    def _to_cut(self, found: Patches, areas_m2: Floats, kind: str) -> NDArray[np.bool_]:
        """Which patches are cut out. A parcel that failed loses one at least, whatever rounding says of its size."""
        rules, dem = self._result.case.rule_set, self._measured.dem
        if SlopeRule.of(rules).mode != EXCLUDE_PART:
            return np.ones(len(found.parcel), dtype=bool)
        moved = kind == DEM and dem is not None and not same_system(dem.crs, self._crs)
        least = least_patch(rules.number("slope.min_patch_m2"), areas_m2)
        large = is_large(found, areas_m2, least * (1.0 - _MOVED if moved else 1.0))
        largest = np.lexsort((-found.share, found.parcel))
        first = largest[np.flatnonzero(np.diff(found.parcel[largest], prepend=-1))]
        large[first] = True
        return large

    def _shapes(self, rows: Indices) -> Objects:
        return np.asarray(self._measured.geometries[rows], dtype=object)


_KINDS: MappingProxyType[str, Callable[[Grounds, CheckRule, Indices, Progress], Objects]] = MappingProxyType(
    {
        "ban_overlap": Grounds._inside_role,
        "pool_overlap": Grounds._claimed,
        "inside_county": Grounds._outside_county,
        "unused_land_inside": Grounds._outside_role,
        "source_class": Grounds._no_source,
        "source_share": Grounds._of_other_class,
        "class_after": Grounds._not_yet_of_class,
        "second_survey": Grounds._of_other_pool,
        "slope": Grounds._steep,
    }
)

GROUND_KINDS = frozenset(_KINDS)
"""Kinds of checks that take ground."""
