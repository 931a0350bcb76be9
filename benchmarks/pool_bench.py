"""``make bench-pool``: a pool of years of work: how soon it opens, takes more parcels, and tells its balance.

Everything is measured in one process on copies of one pool, in turn, several times. Medians of processor time count,
because another program's load isn't the pool's. The pool itself is made once and kept in ``build/bench``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from benchmarks import pool_making, pool_raw
from benchmarks.counties import ROOT
from benchmarks.stopwatch import Stopwatch
from benchmarks.targets import Target
from zhanbu_plugin.ledger.balance import balance
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.entry.push import SYSTEMS
from zhanbu_plugin.pool.reading import batches, pool_identity

AS_OF = date(2027, 6, 1)
MORE = 5000
BARE_SUM = """
    SELECT e.holder, e.indicator, e.bucket, e.year, sum(e.amount_dm2) FROM entry e JOIN txn t ON t.txn_uid = e.txn_uid
    WHERE t.system = 'CROP' AND t.occurred_on <= :day GROUP BY 1, 2, 3, 4
"""
BARE_STOCK = """
    SELECT state, substr(state_since, 1, 4), count(*), sum(area_dm2) FROM parcel
    WHERE system = 'CROP' AND is_active = 1 GROUP BY 1, 2
"""
"""What stands in the rows of parcels now; the pool's own answer follows from the history up to the day."""


def opened(pool: Path) -> None:
    """What the pool page of the dock asks."""
    pool_identity(pool)
    with pool_for_reading(pool) as reader, reader.reading():
        for system in SYSTEMS:
            reader.stock(system, AS_OF)
    for system in SYSTEMS:
        balance(pool, system=system, as_of=AS_OF)
    batches(pool)


def summed(pool: Path) -> None:
    """The same sums by bare SQL."""
    with closing(sqlite3.connect(pool)) as db:
        db.execute(BARE_SUM, {"day": AS_OF.isoformat()}).fetchall()
        db.execute(BARE_STOCK).fetchall()


def measured(pool: Path, parcels: int, times: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds of the clock and of the processor of each stage, round by round."""
    more = pool_making.checked_parcels(parcels + 1000, MORE)
    found: dict[str, list[tuple[float, float]]] = {}

    def timed(stage: str, work: Callable[[], object]) -> None:
        began, worked = time.perf_counter(), time.process_time()
        work()
        found.setdefault(stage, []).append((time.perf_counter() - began, time.process_time() - worked))

    for number in range(times):
        with tempfile.TemporaryDirectory(dir=pool.parent) as folder:
            ours, raw = Path(folder) / "ours.gpkg", Path(folder) / "raw.gpkg"
            shutil.copyfile(pool, ours)
            shutil.copyfile(pool, raw)
            opened(ours)  # warm, as the second look at a pool is
            timed("open", lambda path=ours: opened(path))
            timed("balance", lambda path=ours: balance(path, system="CROP", as_of=AS_OF))
            timed("bare sum", lambda path=ours: summed(path))
            before = pool_raw.numbers(ours)
            timed("push", lambda path=ours: pool_making.push(path, more, "2026-more"))
            rows = pool_raw.rows_after(ours, before)
            pool_raw.strip(raw)
            watch = Stopwatch()
            pool_raw.insert(raw, rows, watch)
            found.setdefault("raw inserts", []).append((watch.seconds["raw inserts"], watch.cpu_seconds["raw inserts"]))
        pool_making.tell(f"round {number + 1} of {times}")
    return found


def ratio(found: dict[str, list[tuple[float, float]]], one: str, other: str) -> float:
    """Median over the rounds of the processor times of two stages of the same round."""
    return statistics.median(a[1] / b[1] for a, b in zip(found[one], found[other]))


def targets(found: dict[str, list[tuple[float, float]]], events: int) -> list[Target]:
    """What is wanted, and what came of it."""
    opening = statistics.median(worked for _, worked in found["open"])
    return [
        Target("the dock opens the pool", "<=", 2, "s of work", round(opening, 3), f"{events} events"),
        Target(
            "push against raw inserts", "<=", 3, "x", round(ratio(found, "push", "raw inserts"), 2), f"{MORE} parcels"
        ),
        Target("poolbalance against the bare sum", "<=", 5, "x", round(ratio(found, "balance", "bare sum"), 2)),
    ]


def facts(pool: Path) -> dict[str, int]:
    """How much the pool holds."""
    with closing(sqlite3.connect(pool)) as db:
        asked = "SELECT count(*) FROM {}"
        tables = ("parcel", "event", "lot", "txn", "entry", "finding")
        return {table: db.execute(asked.format(table)).fetchone()[0] for table in tables}


def made(parcels: int, events: int) -> Path:
    """The pool, kept from an earlier run of the same schema, or made now."""
    path = ROOT / "build" / "bench" / f"pool-{parcels}-{events}.gpkg"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"draft-{os.getpid()}.gpkg")
        pool_making.make_pool(draft, parcels, events)
        draft.rename(path)
    return path


def main() -> int:
    options = argparse.ArgumentParser(prog="make bench-pool", description=__doc__)
    options.add_argument("--parcels", type=int, default=50_000)
    options.add_argument("--events", type=int, default=200_000)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results" / "pool.json")
    chosen = options.parse_args()
    pool = made(chosen.parcels, chosen.events)
    held = facts(pool)
    print(", ".join(f"{count} × {table}" for table, count in held.items()), flush=True)
    found = measured(pool, chosen.parcels, chosen.times)
    for stage, rounds in found.items():
        clock, worked = (statistics.median(one[i] for one in rounds) for i in (0, 1))
        print(f"{stage}: {clock:.3f} s, {worked:.3f} s of work")
    wanted = targets(found, held["event"])
    for target in wanted:
        print(f"{target.what}: {target.figure} {target.unit}, wanted {target.wanted} {target.limit}: {target.state}")
    told = {"held": held, "rounds": found, "targets": [target.as_json() for target in wanted]}
    chosen.results.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if all(target.state == "met" for target in wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
