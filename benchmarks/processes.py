"""Runs each side in a process of its own, with a limit, and tells what machine it was."""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.counties import ROOT, County


@dataclass(frozen=True)
class Run:
    """What one process answered; ``capped`` is the limit in seconds that it didn't keep to."""

    seconds: dict[str, float] = field(default_factory=dict)
    cpu_seconds: dict[str, float] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)
    peak_mb: float = 0.0
    cpu_s: float = 0.0
    capped: float | None = None
    failed: str = ""


def run_side(module: str, county: County, limit: float, python: str = sys.executable) -> Run:
    """Run ``benchmarks.MODULE`` on a county. Never raises for what goes wrong there: the run says so."""
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o711)  # PostgreSQL's own user must get through to its data
        answer = Path(scratch) / "answer.json"
        command = [python, "-m", f"benchmarks.{module}", str(county.folder), str(answer)]
        environment = {**os.environ, "TMPDIR": scratch, "QT_QPA_PLATFORM": "offscreen"}
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        began = time.monotonic()
        try:
            said, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return Run(capped=round(time.monotonic() - began, 1))
        if process.returncode != 0 or not answer.is_file():
            return Run(
                failed=said.decode(errors="replace").replace(f"{ROOT}/", "")[-1500:]
                or f"exit code {process.returncode}"
            )
        return Run(**json.loads(answer.read_text(encoding="utf-8")))


def busy() -> str:
    """A warning where other work keeps the machine busy, else nothing."""
    load, cores = os.getloadavg()[0], len(os.sched_getaffinity(0))
    if load <= cores + 0.5:
        return ""
    return f"other work is running here (load {load:.1f} on {cores} cores): seconds, and ratios to threads, are off"


def machine() -> dict[str, object]:
    """The machine without its name: what a reader needs to judge the seconds."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "system": _system(),
        "processor": platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory, 1),
        "versions": _versions(),
    }


def _system() -> str:
    release = Path("/etc/os-release")
    if not release.is_file():
        return platform.system()
    lines = dict(line.split("=", 1) for line in release.read_text(encoding="utf-8").splitlines() if "=" in line)
    return lines.get("PRETTY_NAME", platform.system()).strip('"')


def _versions() -> dict[str, str]:
    import numpy as np  # noqa: PLC0415  # only here, so that asking for a run stays light
    import shapely  # noqa: PLC0415
    from osgeo import gdal  # noqa: PLC0415
    from qgis.core import Qgis  # noqa: PLC0415

    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "shapely": shapely.__version__,
        "geos": shapely.geos_version_string,
        "gdal": gdal.__version__,
        "qgis": Qgis.version().split("-", maxsplit=1)[0],
    }
