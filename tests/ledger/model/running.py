"""Running the machine for a number of steps, by a seed, and telling what it did."""

from __future__ import annotations

import os
import time
from collections import Counter

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from model.machine import LedgerMachine

STEPS = int(os.environ.get("ZHANBU_LEDGER_STEPS", "10000"))
SEED = int(os.environ.get("ZHANBU_LEDGER_SEED", "20261122"))
SHRINK = os.environ.get("ZHANBU_LEDGER_SHRINK", "1") == "1"
STEPS_A_SEQUENCE = 60


def run(machine: type[LedgerMachine], steps: int = STEPS, first_seed: int = SEED) -> None:
    """So many steps, by the seed of the run."""
    begun, worked = time.perf_counter(), time.process_time()
    LedgerMachine.steps, LedgerMachine.done, LedgerMachine.refusals = 0, Counter(), Counter()
    part = 0
    while LedgerMachine.steps < steps:  # a sequence may end early, so that there are as many as it takes
        _run_part(machine, first_seed + 1_000_000 * part, steps - LedgerMachine.steps)
        part += 1
    seconds, worked = time.perf_counter() - begun, time.process_time() - worked
    print(f"\n{LedgerMachine.steps} steps in {seconds:.0f} s ({worked:.0f} s of work), seed {first_seed}")
    print("done:", dict(sorted(LedgerMachine.done.items())))
    print("refused:", dict(sorted(LedgerMachine.refusals.items())))


def _run_part(machine: type[LedgerMachine], number: int, steps: int) -> None:
    run_state_machine_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=max(1, 4 * steps // (3 * STEPS_A_SEQUENCE)),
            stateful_step_count=STEPS_A_SEQUENCE,
            deadline=None,
            database=None,
            phases=(Phase.generate, *([Phase.shrink] if SHRINK else [])),
            suppress_health_check=list(HealthCheck),
        ),
    )
