"""A process of its own that acts on pools, so that a test can kill it, stop it or take its disk away.

Usage: python acting_child.py [--ordinary-rights]
Each line ``POOL<tab>FOLDER<tab>SEED<tab>FIRST<tab>BEHIND`` on its input is a run of the plan's actions in a fork of its
own. That prints ``PID n``, then for each action ``COMMIT`` when it begins to be kept and ``DONE number`` when it is; at
the end ``OVER``, or ``PROBLEM message`` and no more. After the next line of input the fork is waited for and ``ENDED``
printed; until then its number is its own.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from functools import lru_cache
from pathlib import Path

CONNECT = sqlite3.connect
HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1]), str(HERE.parent)]

from mixed_actions import Action, Plan  # noqa: E402
from ordinary_rights import give_up  # noqa: E402

from zhanbu_plugin.pool.database import PoolAddress  # noqa: E402
from zhanbu_plugin.pool.postgis.address import ServerPool  # noqa: E402
from zhanbu_plugin.survey.problem import InputProblem  # noqa: E402


def main() -> None:
    if "--ordinary-rights" in sys.argv:
        give_up()
    sqlite3.connect = telling
    say("READY")
    while line := sys.stdin.readline():
        pool, folder, seed, first, behind = line.rstrip("\n").split("\t")
        planned = actions(int(seed), int(behind))[int(first) :]
        child = os.fork()
        if child == 0:
            act_on(address_of(pool), Path(folder), planned)
        sys.stdin.readline()
        os.waitpid(child, 0)
        say("ENDED")


@lru_cache(maxsize=1)
def actions(seed: int, count: int) -> list[Action]:
    return Plan(seed).actions(count)


def telling(*arguments: object, **options: object) -> sqlite3.Connection:
    """A connection that says when it begins to keep what it has written."""
    connection = CONNECT(*arguments, **options)  # type: ignore[call-overload]
    connection.set_trace_callback(lambda sql: say("COMMIT") if sql == "COMMIT" else None)
    return connection


def address_of(pool: str) -> PoolAddress:
    """A path, or of a pool on a server its connection, schema and name in JSON."""
    return ServerPool(*json.loads(pool)) if pool.startswith("[") else Path(pool)


def act_on(pool: PoolAddress, folder: Path, planned: list[Action]) -> None:
    say(f"PID {os.getpid()}")
    try:
        for action in planned:
            action.do(pool, folder)
            say(f"DONE {action.number}")
        say("OVER")
    except InputProblem as problem:
        say(f"PROBLEM {problem}")
    os._exit(0)


def say(line: str) -> None:
    """In one write, so that of a killed process a line is there or not."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
