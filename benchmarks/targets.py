"""The targets that the engine is held to, and whether a run of the benchmarks met them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.figures import Rounds, growth, peak_mb, ratio, seconds

Sizes = Mapping[int, tuple[int, Rounds]]
"""Nominal size → number of parcels and the runs."""
REFERENCE = 100_000
LARGE = 300_000
NEITHER = "not measured in this run"


@dataclass(frozen=True)
class Target:
    """A figure that is wanted to be at least (``>=``) or at most (``<=``) a limit."""

    what: str
    wanted: str
    limit: float
    unit: str
    figure: float | None
    remark: str = ""

    @property
    def state(self) -> str:
        """``met``, ``missed`` or ``not measured``."""
        if self.figure is None:
            return "not measured"
        return "met" if (self.figure >= self.limit) == (self.wanted == ">=") else "missed"

    def as_json(self) -> dict[str, object]:
        """For the results."""
        return {**asdict(self), "state": self.state}


def targets(sizes: Sizes, peers: Path) -> list[Target]:
    """Every target, with its figure at 100 000 parcels, else at the largest size of the run."""
    at = REFERENCE if REFERENCE in sizes else max(sizes)
    rounds = sizes[at][1]
    where = f"at {sizes[at][0]} parcels"
    floor = ("floor", "job")
    return [
        _at_least("whole job against the expert chain", 20, ratio(rounds, ("expert", "job"), ("ours", "job")), where),
        _naive(rounds, where),
        _at_most("whole job against the parsed floor", 8, "x", ratio(rounds, ("ours", "job"), floor), where),
        _at_most(
            "second run, layers kept, against the floor", 5, "x", ratio(rounds, ("kept", "second run"), floor), where
        ),
        _recheck(rounds, where),
        _findings(rounds, where),
        *_large(sizes),
        *_stages(rounds, where),
        _postgis(peers, at),
        *_elsewhere(),
    ]


def _naive(rounds: Rounds, where: str) -> Target:
    """A chain that was stopped gives a lower bound only, which can meet the target but not miss it."""
    what, least = "whole job against the naive chain", 200.0
    figure = ratio(rounds, ("naive", "job"), ("ours", "job"))
    stopped = any(run.capped is not None for run in rounds.get("naive", ()))
    if figure is not None and stopped and figure < least:
        return Target(what, ">=", least, "x", None, f"{where}: at least {figure:.3g} x, then the chain was stopped")
    return _at_least(what, least, figure, where)


def _recheck(rounds: Rounds, where: str) -> Target:
    """With reading and writing, which depend on the size alone; the remark has the check by itself."""
    share = ratio(rounds, ("kept", "re-check"), ("kept", "first run"))
    alone = ratio(rounds, ("kept", "re-check, check alone"), ("kept", "first run, check alone"))
    remark = where if alone is None else f"{where}; {100 * alone:.1f} % without reading and writing"
    figure = None if share is None else 100 * share
    return _at_most("re-check after 1 % changed", 5, "% of a full run", figure, remark)


def _findings(rounds: Rounds, where: str) -> Target:
    """The check without its rules is the measuring."""
    share = ratio(rounds, ("engine", "rules"), ("engine", "check"))
    figure = None if share is None else 100 * share / (1 - share)
    return _at_most("findings from ready measurements, against measuring", 10, "%", figure, where)


def _large(sizes: Sizes) -> Iterator[Target]:
    exponent, memory = None, None
    if REFERENCE in sizes and LARGE in sizes:
        (small, one), (large, other) = sizes[REFERENCE], sizes[LARGE]
        exponent = growth(seconds(one, "ours", "job"), seconds(other, "ours", "job"), (small, large))
        memory = peak_mb(other, "engine", "engine")
    yield _at_most("growth of the whole job from 100k to 300k", 1.0, "exponent", exponent)
    yield _at_most("peak memory of the engine at 300k", 1200, "MB", memory)
    small_memory = peak_mb(sizes[REFERENCE][1], "engine", "engine") if REFERENCE in sizes else None
    yield _at_most("peak memory of the engine at 100k", 800, "MB", small_memory)


def _stages(rounds: Rounds, where: str) -> Iterator[Target]:
    for cell, least in ((30, 20), (10, 14), (5, 10)):
        stage = f"slope {cell} m"
        figure = ratio(rounds, ("expert", stage), ("ours", stage))
        yield _at_least(f"slope stage against native, {cell} m", least, figure, where)
    figure = ratio(rounds, ("expert", "contiguity"), ("ours", "contiguity"))
    yield _at_least("contiguity against native", 80, figure, where)


def _postgis(peers: Path, at: int) -> Target:
    figure, remark = None, "make bench-peers measures it"
    if peers.is_file():
        told = json.loads(peers.read_text(encoding="utf-8")).get("sizes", {}).get(str(at), {})
        figure, remark = told.get("ratios", {}).get("overlaps against PostGIS"), "from peers.json"
    return _at_least("overlap stage against PostGIS", 8, figure, remark)


def _elsewhere() -> Iterator[Target]:
    """What a stopwatch about whole counties can't answer."""
    yield _at_most("share of a slope grade, error", 1e-6, "", None, "proven in tests/checks")
    yield _at_most("overlap of a parcel and a layer, error", 0.01, "m²", None, "proven in tests/checks")
    yield _at_most("a picked parcel answers", 0.3, "s", None, "proven in tests/gui")
    yield _at_most("progress shows, cancel answers", 1, "s", None, "proven in tests/gui")


def _at_least(what: str, limit: float, figure: float | None, remark: str = "") -> Target:
    return Target(what, ">=", limit, "x", figure, remark if figure is not None or "make" in remark else NEITHER)


def _at_most(what: str, limit: float, unit: str, figure: float | None, remark: str = "") -> Target:
    return Target(what, "<=", limit, unit, figure, remark if figure is not None or "proven" in remark else NEITHER)
