"""``make bench``: a county checked by our engine, by QGIS's own tools and by nobody (the floor), in turn.

Every run is a process of its own with warm files; the sides take turns, and ratios are taken within a round.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks.chart import draw
from benchmarks.counties import ROOT, County, county_of, warm
from benchmarks.processes import Run, busy, run_side
from benchmarks.report import exponents, print_exponents, print_size, target_lines, write_results
from benchmarks.targets import targets

SIDES = {
    "floor": "side_floor",
    "ours": "side_ours",
    "expert": "side_expert",
    "engine": "side_engine",
    "checkparcels": "side_processing",
    "kept": "side_kept",
    "naive": "side_naive",
}
OFTEN = ("floor", "ours", "expert", "engine", "checkparcels", "kept")


def measured(county: County, sides: list[str], times: int, limits: dict[str, float]) -> dict[str, list[Run]]:
    """Runs of every side, interleaved. The naive chain runs once; a side that failed or was stopped isn't repeated."""
    rounds: dict[str, list[Run]] = {side: [] for side in sides}
    for number in range(times):
        if busy():
            print(f"  {busy()}", flush=True)
        for side in sides:
            runs = rounds[side]
            if runs and (side == "naive" or runs[-1].failed or runs[-1].capped is not None):
                continue
            run = run_side(SIDES[side], county, limits[side])
            runs.append(run)
            _tell(number, side, run)
    return rounds


def _tell(number: int, side: str, run: Run) -> None:
    if run.failed:
        print(f"  round {number + 1}: {side} failed:\n{run.failed}", file=sys.stderr, flush=True)
    elif run.capped is not None:
        print(f"  round {number + 1}: {side} was stopped after {run.capped:.0f} s", flush=True)
    else:
        print(f"  round {number + 1}: {side} {_main_figure(run):.2f} s, {run.peak_mb:.0f} MB", flush=True)


def _main_figure(run: Run) -> float:
    for stage in ("job", "engine", "checkparcels", "second run"):
        if stage in run.seconds:
            return run.seconds[stage]
    return sum(run.seconds.values())


def arguments() -> argparse.Namespace:
    """The command line."""
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--sizes", default="20000,100000", help="numbers of parcels, with commas")
    options.add_argument("--times", type=int, default=3, help="rounds; medians count")
    options.add_argument("--counties", type=Path, default=ROOT / "build" / "bench", help="folder of counties cSIZE")
    options.add_argument("--dem", default="5,10,30", help="cell sizes (m) that a new county gets a DEM of")
    options.add_argument("--only", default="", help=f"sides to run, of {','.join(SIDES)}")
    options.add_argument("--naive", action="store_true", help="also the chain as a user would click it")
    options.add_argument("--cap", type=float, default=1800, help="seconds after which the naive chain is stopped")
    options.add_argument("--limit", type=float, default=1800, help="seconds after which another side is stopped")
    options.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results")
    options.add_argument("--picture", type=Path, default=ROOT / "docs" / "images" / "benchmark.png")
    return options.parse_args()


def main() -> int:
    chosen = arguments()
    sides = chosen.only.split(",") if chosen.only else [*OFTEN, *(["naive"] if chosen.naive else [])]
    if not set(sides) <= set(SIDES):
        raise SystemExit(f"bench: sides are {', '.join(SIDES)}")
    limits = {side: chosen.cap if side == "naive" else chosen.limit for side in sides}
    print(f"{os.cpu_count()} cores; sides: {', '.join(sides)}")
    sizes, makers = {}, {}
    for size in sorted(map(int, chosen.sizes.split(","))):
        county = county_of(size, chosen.counties.resolve(), chosen.dem)
        warm(county)
        print(f"\n{county.parcels} parcels of {county.maker}, {chosen.times} rounds", flush=True)
        sizes[size], makers[size] = (county.parcels, measured(county, sides, chosen.times, limits)), county.maker
        print_size(*sizes[size], makers[size])
    print_exponents(exponents(sizes))
    wanted = targets(sizes, chosen.results / "peers.json")
    print("\n" + "\n".join(target_lines(wanted)))
    path = write_results(chosen.results.resolve(), sizes, makers, wanted)
    drawn = draw(path, chosen.picture.resolve())
    print(f"\nbench: written {path}" + (f" and {chosen.picture}" if drawn else "; no picture: Matplotlib isn't here"))
    failed = [side for _, rounds in sizes.values() for side, runs in rounds.items() if any(run.failed for run in runs)]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
