"""A PostgreSQL of one's own for tests: in a temporary folder, reached by a socket there, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

_PROGRAMS = Path("/usr/lib/postgresql")
_SERVANT = "postgres"
"""PostgreSQL doesn't run as root; Debian's package brings this user along."""
CLERK, CLERKS_WORD = "clerk", "geheim:wort"
CROWDED = "crowded"
_SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 64MB
jit = off
max_connections = 40
timezone = 'UTC'
lc_messages = 'C'
"""


@contextmanager
def database_server(crowded: str = "") -> Iterator[Path]:
    """Folder of the socket of a running server with PostGIS in the database ``zhanbu``; superuser ``postgres``.

    Nobody needs a password but ``CLERK``, who may create schemas and is no superuser. With ``crowded``, a size such as
    ``8m``, the server alone sees a small disk in its folder ``CROWDED``.
    Skips with the reason where PostgreSQL or PostGIS isn't installed, or no disk may be mounted.
    """
    programs = sorted(_PROGRAMS.glob("*/bin"), key=lambda path: int(path.parent.name))
    if not programs or not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        pytest.skip("PostgreSQL with PostGIS isn't installed (Debian: postgresql-15-postgis-3)")
    folder = Path(tempfile.mkdtemp(prefix="zhanbu-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _SERVANT, _SERVANT)
    folder.chmod(0o755)
    data, run = folder / "data", programs[-1]
    try:
        _run(run / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        access = data / "pg_hba.conf"
        access.write_text(f"local all {CLERK} scram-sha-256\n{access.read_text()}", encoding="utf-8")
        with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(_SETTINGS.format(folder=folder))
        _run(run / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start", before=_disk(folder, crowded))
        try:
            for database, sql in (
                ("postgres", "CREATE DATABASE zhanbu"),
                ("zhanbu", "CREATE EXTENSION postgis"),
                ("zhanbu", f"CREATE ROLE {CLERK} LOGIN PASSWORD '{CLERKS_WORD}'"),
                ("zhanbu", f"GRANT CREATE ON DATABASE zhanbu TO {CLERK}"),
            ):
                _run(run / "psql", "-h", folder, "-U", "postgres", "-d", database, "-q", "-c", sql)
            yield folder
        finally:
            _run(run / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _disk(folder: Path, size: str) -> list[str]:
    """What has to stand before a command so that it finds a disk of this size in ``CROWDED``."""
    if not size:
        return []
    (folder / CROWDED).mkdir()
    options = f"size={size},mode=0700,uid={_SERVANT}"
    words = ["unshare", "-m", "sh", "-c", f'mount -t tmpfs -o {options} room "{folder / CROWDED}" && exec "$@"', "sh"]
    if os.geteuid() != 0 or subprocess.run([*words, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this account may not mount a small disk")
    return words


def _run(*command: object, before: Sequence[str] = ()) -> None:
    servant = ["runuser", "-u", _SERVANT, "--"] if os.geteuid() == 0 else []
    words = [*before, *servant, *map(str, command)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    done = subprocess.run(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server keeps it open
        stderr=subprocess.PIPE if "start" not in words else subprocess.DEVNULL,
        env=environment,
        cwd="/",
        timeout=120,
        check=False,
    )
    if done.returncode != 0:
        pytest.fail(f"{command[0]} failed: {(done.stderr or b'').decode(errors='replace')[-1000:]}")
