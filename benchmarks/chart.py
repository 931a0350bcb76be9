"""The picture that the README shows: seconds of each stage, ours beside QGIS's own tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.figures import STAGES

OURS, QGIS = "#1f6f54", "#b9c0c7"
SHOWN = ("validity", "ellipsoid area", "overlaps, 8 layers", "slope 30 m", "slope 10 m", "contiguity 20 m", "whole job")


def draw(results: Path, picture: Path) -> bool:
    """Draw ``county.json`` of a run; ``False`` where Matplotlib isn't installed."""
    try:
        import matplotlib as mpl  # noqa: PLC0415  # needed by nobody but whoever draws

        mpl.use("Agg")
        from matplotlib import pyplot as plt  # noqa: PLC0415
    except ImportError:
        return False
    told = json.loads(results.read_text(encoding="utf-8"))
    size = str(max(map(int, told["sizes"])))
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.4), width_ratios=(1.7, 1), layout="constrained")
    _stages(left, told["sizes"][size])
    _growth(right, told["sizes"])
    parcels = told["sizes"][size]["parcels"]
    figure.suptitle(f"Checking a county of {parcels:,} parcels against 8 layers and a DEM", fontsize=13)
    picture.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(picture, dpi=110, metadata={"Software": None})
    plt.close(figure)
    return True


def _stages(axes: Any, told: dict[str, Any]) -> None:  # noqa: ANN401
    """Horizontal bars, logarithmic, with seconds and the ratio at the end."""
    seconds = told["median_seconds"]
    rows = [row for row in STAGES if row.label in SHOWN and row.other]
    rows = [r for r in rows if r.ours[1] in seconds.get("ours", {}) and r.other[1] in seconds.get("expert", {})]
    for place, row in enumerate(reversed(rows)):
        ours, other = seconds["ours"][row.ours[1]], seconds["expert"][row.other[1]]
        axes.barh(place + 0.2, other, 0.36, color=QGIS, label="QGIS's own tools, expert chain" if not place else None)
        axes.barh(place - 0.2, ours, 0.36, color=OURS, label="Zhanbu" if not place else None)
        axes.text(other * 1.06, place + 0.2, f"{other:.3g} s", va="center", fontsize=9, color="#555")
        times = told["ratios"].get(row.label, other / ours)
        axes.text(ours * 1.06, place - 0.2, f"{ours:.3g} s   {times:.1f}×", va="center", fontsize=9)
    axes.set_yticks(range(len(rows)), [row.label for row in reversed(rows)])
    axes.set_xscale("log")
    axes.set_xlim(right=axes.get_xlim()[1] * 4)
    axes.xaxis.set_major_formatter(_number)
    axes.set_xlabel("seconds (logarithmic)")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=9, frameon=False)
    _plain(axes)


def _growth(axes: Any, sizes: dict[str, Any]) -> None:  # noqa: ANN401
    """Whole job by number of parcels."""
    named = (("expert", QGIS, "expert chain"), ("ours", OURS, "Zhanbu"), ("floor", "#d08c2f", "only read and write"))
    for side, colour, label in named:
        points = sorted(
            (told["parcels"], told["median_seconds"][side]["job"])
            for told in sizes.values()
            if "job" in told["median_seconds"].get(side, {})
        )
        if points:
            axes.plot(*zip(*points), "o-", color=colour, label=label)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("parcels")
    axes.set_ylabel("seconds of the whole job")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, fontsize=9, frameon=False, columnspacing=1)
    axes.xaxis.set_major_formatter(_number)
    axes.xaxis.set_minor_formatter("")
    axes.set_xticks(*_ticks(sizes))
    axes.yaxis.set_major_formatter(_number)
    _plain(axes)


def _ticks(sizes: dict[str, Any]) -> tuple[list[int], list[str]]:
    parcels = [told["parcels"] for told in sizes.values()]
    return parcels, [f"{round(count, -3):,}" for count in parcels]


def _number(value: float, _: object = None) -> str:
    return f"{value:g}"


def _plain(axes: Any) -> None:  # noqa: ANN401
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="x", color="#eee")
    axes.set_axisbelow(True)
