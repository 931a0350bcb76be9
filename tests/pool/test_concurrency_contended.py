"""Several processes want the same ground and lots at once: exactly one gets each, the others hear who has it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from contending_child import PLACES, PROJECT_DM2
from engines import Pool
from ledger_books import book, new_lot

from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.postgis.address import ServerPool
from zhanbu_plugin.pool.reading import batches

BOTH_ENGINES = True
CHILD = Path(__file__).with_name("contending_child.py")
Contend = Callable[[str, Pool], list[dict[str, dict[str, str]]]]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")


@pytest.fixture(scope="module")
def contend() -> Iterator[Contend]:
    """Two processes on a file, eight on a server, each doing the same at the same moment; what each of them says."""
    with subprocess.Popen(
        [sys.executable, str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "READY\n"

        def together(action: str, pool: Pool) -> list[dict[str, dict[str, str]]]:
            server = isinstance(pool, ServerPool)
            address = [pool.dsn, pool.schema, pool.name] if isinstance(pool, ServerPool) else str(pool)
            asked = {"action": action, "pool": address, "processes": 8 if server else 2}
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
            said = []
            while (line := process.stdout.readline()) != "ENDED\n":
                assert line, "the process itself has died"
                said.append(json.loads(line))
            assert len(said) == asked["processes"], "a process ended without a word"
            return said

        yield together
        process.stdin.close()


def test_overlapping_ground_is_claimed_once_and_the_others_hear_by_whom(contend: Contend, pool: Pool) -> None:
    said = contend("push", pool)
    held = {source.partition("-")[2]: uid for one in said for source, uid in one["admitted"].items()}
    winners = Counter(source.partition("-")[2] for one in said for source in one["admitted"])
    assert winners == {str(place): 1 for place in range(PLACES)}
    assert sum(b.parcels for b in batches(pool)) == PLACES
    for one in said:
        assert len(one["admitted"]) + len(one["refused"]) == PLACES
        for source, reason in one["refused"].items():
            assert held[source.partition("-")[2]] in reason, reason
    assert verify_pool(pool) == ()


def test_the_same_lots_are_linked_once_and_the_others_hear_to_whom(contend: Contend, pool: Pool) -> None:
    with book(pool) as b:
        b.post("OPENING", opens=(new_lot(PROJECT_DM2), new_lot(PROJECT_DM2 // 2)))
    said = contend("link", pool)
    (winner,) = [one["number"] for one in said if "linked" in one]
    with pool_for_reading(pool) as reader:
        assert [o.project_no for o in reader.occupations("CROP")] == [f"项目{winner}"]
        assert reader.account_dm2("CROP", "139901", "AREA", "LINKED") == PROJECT_DM2
    for one in said:
        assert "linked" in one or f"项目{winner}" in str(one["problem"]), one
    assert verify_pool(pool) == ()
