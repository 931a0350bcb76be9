"""A process whose forks do the same at the same moment: push overlapping ground, or link the same lots.

Each line on its input is JSON: ``action`` (push, link), ``pool`` (a path, or dsn, schema and name of one on a server),
``processes``. Each fork makes ready, waits until all are, acts, and prints one line of JSON with its number and what
came of it; at last ``ENDED``.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1]), str(HERE.parent)]

from filed_parcels import RECORDED_AT  # noqa: E402
from ledger_books import ON  # noqa: E402
from pool_parcels import PUSH_TERMS, checked, square  # noqa: E402

from zhanbu_plugin.ledger.linking import Project, link  # noqa: E402
from zhanbu_plugin.pool.database import PoolAddress  # noqa: E402
from zhanbu_plugin.pool.entry.push import push_parcels  # noqa: E402
from zhanbu_plugin.pool.postgis.address import ServerPool  # noqa: E402
from zhanbu_plugin.pool.steps.acts import Act  # noqa: E402
from zhanbu_plugin.regimes.choosing import rule_sets  # noqa: E402
from zhanbu_plugin.survey.problem import InputProblem  # noqa: E402

PLACES = 8
PROJECT_DM2 = 60_000
PATIENCE = 60.0
"""Seconds to wait for the others; they are many, and the machine may be slow."""


def main() -> None:
    print("READY", flush=True)
    while line := sys.stdin.readline():
        asked = json.loads(line)
        act = {"push": ready_to_push, "link": ready_to_link}[asked["action"]]
        pool = asked["pool"] if isinstance(asked["pool"], str) else ServerPool(*asked["pool"])
        contend([act(pool, number) for number in range(asked["processes"])])
        print("ENDED", flush=True)


def contend(acts: list[Callable[[], dict[str, object]]]) -> None:
    """Fork once for each act and let them go together."""
    gate, opener = os.pipe()
    children = []
    for number, act in enumerate(acts):
        child = os.fork()
        if child == 0:
            os.close(opener)
            os.read(gate, 1)  # nothing comes: it returns when the last holder of the other end has let go
            told = {"number": number, **act()}
            os.write(1, (json.dumps(told, ensure_ascii=False) + "\n").encode())
            os._exit(0)
        children.append(child)
    os.close(opener)
    os.close(gate)
    for child in children:
        os.waitpid(child, 0)


def ready_to_push(pool: PoolAddress, number: int) -> Callable[[], dict[str, object]]:
    """Parcels of one's own ids at the same places, each process's a few metres aside."""
    parcels = [checked(f"W{number}-{place}", square(3 * place, 0, size=50 + number)) for place in range(PLACES)]

    def push() -> dict[str, object]:
        report = push_parcels(pool, parcels, **PUSH_TERMS, busy_seconds=PATIENCE)
        refused = {refusal.parcel_id: str(refusal.reason) for refusal in report.refused}
        return {"admitted": dict(report.admitted), "refused": refused}

    return push


def ready_to_link(pool: PoolAddress, number: int) -> Callable[[], dict[str, object]]:
    """A project that takes more than half of what there is, so that a second one can't have as much."""
    project = Project(f"项目{number}", "高速公路", PROJECT_DM2)
    act = Act("COUNTY_NR", ON, "示自然资〔2027〕3号", RECORDED_AT)
    rules = rule_sets()["hebei-cropland-2025"]

    def take() -> dict[str, object]:
        try:
            return {"linked": link(pool, project, act, rules, busy_seconds=PATIENCE).txn_uid}
        except InputProblem as problem:
            return {"problem": str(problem)}

    return take


if __name__ == "__main__":
    main()
