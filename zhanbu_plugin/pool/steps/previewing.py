"""What a step still lacks (缺项): its guards asked as for the step itself, without taking it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...checks.layer import Progress
from ...checks.measuring import Surroundings
from ...regimes.rule_set import RuleSet
from ..database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..filing.dossiers import stored_files
from .acts import Act, require_act
from .stepping import StepRefusal, StepTerms, weigh


@dataclass(frozen=True)
class StepPreview:
    """Uids that could take the step now, and of the others everything that speaks against it."""

    ready: tuple[str, ...]
    missing: tuple[StepRefusal, ...]


def preview_step(
    path: PoolAddress,
    uids: Sequence[str],
    to_state: str,
    act: Act,
    rule_set: RuleSet,
    surroundings: Surroundings | None = None,
    *,
    progress: Progress = None,
    busy_seconds: float = BUSY_SECONDS,
) -> StepPreview:
    """What would come of a step; nothing is written. Raises ``InputProblem``, ``Cancelled``."""
    require_act(act)
    terms = StepTerms(to_state, act, rule_set, surroundings or Surroundings())
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool:
        ready, missing = weigh(pool, sorted(set(uids)), terms, stored_files(path), progress)
    return StepPreview(tuple(one.uid for one in ready), tuple(missing))
