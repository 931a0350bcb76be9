"""``make bench-peers``: our overlaps and contiguity beside PostGIS, our slope shares beside exactextract, in turn."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.counties import ROOT, County, county_of, warm
from benchmarks.figures import Rounds, Row, left_out, ratio, seconds
from benchmarks.processes import Run, machine, run_side

SIDES = {"ours": "side_ours", "postgis": "side_postgis", "exactextract": "side_exactextract"}
ROWS = (
    Row("overlaps against PostGIS", ("ours", "overlaps in all"), ("postgis", "overlaps in all")),
    Row("contiguity against PostGIS", ("ours", "contiguity"), ("postgis", "contiguity")),
    Row("slope 30 m against exactextract", ("ours", "slope 30 m"), ("exactextract", "slope 30 m")),
    Row("slope 10 m against exactextract", ("ours", "slope 10 m"), ("exactextract", "slope 10 m")),
    Row("slope 5 m against exactextract", ("ours", "slope 5 m"), ("exactextract", "slope 5 m")),
)


def measured(county: County, times: int, limit: float, bench_python: str) -> dict[str, list[Run]]:
    """Runs of every side in turn."""
    rounds: dict[str, list[Run]] = {side: [] for side in SIDES}
    for number in range(times):
        for side, module in SIDES.items():
            python = bench_python if side == "exactextract" else sys.executable
            run = run_side(module, county, limit, python)
            rounds[side].append(run)
            what = "failed: " + run.failed if run.failed else "stopped at its limit" if run.capped else "done"
            print(f"  round {number + 1}: {side} {what}", flush=True)
    return rounds


def told_of(parcels: int, rounds: Rounds) -> dict[str, object]:
    """Figures of one size, printed and returned."""
    print(f"\n{parcels} parcels, medians of {max(map(len, rounds.values()))} runs, seconds")
    print(f"  {'stage':<34} {'ours':>8} {'peer':>9} {'ratio':>7}")
    ratios = {}
    for row in ROWS:
        ours, peer = seconds(rounds, *row.ours), seconds(rounds, *row.other) if row.other else None
        times = ratio(rounds, row.other, row.ours) if row.other else None
        if ours is None or peer is None or times is None:
            continue
        ratios[row.label] = round(times, 2)
        print(f"  {row.label:<34} {ours:8.3f} {peer:9.3f} {times:6.1f}x")
    reasons = left_out(rounds)
    for side, reason in reasons.items():
        print(f"  left out — {side}: {reason}")
    _print_agreement(rounds)
    runs = {side: [asdict(run) for run in found] for side, found in rounds.items()}
    return {"parcels": parcels, "ratios": ratios, "left_out": reasons, "runs": runs}


def _print_agreement(rounds: Rounds) -> None:
    """Both sides must have measured the same: equal blocks, areas that differ by the projection's scale only."""
    ours, peer = rounds["ours"][0].facts, rounds["postgis"][0].facts
    if "blocks" in ours and "blocks" in peer:
        print(f"  blocks of contiguous parcels: ours {ours['blocks']}, PostGIS {peer['blocks']}")
    one, other = ours.get("overlap sums m²"), peer.get("overlap sums m²")
    if isinstance(one, list) and isinstance(other, list):
        scale = [f"{planar / ellipsoid:.6f}" for ellipsoid, planar in zip(one, other)]
        print(f"  overlap sums, plane over ellipsoid, by layer: {', '.join(scale)}")


def main() -> int:
    options = argparse.ArgumentParser(prog="make bench-peers", description=__doc__)
    options.add_argument("--sizes", default="20000,100000", help="numbers of parcels, with commas")
    options.add_argument("--times", type=int, default=3, help="rounds; medians count")
    options.add_argument("--counties", type=Path, default=ROOT / "build" / "bench", help="folder of counties cSIZE")
    options.add_argument("--limit", type=float, default=1800, help="seconds after which a side is stopped")
    options.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results")
    options.add_argument("--bench-python", default=sys.executable, help="Python that has exactextract")
    chosen = options.parse_args()
    told: dict[str, object] = {}
    failed = False
    for size in sorted(map(int, chosen.sizes.split(","))):
        county = county_of(size, chosen.counties.resolve())
        warm(county)
        rounds = measured(county, chosen.times, chosen.limit, chosen.bench_python)
        failed |= any(run.failed for runs in rounds.values() for run in runs)
        told[str(size)] = told_of(county.parcels, rounds)
    chosen.results.mkdir(parents=True, exist_ok=True)
    path = chosen.results / "peers.json"
    written = json.dumps({"machine": machine(), "sizes": told}, ensure_ascii=False, indent=1)
    path.write_text(written + "\n", encoding="utf-8")
    print(f"\nbench: written {path}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
