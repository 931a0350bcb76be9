"""What a pool in a file refuses, a pool on a server refuses too, by the same code, in English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import test_filed_safeguards
import test_pool_safeguards
from engines import Raw, contents, new_file, new_on_server, raw, server_pool
from filed_parcels import BATCH, ONE, TWO, act, answer, attach, filled, paper
from pool_parcels import PUSH_TERMS, grid_of_parcels
from test_filed_safeguards import FREE

from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.geopackage.migrations import migrations as file_migrations
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.postgis.address import ServerPool
from zhanbu_plugin.pool.postgis.migrations import migrations
from zhanbu_plugin.pool.steps.advancing import advance

Refusals = list[tuple[str, str]]
PLAIN: Refusals = test_pool_safeguards.FORBIDDEN
FILED: Refusals = test_filed_safeguards.FORBIDDEN


@pytest.fixture(scope="module")
def plain(database_socket: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerPool]:
    """A pool with two parcels, which nothing changes."""
    pool = new_on_server(database_socket, tmp_path_factory.mktemp("plain"))
    push_parcels(pool, grid_of_parcels(2), **PUSH_TERMS)
    before = contents(pool)
    yield pool
    assert contents(pool) == before
    assert verify_pool(pool) == ()


@pytest.fixture(scope="module")
def busy(database_socket: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerPool]:
    """A pool with a paper, a form record, a plan and a step, which nothing changes."""
    folder = tmp_path_factory.mktemp("busy")
    pool = new_on_server(database_socket, folder)
    attach(filled(pool), paper(folder), on=BATCH)
    answer(pool, "HOLDERS", {"count": 3})
    open_matter(pool, FREE, MatterTerms("PLAN", 2027, "方案"), act("COUNTY_GOV"), links=[ONE])
    assert advance(pool, [ONE, TWO], "CHECKED", act(), FREE).refused == ()
    before = contents(pool)
    yield pool
    assert contents(pool) == before
    assert verify_pool(pool) == ()


def refused(pool: ServerPool, code: str, sql: str) -> None:
    with raw(pool) as database, pytest.raises(psycopg2.Error, match=code) as refusal:
        database.execute(sql)
    if code.isupper():
        english, _, chinese = str(refusal.value.diag.message_primary).partition(" / ")
        assert english.isascii() and chinese and not chinese.isascii(), english


@pytest.mark.parametrize(("code", "sql"), PLAIN, ids=[f"{i:02d} {code}" for i, (code, _) in enumerate(PLAIN)])
def test_a_forbidden_write_is_refused(plain: ServerPool, code: str, sql: str) -> None:
    refused(plain, code, sql)


@pytest.mark.parametrize(("code", "sql"), FILED, ids=[f"{i:02d} {code}" for i, (code, _) in enumerate(FILED)])
def test_what_is_on_file_is_never_changed_by_hand(busy: ServerPool, code: str, sql: str) -> None:
    refused(busy, code, sql)


def test_no_table_is_emptied(busy: ServerPool) -> None:
    with raw(busy) as database:
        for (table,) in database.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"):
            with pytest.raises(psycopg2.Error, match="LOCKED"):
                database.execute(f'TRUNCATE "{table}" CASCADE')


def test_nobody_writes_under_a_frozen_view(plain: ServerPool) -> None:
    """Its triggers couldn't see what others wrote meanwhile."""
    with raw(plain) as database:
        database.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        with pytest.raises(psycopg2.Error, match=r"ISOLATION.*READ COMMITTED"):
            database.execute("INSERT INTO batch (system, batch, opened_on) VALUES ('CROP', 'x', '2027-01-01')")
        database.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("DROP TRIGGER event_update ON event", "event_update"),
        ("ALTER TABLE event DISABLE TRIGGER event_update", "event_update"),
        ("ALTER TABLE parcel DISABLE TRIGGER ALL", "check of links"),
        ("ALTER TABLE event DROP CONSTRAINT event_action", "event_action"),
        ("DROP INDEX claim_of_survey_parcel", "claim_of_survey_parcel"),
        ("ALTER TABLE parcel ALTER COLUMN run_id DROP NOT NULL", "parcel.run_id"),
        (
            "CREATE OR REPLACE FUNCTION claim_update() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "claim",
        ),
        ("CREATE RULE quiet AS ON DELETE TO event DO INSTEAD NOTHING", "quiet"),
    ],
)
def test_a_safeguard_that_was_taken_away_is_found(database_socket: Path, tmp_path: Path, sql: str, named: str) -> None:
    pool = new_on_server(database_socket, tmp_path)
    assert verify_pool(pool) == ()
    with raw(pool) as database:
        database.execute(sql)
    said = [str(fault) for fault in verify_pool(pool)]
    assert said and all("safeguard" in fault for fault in said)
    assert any(named in fault for fault in said), said


def test_both_engines_have_the_same_tables_columns_and_refusals(database_socket: Path, tmp_path: Path) -> None:
    file, server = new_file(tmp_path), new_on_server(database_socket, tmp_path)
    with raw(file) as there, raw(server) as here:
        tables = [
            name
            for (name,) in there.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not name.startswith(("gpkg_", "rtree_", "sqlite_"))
        ]
        assert tables == [
            t
            for (t,) in here.execute(
                'SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename COLLATE "C"'
            )
        ]
        for table in tables:
            assert _columns_of_file(there, table) == _columns_on_server(here, table), table
    assert [m.name for m in migrations()] == [m.name for m in file_migrations()]
    ours, theirs = "".join(m.text for m in migrations()), "".join(m.text for m in file_migrations())
    assert _refusals(ours) - _SERVERS_OWN == _refusals(theirs)
    assert _named(ours) == _named(theirs)


_SERVERS_OWN = {
    "ISOLATION: a pool is written under READ COMMITTED only / 只能在 READ COMMITTED 隔离级别下写入储备库",
    "PLACE_TAKEN: the ground is claimed by another parcel / 该地块已被其他图斑占用",
}
"""Isolation is a matter of servers; on claimed ground the connections of a file have their guard."""


def _columns_of_file(database: Raw, table: str) -> list[tuple[str, bool]]:
    rows = database.execute(f'PRAGMA table_info("{table}")')
    return [(name, bool(needed or key)) for _, name, _, needed, _, key in rows]


def _columns_on_server(database: Raw, table: str) -> list[tuple[str, bool]]:
    return [
        (name, needed == "NO")
        for name, needed in database.execute(
            "SELECT column_name, is_nullable FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position",
            (table,),
        )
    ]


def _refusals(text: str) -> set[str]:
    """Every text that reaches a user."""
    return set(re.findall(r"'([A-Z_]+: (?:[^']|'')* / (?:[^']|'')*)'", text))


def _named(text: str) -> set[str]:
    """Named constraints and indexes."""
    names = set(re.findall(r"CONSTRAINT (\w+)", text)) | set(re.findall(r"CREATE (?:UNIQUE )?INDEX (\w+)", text))
    return names - {"parcel_on_ground"}


def test_a_schema_of_somebody_else_is_not_taken_for_a_pool(database_socket: Path) -> None:
    from zhanbu_plugin.pool.reading import pool_identity
    from zhanbu_plugin.survey.problem import InputProblem

    with pytest.raises(InputProblem, match="no reserve pool in this schema"):
        pool_identity(server_pool(database_socket, "public"))
