"""Processes killed amid mixed actions on a pool in PostgreSQL: what was acknowledged is there, nothing half done."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest
from actor import actor
from engines import new_file, new_on_server
from mixed_actions import Plan, head_of

from zhanbu_plugin.pool.integrity import verify_pool

SEED = int(os.environ.get("ZHANBU_CRASH_SEED", "20261122"))
PARTS = 4
KILLS = int(os.environ.get("ZHANBU_KILLS", "200")) // PARTS
ACTIONS = 40

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")


@pytest.mark.parametrize("seed", [SEED + part for part in range(PARTS)])
def test_killed_at_any_moment_a_pool_on_a_server_holds_whole_actions_and_all_acknowledged(
    database_socket: Path, tmp_path: Path, seed: int
) -> None:
    """The story is told on a file first: the history of both engines is the same, entry by entry."""
    told, heads, seconds = new_file(tmp_path), [], []
    heads.append(head_of(told))
    for action in Plan(seed).actions(ACTIONS):
        begun = time.perf_counter()
        action.do(told, tmp_path)
        seconds.append(time.perf_counter() - begun)
        heads.append(head_of(told))
    moments, more = random.Random(seed), 0  # noqa: S311 - moments, not secrets
    pool, first = new_on_server(database_socket, tmp_path), 0
    with actor(seed, ACTIONS) as worker:
        for kill in range(KILLS):
            worker.start(pool, tmp_path, first)
            time.sleep(moments.uniform(0, 3) * seconds[first])
            worker.signal(signal.SIGKILL)
            done = first + sum(line.startswith("DONE") for line in worker.rest())
            time.sleep(0.05)  # the server has to notice that its client is gone
            assert head_of(pool) in heads, f"kill {kill}: the history ends amid an action"
            held = heads.index(head_of(pool))
            assert held in (done, done + 1), f"kill {kill}: {done} acknowledged, {held} in the pool"
            assert verify_pool(pool) == ()
            more += held > done
            if held >= ACTIONS - 3:
                (tmp_path / "again").mkdir(exist_ok=True)
                pool, held = new_on_server(database_socket, tmp_path / "again"), 0
            first = held
    print(f"\n{KILLS} kills on a server (seed {seed}), {more} with an action more than was acknowledged")
