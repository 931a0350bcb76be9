"""Net increase of stable cropland over the base year (净增加量), and the scale that follows from it (HB-12 to HB-14).

The province issues the figure; this is the county's or city's own estimate of it, by exact overlay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from ..checks.layer import Progress, VectorLayer
from ..checks.measures.overlap.constraint import PreparedConstraint, prepare
from ..checks.progress_shares import progress_between
from ..survey.crs import Crs, same_system, transform_geometries
from ..survey.problem import InputProblem
from ..survey.units import m2_of, to_dm2
from ..survey.wording import Wording, translate
from .stable_cropland.cropland import Cropland, cropland_of, year_of
from .stable_cropland.increase import Masks, NotCounted, not_counted
from .stable_cropland.rule import StableRule
from .stable_cropland.stable import StableGround, stable_ground


@dataclass(frozen=True)
class IncreaseLayers:
    """``survey`` and ``baseline`` are survey polygons (DLTB) of the year and of the base year; the others are ``None``
    where nobody gave them: cropland that the protection target left out (``excluded``), that is unstable now
    (``unstable``) and in the base year (``unstable_base``; without it ``unstable`` serves for both), that was adjusted
    from unstable to stable (``adjusted``), and supplements on file in the national systems (``filed``).
    """

    survey: VectorLayer
    baseline: VectorLayer
    excluded: VectorLayer | None = None
    unstable: VectorLayer | None = None
    unstable_base: VectorLayer | None = None
    adjusted: VectorLayer | None = None
    filed: VectorLayer | None = None


@dataclass(frozen=True)
class StableTerms:
    """Stable cropland of a year in 0.01 m²; ``None`` is a part that no layer and no attribute tells."""

    surveyed_dm2: int
    left_out_dm2: int | None
    unfit_dm2: int | None

    @property
    def stable_dm2(self) -> int:
        """What is left."""
        return self.surveyed_dm2 - (self.left_out_dm2 or 0) - (self.unfit_dm2 or 0)


@dataclass(frozen=True)
class NetIncrease:
    """The net increase with each of its terms, in 0.01 m²; ``None`` is a term that no layer tells.

    ``missing`` names the layers that weren't given: what they would take off is still in the figure. ``remarks`` is
    what was found odd, by layer; ``year`` is that of the survey, ``None`` where it isn't told.
    """

    year: int | None
    now: StableTerms
    then: StableTerms
    adjusted_dm2: int | None
    filed_dm2: int | None
    either_dm2: int
    missing: tuple[str, ...]
    remarks: tuple[tuple[str, Wording], ...]

    @property
    def raw_dm2(self) -> int:
        """Stable cropland now less that of the base year."""
        return self.now.stable_dm2 - self.then.stable_dm2

    @property
    def both_dm2(self) -> int:
        """Adjusted as well as filed: taken off once."""
        return (self.adjusted_dm2 or 0) + (self.filed_dm2 or 0) - self.either_dm2

    @property
    def net_dm2(self) -> int:
        """The net increase."""
        return self.raw_dm2 - self.either_dm2


def net_increase(layers: IncreaseLayers, rule: StableRule, progress: Progress = None) -> NetIncrease:
    """Net increase = stable(y) − stable(base) − area(adjusted ∪ filed), by overlay on the ellipsoid. HB-13a, HB-13b.

    Adjusted is also what the base year's own attributes call unstable and today's don't. Raises ``InputProblem`` for a
    layer that can't be used, and ``Cancelled``.
    """
    _require_same_place(layers)
    now = cropland_of(layers.survey, rule, None, progress_between(progress, 0.0, 0.1))
    then = cropland_of(layers.baseline, rule, rule.base_year, progress_between(progress, 0.1, 0.2))
    laid = _Laid(layers)
    excluded, unstable = laid.on(now.crs, "excluded"), laid.on(now.crs, "unstable")
    own_then = laid.on(then.crs, "unstable_base")
    masks = Masks(excluded, unstable, own_then, laid.on(now.crs, "adjusted"), laid.on(now.crs, "filed"))
    of_now = stable_ground(now, excluded, unstable, progress_between(progress, 0.3, 0.5))
    bars_then = laid.on(then.crs, "excluded"), own_then or laid.on(then.crs, "unstable")
    of_then = stable_ground(then, *bars_then, progress_between(progress, 0.5, 0.7))
    off = not_counted(now, then, masks, progress_between(progress, 0.7, 1.0))
    return _told(layers, (now, of_now), (then, of_then), off, laid)


class _Laid:
    """Layers prepared once for each CRS that they are laid over."""

    def __init__(self, layers: IncreaseLayers) -> None:
        self._layers: Mapping[str, VectorLayer | None] = {
            name: getattr(layers, name) for name in ("excluded", "unstable", "unstable_base", "adjusted", "filed")
        }
        self._made: list[tuple[str, Crs, PreparedConstraint]] = []

    def on(self, crs: Crs, name: str) -> PreparedConstraint | None:
        """A layer ready to be laid over parcels in ``crs``; ``None`` where nobody gave it, or it is empty."""
        layer = self._layers[name]
        if layer is None or not len(layer):
            return None
        found = next((made for known, of, made in self._made if known == name and same_system(of, crs)), None)
        if found is None:
            found = prepare(layer, name, crs)
            self._made.append((name, crs, found))
        return found

    def remarks(self) -> Iterator[tuple[str, Wording]]:
        """What was done to make them usable, and what can't be known of them; each once."""
        told = set()
        for name, _, made in self._made:
            if name not in told:
                told.add(name)
                yield from ((made.name, warning) for warning in made.warnings)
                if made.doubt is not None:
                    yield made.name, made.doubt


