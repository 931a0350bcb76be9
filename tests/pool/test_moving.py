"""A pool moves from one engine to the other and back without losing a row, a file or its history."""

from __future__ import annotations

from pathlib import Path

import pytest
from engines import Pool, contents, new_file, new_on_server, raw, server_pool, unlocked
from filed_parcels import BATCH, ONE, TWO, act, answer, attach, filled, paper
from ledger_books import busy_ledger
from pool_parcels import PUSH_TERMS, grid_of_parcels
from test_filed_safeguards import FREE
from test_versions import ACT, RULES, smaller

from zhanbu_plugin.pool.database import evidence_folder, pool_for_reading
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.dossiers import dossiers_of
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.moving import copy_pool
from zhanbu_plugin.pool.steps.advancing import advance
from zhanbu_plugin.pool.steps.versions import new_version
from zhanbu_plugin.survey.problem import InputProblem


def lived_in(pool: Pool, folder: Path) -> Pool:
    """A pool with papers, forms, a plan, steps, a former shape and a ledger."""
    busy_ledger(filled(pool))
    attach(pool, paper(folder), on=BATCH)
    answer(pool, "HOLDERS", {"count": 3})
    new_version(pool, ONE, smaller(48), "缩小", ACT, RULES)
    open_matter(pool, FREE, MatterTerms("PLAN", 2027, "方案"), act("COUNTY_GOV"), links=[ONE])
    assert advance(pool, [TWO], "WITHDRAWN", act(), FREE).refused == ()
    return pool


def head(pool: Pool) -> str:
    with pool_for_reading(pool) as reader:
        return reader.events()[-1].hash


@pytest.fixture
def shared_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "共享"
    folder.mkdir()
    return folder


def test_there_and_back_nothing_is_lost(database_socket: Path, tmp_path: Path, shared_folder: Path) -> None:
    original = lived_in(new_file(tmp_path), tmp_path)
    server, back = server_pool(database_socket), tmp_path / "back.gpkg"
    copy_pool(original, server, evidence=shared_folder)
    copy_pool(server, back)
    assert verify_pool(server) == verify_pool(back) == ()
    assert head(original) == head(server) == head(back)
    files = {path.name: path.read_bytes() for path in evidence_folder(original).iterdir()}
    for copy in (server, back):
        assert {path.name: path.read_bytes() for path in evidence_folder(copy).iterdir()} == files != {}
    assert dossiers_of(original, [ONE], verified=True) == dossiers_of(back, [ONE], verified=True)
    for table in ("parcel", "finding", "event", "claim", "parcel_version", "entry", "holding", "account"):
        with raw(original) as one, raw(back) as other:
            assert one.execute(f"SELECT * FROM {table}") == other.execute(f"SELECT * FROM {table}") != [], table


def test_the_copy_goes_on_where_the_original_stopped(
    database_socket: Path, tmp_path: Path, shared_folder: Path
) -> None:
    original, server = new_file(tmp_path), server_pool(database_socket)
    push_parcels(original, grid_of_parcels(3), **PUSH_TERMS)
    copy_pool(original, server, evidence=shared_folder)
    for pool in (original, server):
        assert push_parcels(pool, grid_of_parcels(6, first=2), **PUSH_TERMS).admitted["P00003"] == "139901-CROP-000004"
    assert head(original) == head(server)
    assert verify_pool(server) == ()
    assert shared_folder.is_dir(), "a folder that was given stays, though nothing is in it"


def test_a_pool_with_faults_is_not_copied_and_nothing_is_replaced(
    database_socket: Path, tmp_path: Path, shared_folder: Path
) -> None:
    original = filled(new_file(tmp_path))
    target = new_on_server(database_socket, tmp_path)
    before = contents(target)
    with pytest.raises(InputProblem, match="exists already"):
        copy_pool(original, target, evidence=shared_folder)
    assert contents(target) == before
    unlocked(original, "UPDATE event SET role = 'x' WHERE event_no = 1", "event")
    with pytest.raises(InputProblem, match="isn't sound"):
        copy_pool(original, tmp_path / "copy.gpkg")
    assert not (tmp_path / "copy.gpkg").exists()
