"""A PostgreSQL of one's own for a benchmark: made in a temporary folder, reached by a socket there, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
    "jit": "off",
    "max_parallel_workers_per_gather": "2",
}
"""As generous as one may be to a database whose contents needn't survive."""
SERVANT = "postgres"
"""PostgreSQL doesn't run as root; Debian's package brings this user along."""


@contextmanager
def server() -> Iterator[Path]:
    """Folder of the socket of a running server without tables. Superuser ``postgres``, no password."""
    programs = programs_folder()
    folder = Path(tempfile.mkdtemp(prefix="zhanbu-postgres-"))
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, SERVANT, SERVANT)
    try:
        _as_servant(str(programs / "initdb"), "-D", str(data), "-U", SERVANT, "-A", "trust", "-E", "UTF8", "--no-sync")
        settings = "".join(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(settings + f"unix_socket_directories = '{folder}'\n")
        log = str(folder / "log")
        _as_servant(str(programs / "pg_ctl"), "-D", str(data), "-l", log, "-w", "start")
        try:
            yield folder
        finally:
            _as_servant(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def programs_folder() -> Path:
    """Where the server's programs are; the newest version counts."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise SystemExit("bench: PostgreSQL isn't installed")
    return found[-1]


def _as_servant(*command: str) -> None:
    before = ["runuser", "-u", SERVANT, "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*before, *command], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd="/", timeout=120
    )
    if done.returncode != 0:
        raise SystemExit(f"bench: {Path(command[0]).name} failed: {done.stderr[-1000:]}")