def _told(
    layers: IncreaseLayers,
    now: tuple[Cropland, StableGround],
    then: tuple[Cropland, StableGround],
    off: NotCounted,
    laid: _Laid,
) -> NetIncrease:
    unstable = layers.unstable is not None
    unstable_then = unstable or layers.unstable_base is not None
    knows_adjusted = layers.adjusted is not None or then[0].tells_unfit or layers.unstable_base is not None
    names = ("excluded", "unstable", "adjusted", "filed")
    remarks = [(found.layer.name, remark) for found, _ in (now, then) for remark in found.remarks]
    if now[0].tells_unfit != then[0].tells_unfit:
        remarks.append((now[0].layer.name, _unlike()))
    return NetIncrease(
        year_of(now[0].layer),
        _terms(*now, layers.excluded is not None, unstable or now[0].tells_unfit),
        _terms(*then, layers.excluded is not None, unstable_then or then[0].tells_unfit),
        to_dm2(off.adjusted_m2) if knows_adjusted else None,
        to_dm2(off.filed_m2) if layers.filed is not None else None,
        to_dm2(off.either_m2),
        tuple(name.upper() for name in names if getattr(layers, name) is None),
        (*remarks, *laid.remarks()),
    )


def _terms(cropland: Cropland, ground: StableGround, knows_left_out: bool, knows_unfit: bool) -> StableTerms:
    left_out, unfit = to_dm2(float(ground.left_out_m2.sum())), to_dm2(float(ground.unfit_m2.sum()))
    return StableTerms(
        to_dm2(float(ground.surveyed_m2.sum())), left_out if knows_left_out else None, unfit if knows_unfit else None
    )


def _unlike() -> Wording:
    return translate(
        "zhanbu",
        "Only one of the two surveys says which cropland is unstable (TBXHDM, GDPDJB, WDGD): the years aren't alike.",
    )


def _require_same_place(layers: IncreaseLayers) -> None:
    """Two surveys that don't meet are of two places, and their difference says nothing."""
    boxes = []
    for layer in (layers.survey, layers.baseline):
        if not len(layer):
            return
        box = shapely.box(*shapely.total_bounds(layer.geometries))
        boxes.append(box)
    moved = boxes[1]
    if not same_system(layers.survey.crs, layers.baseline.crs):
        pair = np.array([boxes[1], None], dtype=object)
        moved = transform_geometries(pair, layers.baseline.crs, layers.survey.crs)[0]
    if not boxes[0].intersects(moved):
        raise InputProblem(
            translate("zhanbu", "{survey} and {base} lie apart.", survey=layers.survey.name, base=layers.baseline.name),
            remedy=translate("zhanbu", "Give two surveys of one county or city, each in its own coordinate system."),
        )


def control_scale(net_dm2: int, gap_dm2: int = 0, fill_dm2: int = 0) -> int:
    """Scale (管控规模) that is left of a net increase when some of it fills the gap to the former target. HB-14.

    Raises ``InputProblem`` when more is filled than the gap, or than there is.
    """
    most = max(min(gap_dm2, net_dm2), 0)
    if not 0 <= fill_dm2 <= most:
        raise InputProblem(
            translate(
                "zhanbu",
                "{fill:.2f} m² to fill the gap: the gap is {gap:.2f} m², the net increase {net:.2f} m².",
                fill=m2_of(fill_dm2),
                gap=m2_of(gap_dm2),
                net=m2_of(net_dm2),
            ),
            remedy=translate("zhanbu", "Fill no more than {most:.2f} m² (HB-14).", most=m2_of(most)),
        )
    return max(net_dm2, 0) - fill_dm2


def require_within_scale(cap_dm2: int, shares_dm2: Mapping[str, int]) -> None:
    """Raises ``InputProblem`` when the shares of counties, by code, add up to more than their city's scale. HB-12b."""
    total = sum(shares_dm2.values())
    if total > cap_dm2:
        raise InputProblem(
            translate(
                "zhanbu",
                "The counties' shares add up to {total:.2f} m², the city's scale is {cap:.2f} m².",
                total=m2_of(total),
                cap=m2_of(cap_dm2),
            ),
            remedy=translate("zhanbu", "Take {over:.2f} m² off their shares (HB-12b).", over=m2_of(total - cap_dm2)),
        )
