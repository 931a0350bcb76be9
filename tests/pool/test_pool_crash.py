"""Killed, starved or locked out at any moment, a push leaves whole transactions only."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.geopackage import connection
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.reading import batches, pool_identity
from zhanbu_plugin.survey.problem import InputProblem

CHILD = Path(__file__).with_name("pushing_child.py")
PARCELS = 300
KILLS = 56


class Pusher:
    """A warm process that pushes on demand, each time in a fork that can be killed."""

    def __init__(self, *options: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(CHILD), *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.says() == "READY"

    def says(self) -> str:
        """The next line that it prints."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def start(self, pool: Path, first: int, count: int) -> int:
        """Begin a push; the process id of the fork."""
        self._tell(f"{pool}\t{first}\t{count}")
        return int(self.says().removeprefix("PID "))

    def result(self) -> str:
        """How the push ended: ``DONE …``, ``PROBLEM …``, or ``PUSHING`` or nothing when it was killed."""
        self._tell("wait for it")
        last = ""
        while (said := self.says()) != "ENDED":
            assert said, "the pushing process itself has died"
            last = said
        return last

    def push(self, pool: Path, first: int, count: int) -> str:
        self.start(pool, first, count)
        return self.result()

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)
        assert self._process.stdout is not None
        self._process.stdout.close()


@contextmanager
def pusher(*options: str) -> Iterator[Pusher]:
    process = Pusher(*options)
    try:
        yield process
    finally:
        process.close()


def held(pool: Path) -> int:
    """Parcels in the pool, read as any reader would right after the crash."""
    return sum(b.parcels for b in batches(pool))


def time_of_a_push(process: Pusher, pool: Path) -> float:
    """Seconds from the start of the transaction to its end, the shortest of three."""
    times = []
    for number in range(3):
        copy = pool.with_name(f"timed{number}.gpkg")
        shutil.copy(pool, copy)
        process.start(copy, 1, PARCELS)
        assert process.says() == "PUSHING"
        begun = time.perf_counter()
        assert process.result() == f"DONE {PARCELS}"
        times.append(time.perf_counter() - begun)
    return min(times)


def kill_at(process: Pusher, pool: Path, before_the_transaction: bool, delay: float) -> None:
    """Begin a push and end its process for good ``delay`` seconds after the start or after BEGIN."""
    child = process.start(pool, 1, PARCELS)
    if not before_the_transaction:
        assert process.says() == "PUSHING"
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    process.result()


def test_killing_the_process_at_any_moment_leaves_whole_transactions_only(pool: Path, tmp_path: Path) -> None:
    push_parcels(pool, grid_of_parcels(1, columns=200), **PUSH_TERMS)
    moments = random.Random(20261102)  # noqa: S311 - moments, not secrets
    ends = {"nothing": 0, "everything": 0, "journal": 0}
    with pusher() as process:
        duration = time_of_a_push(process, pool)
        for number in range(KILLS):
            copy = tmp_path / "crash" / "pool.gpkg"
            copy.parent.mkdir()
            shutil.copy(pool, copy)
            kill_at(process, copy, number % 8 == 0, moments.uniform(0.0, 1.2) * duration)
            ends["journal"] += copy.with_name("pool.gpkg-journal").exists()
            after = held(copy)
            assert after in (1, 1 + PARCELS), f"kill {number} left {after} parcels"
            assert verify_pool(copy) == (), f"kill {number}"
            ends["nothing" if after == 1 else "everything"] += 1
            again = push_parcels(copy, grid_of_parcels(2, columns=200), **PUSH_TERMS)
            assert len(again.refused) == (1 if after == 1 else 2)
            shutil.rmtree(copy.parent)
    print(f"\n{KILLS} kills over a transaction of {duration:.3f} s: {ends}")
    assert ends["nothing"] > KILLS // 10
    assert ends["journal"] >= 3, "no kill fell inside a transaction that had begun to write"


def test_a_full_disk_is_named_and_leaves_the_pool_as_it_was(pool: Path) -> None:
    push_parcels(pool, grid_of_parcels(1, columns=200), **PUSH_TERMS)
    size = pool.stat().st_size
    for room in (0, 20_000, 150_000):
        with pusher("--file-size", str(size + room)) as process:
            said = process.push(pool, 1, PARCELS)
        assert said.startswith("PROBLEM"), said
        assert pool.name in said
        assert "disk is full" in said
        assert held(pool) == 1
        assert verify_pool(pool) == ()
    with pusher() as process:
        assert process.push(pool, 1, PARCELS) == f"DONE {PARCELS}"


def test_a_disk_that_fills_up_is_told_by_the_database_itself(pool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = connection._prepared

    def small(path: Path, mode: str, busy_seconds: float) -> sqlite3.Connection:
        opened = prepare(path, mode, busy_seconds)
        pages = opened.execute("PRAGMA page_count").fetchone()[0]
        opened.execute(f"PRAGMA max_page_count = {pages + 20}")
        return opened

    monkeypatch.setattr(connection, "_prepared", small)
    with pytest.raises(InputProblem, match=r"储备库\.gpkg.*disk is full"):
        push_parcels(pool, grid_of_parcels(PARCELS), **PUSH_TERMS)
    monkeypatch.undo()
    assert held(pool) == 0
    assert verify_pool(pool) == ()


@pytest.fixture
def lockable(tmp_path: Path) -> Iterator[Path]:
    """A folder whose permissions a test may change; they are given back, so that it can be cleared away."""
    folder = tmp_path / "lockable"
    folder.mkdir()
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_a_read_only_file_or_folder_is_named_and_still_read(
    pool: Path, lockable: Path, file_mode: int, folder_mode: int
) -> None:
    copy = lockable / "pool.gpkg"
    shutil.copy(pool, copy)
    copy.chmod(file_mode)
    lockable.chmod(folder_mode)
    with pusher("--ordinary-rights") as process:
        said = process.push(copy, 0, 3)
    assert said.startswith("PROBLEM"), said
    assert "read-only" in said
    assert str(copy) in said
    assert pool_identity(copy).county == "139901"
    assert held(copy) == 0


@contextmanager
def holding(pool: Path) -> Iterator[sqlite3.Connection]:
    """Another program in the middle of its own transaction."""
    with closing(sqlite3.connect(pool, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        other.execute("ROLLBACK")


def test_a_second_writer_is_told_that_the_pool_is_busy(pool: Path) -> None:
    with holding(pool), pytest.raises(InputProblem, match=r"储备库\.gpkg.*busy.*try again"):
        push_parcels(pool, grid_of_parcels(2), **PUSH_TERMS, busy_seconds=0.2)
    assert held(pool) == 0
    assert len(push_parcels(pool, grid_of_parcels(2), **PUSH_TERMS).admitted) == 2


def test_a_reader_is_not_disturbed_by_a_writer(pool: Path) -> None:
    push_parcels(pool, grid_of_parcels(2), **PUSH_TERMS)
    with holding(pool):
        assert held(pool) == 2
        assert verify_pool(pool) == ()


def test_two_processes_that_push_the_same_ground_at_once_admit_it_once(pool: Path) -> None:
    with pusher() as one, pusher() as other:
        one.start(pool, 0, PARCELS)
        other.start(pool, 0, PARCELS)
        said = sorted([one.result(), other.result()])
    assert said == ["DONE 0", f"DONE {PARCELS}"]
    assert held(pool) == PARCELS
    assert verify_pool(pool) == ()
