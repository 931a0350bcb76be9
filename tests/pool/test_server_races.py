"""Several programs at one pool on a server: one at a time, and the others are told who holds it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest
from engines import new_on_server, raw
from pool_parcels import PUSH_TERMS, checked, grid_of_parcels, square

from zhanbu_plugin.pool.database import kept_open, pool_for_writing
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.postgis import making, migrations
from zhanbu_plugin.pool.postgis.connection import opened
from zhanbu_plugin.pool.reading import batches
from zhanbu_plugin.survey.problem import InputProblem


def test_of_many_who_claim_the_same_ground_one_gets_it(database_socket: Path, tmp_path: Path) -> None:
    pool = new_on_server(database_socket, tmp_path)
    rivals = [checked(f"R{i}", square(0, 0, size=40 + i), bsm=f"B{i}") for i in range(6)]

    def push(number: int) -> int:
        terms = {**PUSH_TERMS, "batch": f"2026-{number}"}
        return len(push_parcels(pool, [rivals[number]], **terms, busy_seconds=30).admitted)

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(push, range(6))) == 1
    assert verify_pool(pool) == ()


def test_who_waits_too_long_is_told_who_writes_and_since_when(database_socket: Path, tmp_path: Path) -> None:
    pool = new_on_server(database_socket, tmp_path)
    told = pytest.raises(InputProblem, match=r"busy: postgres@.*Zhanbu.* since 20\d\d-\d\d-\d\d")
    with pool_for_writing(pool) as first, first.writing(), told:
        push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS, busy_seconds=0.1)
    assert len(push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS).admitted) == 1


def test_a_writer_that_is_killed_leaves_nothing_and_holds_nobody_up(database_socket: Path, tmp_path: Path) -> None:
    pool = new_on_server(database_socket, tmp_path)
    with raw(pool) as database:
        told = pytest.raises(InputProblem, match=r"(closed|ended) the connection")
        with told, pool_for_writing(pool) as writer, writer.writing():
            writer.add_batch("CROP", "lost", PUSH_TERMS["as_of"])  # type: ignore[arg-type]
            database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'Zhanbu' AND state = 'idle in transaction'"
            )
            writer.add_batch("CROP", "lost too", PUSH_TERMS["as_of"])  # type: ignore[arg-type]
        assert database.execute("SELECT count(*) FROM batch") == [(0,)]
    assert len(push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS).admitted) == 1


def test_a_pool_of_an_older_version_is_copied_and_brought_up_to_date(
    database_socket: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = migrations.migrations()
    with monkeypatch.context() as earlier:
        earlier.setattr(making, "migrations", lambda: known[:3])
        earlier.setattr("zhanbu_plugin.pool.postgis.connection.migrations", lambda: known[:3])
        pool = new_on_server(database_socket, tmp_path)
    with opened(pool, "ro"):
        pass
    assert verify_pool(pool) == ()
    with raw(pool) as database:
        assert database.execute("SELECT count(*) FROM migration") == [(len(known),)]
        assert database.execute(f'SELECT count(*) FROM "{pool.schema}_schema3".migration') == [(3,)]


def test_an_account_that_may_only_read_is_told_so(database_socket: Path, tmp_path: Path) -> None:
    pool = new_on_server(database_socket, tmp_path)
    with psycopg2.connect(f"host={database_socket} dbname=zhanbu user=postgres") as connection:
        cursor = connection.cursor()
        cursor.execute("DROP ROLE IF EXISTS reader")
        cursor.execute("CREATE ROLE reader LOGIN")
        cursor.execute(f'GRANT USAGE ON SCHEMA "{pool.schema}" TO reader')
        cursor.execute(f'GRANT SELECT ON ALL TABLES IN SCHEMA "{pool.schema}" TO reader')
    connection.close()
    reader = replace(pool, dsn=pool.dsn.replace("user=postgres", "user=reader"))
    assert any("not looked at" in str(fault) for fault in verify_pool(reader))
    with pytest.raises(InputProblem, match="may not do that"):
        push_parcels(reader, grid_of_parcels(1), **PUSH_TERMS)


def test_a_connection_that_is_kept_and_dies_is_told_once_and_opened_anew(database_socket: Path, tmp_path: Path) -> None:
    pool = new_on_server(database_socket, tmp_path)
    with kept_open(pool), raw(pool) as database:
        assert batches(pool) == ()
        database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'Zhanbu' AND state = 'idle'"
        )
        with pytest.raises(InputProblem, match=r"(closed|ended) the connection"):
            batches(pool)
        assert batches(pool) == ()
