"""What the page of submissions shows of a pool: its batches, and what was packed of each before (批次与已打的包)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...exchange.submission.made_before import MadePackage
from ...pool.reading import batches, pool_identity
from ...pool.records import BatchSummary
from ...reports.language import tr
from .batch_states import StateCounts, batch_states
from .packing_memory import PackingMemory

_NAMED = 3
"""Packages that were made before and are named: the last ones."""
Batch = tuple[str, str]
"""System and name."""


@dataclass(frozen=True)
class PoolBatches:
    """The batches with the states of their parcels; packages that were made; ``held`` is what each batch's last package
    is called, and how many parcels it holds.
    """

    batches: tuple[BatchSummary, ...] = ()
    made: tuple[MadePackage, ...] = ()
    held: Mapping[Batch, tuple[str, int]] = field(default_factory=dict)
    states: Mapping[Batch, StateCounts] = field(default_factory=dict)

    def told_of(self, chosen: Batch) -> str:
        """What was packed of a batch before, and whether the batch has changed since; empty where nothing was."""
        own = [one for one in self.made if (one.system, one.batch) == chosen]
        if not own:
            return ""
        told = tr("Packed before: {files}").format(files="、".join(one.name for one in own[-_NAMED:]))
        name, held = self.held.get(chosen, ("", 0))
        now = next((one.parcels for one in self.batches if (one.system, one.batch) == chosen), 0)
        if not name or held == now:
            return told
        text = tr(
            "⚠ {name} holds {held} parcels, the batch has {now} now, and the next version packs all of these. What was "
            "pushed since and is a submission of its own belongs in another batch."
        )
        return f"{told}\n{text.format(name=name, held=held, now=now)}"


def read_batches(pool: str) -> PoolBatches:
    """Reads the pool, and the folders that packages lie in. Raises ``InputProblem``."""
    memory = PackingMemory(pool)
    made = memory.known(pool_identity(pool).county)
    return PoolBatches(batches(pool), made, memory.parcels_of_last(made), batch_states(pool))
