"""A pool of an older version is brought up to date: backup first, all migrations or none, nothing lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.geopackage import connection, making, migrations, upgrading
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.reading import batches, pool_identity
from zhanbu_plugin.survey.problem import InputProblem

KNOWN = migrations.migrations()


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A pool as version 1 of the schema made it."""
    path = tmp_path / "储备库.gpkg"
    with monkeypatch.context() as earlier:
        for module in (connection, making, upgrading):
            earlier.setattr(module, "migrations", lambda: KNOWN[:1])
        create_pool(path, county="139901", epsg=4527, created_on=PUSH_TERMS["as_of"])  # type: ignore[arg-type]
        assert pool_identity(path).schema_version == 1
    return path


def content(pool: Path) -> list[tuple[object, ...]]:
    """Schema and migrations; the header of the file counts who touched it."""
    with closing(sqlite3.connect(pool)) as db:
        schema = db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        return [*schema, *db.execute("SELECT * FROM migration").fetchall()]


def test_an_old_pool_is_brought_up_to_date_when_it_is_opened(old: Path) -> None:
    before = content(old)
    assert pool_identity(old).schema_version == len(KNOWN)
    assert content(old.parent / "储备库.schema1.gpkg") == before
    assert content(old) != before
    assert verify_pool(old) == ()
    with closing(sqlite3.connect(old)) as db:
        listed = {row[0] for row in db.execute("SELECT table_name FROM gpkg_contents")}
        changes = {row[0] for row in db.execute("SELECT last_change FROM gpkg_contents")}
    assert "waiver" in listed
    assert len(changes) == 1, "no clock of this computer"


@pytest.mark.parametrize("content_of_other", [b"", b"a county's own file"])
def test_a_file_that_has_the_name_of_the_backup_is_not_taken_for_it(old: Path, content_of_other: bytes) -> None:
    before = content(old)
    for name in ("储备库.schema1.gpkg", "储备库.schema1-2.gpkg"):
        (old.parent / name).write_bytes(content_of_other)
    assert pool_identity(old).schema_version == len(KNOWN)
    for name in ("储备库.schema1.gpkg", "储备库.schema1-2.gpkg"):
        assert (old.parent / name).read_bytes() == content_of_other
    assert content(old.parent / "储备库.schema1-3.gpkg") == before


def test_an_old_pool_takes_parcels_right_away(old: Path) -> None:
    report = push_parcels(old, grid_of_parcels(3), **PUSH_TERMS)
    assert len(report.admitted) == 3
    assert batches(old)[0].parcels == 3
    assert verify_pool(old) == ()


def test_a_new_pool_is_that_of_an_upgrade(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.gpkg"
    create_pool(new, county="139901", epsg=4527, created_on=PUSH_TERMS["as_of"])  # type: ignore[arg-type]
    pool_identity(old)
    schemas = []
    for path in (old, new):
        with closing(sqlite3.connect(path)) as db:
            schemas.append(dict(db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()))
    assert schemas[0] == schemas[1]


def test_an_upgrade_that_fails_leaves_the_pool_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = old.read_bytes()

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(upgrading, "list_tables", fail)
    with pytest.raises(InputProblem, match="disk is full"):
        pool_identity(old)
    assert old.read_bytes() == before
    monkeypatch.undo()
    assert pool_identity(old).schema_version == len(KNOWN)
    backups = [path.name for path in old.parent.iterdir() if path != old]
    assert backups == ["储备库.schema1.gpkg"], "the pool hadn't changed since"


def test_a_pool_with_other_migrations_is_not_upgraded(old: Path) -> None:
    with closing(sqlite3.connect(old)) as db:
        db.execute("DROP TRIGGER migration_update")
        db.execute("UPDATE migration SET sha256 = ?", ("a" * 64,))
        db.commit()
    before = old.read_bytes()
    with pytest.raises(InputProblem, match="damaged: migration"):
        pool_identity(old)
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == [old.name]
