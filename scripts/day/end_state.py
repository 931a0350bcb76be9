"""What a day left behind: all that a pool and a package say, but for the clock and what hangs on it."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import plan

BY_THE_CLOCK = {"recorded_at", "hash", "prev_hash", "facts", "event_hash"}
"""Columns that hold when something was recorded, or hashes over it."""
BY_THE_PATH = {"run_id", "path"}
"""Columns that follow from where the files lay."""
WITH_THE_CLOCK = {"manifest.json", "events.csv", "materials.csv", "ledger.xlsx"}
"""Files of a package that tell when things were recorded."""
BY_THE_SCREEN = {"papers/map_sheet.pdf"}
"""Looks the same, but its bytes follow the screen that Qt draws for."""

_WORKING_COPY = re.compile(rf"({re.escape(plan.WORKING_COPY)}\W[^{{}}]*?\Wsha256\W+)[0-9a-f]{{64}}")
_HISTORY = re.compile(r"(\Whistory\W[^{}]*?\Wsha256\W+)[0-9a-f]{64}")
"""What the pool's own history hashes to follows the clock."""


def pool_state(pool: Path) -> Iterator[str]:
    """Every row of every table of the pool, as a line."""
    with sqlite3.connect(f"{pool.as_uri()}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        for (table,) in database.execute(
            "SELECT table_name FROM gpkg_contents WHERE table_name IN (SELECT name FROM sqlite_master) ORDER BY 1"
        ).fetchall():
            rows = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()  # noqa: S608 - our own tables
            for number, row in enumerate(rows):
                told = {k: _short(row[k]) for k in row.keys() if k not in BY_THE_CLOCK | BY_THE_PATH}  # noqa: SIM118
                yield _HISTORY.sub(r"\1", _WORKING_COPY.sub(r"\1", f"{table} {number}: {told}"))


def package_state(package: Path) -> Iterator[str]:
    """Every file of the package, with its hash where the clock has no part in it."""
    with zipfile.ZipFile(package) as entries:
        for name in sorted(entries.namelist()):
            said = "" if name in WITH_THE_CLOCK | BY_THE_SCREEN else hashlib.sha256(entries.read(name)).hexdigest()
            yield f"package {name}: {said}"


def differences(one: Path, other: Path) -> list[str]:
    """What two days' folders don't have in common, as lines."""
    left, right = (list(_state(folder)) for folder in (one, other))
    return [f"{one.name}: {line}" for line in left if line not in right] + [
        f"{other.name}: {line}" for line in right if line not in left
    ]


def _state(folder: Path) -> Iterator[str]:
    (pool,) = (path for path in folder.rglob("*储备库.gpkg"))
    (package,) = folder.rglob("*.zip")
    yield from pool_state(pool)
    yield from package_state(package)


def _short(value: object) -> object:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value


def main() -> int:
    """Compare two folders; 1 where they differ."""
    by_hand, by_process = (Path(argument).resolve() for argument in sys.argv[1:3])
    found = differences(by_hand, by_process)
    for line in found:
        print(line)
    rows = sum(1 for _ in _state(by_process))
    print(
        f"day: {'the two days differ' if found else f'{rows} rows and files are the same by hand and by qgis_process'}"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
