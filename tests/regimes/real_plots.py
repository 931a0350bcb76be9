"""Pools of plots for tests: pushed once by the sample's findings, and copied wherever a test wants to change them."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path

import numpy as np
import shapely
from sample_batches import WALKS, sample

from zhanbu_plugin.checks.checked import CheckedParcel, seal_of
from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.regimes.rule_set import RuleSet
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import m2_of, to_dm2

RECORDED_AT = "2100-01-01T08:00:00Z"

COUNTIES = {"hebei": ("139901", 4527), "jiangxi": ("360122", 4527), "sichuan": ("510121", 4523)}
_ORIGINS = {4527: (39_500_000.0, 3_300_000.0), 4523: (35_500_000.0, 3_300_000.0)}


@cache
def scratch_folder() -> Path:
    path = Path(tempfile.mkdtemp(prefix="zhanbu-pools-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


NUMBERS = count(1)


@dataclass(frozen=True)
class Plot:
    """A parcel to be pushed: its area, its shape if that matters (well-known binary), its batch."""

    area_dm2: int
    wkb: bytes
    batch: str


@dataclass(frozen=True)
class Ground:
    """Where the plots lie, by which rules and when they were pushed."""

    rules: RuleSet
    county: str
    epsg: int
    day: date

    def key(self, plots: Sequence[Plot]) -> tuple[object, ...]:
        return (self.rules.id, self.rules.sha256, self.county, self.epsg, self.day, tuple(plots))


_POOLS: dict[tuple[object, ...], tuple[Path, tuple[str, ...]]] = {}


def pool_with(ground: Ground, plots: Sequence[Plot]) -> tuple[Path, tuple[str, ...]]:
    """A pool with these plots, made once and to be copied, and their uids."""
    key = ground.key(plots)
    if key not in _POOLS:
        path = scratch_folder() / f"ground-{len(_POOLS)}.gpkg"
        create_pool(path, county=ground.county, epsg=ground.epsg, created_on=ground.day)
        parcels, uids = _checked(ground, plots), dict[str, str]()
        for batch in dict.fromkeys(plot.batch for plot in plots):
            report = push_parcels(
                path,
                [parcel for parcel, plot in zip(parcels, plots) if plot.batch == batch],
                system=ground.rules.system,
                batch=batch,
                as_of=ground.day,
                rule_set_in_force=lambda _, __: ground.rules,
                role="TECHNICIAN",
                recorded_at=RECORDED_AT,
                max_age_days=0,
            )
            assert not report.refused, [str(refusal.reason) for refusal in report.refused]
            uids |= report.admitted
        _POOLS[key] = path, tuple(uids[parcel.parcel_id] for parcel in parcels)
    return _POOLS[key]


def _checked(ground: Ground, plots: Sequence[Plot]) -> list[CheckedParcel]:
    """The plots with the findings of the sample parcel, which passes; guards of steps measure them anew."""
    one = _sample_checked(walk_rules(ground.rules))
    run = replace(
        one.run,
        rule_set=ground.rules.id,
        rule_set_sha256=ground.rules.sha256,
        as_of=ground.day,
        county=ground.county,
    )
    parcels = []
    for number, (plot, shape) in enumerate(zip(plots, _shapes(ground.epsg, plots))):
        (area,) = ellipsoid_areas(np.array([shape], dtype=object), Crs.of(ground.epsg))
        stated = m2_of(to_dm2(float(area)))
        survey = {**one.survey, "BSM": f"{number:018d}", "TBMJ": stated, "ZLDWDM": f"{ground.county}001001"}
        measures = {**one.measures, "area_m2": stated}
        parcel = replace(
            one,
            parcel_id=f"{number:04d}",
            geometry=shape,
            crs=Crs.of(ground.epsg).wkt,
            survey=survey,
            area_m2=stated,
            measures=measures,
            run=run,
        )
        parcels.append(replace(parcel, seal=seal_of(parcel)))
        assert plot.wkb or to_dm2(stated) == plot.area_dm2
    return parcels


@cache
def _sample_checked(rule_set_id: str) -> CheckedParcel:
    return sample(rule_set_id).checked().checked_parcel(0)


def walk_rules(rules: RuleSet) -> str:
    return rules.id if rules.id in WALKS else rules.parent


def _shapes(epsg: int, plots: Sequence[Plot]) -> list[shapely.Geometry]:
    """The shapes asked for, and else strips of 100 m one above the other with just the area asked for."""
    x, y = _ORIGINS[epsg]
    return [
        shapely.from_wkb(plot.wkb) if plot.wkb else _strip(epsg, x, y + 200.0 * row, plot.area_dm2)
        for row, plot in enumerate(plots)
    ]


@cache
def _strip(epsg: int, x: float, y: float, area_dm2: int) -> shapely.Polygon:
    """A strip 100 m high of an area on the ellipsoid, to the hundredth of a square metre."""

    def strip(width: float, more: float = 0.0) -> shapely.Polygon:
        return shapely.Polygon([(x, y), (x + width + more, y), (x + width, y + 100.0), (x, y + 100.0)])

    def area(shape: shapely.Polygon) -> float:
        return float(ellipsoid_areas(np.array([shape], dtype=object), Crs.of(epsg))[0])

    width = area_dm2 / 100 / 100.0
    for _ in range(6):
        width = round(width * (area_dm2 / 100) / area(strip(width)), 4)
    tries = (strip(width, step * 0.0001) for step in range(-40, 41))
    return next(shape for shape in tries if to_dm2(area(shape)) == area_dm2)
