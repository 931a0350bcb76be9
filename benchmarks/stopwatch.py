"""What a timed process does: take the seconds of each stage and answer with them and its peak memory."""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.counties import County


@dataclass
class Stopwatch:
    """Seconds of the clock and of the processors by stage, why a stage was left out, and other facts."""

    seconds: dict[str, float] = field(default_factory=dict)
    cpu_seconds: dict[str, float] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage; of the same name the seconds add up."""
        began, worked = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began
        self.cpu_seconds[name] = self.cpu_seconds.get(name, 0.0) + time.process_time() - worked

    def total(self, name: str, stages: tuple[str, ...]) -> None:
        """The sum of some stages, with the peak memory until now."""
        for taken in (self.seconds, self.cpu_seconds):
            taken[name] = sum(taken.get(stage, 0.0) for stage in stages)
        self.facts[f"{name} peak MB"] = round(peak_mb(), 1)

    def answer(self, path: Path) -> None:
        """Leave the figures for the process that asked."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        told = {
            "seconds": self.seconds,
            "cpu_seconds": self.cpu_seconds,
            "left_out": self.left_out,
            "facts": self.facts,
            "peak_mb": round(peak_mb(), 1),
            "cpu_s": round(usage.ru_utime + usage.ru_stime, 3),
        }
        path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def peak_mb() -> float:
    """Most memory that this process has held so far (MB). ``ru_maxrss`` would count the parent's before the start."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed_process(work: Callable[[County, Stopwatch], None]) -> None:
    """Body of a timed process: ``work`` on the county that the command line names."""
    options = argparse.ArgumentParser()
    options.add_argument("county", type=Path)
    options.add_argument("answer", type=Path)
    chosen = options.parse_args()
    watch = Stopwatch()
    work(County.at(chosen.county), watch)
    watch.answer(chosen.answer)
