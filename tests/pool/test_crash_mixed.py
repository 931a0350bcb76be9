"""Killed, cut off from power, disk or rights amid mixed actions: what was acknowledged is there, nothing half done."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from actor import Actor, actor
from mixed_actions import Plan, head_of

from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.geopackage.connection import opened
from zhanbu_plugin.pool.integrity import verify_pool

SEED = int(os.environ.get("ZHANBU_CRASH_SEED", "20261122"))
KILLS = int(os.environ.get("ZHANBU_KILLS", "200"))
COPIES = KILLS // 4
ACTIONS = 60
PAGE = 4096

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")


class Story:
    """How the pool's history ends after each number of actions, and how long each action takes, undisturbed."""

    def __init__(self, pool: Path, folder: Path) -> None:
        self.heads = [head_of(pool)]
        self.seconds = []
        for action in Plan(SEED).actions(ACTIONS):
            begun = time.perf_counter()
            action.do(pool, folder)
            self.seconds.append(time.perf_counter() - begun)
            self.heads.append(head_of(pool))
        assert len(set(self.heads)) == ACTIONS + 1, "every action leaves something in the history"

    def actions_in(self, pool: Path) -> int:
        """How many whole actions the pool holds, sound in every respect; fails where it is anything else."""
        head = head_of(pool)
        assert head in self.heads, f"the history ends amid an action, at entry {head[0]}"
        assert verify_pool(pool) == ()
        return self.heads.index(head)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("story")
    return Story(new_pool(folder), folder)


@pytest.fixture(scope="module")
def worker() -> Iterator[Actor]:
    with actor(SEED, ACTIONS) as process:
        yield process


def new_pool(folder: Path) -> Path:
    pool = folder / "储备库.gpkg"
    create_pool(pool, county="139901", epsg=4527, created_on=date(2026, 11, 1))
    return pool


def acknowledged(process: Actor, first: int, count: int) -> int:
    """Wait until some more actions are done; how many there are in all."""
    for number in range(first, first + count):
        while (said := process.says()) == "COMMIT":
            pass
        assert said == f"DONE {number}"
    return first + count


def pause(process: Actor, first: int, ahead: int, moments: random.Random, seconds: list[float]) -> int:
    """Stop the process at a moment of some action near; how many actions it has acknowledged by then.

    Every other moment lies shortly after an action has begun to be kept, which takes a small share of its time.
    """
    done = acknowledged(process, first, moments.randint(0, min(ahead, ACTIONS - 1 - first)))
    if moments.random() < 0.5:
        time.sleep(moments.uniform(0, 1.1) * seconds[done])
    else:
        assert process.says() == "COMMIT"
        wait_busily(moments.uniform(0, 0.004))
    process.signal(signal.SIGSTOP)
    return done + sum(line.startswith("DONE") for line in process.done(patience=0.005))


def kept(said: list[str]) -> list[str]:
    return [line for line in said if line != "COMMIT"]


def wait_busily(seconds: float) -> None:
    """Sleeping takes longer than an action takes to be kept."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def test_killed_at_any_moment_of_mixed_actions_the_pool_holds_whole_ones_and_all_acknowledged(
    story: Story, worker: Actor, tmp_path: Path
) -> None:
    moments = random.Random(SEED)  # noqa: S311 - moments, not secrets
    pool, first = new_pool(tmp_path), 0
    ends = {"as acknowledged": 0, "one action more": 0, "with a journal": 0}
    for kill in range(KILLS):
        worker.start(pool, tmp_path, first)
        done = pause(worker, first, 2, moments, story.seconds)
        worker.signal(signal.SIGKILL)
        worker.rest()
        ends["with a journal"] += pool.with_name(pool.name + "-journal").exists()
        first = story.actions_in(pool)
        assert first in (done, done + 1), f"kill {kill}: {done} acknowledged, {first} in the pool"
        ends["one action more" if first > done else "as acknowledged"] += 1
        if first >= ACTIONS - 1:
            pool, first = fresh_after(pool, tmp_path), 0
    print(f"\n{KILLS} kills (seed {SEED}): {ends}")
    assert ends["with a journal"] >= KILLS // 12, "too few kills fell inside a transaction that had begun to write"


def fresh_after(pool: Path, folder: Path) -> Path:
    pool.unlink()
    shutil.rmtree(f"{pool}.evidence", ignore_errors=True)
    return new_pool(folder)


def test_after_a_kill_the_next_writer_goes_on_where_the_history_ends(
    story: Story, worker: Actor, tmp_path: Path
) -> None:
    pool = new_pool(tmp_path)
    worker.start(pool, tmp_path)
    acknowledged(worker, 0, 3)
    time.sleep(story.seconds[3] / 2)
    worker.signal(signal.SIGKILL)
    worker.rest()
    worker.start(pool, tmp_path, story.actions_in(pool))
    assert worker.rest()[-1] == "OVER"
    assert story.actions_in(pool) == ACTIONS


def test_a_copy_of_file_and_journal_at_any_moment_holds_whole_actions_only(
    story: Story, worker: Actor, tmp_path: Path
) -> None:
    """What a power cut leaves: the file and its journal as they stood, of the file only such pages as had been kept."""
    moments = random.Random(SEED + 1)  # noqa: S311
    pool, found = new_pool(tmp_path), {"with a journal": 0, "pages lost": 0}
    for cut in range(COPIES):
        before = cut_off(pool, tmp_path / "before")
        first = story.heads.index(head_of(pool))
        worker.start(pool, tmp_path, first)
        done = pause(worker, first, 0, moments, story.seconds)
        copy = cut_off(pool, tmp_path / "cut")
        worker.signal(signal.SIGKILL)
        worker.rest()
        if copy.with_name(copy.name + "-journal").exists() and done == first:
            found["with a journal"] += 1
            found["pages lost"] += lose_pages(copy, before, moments)
        held = story.actions_in(copy)
        assert held in (done, done + 1), f"cut {cut}: {done} acknowledged, {held} in the pool"
        if story.actions_in(pool) >= ACTIONS - 1:
            pool = fresh_after(pool, tmp_path)
    print(f"\n{COPIES} copies (seed {SEED}): {found}")
    assert found["with a journal"]


def cut_off(pool: Path, folder: Path) -> Path:
    """The pool, its journal and its papers as they stand at this moment, elsewhere."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for file in pool.parent.glob(f"{pool.name}*"):
        if file.is_dir():
            shutil.copytree(file, folder / file.name)
        else:
            shutil.copyfile(file, folder / file.name)
    return folder / pool.name


