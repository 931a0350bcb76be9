"""A pool in a file that several use: who writes is told to the others, and a network share gets no write-ahead log."""

from __future__ import annotations

import getpass
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.pool.database import pool_for_writing
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.geopackage import network
from zhanbu_plugin.pool.geopackage.network import on_network_share
from zhanbu_plugin.survey.problem import InputProblem

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/land /mnt/land cifs rw 0 0
server:/export /mnt/nfs\\040share nfs4 rw 0 0
/dev/sdb1 /mnt/land/local ext4 rw 0 0
"""


def test_who_writes_and_since_when_is_told_to_the_next_one(pool: Path) -> None:
    with pool_for_writing(pool) as first, first.writing(), pytest.raises(InputProblem) as told:
        push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS, busy_seconds=0.05)
    said = str(told.value)
    assert f"{getpass.getuser()}@" in said
    assert re.search(r"since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d", said)
    assert [file.name for file in pool.parent.iterdir()] == [pool.name], "the note goes with the transaction"


def test_a_note_that_a_killed_process_left_holds_nobody_up(pool: Path) -> None:
    pool.with_name(f".{pool.name}.writing").write_text("ghost@nowhere", encoding="utf-8")
    assert len(push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS).admitted) == 1
    assert [file.name for file in pool.parent.iterdir()] == [pool.name]


@pytest.mark.parametrize(
    ("place", "shared"),
    [
        ("/home/county/pool.gpkg", False),
        ("/mnt/land/pool.gpkg", True),
        ("/mnt/nfs share/county/pool.gpkg", True),
        ("/mnt/land/local/pool.gpkg", False),
        ("/mnt/landing/pool.gpkg", False),
    ],
)
def test_a_network_share_is_known_by_how_it_is_mounted(tmp_path: Path, place: str, shared: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert on_network_share(Path(place), mounts) is shared


def test_on_a_share_a_pool_goes_back_to_the_plain_journal(pool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "on_network_share", lambda *_: True)
    with closing(sqlite3.connect(pool)) as qgis:
        assert qgis.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
        qgis.execute("SELECT count(*) FROM event").fetchone()
        with pytest.raises(InputProblem, match=r"network share.*WAL.*Close the pool's layers"):
            push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS, busy_seconds=0.05)
    assert len(push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS).admitted) == 1
    with closing(sqlite3.connect(pool)) as after:
        assert after.execute("PRAGMA journal_mode").fetchone() == ("delete",)
