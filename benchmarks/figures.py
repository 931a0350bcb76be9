"""From runs to figures: medians, ratios from the same round, growth between sizes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.processes import Run

Rounds = Mapping[str, Sequence[Run]]
"""Runs by side; the runs of a round stand at the same place of each sequence."""


@dataclass(frozen=True)
class Row:
    """A stage on our side and what it is compared with: (side, stage) each, ``None`` where there is nothing."""

    label: str
    ours: tuple[str, str]
    other: tuple[str, str] | None = None
    slower: bool = False
    """Whether the ratio tells how many times as long we take, not how many times as fast we are."""


STAGES = (
    Row("read", ("ours", "read"), ("expert", "read")),
    Row("read, shapes only", ("ours", "read, shapes only"), ("expert", "read")),
    Row("validity", ("ours", "validity"), ("expert", "validity")),
    Row("ellipsoid area", ("ours", "area"), ("expert", "area")),
    Row("overlaps, 8 layers", ("ours", "overlaps in all"), ("expert", "overlaps in all")),
    Row("  of it: read layers", ("ours", "read layers")),
    Row("  of it: prepare", ("ours", "prepare"), ("expert", "prepare")),
    Row("  of it: measure", ("ours", "overlaps"), ("expert", "overlaps")),
    Row("slope 30 m", ("ours", "slope 30 m"), ("expert", "slope 30 m")),
    Row("slope 10 m", ("ours", "slope 10 m"), ("expert", "slope 10 m")),
    Row("slope 5 m", ("ours", "slope 5 m"), ("expert", "slope 5 m")),
    Row("contiguity 20 m", ("ours", "contiguity"), ("expert", "contiguity")),
    Row("write 29 columns", ("ours", "write"), ("expert", "write")),
    Row("whole job", ("ours", "job"), ("expert", "job")),
)
BESIDE = (
    Row("duplicates", ("ours", "duplicates")),
    Row("rules", ("engine", "rules")),
    Row("rows with reasons", ("engine", "rows with reasons")),
    Row("check_parcels, whole", ("engine", "engine"), ("expert", "job")),
    Row("zhanbu:checkparcels", ("checkparcels", "checkparcels"), ("expert", "job")),
    Row("first run, filling", ("kept", "first run")),
    Row("second run, layers kept", ("kept", "second run"), ("floor", "job"), slower=True),
    Row("third run, all kept", ("kept", "third run"), ("floor", "job"), slower=True),
    Row("re-check after 1 %", ("kept", "re-check"), ("kept", "first run")),
    Row("  of it: check alone", ("kept", "re-check, check alone"), ("kept", "first run, check alone")),
    Row("whole job, naive chain", ("ours", "job"), ("naive", "job")),
    Row("whole job, parsed floor", ("ours", "job"), ("floor", "job"), slower=True),
)


def seconds(rounds: Rounds, side: str, stage: str) -> float | None:
    """Median seconds of a stage, ``None`` where no run has it."""
    found = [value for run in rounds.get(side, ()) if (value := _of(run, side, stage, rounds)) is not None]
    return median(found) if found else None


def cpu_seconds(rounds: Rounds, side: str, stage: str) -> float | None:
    """Median seconds that all threads of a stage kept processors busy."""
    found = [run.cpu_seconds[stage] for run in rounds.get(side, ()) if stage in run.cpu_seconds]
    return median(found) if found else None


def ratio(rounds: Rounds, one: tuple[str, str], other: tuple[str, str]) -> float | None:
    """Median over the rounds of the seconds of ``one`` over those of ``other`` in the same round.

    A side that ran in the first round only is compared with the first round's.
    """
    pairs = zip(rounds.get(one[0], ()), rounds.get(other[0], ()))
    found = [
        above / below
        for a, b in pairs
        if (above := _of(a, *one, rounds)) is not None and (below := _of(b, *other, rounds))
    ]
    return median(found) if found else None


def ratio_of(rounds: Rounds, row: Row) -> float | None:
    """The ratio that a row shows."""
    if row.other is None:
        return None
    return ratio(rounds, row.ours, row.other) if row.slower else ratio(rounds, row.other, row.ours)


def peak_mb(rounds: Rounds, side: str, total: str = "") -> float | None:
    """Median peak memory of a side; with ``total`` until that total was taken."""
    found = [float(str(run.facts.get(f"{total} peak MB", run.peak_mb))) for run in rounds.get(side, ()) if run.seconds]
    return median(found) if found else None


def growth(small: float | None, large: float | None, counts: tuple[int, int]) -> float | None:
    """Exponent k of seconds ~ n^k between two sizes."""
    if not small or not large:
        return None
    return math.log(large / small) / math.log(counts[1] / counts[0])


def left_out(rounds: Rounds) -> dict[str, str]:
    """Stages that couldn't be run, with the reason, over all sides."""
    found: dict[str, str] = {}
    for side, runs in rounds.items():
        for run in runs:
            found |= {f"{side}: {stage}": reason for stage, reason in run.left_out.items()}
            if run.failed:
                found[side] = f"failed: {run.failed.strip().splitlines()[-1]}"
            if run.capped is not None:
                found[side] = f"stopped at its limit of {run.capped:.0f} s"
    return found


def _of(run: Run, side: str, stage: str, rounds: Rounds) -> float | None:
    if run.capped is not None:
        return run.capped if stage == "job" else None  # at least so long
    value = run.seconds.get(stage)
    if value is not None and stage == "job" and side in {"expert", "naive"} and _without_contiguity(rounds):
        return value - run.seconds.get("contiguity", 0.0)
    return value


def _without_contiguity(rounds: Rounds) -> bool:
    """Where our job has no contiguity, the others' is taken without it too."""
    return any("contiguity" in run.left_out for run in rounds.get("ours", ()))
