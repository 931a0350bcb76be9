"""The check and the choice of candidates from layers to result: the one way that every face takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ...checks.candidates import Candidates, select_candidates
from ...checks.engine import CheckResult, check_parcels
from ...checks.layer import HeldLayer, PassingLayer, VectorLayer
from ...checks.measuring import Surroundings
from ...checks.parcels import ParcelBatch
from ...checks.waivers.applying import require_waivable
from ...checks.waivers.waiver import Waiver
from ...paths import version
from ...pool.claims import claims_layer
from ...pool.reading import pool_identity
from ...regimes.choosing import AUTO, choose_rule_set
from ...regimes.rule_set import RuleSet
from ...reports.language import said, tr
from ..algorithm import progress_of
from .elevation_model import tell_about
from .kept_folder import kept_beside
from .layer_memory import LayerMemory
from .pool_dossiers import dossiers_on_file
from .remembered_layers import measures_slope, remembered_dem, remembered_layers, remembered_path
from .sources import UnreadLayer, read_told
from .waiver_rows import UnreadWaivers

FEW_PARCELS = 500
"""So many are measured sooner than what was kept of a whole county's measures is read and written."""


@dataclass(frozen=True)
class CheckInputs:
    """Everything that a check depends on. Layers are still to be read, so it may be done on another thread.

    ``county`` empty means the pool's own; ``stage`` empty the first state; ``category`` empty what the layer says.
    """

    parcels: UnreadLayer
    as_of: date
    roles: Mapping[str, UnreadLayer] = field(default_factory=dict)
    dem: Path | str | None = None
    pool: str = ""
    rule_set: str = AUTO
    county: str = ""
    stage: str = ""
    category: str = ""
    id_field: str = ""
    waivers: UnreadWaivers | None = None

    def layer_paths(self) -> dict[str, str]:
        """File of each layer that has one, by role: what a pool is to remember with the parcels."""
        paths = {role: remembered_path(layer) for role, layer in {"survey": self.parcels, **self.roles}.items()}
        paths["dem"] = "" if self.dem is None else str(self.dem)
        return {role: path for role, path in paths.items() if path}


def run_check(inputs: CheckInputs, feedback: QgsProcessingFeedback, memory: LayerMemory | None = None) -> CheckResult:
    """Read the layers and check the parcels; roles left empty get the layers that the pool remembers.

    ``memory`` has what earlier checks of the session read, so that few parcels are answered at once.
    Raises ``InputProblem``, ``Cancelled``.
    """
    return run_check_around(inputs, feedback, memory)[0]


def run_check_around(
    inputs: CheckInputs,
    feedback: QgsProcessingFeedback,
    memory: LayerMemory | None = None,
    *,
    again: bool = False,
    done: float = 90,
) -> tuple[CheckResult, Surroundings]:
    """As ``run_check``, with what the parcels were checked against; ``again`` says that it will be needed once more.

    ``done`` is the percentage of the run that has passed when the check has.
    """
    hand = _held if again else _passing
    county = inputs.county or (pool_identity(inputs.pool).county if inputs.pool else "")
    rule_set = choose_rule_set(inputs.rule_set, as_of=inputs.as_of, county=county)
    waivers = _waivers(inputs, rule_set)
    dem = _dem(inputs, rule_set, feedback, memory)
    layers = {role: hand(read_told(layer, feedback, memory)) for role, layer in inputs.roles.items()}
    if inputs.pool:
        empty = {check.role for check in rule_set.checks if check.role} - layers.keys()
        remembered = remembered_layers(inputs.pool, empty, feedback, memory)
        layers |= {role: hand(remembered.pop(role)) for role in list(remembered)}
    survey = read_told(inputs.parcels, feedback, None if memory is None else memory.surveys)
    parcels = ParcelBatch.of(survey, inputs.id_field)
    around = Surroundings(
        dem,
        layers,
        claims_layer(inputs.pool, but=parcels.ids) if inputs.pool else None,
        "" if memory is None or dem is None else memory.raster_sha256(str(dem)),
    )
    kept = kept_beside(inputs.pool, measures=len(parcels) > FEW_PARCELS)
    result = check_parcels(
        parcels,
        rule_set,
        around,
        as_of=inputs.as_of,
        stage=inputs.stage,
        county=county,
        category=inputs.category,
        version=version(),
        progress=progress_of(feedback, 10, done),
        kept=kept,
        waivers=waivers,
        dossiers=dossiers_on_file(inputs.pool, parcels.ids, rule_set, inputs.stage),
    )
    for idle in result.applied.idle:
        feedback.pushWarning(said(idle.wording()))
    for note in kept.notes if kept else ():
        feedback.pushInfo(said(note))
    for role, overlap in result.case.measured.overlaps.items():
        for warning in overlap.layer.warnings:
            feedback.pushWarning(f"{role}: {overlap.source}: {said(warning)}")
    return result, around


def _dem(
    inputs: CheckInputs, rule_set: RuleSet, feedback: QgsProcessingFeedback, memory: LayerMemory | None
) -> Path | str | None:
    """The elevation model that was given, else the pool's; what makes its slopes doubtful is told."""
    dem = inputs.dem
    if dem is None and inputs.pool and measures_slope(rule_set.checks):
        dem = remembered_dem(inputs.pool, feedback, memory)
    if dem is not None:
        tell_about(str(dem), feedback)
    return dem


def _passing(layer: VectorLayer) -> VectorLayer:
    """Nobody needs the shapes of a layer twice that no memory holds."""
    return layer if isinstance(layer, HeldLayer) else PassingLayer.of(layer)


def _held(layer: VectorLayer) -> VectorLayer:
    return layer if isinstance(layer, HeldLayer) else HeldLayer.of(layer)


def _waivers(inputs: CheckInputs, rule_set: RuleSet) -> tuple[Waiver, ...]:
    """Before anything is measured, for a wrong row shall not be told after a night's work."""
    if inputs.waivers is None:
        return ()
    waivers = inputs.waivers.read(inputs.as_of)
    require_waivable(waivers, rule_set, inputs.waivers.name)
    return waivers


def possible_sources(
    survey: UnreadLayer, *, rule_set: str, as_of: date, county: str, feedback: QgsProcessingFeedback
) -> tuple[VectorLayer, Candidates]:
    """Read a survey layer and find what could be a source; what was left out is told. Raises ``InputProblem``."""
    rules = choose_rule_set(rule_set, as_of=as_of, county=county)
    layer = read_told(survey, feedback)
    found = select_candidates(ParcelBatch.of(layer), rules, as_of)
    if found.unknown_classes:
        feedback.pushWarning(
            tr("Class codes that the survey's table doesn't know: {codes}. They were left out.").format(
                codes=", ".join(found.unknown_classes)
            )
        )
    if found.of_older_surveys:
        feedback.pushWarning(
            tr("{count} possible sources are of surveys older than {year} and were left out.").format(
                count=found.of_older_surveys, year=found.latest_year
            )
        )
    return layer, found
