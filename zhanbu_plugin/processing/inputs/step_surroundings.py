"""What the guards of a step measure against: layers that are given, else those that the pool remembers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ...checks.layer import HeldLayer
from ...checks.measuring import Surroundings
from ...pool.steps.guards import possible_guards
from ...regimes.rule_set import RuleSet
from .elevation_model import tell_about
from .remembered_layers import measures_slope, remembered_dem, remembered_layers
from .sources import UnreadLayer, read_told


def step_surroundings(
    pool: str,
    rules: RuleSet,
    to_state: str,
    roles: Mapping[str, UnreadLayer],
    dem: Path | str | None,
    feedback: QgsProcessingFeedback,
) -> Surroundings:
    """Layers and elevation model for a step to a state. Raises ``InputProblem`` for those that can't be used."""
    guards = possible_guards(rules, to_state)
    layers = {role: HeldLayer.of(read_told(layer, feedback)) for role, layer in roles.items()}
    empty = {check.role for check in guards if check.role} - layers.keys()
    if empty:
        remembered = remembered_layers(pool, empty, feedback)
        layers |= {role: HeldLayer.of(layer) for role, layer in remembered.items()}
    if dem is None and measures_slope(guards):
        dem = remembered_dem(pool, feedback)
    if dem is not None:
        tell_about(str(dem), feedback)
    return Surroundings(dem, layers)