def lose_pages(copy: Path, before: Path, moments: random.Random) -> int:
    """Give half of the pages that were written since the old content; none had to be on the disk before the journal."""
    old, new = before.read_bytes(), bytearray(copy.read_bytes())
    changed = [at for at in range(0, len(old), PAGE) if old[at : at + PAGE] != new[at : at + PAGE]]
    lost = moments.sample(changed, len(changed) // 2)
    for at in lost:
        new[at : at + PAGE] = old[at : at + PAGE]
    copy.write_bytes(new)
    return len(lost)


def test_a_writing_connection_syncs_the_folder_too_so_that_no_power_cut_brings_a_journal_back(tmp_path: Path) -> None:
    """EXTRA (3) syncs the folder after the journal is gone; else an acknowledged action could be rolled back.

    https://www.sqlite.org/pragma.html#pragma_synchronous
    """
    with opened(new_pool(tmp_path), "rw") as connection, closing(connection.execute("PRAGMA synchronous")) as asked:
        assert asked.fetchone() == (3,)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB of one's own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], check=False)
    if mounted.returncode:
        pytest.skip("a disk of one's own can only be mounted as root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path, leaving: int) -> Path:
    """Take all room of a disk but some bytes."""
    ballast = disk / "ballast"
    free = os.statvfs(disk)
    ballast.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - leaving)))
    return ballast


@pytest.mark.parametrize("leaving", [0, 8_000, 60_000, 200_000, 500_000])
def test_a_disk_that_fills_up_is_named_and_when_there_is_room_again_the_work_goes_on(
    story: Story, worker: Actor, small_disk: Path, tmp_path: Path, leaving: int
) -> None:
    pool = new_pool(small_disk)
    worker.start(pool, tmp_path)
    acknowledged(worker, 0, 5)
    worker.signal(signal.SIGKILL)
    worker.rest()
    before = story.actions_in(pool)
    ballast = fill(small_disk, leaving)
    worker.start(pool, tmp_path, before)
    *done, problem = kept(worker.rest())
    assert problem.startswith("PROBLEM"), problem
    assert pool.name in problem or ".pdf" in problem, problem
    assert "disk is full" in problem or "No space left" in problem, problem
    held = story.actions_in(pool)
    assert held == before + len(done)
    ballast.unlink()
    worker.start(pool, tmp_path, held)
    assert worker.rest()[-1] == "OVER"
    assert story.actions_in(pool) == ACTIONS
    assert not list(Path(f"{pool}.evidence").glob("*.part"))


def test_a_disk_turned_read_only_between_two_actions_is_named_and_the_pool_still_read(
    story: Story, worker: Actor, small_disk: Path, tmp_path: Path
) -> None:
    pool, held = new_pool(small_disk), 0
    firsts = {action.kind: action.number for action in reversed(Plan(SEED).actions(ACTIONS))}
    for kind, number in sorted(firsts.items(), key=lambda kind: kind[1]):
        worker.start(pool, tmp_path, held)
        acknowledged(worker, held, number - held)
        worker.signal(signal.SIGKILL)
        worker.rest()
        held = story.actions_in(pool)
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
        worker.start(pool, tmp_path, held)
        (problem,) = kept(worker.rest())
        assert problem.startswith("PROBLEM") and "read-only" in problem.lower(), (kind, problem)
        assert str(small_disk) in problem or ".pdf" in problem, (kind, problem)
        assert story.actions_in(pool) == held
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    worker.start(pool, tmp_path, held)
    assert worker.rest()[-1] == "OVER"
    assert story.actions_in(pool) == ACTIONS


def test_a_file_turned_read_only_between_two_actions_of_one_process_is_named(story: Story, tmp_path: Path) -> None:
    pool = new_pool(tmp_path)
    with actor(SEED, ACTIONS, "--ordinary-rights") as worker:
        worker.start(pool, tmp_path)
        acknowledged(worker, 0, 2)
        pool.chmod(0o444)
        said = kept(worker.rest())
    pool.chmod(0o644)
    assert said[-1].startswith("PROBLEM") and "read-only" in said[-1] and str(pool) in said[-1], said
    assert story.actions_in(pool) == 2 + len(said) - 1
