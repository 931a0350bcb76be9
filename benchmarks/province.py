"""``make bench-province``: counties mapped over two worker processes by Dask, with one worker killed on the way.

The engine takes a batch and gives a result; it needs neither QGIS nor anything that one county leaves for the next. So
an existing scheduler can do a province: results are the same bytes as one after the other, and a lost worker's
counties are simply done again.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from distributed import Client, LocalCluster, as_completed

from benchmarks.counties import ROOT, county_of
from benchmarks.county_task import Checked, check_county

WORKERS = 2
FIRST_SEED = 101


@dataclass(frozen=True)
class Cost:
    """What a way of doing all counties took: seconds of processors and of the clock, MB of the largest process."""

    way: str
    parcels: int
    cpu_s: float
    wall_s: float
    peak_mb: float

    def line(self) -> str:
        """A row of the table, per million parcels."""
        million = 1e6 / self.parcels
        return f"  {self.way:<24} {self.cpu_s * million:12.0f} {self.wall_s * million:12.0f} {self.peak_mb:10.0f}"


def one_after_the_other(folders: list[str], log: str) -> tuple[dict[str, Checked], float]:
    """Results of the counties on one worker, and seconds."""
    with cluster_of(1) as cluster, Client(cluster) as client:
        client.run(import_engine)
        began = time.perf_counter()
        futures = client.map(check_county, folders, log=log, pure=False)
        found = dict(zip(folders, client.gather(futures)))
        return found, time.perf_counter() - began


def on_two_workers(folders: list[str], log: str, *, losing_one: bool) -> tuple[dict[str, Checked], float, str]:
    """Results of the counties on two workers, seconds, and which county's worker was killed while it was at it."""
    lost = ""
    found: dict[str, Checked] = {}
    with cluster_of(WORKERS) as cluster, Client(cluster) as client:
        client.run(import_engine)
        began = time.perf_counter()
        futures = dict(zip(client.map(check_county, folders, log=log, pure=False), folders))
        for future, answer in as_completed(futures, with_results=True):
            found[futures[future]] = answer
            if losing_one and not lost:
                lost = kill_one_at_work(log, {folder for folder in folders if folder not in found})
        return found, time.perf_counter() - began, lost


def cluster_of(workers: int) -> LocalCluster:
    """Worker processes with a nanny each, which starts a new one for one that was lost."""
    return LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, memory_limit=0)


def import_engine() -> str:
    """Import the engine before the clock starts; a task's module is imported where the task arrives."""
    return check_county.__name__


def kill_one_at_work(log: str, waiting: set[str]) -> str:
    """Kill a worker of ours that has begun a county and not ended it. Returns that county."""
    begun = [json.loads(line) for line in Path(log).read_text(encoding="utf-8").splitlines()]
    at_work = [entry for entry in begun if entry["folder"] in waiting]
    if not at_work:
        return ""
    os.kill(at_work[-1]["pid"], signal.SIGKILL)
    return str(at_work[-1]["folder"])


def cost_of(way: str, found: dict[str, Checked], wall_s: float) -> Cost:
    """Sum of the counties."""
    answers = found.values()
    return Cost(
        way, sum(a.parcels for a in answers), sum(a.cpu_s for a in answers), wall_s, max(a.peak_mb for a in answers)
    )


def differing(one: dict[str, Checked], other: dict[str, Checked]) -> list[str]:
    """Counties whose results aren't the same bytes."""
    return [Path(folder).name for folder in one if one[folder].content != other[folder].content]


def again(log: str) -> dict[str, int]:
    """Counties that were begun more than once, and how often."""
    times = Counter(json.loads(line)["folder"] for line in Path(log).read_text(encoding="utf-8").splitlines())
    return {Path(folder).name: count for folder, count in sorted(times.items()) if count > 1}


def arguments() -> argparse.Namespace:
    """The command line."""
    options = argparse.ArgumentParser(prog="make bench-province", description=__doc__)
    options.add_argument("--count", type=int, default=6, help="number of counties")
    options.add_argument("--parcels", type=int, default=3000, help="parcels of a county")
    options.add_argument("--counties", type=Path, default=ROOT / "build" / "bench", help="folder for the counties")
    options.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results")
    return options.parse_args()


def main() -> int:
    chosen = arguments()
    seeds = range(FIRST_SEED, FIRST_SEED + chosen.count)
    folders = [str(county_of(chosen.parcels, chosen.counties.resolve(), "30", seed).folder) for seed in seeds]
    with tempfile.TemporaryDirectory() as scratch:
        logs = [str(Path(scratch) / name) for name in ("serial", "two", "lost")]
        print(f"{len(folders)} counties: one after the other …", flush=True)
        serial, serial_s = one_after_the_other(folders, logs[0])
        print(f"… on {WORKERS} workers …", flush=True)
        two, two_s, _ = on_two_workers(folders, logs[1], losing_one=False)
        print("… and once more, one worker being killed", flush=True)
        lossy, lossy_s, lost = on_two_workers(folders, logs[2], losing_one=True)
        repeated = again(logs[2])
    costs = [
        cost_of("one after the other", serial, serial_s),
        cost_of("two workers", two, two_s),
        cost_of("two workers, one killed", lossy, lossy_s),
    ]
    wrong = differing(serial, two) + differing(serial, lossy)
    with_qgis = sorted({module for a in (*serial.values(), *two.values()) for module in a.foreign_modules})
    report(costs, lost, repeated, wrong, with_qgis)
    told = {"counties": chosen.count, "parcels": costs[0].parcels, "done_again": repeated, "differing": wrong}
    chosen.results.mkdir(parents=True, exist_ok=True)
    path = chosen.results / "province.json"
    path.write_text(json.dumps({**told, "costs": [asdict(c) for c in costs]}, indent=1) + "\n", encoding="utf-8")
    print(f"bench: written {path}")
    return 1 if wrong or with_qgis or not lost or Path(lost).name not in repeated else 0


def report(costs: list[Cost], lost: str, repeated: dict[str, int], wrong: list[str], with_qgis: list[str]) -> None:
    """Print the table and what was shown."""
    print(f"{costs[0].parcels} parcels; per million parcels (read, check, findings), peak of one process in MB")
    print(f"  {'':<24} {'CPU seconds':>12} {'wall seconds':>12} {'peak MB':>10}")
    for cost in costs:
        print(cost.line())
    print(f"Results of two workers {'are the same bytes' if not wrong else 'DIFFER in ' + ', '.join(wrong)}.")
    print(f"Worker killed at {Path(lost).name or 'nothing: none was at work'}; done again: {repeated or 'nothing'}.")
    print(f"Modules of QGIS or Qt in a worker: {', '.join(with_qgis) or 'none'}.")


if __name__ == "__main__":
    sys.exit(main())
