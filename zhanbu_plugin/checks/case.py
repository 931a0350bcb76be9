"""All that a rule may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..regimes.rule_set import RuleSet
from ..survey.wording import Wording, translate
from .dossier import Dossier
from .layer import Objects
from .parcels import ParcelBatch

if TYPE_CHECKING:
    from .measures.duplicates import DuplicateMeasure
    from .measures.overlap.constraint import PreparedConstraint
    from .measures.overlap.county import CountyMeasure
    from .measures.overlap.overlaps import OverlapMeasure
    from .measures.placement import CrsRemark
    from .measures.steep_ground import SteepGround
    from .measures.terrain.elevation import DemFacts
    from .measures.terrain.slope import SlopeMeasure
    from .measures.validity import ValidityMeasure
    from .second_survey.ground import SecondSurveyGround
    from .survey_classes import Answer

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RoleOverlap:
    """Overlap of n parcels with one layer, and the layer as it was prepared."""

    layer: PreparedConstraint
    measure: OverlapMeasure

    @property
    def area_m2(self) -> Floats:
        """Ellipsoid area (n,), ground covered twice counted once."""
        return self.measure.area_m2

    @property
    def counts(self) -> NDArray[np.bool_]:
        """Whether each overlap (n,) exceeds the tolerances of area and width (A-34)."""
        return self.measure.counts

    @property
    def doubt(self) -> Wording | None:
        """Why more ground may be covered than is known, or ``None``."""
        return self.layer.doubt

    @property
    def source(self) -> str:
        """What messages call the layer."""
        return self.layer.name


@dataclass(frozen=True)
class Measurements:
    """What n parcels measure. ``geometries`` are valid (repaired where the survey's isn't) or ``None``,
    also where a shape lies off its coordinate system.

    ``area_m2`` is the ellipsoid area of ``geometries``; ``overlaps`` holds a measure per role with a layer and
    ``claims`` the overlap with the pool's active claims; ``steep`` is what the rule set's sources of slope say.
    ``classes`` holds the ground by class for each check (its id) that asks for it, or why nobody knows.
    ``second_survey`` is there where a check asks what counts for which system.
    ``None`` means that the layer wasn't given.
    """

    geometries: Objects
    validity: ValidityMeasure
    crs_remarks: tuple[CrsRemark, ...]
    area_m2: Floats
    duplicates: DuplicateMeasure
    overlaps: Mapping[str, RoleOverlap]
    county: CountyMeasure | None
    county_layer: str
    claims: RoleOverlap | None
    slope: SlopeMeasure | None
    dem: DemFacts | None
    dem_sha256: str
    steep: SteepGround | None
    classes: Mapping[str, Answer] = field(default_factory=dict)
    second_survey: SecondSurveyGround | None = None


@dataclass(frozen=True)
class Case:
    """Parcels, their measurements, the rules, the day and the county; ``categories`` (n,) may be empty texts.

    ``dossiers`` (n,) hold what is on file of each parcel, ``None`` for one that isn't; ``None`` when nobody looked.
    """

    parcels: ParcelBatch
    measured: Measurements
    rule_set: RuleSet
    as_of: date
    county: str
    categories: Objects
    dossiers: tuple[Dossier | None, ...] | None = None

    def __post_init__(self) -> None:
        if self.dossiers is not None and len(self.dossiers) != len(self.parcels):
            raise ValueError(f"{len(self.dossiers)} dossiers for {len(self.parcels)} parcels")

    def __len__(self) -> int:
        return len(self.parcels)

    def unless(self, doubt: Wording | None, settled: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Parcels (n,) without an answer: those without a shape and, where a layer is in doubt, the unsettled."""
        return self.without_shape | (np.full(len(self), doubt is not None) & ~settled)

    def open_because(self, doubt: Wording | None) -> Callable[[int], Wording]:
        """Sentence for each of those parcels."""
        without = self.without_shape
        shapeless = translate("zhanbu", "The parcel has no shape that could be compared.")
        return lambda i: shapeless if without[i] or doubt is None else doubt

    @property
    def without_shape(self) -> NDArray[np.bool_]:
        """Parcels (n,) that nothing can be measured on."""
        return np.isnan(self.measured.area_m2)
