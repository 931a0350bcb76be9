"""The walks of docs/walks: a sample batch of each province goes from candidate to pooled by algorithms alone."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
import toolbox

from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.regimes.choosing import rule_sets

WALKS = Path(__file__).resolve().parents[2] / "docs" / "walks"
sys.path.insert(0, str(WALKS))

from walk import Walk, WalkStopped  # noqa: E402

pytestmark = pytest.mark.usefixtures("zhanbu")
NAMES = ("jiangxi", "sichuan", "hebei")


def walk(name: str, folder: Path) -> Walk:
    return Walk(name, folder, run=toolbox.run)


def states(pool: str) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(pool)) as connection:
        return list(connection.execute("SELECT parcel_uid, state FROM parcel ORDER BY parcel_uid"))


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_goes_from_candidate_to_pooled_with_the_papers_its_rule_set_asks_for(name: str, tmp_path: Path) -> None:
    on_its_way = walk(name, tmp_path)
    on_its_way.go()
    reached = states(on_its_way.pool)
    rules = rule_sets()[on_its_way.plan["rule_set"]]
    assert len(reached) == on_its_way.plan["admitted"]
    assert all(rules.states[state].pooled for _, state in reached)
    assert verify_pool(on_its_way.pool) == ()
    opened = [rules.states[step["state"]].opens_lot for step in on_its_way.plan["steps"] if "of" not in step]
    with pool_for_reading(on_its_way.pool) as pool:
        lots = {lot.parcel_uid: lot for lot in pool.lots(rules.system)}
        areas = {p.parcel_uid: p.area_dm2 for p in pool.parcels(rules.system)}
    assert set(lots) == (set(areas) if any(opened) else set())
    assert all(0 < lot.amount_dm2 <= areas[uid] for uid, lot in lots.items())


@pytest.mark.parametrize("name", NAMES)
def test_without_the_papers_of_a_step_the_batch_stops_there_with_the_clause(name: str, tmp_path: Path) -> None:
    """The last step that needs papers; tests/regimes breaks every single guard in turn."""
    steps = [step for step in walk(name, tmp_path / "plan").plan["steps"] if "of" not in step]
    bare = [step["state"] for step in steps if step.get("evidence") or step.get("photos") or step.get("forms")]
    assert bare
    last = walk(name, tmp_path / bare[-1])
    rules = rule_sets()[last.plan["rule_set"]]
    for step in last.plan["steps"]:
        if step["state"] == bare[-1]:
            for papers in ("evidence", "photos", "forms"):
                step.pop(papers, None)
    with pytest.raises(WalkStopped) as stopped:
        last.go()
    message = str(stopped.value)
    assert message.startswith(f"{bare[-1]}:")
    guards = [check for check in rules.guards_of(bare[-1]) if check.severity.value == "BLOCK"]
    assert any(check.clause in message for check in guards), message
