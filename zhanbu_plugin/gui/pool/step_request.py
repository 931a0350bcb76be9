"""A step that is asked for from the window, and what is done about it on another thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ...checks.measuring import Surroundings
from ...ledger.stepping import advance_and_book
from ...paths import version
from ...pool.steps.acts import Act
from ...pool.steps.advancing import AdvanceReport
from ...pool.steps.previewing import StepPreview, preview_step
from ...processing.algorithm import progress_of
from ...processing.inputs.sources import UnreadLayer
from ...processing.inputs.step_surroundings import step_surroundings
from ...regimes.rule_set import RuleSet


@dataclass(frozen=True)
class StepRequest:
    """Parcels or matters, where to, by which act and rules, measured against what; layers are still to be read."""

    pool: str
    uids: tuple[str, ...]
    workflow: str
    from_state: str
    to_state: str
    act: Act
    rules: RuleSet
    roles: Mapping[str, UnreadLayer]
    dem: Path | None

    def preview(self, feedback: QgsProcessingFeedback) -> StepPreview:
        """What the step still lacks; nothing is written."""
        around = self._around(feedback)
        progress = progress_of(feedback, 10, 95)
        return preview_step(self.pool, self.uids, self.to_state, self.act, self.rules, around, progress=progress)

    def take(self, feedback: QgsProcessingFeedback) -> AdvanceReport:
        """Take the step with all that may, and book what follows."""
        around, progress = self._around(feedback), progress_of(feedback, 10, 95)
        return advance_and_book(
            self.pool,
            self.uids,
            self.to_state,
            self.act,
            self.rules,
            around,
            version=version(),
            progress=progress,
        )

    def _around(self, feedback: QgsProcessingFeedback) -> Surroundings:
        return step_surroundings(self.pool, self.rules, self.to_state, self.roles, self.dem, feedback)
