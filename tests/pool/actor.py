"""The test's end of ``acting_child.py``: start actions, hear which were done, end the process at any moment."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engines import Pool

from zhanbu_plugin.pool.postgis.address import ServerPool

CHILD = Path(__file__).with_name("acting_child.py")


class Actor:
    """A warm process that acts on demand, each time in a fork that can be killed."""

    def __init__(self, seed: int, behind: int, *options: str) -> None:
        self._plan = (seed, behind)
        self._process = subprocess.Popen(
            [sys.executable, str(CHILD), *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._kept = b""
        assert self.says() == "READY"
        self.pid = 0

    def says(self) -> str:
        """The next line that it prints; waits for it."""
        assert self._process.stdout is not None
        while b"\n" not in self._kept:
            read = os.read(self._process.stdout.fileno(), 65536)
            assert read, "the acting process itself has died"
            self._kept += read
        line, _, self._kept = self._kept.partition(b"\n")
        return line.decode()

    def done(self, patience: float) -> list[str]:
        """What it has said until now, and what it says until it has been quiet for some seconds."""
        assert self._process.stdout is not None
        said = []
        while b"\n" in self._kept or select.select([self._process.stdout], [], [], patience)[0]:
            said.append(self.says())
        return said

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def start(self, pool: Pool, folder: Path, first: int = 0) -> None:
        """Begin with an action of the plan and go on to its end."""
        seed, behind = self._plan
        address = json.dumps([pool.dsn, pool.schema, pool.name]) if isinstance(pool, ServerPool) else pool
        self._tell(f"{address}\t{folder}\t{seed}\t{first}\t{behind}")
        self.pid = int(self.says().removeprefix("PID "))

    def signal(self, number: signal.Signals) -> None:
        """Stop, continue or kill it."""
        os.kill(self.pid, number)

    def rest(self) -> list[str]:
        """All that it said until it ended, whichever way."""
        self._tell("wait for it")
        said = []
        while (line := self.says()) != "ENDED":
            said.append(line)
        return said

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


@contextmanager
def actor(seed: int, behind: int, *options: str) -> Iterator[Actor]:
    """An actor for the first ``behind`` actions of the plan of a seed."""
    process = Actor(seed, behind, *options)
    try:
        yield process
    finally:
        process.close()
