"""A process of its own that pushes, so that a test can kill it, starve it or take its rights away.

Usage: python pushing_child.py [--file-size BYTES] [--ordinary-rights]
Each line ``POOL<tab>FIRST<tab>COUNT`` on its input is one push in a fork of its own, which prints ``PID n``,
``PUSHING`` when its transaction begins, and ``DONE admitted`` or ``PROBLEM message``. After the next line of input the
fork is waited for and ``ENDED`` printed; until then its number is its own, whether it lives or not.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1]), str(HERE.parent)]

from ordinary_rights import give_up  # noqa: E402
from pool_parcels import PUSH_TERMS, grid_of_parcels  # noqa: E402

from zhanbu_plugin.checks.checked import CheckedParcel  # noqa: E402
from zhanbu_plugin.pool.entry.push import push_parcels  # noqa: E402
from zhanbu_plugin.pool.geopackage import session  # noqa: E402
from zhanbu_plugin.survey.problem import InputProblem  # noqa: E402

BEGIN = session.transaction


def main() -> None:
    session.transaction = _announced
    _restrain()
    print("READY", flush=True)
    while line := sys.stdin.readline():
        pool, first, count = line.rstrip("\n").split("\t")
        parcels = _parcels(int(first), int(count))
        child = os.fork()
        if child == 0:
            _push(Path(pool), parcels)
        sys.stdin.readline()
        os.waitpid(child, 0)
        print("ENDED", flush=True)


@lru_cache(maxsize=1)
def _parcels(first: int, count: int) -> list[CheckedParcel]:
    return grid_of_parcels(count, columns=200, first=first)


def _push(pool: Path, parcels: list[CheckedParcel]) -> None:
    print(f"PID {os.getpid()}", flush=True)
    try:
        report = push_parcels(pool, parcels, **PUSH_TERMS)
        print(f"DONE {len(report.admitted)}", flush=True)
    except InputProblem as problem:
        print(f"PROBLEM {problem}", flush=True)
    os._exit(0)


def _announced(*arguments: object) -> object:
    print("PUSHING", flush=True)
    return BEGIN(*arguments)


def _restrain() -> None:
    if "--file-size" in sys.argv:
        limit = int(sys.argv[sys.argv.index("--file-size") + 1])
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if "--ordinary-rights" in sys.argv:
        give_up()


if __name__ == "__main__":
    main()
