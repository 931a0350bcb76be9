"""Files that are no pool, or no longer one: each gets a message with its name and the way out."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import ogr, osr
from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.ledger.balance import balance
from zhanbu_plugin.pool import addresses
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.geopackage.migrations import migrations
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.reading import active_claims, batches, pool_batch, pool_identity, role_files
from zhanbu_plugin.survey.problem import InputProblem


def everything_says(path: Path, pattern: str) -> None:
    """Every service refuses the file with the same message."""
    before = path.read_bytes() if path.is_file() else None
    for service in (
        lambda: pool_identity(path),
        lambda: batches(path),
        lambda: pool_batch(path, "CROP", "2026-1"),
        lambda: active_claims(path),
        lambda: role_files(path),
        lambda: verify_pool(path),
        lambda: balance(path, system="CROP", as_of=PUSH_TERMS["as_of"]),
        lambda: push_parcels(path, grid_of_parcels(1), **PUSH_TERMS),
    ):
        with pytest.raises(InputProblem, match=pattern) as problem:
            service()
        assert path.name in str(problem.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    everything_says(tmp_path / "nowhere.gpkg", "no such file")
    assert list(tmp_path.iterdir()) == []


def test_a_folder(tmp_path: Path) -> None:
    everything_says(tmp_path, "no such file")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.gpkg"
    path.touch()
    everything_says(path, "not a GeoPackage")


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.gpkg"
    path.write_text("图斑清单\n" * 500, encoding="utf-8")
    everything_says(path, "not a GeoPackage")


def test_a_plain_sqlite_file(tmp_path: Path) -> None:
    path = tmp_path / "plain.gpkg"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE meta (key, value)")
    everything_says(path, "not a GeoPackage")


def test_another_programs_geopackage(tmp_path: Path) -> None:
    path = tmp_path / "survey.gpkg"
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4527)
    source.CreateLayer("parcel", reference, ogr.wkbPolygon)
    source.ExecuteSQL("CREATE TABLE meta (name TEXT)")
    source.ExecuteSQL("CREATE TABLE migration (number INTEGER)")
    del source
    everything_says(path, "another program")


def test_a_pool_of_a_newer_version(pool: Path) -> None:
    known = len(migrations())
    with closing(sqlite3.connect(pool)) as db:
        db.execute("INSERT INTO migration VALUES (?, 'later', ?)", (known + 1, "a" * 64))
        db.commit()
    everything_says(pool, rf"newer version.*schema {known + 1}.*knows {known}")


def test_a_pool_on_a_server_is_refused_where_nobody_looks_connections_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_ways", [])
    with pytest.raises(InputProblem, match="stored connections only"):
        pool_identity("pg:office/zhanbu")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
def test_a_pool_that_was_cut_off_while_copying(pool: Path, share: float) -> None:
    push_parcels(pool, grid_of_parcels(100), **PUSH_TERMS)
    content = pool.read_bytes()
    pool.write_bytes(content[: int(len(content) * share)])
    everything_says(pool, r"damaged|not a GeoPackage")


def test_a_pool_with_rubbish_on_any_page_never_passes_for_sound(pool: Path, tmp_path: Path) -> None:
    push_parcels(pool, grid_of_parcels(60), **PUSH_TERMS)
    with closing(sqlite3.connect(pool)) as db:
        db.execute("VACUUM")  # no holes in pages, where rubbish would do no harm
        pages = db.execute("SELECT pageno, name, ncell FROM dbstat WHERE pageno > 1").fetchall()
    content = pool.read_bytes()
    damaged = tmp_path / "damaged.gpkg"
    for page, table, cells in pages:
        end = page * 4096  # rows fill a page from its end
        damaged.write_bytes(content[: end - 1000] + b"\x5a" * 1000 + content[end:])
        try:
            passes = verify_pool(damaged) == ()
        except InputProblem as problem:
            passes = False
            assert damaged.name in str(problem)
        # An empty table has nothing to lose, and the nodes of an R-tree end in room for more boxes.
        hole = not content[end - 1000 : end].strip(b"\0")  # VACUUM leaves some in the schema's own pages
        assert not passes or cells == 0 or hole or table == "rtree_parcel_geom_node", (page, table)


def test_a_pool_whose_records_were_edited_by_other_tools_is_damage_not_a_crash(pool: Path, tmp_path: Path) -> None:
    push_parcels(pool, grid_of_parcels(2), **PUSH_TERMS)
    for sql in (
        "UPDATE parcel SET survey = 'not json'",
        "UPDATE parcel SET geom = x'4750'",
        "UPDATE parcel SET geom = x'47500003AF110000'",
        "UPDATE parcel SET state_since = 'yesterday'",
        "UPDATE finding SET severity = 'X'",
        "UPDATE check_run SET run = '{}'",
    ):
        copy = tmp_path / "edited.gpkg"
        shutil.copy(pool, copy)
        without_safeguards(copy, sql)
        with pytest.raises(InputProblem, match=r"edited\.gpkg.*damaged"):
            pool_batch(copy, "CROP", "2026-1")


def without_safeguards(path: Path, *statements: str) -> None:
    """Run SQL as somebody would who first takes the triggers away and ignores constraints."""
    with closing(sqlite3.connect(path)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER '{name}'")
        db.execute("PRAGMA ignore_check_constraints = ON")
        for sql in statements:
            db.execute(sql)
        db.commit()
