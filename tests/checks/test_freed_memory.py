"""Memory given back between two stages of a check."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from zhanbu_plugin.checks.freed_memory import give_back


def held_mb() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS:")).split()[1]) // 1024


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give memory back by themselves")
def test_what_was_freed_among_things_that_stay_is_given_back() -> None:
    """Every hundredth stays, so that the C library can't give the rest back by itself."""
    things = [bytes(2000) for _ in range(100_000)]
    staying = things[::100]
    full = held_mb()
    del things
    give_back(300_000)
    assert held_mb() < full - 100
    assert len(staying) == 1000


def test_it_may_be_asked_for_anywhere() -> None:
    give_back(300_000)
    give_back(0)
