"""The 29 columns that the job leaves behind: a plain table in SQLite, one row a parcel, in bulk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

COLUMNS = 29
_NAMES = ", ".join(f"c{number}" for number in range(COLUMNS))
_MAKE = f"CREATE TABLE results ({_NAMES})"
_FILL = f"INSERT INTO results VALUES ({', '.join('?' * COLUMNS)})"  # noqa: S608  # nothing but question marks


def write_results(path: Path, columns: Sequence[NDArray[np.generic]]) -> None:
    """Write columns (each (n,)) as a table; those short of 29 are filled with zeros. NaN becomes null."""
    rows = len(columns[0])
    lists = [np.asarray(column).tolist() for column in columns]
    lists += [np.zeros(rows).tolist()] * (COLUMNS - len(lists))
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_MAKE)
        connection.executemany(_FILL, zip(*lists))
        connection.commit()
    finally:
        connection.close()
