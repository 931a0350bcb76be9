"""A pool on a server from the set-up: chosen or made in the dialog, then worked with like a file. Real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from event_loop import wait_for_pages, wait_until
from pushing import push_and_answer
from qgis.core import QgsDataSourceUri, QgsProject, QgsProviderRegistry
from qgis.PyQt.QtWidgets import QDialog
from sample_set_up import COUNTY

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.pool_layer import pool_layer
from zhanbu_plugin.gui.pool.server_pool_dialog import ServerPoolDialog
from zhanbu_plugin.processing.inputs.stored_connections import use_stored_connections

OFFICE = "办公室"
SCHEMA = f"pool_{COUNTY}"
POOL = f"pg:{OFFICE}/{SCHEMA}"


@pytest.fixture
def office(database_socket: Path) -> Iterator[Path]:
    """A stored connection of QGIS; afterwards it is gone, and so is the schema."""
    use_stored_connections()  # as the plugin does when it is switched on
    uri = QgsDataSourceUri()
    uri.setConnection(str(database_socket), "5432", "zhanbu", "postgres", "")
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    metadata.saveConnection(metadata.createConnection(uri.connectionInfo(False), {"saveUsername": True}), OFFICE)
    yield database_socket
    metadata.deleteConnection(OFFICE)
    with psycopg2.connect(f"host={database_socket} dbname=zhanbu user=postgres") as connection:
        connection.cursor().execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def asked(dock: ZhanbuDock) -> ServerPoolDialog:
    """The dialog that the button opens."""
    page = dock.set_up
    page.serverPool.click()
    return next(one for one in page.window().findChildren(ServerPoolDialog) if one.isVisible())


def make_there(dock: ZhanbuDock, papers: Path) -> None:
    dialog = asked(dock)
    dialog.new.setChecked(True)
    dialog.folder.setFilePath(str(papers))
    dialog.accept()
    wait_for_pages(dock)


def test_what_is_missing_is_told_in_the_dialog(set_up_dock: ZhanbuDock) -> None:
    before = set_up_dock.set_up.current().pool
    dialog = asked(set_up_dock)
    dialog.connection.clear()  # as where QGIS knows no server
    dialog.accept()
    assert dialog.isVisible() and "no PostgreSQL connection yet" in dialog.problem.text()
    dialog.connection.addItem(OFFICE)
    dialog.schema.clear()
    dialog.accept()
    assert "Name the schema" in dialog.problem.text()
    dialog.schema.setText(SCHEMA)
    dialog.new.setChecked(True)
    dialog.accept()
    assert "folder" in dialog.problem.text()
    assert dialog.result() != QDialog.DialogCode.Accepted
    dialog.reject()
    assert set_up_dock.set_up.current().pool == before


def test_a_new_pool_is_made_on_the_server_and_takes_what_is_pushed(
    office: Path, checked_dock: ZhanbuDock, tmp_path: Path
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    dialog = asked(checked_dock)
    assert (dialog.connection.currentText(), dialog.schema.text()) == (OFFICE, SCHEMA)
    dialog.reject()
    make_there(checked_dock, papers)
    page = checked_dock.set_up
    assert page.current().pool == POOL
    assert f"Pool of county {COUNTY}" in page.poolLine.text()
    checked_dock.check.run.click()  # by the set-up as it is now
    wait_until(lambda: not checked_dock.check.work.is_busy)
    checked_dock.check.batch.setText("first")
    push_and_answer(checked_dock)
    assert checked_dock.pool.steps.parcels.rowCount() > 10
    assert OFFICE in checked_dock.pool.identity.text()
    shown = pool_layer(POOL)
    assert shown is not None and shown.featureCount() == checked_dock.pool.steps.parcels.rowCount()
    QgsProject.instance().removeMapLayer(shown.id())


def test_a_pool_that_is_there_is_chosen_and_one_that_is_not_is_said_to_be_none(
    office: Path, set_up_dock: ZhanbuDock, tmp_path: Path
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    make_there(set_up_dock, papers)
    page = set_up_dock.set_up
    page.pool.setFilePath("")
    wait_for_pages(set_up_dock)
    dialog = asked(set_up_dock)
    dialog.accept()
    wait_for_pages(set_up_dock)
    assert page.current().pool == POOL
    assert f"Pool of county {COUNTY}" in page.poolLine.text()
    gone = asked(set_up_dock)
    gone.schema.setText("pool_000000")
    gone.accept()
    wait_for_pages(set_up_dock)
    assert page.poolLine.text().startswith("⚠")
    page.pool.setFilePath("")
    wait_for_pages(set_up_dock)
