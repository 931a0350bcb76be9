"""How far parcels are on the regulation's path, beside the step at which they are submitted (报送前的状态)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...exchange.returns.importing import RETURNED
from ...pool.database import pool_for_reading
from ...regimes.choosing import rule_sets
from ...regimes.rule_set import RuleSet
from ...regimes.workflow import PARCEL, Workflow
from ...reports.language import tr
from ..pool.pool_layer import state_title

_EARLY = "⚠ "
_PACKAGE = "SUBMISSION_PACKAGE"
"""Kind of evidence: the package itself."""


@dataclass(frozen=True)
class StateCounts:
    """Number of parcels by state, in the path's order, and the states before the one in which they are submitted."""

    system: str
    counts: Mapping[str, int]
    early: frozenset[str] = frozenset()

    @property
    def not_yet(self) -> int:
        """Parcels that aren't at the step where they are submitted."""
        return sum(count for state, count in self.counts.items() if state in self.early)

    def early_text(self) -> str:
        """The states that are too early, each with its number of parcels."""
        return _listed(self.system, {state: n for state, n in self.counts.items() if state in self.early})

    def text(self) -> str:
        """Every state with its number of parcels, marked where some are too early."""
        return (_EARLY if self.not_yet else "") + _listed(self.system, self.counts)


def submitted_in(workflow: Workflow) -> str | None:
    """The state in which a batch is submitted: the first from which the city or those above send parcels back.

    Where the rules leave sending back to the county, it is the last state that it sends back from.
    """
    order = list(workflow.states)
    back = [step for step in workflow.transitions if step.to == RETURNED]
    above = [state for step in back if step.external for state in step.sources]
    if above:
        return min(above, key=order.index)
    return max((state for step in back for state in step.sources), key=order.index, default=None)


def early_states(rules: RuleSet) -> frozenset[str]:
    """States before that of the submission; where the rules don't name one, the first state alone.

    Where the step to the submission asks for the package itself, parcels that may take this step aren't early.
    """
    workflow = rules.workflows[PARCEL]
    at = submitted_in(workflow)
    if at is None:
        return frozenset({workflow.first_state()})
    order = list(workflow.states)
    early = {s for s in order if order.index(s) < order.index(at) or workflow.turns_back(s)}
    if any(
        (check.subject, check.stage) == (PARCEL, at) and _PACKAGE in check.option_texts("kinds")
        for check in rules.checks
    ):
        early -= {s for step in workflow.transitions if step.to == at for s in step.sources}
    return frozenset(early)


def counted(system: str, found: Iterable[tuple[str, str]]) -> StateCounts:
    """Parcels counted by state; each is told by the id of its rule set and its state."""
    known = rule_sets()
    pairs = Counter(found)
    used = sorted({rule_set for rule_set, _ in pairs} & {*known})
    early = {state for rule_set, state in pairs if rule_set in used and state in early_states(known[rule_set])}
    order = [state for rule_set in used for state in known[rule_set].workflows[PARCEL].states]
    counts = Counter(dict.fromkeys(order, 0))
    for (_, state), count in pairs.items():
        counts[state] += count
    return StateCounts(system, {state: count for state, count in counts.items() if count}, frozenset(early))


def batch_states(pool: str) -> Mapping[tuple[str, str], StateCounts]:
    """The active parcels of each batch (system and name), counted by state. Raises ``InputProblem``."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with pool_for_reading(pool) as opened:
        for parcel in opened.listed_parcels():
            found.setdefault((parcel.system, parcel.batch), []).append((parcel.rule_set, parcel.state))
    return {batch: counted(batch[0], states) for batch, states in found.items()}


def _listed(system: str, counts: Mapping[str, int]) -> str:
    return tr(", ").join(f"{state_title(system, state)} {count}" for state, count in counts.items())
