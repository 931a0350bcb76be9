"""How long a window stands still while work goes on, and where Python was meanwhile.

A timer of 5 ms ticks in the event loop: the longest gap between two ticks is how long the window didn't answer. Beside
it a thread writes down where the other threads of Python are while a gap lasts. On a busy machine a gap may be others'
doing: the time that this process worked in it tells.
"""

from __future__ import annotations

import gc
import json
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from qgis.PyQt.QtCore import Qt, QTimer

TICK_MS = 5
STALL_S = 0.08


class Pulse:
    """The window's heartbeat: gaps between ticks, and where Python was during the long ones."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._own = threading.get_ident()
        self._open: set[str] = set()
        self.again()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Begin to beat."""
        self._timer.start()
        self._watcher.start()
        gc.callbacks.append(self._collected)

    def again(self) -> None:
        """Forget what was."""
        self.gaps: list[tuple[float, float, float]] = []
        self.where: dict[str, float] = {}
        self._worked = seconds_worked()
        self._last = time.perf_counter()

    def overlook(self) -> None:
        """What the window did just now is the measurement's own, as to take a picture."""
        self._worked = seconds_worked()
        self._last = time.perf_counter()

    def told(self) -> dict[str, object]:
        """Longest gaps (ms), each with the time that all threads worked in it, and the window's own thread.

        Where all worked less than the gap lasted, others had the CPU.
        """
        gaps = sorted(((g * 1000, w * 1000, own * 1000) for g, w, own in self.gaps), reverse=True)
        by_work = sorted((w for _, w, _ in gaps), reverse=True)
        places = sorted(self.where.items(), key=lambda item: -item[1])[:12]
        return {
            "longest_ms": round(gaps[0][0], 1) if gaps else 0.0,
            "worked_ms": [round(w) for w in by_work[:4]],
            "gaps_ms": [(round(g), round(w), round(own)) for g, w, own in gaps[:5]],
            "above_100_ms": sum(g > 100 for g, _, _ in gaps),
            "where_ms": {place: round(1000 * seconds) for place, seconds in places},
        }

    def _tick(self) -> None:
        now = time.perf_counter()
        gap, self._last = now - self._last, now
        before, self._worked = self._worked, seconds_worked()
        worked, own = (min(now_s - before_s, gap) for now_s, before_s in zip(self._worked, before))
        self.gaps.append((gap, worked, own))
        if gap > STALL_S:
            for place in self._open:
                self.where[place] = max(self.where.get(place, 0.0), worked)
        self._open = set()

    def _watch(self) -> None:
        while True:
            before = time.perf_counter()
            time.sleep(0.01)
            held = time.perf_counter() - before
            if held > STALL_S / 2 or time.perf_counter() - self._last > STALL_S / 2:
                frames = sys._current_frames()
                mine = threading.get_ident()
                told = [_place(frame, thread == self._own) for thread, frame in frames.items() if thread != mine]
                self._open |= {place for place in told if place}
                for place in told:
                    if place and held > STALL_S / 2:  # nobody could run: whoever is there held Python's lock
                        self.where[f"held: {place}"] = max(self.where.get(f"held: {place}", 0.0), held)

    def _collected(self, phase: str, _info: object) -> None:
        if phase == "start":
            self._collecting = time.perf_counter()
        else:
            took = time.perf_counter() - self._collecting
            self.where["collection"] = max(self.where.get("collection", 0.0), took)


def seconds_worked() -> tuple[float, float]:
    """Seconds that this process and this thread have worked.

    Neither call lets go of Python's lock: to read what each thread worked from ``/proc`` would, dozens of times, and
    wait for it longer than the window ever stands still.
    """
    return time.process_time(), time.thread_time()


def _place(frame: FrameType | None, is_window: bool) -> str:
    """Two innermost lines of ours, and the innermost of all."""
    lines: list[str] = []
    inner = ""
    while frame is not None:
        name = frame.f_code.co_filename
        line = f"{Path(name).name}:{frame.f_lineno}"
        inner = inner or line
        if "zhanbu" in name and len(lines) < 3:
            lines.append(line)
        frame = frame.f_back
    if not lines or (inner.startswith("threading.py") and not is_window):
        return ""
    return f"{'window' if is_window else 'task'}: {inner} < {' < '.join(lines)}"


class Measured:
    """What one step took, in words that JSON knows."""

    def __init__(self, pulse: Pulse) -> None:
        self.pulse = pulse
        self.steps: dict[str, dict[str, object]] = {}

    def begin(self) -> None:
        """A step starts now."""
        self.pulse.again()
        self.began = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Since the step began."""
        return time.perf_counter() - self.began

    def end(self, step: str, **facts: object) -> None:
        """The step is over."""
        self.steps[step] = {"seconds": round(self.seconds, 3), **facts, **self.pulse.told(), "peak_mb": peak_mb()}
        print(step, json.dumps(self.steps[step], ensure_ascii=False), flush=True)


def peak_mb() -> int:
    """Most memory held so far."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0
