"""What a reviewer brings along to repeat a county's checks: layers, an elevation model, tolerances (复核资料)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ...checks.layer import HeldLayer
from ...checks.measuring import Surroundings
from .elevation_model import tell_about
from .sources import UnreadLayer, read_told


@dataclass(frozen=True)
class ReviewersData:
    """Layers by role, still to be read, and tolerances by unit (``m2``, ``deg``, ``1`` for shares)."""

    dem: Path | str | None = None
    roles: Mapping[str, UnreadLayer] = field(default_factory=dict)
    allowed: Mapping[str, float] = field(default_factory=dict)

    def surroundings(self, feedback: QgsProcessingFeedback) -> Surroundings | None:
        """What checks can be repeated with; ``None`` where nothing was brought. Reads the layers.

        Raises ``InputProblem``, ``Cancelled``.
        """
        if self.dem is None and not self.roles:
            return None
        if self.dem is not None:
            tell_about(str(self.dem), feedback)
        layers = {role: HeldLayer.of(read_told(layer, feedback)) for role, layer in self.roles.items()}
        return Surroundings(self.dem, layers)


def tolerances(m2: float, degrees: float, share: float) -> dict[str, float]:
    """Those above nothing, by unit."""
    return {unit: value for unit, value in (("m2", m2), ("deg", degrees), ("1", share)) if value > 0}
