"""Pools on network shares, where SQLite's write-ahead log (WAL) loses data: its index is one computer's memory."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from ...survey.problem import InputProblem
from ...survey.wording import translate

_MOUNTS = Path("/proc/self/mounts")
_NETWORK = ("nfs", "cifs", "smb", "afs", "ncp", "9p", "fuse.sshfs", "fuse.davfs", "davfs", "fuse.glusterfs", "ceph")
_REMOTE_DRIVE = 4
"""What Windows answers for the letter of a share (``DRIVE_REMOTE``)."""


def on_network_share(path: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a file lies on another computer, as far as the system tells."""
    real = path.resolve()
    if os.name == "nt":
        return real.drive.startswith("\\\\") or _drive_type(real.drive) == _REMOTE_DRIVE
    if not mounts.is_file():
        return False
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        words = line.split(" ")
        place = words[1].replace("\\040", " ") if len(words) > 2 else ""
        if place and len(place) >= len(best) and (real == Path(place) or Path(place) in real.parents):
            best, kind = place, words[2]
    return kind.startswith(_NETWORK)


def _drive_type(drive: str) -> int:
    import ctypes  # noqa: PLC0415 - only Windows has what is asked

    return int(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\"))  # type: ignore[attr-defined, unused-ignore]


def leave_shared_log(connection: sqlite3.Connection, path: Path) -> None:
    """Put a pool on a share back to the plain journal; QGIS changes that when it opens the file for editing.

    Raises ``InputProblem`` while another program keeps the log open.
    """
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal" or not on_network_share(path):
        return
    try:
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except sqlite3.OperationalError:
        mode = "wal"
    if mode == "wal":
        raise InputProblem(
            translate("zhanbu", "The pool lies on a network share and is open in a way that loses data there (WAL)."),
            remedy=translate(
                "zhanbu", "Nothing was written. Close the pool's layers in every QGIS window and try again."
            ),
            source=str(path),
        )
