"""The ledger in QGIS's attribute table, on both engines: nothing can be changed, deleted or added, and it says why."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from engines import ENGINES, Pool, new_file, new_on_server, raw
from filed_parcels import filled
from ledger_books import busy_ledger
from qgis.core import QgsDataSourceUri, QgsFeature, QgsVectorLayer

from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.postgis.address import ServerPool

SAID_TWICE = re.compile(r"\b([A-Z]+_[A-Z_]+): [ -.0-~]+ / [^a-z]*[\u4e00-\u9fff]")
CHANGES: dict[str, tuple[str, str, object]] = {
    "lot": ("LOT_LOCKED", "amount_dm2", 1),
    "txn": ("TXN_LOCKED", "doc_no", "x"),
    "entry": ("ENTRY_LOCKED", "amount_dm2", 1),
    "account": ("BALANCE_LOCKED", "balance_dm2", 1),
    "holding": ("BALANCE_LOCKED", "balance_dm2", 1),
    "posting_rule": ("POSTING_RULE_LOCKED", "kind", "LINK"),
    "occupation": ("OCCUPATION_LOCKED", "name", "x"),
    "freeze": ("FREEZE_LOCKED", "reason", "x"),
    "freeze_exit": ("FREEZE_LOCKED", "mode", "CONVERT"),
    "cap": ("CAP_LOCKED", "cap_dm2", 1),
    "event": ("EVENT_LOCKED", "facts", "{}"),
    "subject": ("SUBJECT_LOCKED", "kind", "BATCH"),
}


@pytest.fixture(scope="module", params=ENGINES)
def busy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qgis_app: object) -> Pool:
    """A pool with a bit of everything in its ledger."""
    folder = tmp_path_factory.mktemp("shown")
    on_server = request.param != ENGINES[0]
    pool = new_on_server(request.getfixturevalue("database_socket"), folder) if on_server else new_file(folder)
    busy_ledger(filled(pool))
    return pool


def shown(pool: Pool, table: str) -> QgsVectorLayer:
    """A table of the pool as QGIS opens it."""
    if isinstance(pool, ServerPool):
        host, database, user = re.findall(r"=(\S+)", pool.dsn)
        uri = QgsDataSourceUri()
        uri.setConnection(host, "5432", database, user, "")
        uri.setDataSource(pool.schema, table, "")
        layer = QgsVectorLayer(uri.uri(False), table, "postgres")
    else:
        layer = QgsVectorLayer(f"{pool}|layername={table}", table, "ogr")
    assert layer.isValid(), table
    return layer


def contents(pool: Pool) -> list[list[tuple[object, ...]]]:
    """All rows of the tables; the bytes of a file change as soon as QGIS opens it to edit."""
    with raw(pool) as database:
        return [sorted(database.execute(f'SELECT * FROM "{table}"'), key=repr) for table in CHANGES]


def refused(pool: Pool, layer: QgsVectorLayer, edit: Callable[[QgsVectorLayer, QgsFeature], bool]) -> str:
    """What QGIS tells of an edit that may not be kept, after which the pool holds what it held."""
    before = contents(pool)
    assert layer.startEditing()
    assert edit(layer, next(layer.getFeatures()))
    assert not layer.commitChanges()
    said = " ".join(layer.commitErrors())
    layer.rollBack()
    assert contents(pool) == before
    return said


@pytest.mark.parametrize("table", CHANGES)
def test_a_value_changed_in_the_ledger_is_refused(busy: Pool, table: str) -> None:
    code, field, value = CHANGES[table]
    said = refused(
        busy,
        shown(busy, table),
        lambda layer, row: bool(layer.changeAttributeValue(row.id(), layer.fields().indexOf(field), value)),
    )
    found = SAID_TWICE.search(said)
    assert found and found[1] == code, said


@pytest.mark.parametrize("table", CHANGES)
def test_a_row_deleted_from_the_ledger_is_refused(busy: Pool, table: str) -> None:
    said = refused(busy, shown(busy, table), lambda layer, row: bool(layer.deleteFeature(row.id())))
    found = SAID_TWICE.search(said)
    assert found and found[1] == CHANGES[table][0], said


@pytest.mark.parametrize("table", CHANGES)
def test_a_row_copied_into_the_ledger_is_refused(busy: Pool, table: str) -> None:
    def paste(layer: QgsVectorLayer, row: QgsFeature) -> bool:
        copy = QgsFeature(row)
        for name in ("fid", layer.fields().at(layer.primaryKeyAttributes()[0]).name() if row else ""):
            if layer.fields().indexOf(name) >= 0:
                copy.setAttribute(name, 900 if isinstance(busy, ServerPool) else None)
        return bool(layer.addFeature(copy))

    said = refused(busy, shown(busy, table), paste)
    assert SAID_TWICE.search(said), said


def test_after_all_that_the_pool_is_sound(busy: Pool) -> None:
    assert verify_pool(busy) == ()
