"""A server whose disk is full, whose connections are cut, or which is lost: nothing half done, nothing lost."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest
from database_server import CROWDED, database_server
from engines import Pool, new_file, new_on_server, raw
from filed_parcels import attach
from mixed_actions import Action, Plan, head_of
from pool_parcels import PUSH_TERMS, grid_of_parcels
from psycopg2 import sql

from zhanbu_plugin.pool.database import evidence_folder
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.outcome import OutcomeUnknown
from zhanbu_plugin.pool.postgis import transactions
from zhanbu_plugin.pool.postgis.address import ServerPool
from zhanbu_plugin.survey.problem import InputProblem

SEED, ACTIONS = 20261122, 40
CUT = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE application_name = 'Zhanbu' AND pid <> pg_backend_pid()
"""
CUT_AT_COMMIT = """
    CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON {} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()
"""


@dataclass
class Crowded:
    """A server whose new tables all lie on a disk of a few megabytes."""

    socket: Path

    def __post_init__(self) -> None:
        place = self.socket / CROWDED
        self._server("CREATE TABLESPACE crowded LOCATION %s", str(place))
        self._server("ALTER DATABASE zhanbu SET default_tablespace = crowded")
        self._ballast = str(place / "ballast")

    def _server(self, command: str, *values: object) -> None:
        with closing(psycopg2.connect(f"host={self.socket} dbname=postgres user=postgres")) as admin:
            admin.autocommit = True
            with admin.cursor() as cursor:
                cursor.execute(command, values)

    def fill(self, left: int) -> None:
        """Leave so many bytes on the disk."""
        shell = f"cat > /dev/null; cat /dev/zero > {self._ballast} 2> /dev/null; truncate -s -{left} {self._ballast}"
        self._server("COPY (SELECT 1) TO PROGRAM %s", shell)

    def make_room(self) -> None:
        self._server("COPY (SELECT 1) TO PROGRAM %s", f"cat > /dev/null; rm -f {self._ballast}")


@pytest.fixture(scope="module")
def crowded() -> Iterator[Crowded]:
    with database_server("24m") as socket:
        yield Crowded(socket)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Action], list[tuple[int, str]]]:
    """Actions, and the ends of the history before and after each, as a file tells them."""
    folder = tmp_path_factory.mktemp("story")
    told, actions = new_file(folder), Plan(SEED).actions(ACTIONS)
    heads = [head_of(told)]
    for action in actions:
        action.do(told, folder)
        heads.append(head_of(told))
    return actions, heads


def test_a_disk_that_fills_up_stops_whole_actions_and_says_so(
    crowded: Crowded, story: tuple[list[Action], list[tuple[int, str]]], tmp_path: Path
) -> None:
    pool, (actions, heads) = new_on_server(crowded.socket, tmp_path), story
    room, refused = random.Random(SEED), 0  # noqa: S311 - room on a disk, not secrets
    for number, action in enumerate(actions):
        crowded.fill(left=room.choice((0, 0, 8_192, 40_960)))
        try:
            action.do(pool, tmp_path)
        except InputProblem as problem:
            assert "is full" in str(problem) and "Nothing was written" in str(problem), problem
            assert head_of(pool) == heads[number]
            refused += 1
            crowded.make_room()
            action.do(pool, tmp_path)
        assert head_of(pool) == heads[number + 1]
        crowded.make_room()
    assert refused
    assert verify_pool(pool) == ()
    print(f"\n{refused} of {ACTIONS} actions found the disk full")


def test_connections_that_are_cut_at_any_moment_leave_whole_actions_and_the_answer_is_true(
    database_socket: Path, story: tuple[list[Action], list[tuple[int, str]]], tmp_path: Path
) -> None:
    pool, (actions, heads) = new_on_server(database_socket, tmp_path), story
    moments, cut = random.Random(SEED), 0  # noqa: S311 - moments, not secrets
    with raw(pool) as database:
        for number, action in enumerate(actions):
            for _ in range(2):
                begun = threading.Event()
                cutting = threading.Thread(target=_cut, args=(pool, begun, moments.uniform(0, 0.06)))
                cutting.start()
                begun.wait()
                try:
                    action.do(pool, tmp_path)
                except InputProblem as problem:
                    assert "the connection" in str(problem) and "Nothing was written" in str(problem), problem
                    cut += 1
                else:
                    break
                finally:
                    cutting.join()
                assert head_of(pool) == heads[number], "it was told that nothing was written"
            else:
                action.do(pool, tmp_path)
            assert head_of(pool) == heads[number + 1]
        assert database.execute("SELECT count(*) FROM event") == [(heads[-1][0],)]
    assert cut
    assert verify_pool(pool) == ()
    print(f"\n{cut} cuts of connections in {ACTIONS} actions")


def _cut(pool: ServerPool, begun: threading.Event, wait: float) -> None:
    with raw(pool) as database:
        begun.set()
        time.sleep(wait)
        database.execute(CUT)


def paper(folder: Path) -> Path:
    path = folder / "批复.pdf"
    path.write_bytes(b"%PDF-1.4 yes")
    return path


def cut_at_commit(pool: ServerPool, table: str) -> None:
    with closing(psycopg2.connect(pool.dsn)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET search_path TO {}, public").format(sql.Identifier(pool.schema)))
        cursor.execute(sql.SQL(CUT_AT_COMMIT).format(sql.Identifier(table)))


def test_one_whose_connection_is_cut_at_the_very_end_is_told_what_became_of_it(
    database_socket: Path, tmp_path: Path
) -> None:
    pool = new_on_server(database_socket, tmp_path)
    push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS)
    before = head_of(pool)
    cut_at_commit(pool, "evidence")
    with pytest.raises(InputProblem, match="Nothing was written") as told:
        attach(pool, paper(tmp_path))
    assert not isinstance(told.value, OutcomeUnknown)
    assert head_of(pool) == before
    assert list(evidence_folder(pool).iterdir()) == []


def test_where_nobody_can_be_asked_the_files_stay_and_the_way_out_is_to_look(
    database_socket: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = new_on_server(database_socket, tmp_path)
    push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS)
    cut_at_commit(pool, "evidence")
    elsewhere = ServerPool(pool.dsn.replace("dbname=zhanbu", "dbname=gone"), pool.schema, pool.name)
    asked = transactions.connected
    monkeypatch.setattr(transactions, "connected", lambda _: asked(elsewhere))
    with pytest.raises(OutcomeUnknown, match=r"just when the change was to be kept.*Look into the pool's history"):
        attach(pool, paper(tmp_path))
    assert len(list(evidence_folder(pool).iterdir())) == 1


def test_a_pool_that_is_made_anew_elsewhere_has_the_folder_that_it_says(database_socket: Path, tmp_path: Path) -> None:
    first: Pool = new_on_server(database_socket, tmp_path)
    assert evidence_folder(first) == tmp_path / "evidence"
    with raw(first) as database:
        database.execute("SET session_replication_role = replica")
        database.execute("UPDATE meta SET value = '/elsewhere' WHERE key = 'evidence_folder'")
    assert evidence_folder(first) == Path("/elsewhere")
