"""Prints the figures of a run and writes them: JSON for machines, a page of targets for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.figures import BESIDE, STAGES, Rounds, Row, cpu_seconds, growth, left_out, peak_mb, ratio_of, seconds
from benchmarks.processes import machine
from benchmarks.targets import Sizes, Target


def print_size(parcels: int, rounds: Rounds, maker: str) -> None:
    """Tables of one size."""
    print(f"\n{parcels} parcels ({maker}), medians of {max(map(len, rounds.values()))} runs, seconds")
    print(f"  {'stage':<26} {'ours':>9} {'its CPU':>9} {'QGIS/other':>11} {'ratio':>8}")
    for row in (*STAGES, *BESIDE):
        _print_row(row, rounds)
    for stage, reason in left_out(rounds).items():
        print(f"  left out — {stage}: {reason}")
    print("  peak memory (MB): " + ", ".join(f"{side} {peak_mb(rounds, side) or 0:.0f}" for side in rounds))


def _print_row(row: Row, rounds: Rounds) -> None:
    ours, cpu = seconds(rounds, *row.ours), cpu_seconds(rounds, *row.ours)
    other = seconds(rounds, *row.other) if row.other else None
    if row in BESIDE and row.other and (ours is None or other is None):
        return
    if ours is None and other is None:
        return
    times = ratio_of(rounds, row)
    figures = f"{_number(ours, 9, 3)} {_number(cpu, 9, 3)} {_number(other, 11, 3)} {_number(times, 7, 1)}"
    print(f"  {row.label:<26} {figures}{_sign(row, times)}")


def _sign(row: Row, times: float | None) -> str:
    return "" if times is None else "x as long" if row.slower else "x"


def _number(value: float | None, width: int, places: int) -> str:
    return " " * (width - 1) + "–" if value is None else f"{value:{width}.{places}f}"


def exponents(sizes: Sizes) -> dict[str, dict[str, float]]:
    """Growth exponents by step between sizes and stage, for ours and the expert chain."""
    found: dict[str, dict[str, float]] = {}
    in_order = sorted(sizes)
    for one, other in zip(in_order, in_order[1:]):
        (small, before), (large, after) = sizes[one], sizes[other]
        step = found.setdefault(f"{one} to {other}", {})
        for row in STAGES:
            for side, stage in filter(None, (row.ours, row.other)):
                k = growth(seconds(before, side, stage), seconds(after, side, stage), (small, large))
                if k is not None:
                    step[f"{side}: {stage}"] = round(k, 2)
    return found


def print_exponents(found: dict[str, dict[str, float]]) -> None:
    """How the seconds grow with the parcels."""
    for step, by_stage in found.items():
        print(f"\nGrowth of the seconds from {step} parcels, as n^k")
        for stage, k in by_stage.items():
            print(f"  {stage:<28} {k:5.2f}")


def target_lines(wanted: Sequence[Target]) -> list[str]:
    """The table of targets in Markdown."""
    lines = ["| target | wanted | in this run | state | remark |", "|---|---|---|---|---|"]
    for target in wanted:
        figure = "–" if target.figure is None else f"{target.figure:.4g} {target.unit}".strip()
        wants = f"{'≥' if target.wanted == '>=' else '≤'} {target.limit:g} {target.unit}".strip()
        lines.append(f"| {target.what} | {wants} | {figure} | {target.state} | {target.remark} |")
    return lines


def write_results(folder: Path, sizes: Sizes, makers: dict[int, str], wanted: Sequence[Target]) -> Path:
    """Write ``county.json`` and ``targets.md`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "machine": machine(),
        "sizes": {
            str(size): {
                "parcels": parcels,
                "maker": makers[size],
                "median_seconds": _medians(rounds),
                "ratios": _ratios(rounds),
                "peak_mb": {side: peak_mb(rounds, side) for side in rounds},
                "left_out": left_out(rounds),
                "runs": {side: [asdict(run) for run in runs] for side, runs in rounds.items()},
            }
            for size, (parcels, rounds) in sorted(sizes.items())
        },
        "growth_exponents": exponents(sizes),
        "targets": [target.as_json() for target in wanted],
    }
    path = folder / "county.json"
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    page = ["# Targets of the last benchmark run", "", *target_lines(wanted), ""]
    (folder / "targets.md").write_text("\n".join(page), encoding="utf-8")
    return path


def _medians(rounds: Rounds) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for side, runs in rounds.items():
        stages = dict.fromkeys(stage for run in runs for stage in run.seconds)
        found[side] = {stage: round(seconds(rounds, side, stage) or 0.0, 4) for stage in stages}
    return found


def _ratios(rounds: Rounds) -> dict[str, float]:
    found = {}
    for row in (*STAGES, *BESIDE):
        times = ratio_of(rounds, row)
        if times is not None:
            found[row.label.strip()] = round(times, 2)
    return found
