"""The second half of ``make bench-pool``: the same pool of years of work on PostgreSQL.

Processor time counts, of this process and of the server together. Medians over rounds, each on fresh copies of the
pool, which is taken over from the file that the first half made.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from benchmarks import pool_making, pool_on_server
from benchmarks.counties import ROOT
from benchmarks.pool_bench import AS_OF, BARE_STOCK, BARE_SUM, MORE, facts, made, opened, targets
from benchmarks.pool_on_server import PoolServer
from benchmarks.postgres import server
from benchmarks.targets import Target
from zhanbu_plugin.ledger.balance import balance

Found = dict[str, list[tuple[float, float]]]
ON_SERVER = "on a server: "
RESULTS = "pool_server.json"
"""Beside the results of the first half."""


def summed(of: PoolServer, database: str) -> None:
    """The sums of a balance by bare SQL."""
    with closing(of.connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute("SET search_path TO pool, public")
        cursor.execute(BARE_SUM.replace(":day", "%(day)s"), {"day": AS_OF.isoformat()})
        cursor.fetchall()
        cursor.execute(BARE_STOCK)
        cursor.fetchall()


def measured(of: PoolServer, parcels: int, times: int) -> Found:
    """Seconds of the clock and of the processor of each stage, round by round."""
    more = pool_making.checked_parcels(parcels + 1000, MORE)
    found: Found = {}

    def timed(stage: str, work: Callable[[], object]) -> None:
        began, worked = time.perf_counter(), time.process_time() + of.worked()
        work()
        spent = time.process_time() + of.worked() - worked
        found.setdefault(stage, []).append((time.perf_counter() - began, spent))

    for number in range(times):
        with of.copy("ours") as ours, of.copy("raw"):
            opened(ours)  # warm, as the second look at a pool is
            timed("open", lambda pool=ours: opened(pool))
            summed(of, "ours")
            timed("balance", lambda pool=ours: [balance(pool, system="CROP", as_of=AS_OF) for _ in range(5)])
            timed("bare sum", lambda: [summed(of, "ours") for _ in range(5)])
            before = pool_on_server.numbers(of, "ours")
            timed("push", lambda pool=ours: pool_making.push(pool, more, "2026-more"))
            rows = pool_on_server.rows_after(of, "ours", before)
            with closing(of.connect("raw")) as connection:
                timed("raw inserts", lambda to=connection, some=rows: pool_on_server.insert(to, some))
        pool_making.tell(f"round {number + 1} of {times}")
    return found


def main() -> int:
    options = argparse.ArgumentParser(prog="make bench-pool", description=__doc__)
    options.add_argument("--parcels", type=int, default=50_000)
    options.add_argument("--events", type=int, default=200_000)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results" / "pool.json")
    chosen = options.parse_args()
    file = made(chosen.parcels, chosen.events)
    held = facts(file)
    with server() as socket:
        of = PoolServer(socket)
        of.take_over(file)
        pool_making.tell("the pool is on the server")
        found = measured(of, chosen.parcels, chosen.times)
    for stage, rounds in found.items():
        clock, worked = (statistics.median(one[i] for one in rounds) for i in (0, 1))
        print(f"{ON_SERVER}{stage}: {clock:.3f} s, {worked:.3f} s of work")
    wanted: list[Target] = targets(found, held["event"])
    for target in wanted:
        wished = f"{target.wanted} {target.limit}: {target.state}"
        print(f"{ON_SERVER}{target.what}: {target.figure} {target.unit}, wanted {wished}")
    told = {"held": held, "rounds": found, "targets": [target.as_json() for target in wanted]}
    chosen.results.with_name(RESULTS).write_text(
        json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return 0 if all(target.state == "met" for target in wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
