"""A pool that is kept open for several actions: each still a transaction of its own, and nothing open afterwards."""

from __future__ import annotations

import threading

import pytest
from engines import Pool, only_files, raw
from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.pool.database import kept_open, pool_for_reading, pool_for_writing, session_of
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.reading import batches
from zhanbu_plugin.survey.problem import InputProblem

BOTH_ENGINES = True


def test_sessions_are_kept_within_and_new_ones_come_after(pool: Pool) -> None:
    with kept_open(pool):
        with session_of(pool, "ro") as first, session_of(pool, "ro") as beside:
            assert beside is not first
        with kept_open(pool), session_of(pool, "ro") as again:
            assert again in (first, beside)
        with session_of(pool, "ro") as still:
            assert still in (first, beside)
    with session_of(pool, "ro") as later:
        assert later is not first and later is not beside


def test_what_actions_and_other_programs_write_is_seen_at_once(pool: Pool) -> None:
    parcels = grid_of_parcels(3)
    with kept_open(pool):
        assert batches(pool) == ()
        push_parcels(pool, parcels[:1], **PUSH_TERMS)
        assert [batch.parcels for batch in batches(pool)] == [1]
        elsewhere = threading.Thread(target=push_parcels, args=(pool, parcels[1:]), kwargs=PUSH_TERMS)
        elsewhere.start()
        elsewhere.join()
        assert [batch.parcels for batch in batches(pool)] == [3]


def test_an_action_that_fails_leaves_nothing_behind_in_a_session_that_is_kept(pool: Pool) -> None:
    with kept_open(pool):
        with pytest.raises(ZeroDivisionError), pool_for_writing(pool) as writer, writer.writing():
            writer.add_batch("CROP", "2026-01", PUSH_TERMS["as_of"])  # type: ignore[arg-type]
            raise ZeroDivisionError
        assert batches(pool) == ()
        assert len(push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS).admitted) == 1
    with raw(pool) as database:
        database.execute("BEGIN")
        database.execute("CREATE TABLE room (n integer)")  # nobody holds the pool any more
        database.execute("ROLLBACK")


def test_one_who_reads_for_long_keeps_a_view_of_his_own(pool: Pool) -> None:
    with kept_open(pool), pool_for_reading(pool) as reader:
        with reader.reading():
            assert reader.events() == []
            assert batches(pool) == ()
        push_parcels(pool, grid_of_parcels(1), **PUSH_TERMS)
        with reader.reading():
            assert reader.events() != []


@only_files
def test_a_file_can_be_deleted_as_soon_as_nobody_keeps_it(pool: Pool) -> None:
    with kept_open(pool):
        batches(pool)
    pool.unlink()  # type: ignore[union-attr]
    with kept_open(pool), pytest.raises(InputProblem, match="no such file"):
        batches(pool)
