"""Pictures of every page and dialog of the pool's day, to be looked at in another theme, scale or language.

Run by ``scripts/take_screenshots.sh scripts/every_page.py``, for example with ``ZHANBU_THEME="Night Mapping"``,
``ZHANBU_SCALE=1.5``, ``ZHANBU_LANG=en`` and ``ZHANBU_PICTURES`` for the folder.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QDate
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from qgis.utils import iface

sys.path.insert(0, str(Path(os.environ["ZHANBU_ROOT"]) / "scripts"))
from walker import Condition
from window import arrange, begin, fold_legend, layer_named, picture, read, the_dock

ROOT = Path(os.environ["ZHANBU_ROOT"])
AS_OF = QDate(2026, 11, 21)


def walk() -> Iterator[Condition]:
    """The sample county is set up, checked and pushed; each condition is waited for."""
    folder = ROOT / "build" / "screenshots" / "示例县" / "各页"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("sample.gpkg", "dem.tif", "sample.qgz"):
        shutil.copy(ROOT / "resources" / "sample" / name, folder)
    yield from arrange()
    yield from picture(1, "first-run")
    iface.addProject(str(folder / "sample.qgz"))
    yield from arrange()
    dock = the_dock()
    dock.set_up.survey.setLayer(layer_named("拟补充地块"))
    dock.set_up.asOf.setDate(AS_OF)
    if not dock.set_up.make_pool(str(folder / "示例县储备库.gpkg")):
        raise RuntimeError("the pool wasn't made")
    fold_legend()
    yield from set_up(dock)
    yield from select(dock)
    yield from check(dock)
    yield from pool(dock)
    yield from ledger(dock, folder)
    dock.turn_to(dock.submit)
    yield from read(dock)
    yield from picture(50, "submit")
    dock.turn_to(dock.overview)
    yield lambda: not dock.overview.work.is_busy
    yield from picture(51, "overview")


def set_up(dock: Any) -> Iterator[Condition]:  # noqa: ANN401 - the class comes from the installed plugin
    """The set-up, its lower half, and the list of counties."""
    dialog, page = dock.set_up_dialog, dock.set_up
    dock.form.setUpButton.click()
    dialog.move(300, 20)
    yield from picture(2, "set-up", with_dialogs=True)
    page.scrollArea.verticalScrollBar().setValue(page.scrollArea.verticalScrollBar().maximum())
    yield from picture(3, "set-up-roles", with_dialogs=True)
    page.scrollArea.verticalScrollBar().setValue(0)
    page.county.setFocus()
    page.county.setText("")
    page.county.insert("临漳")
    page.county.textEdited.emit("临漳")
    page.county_search.completer.complete()
    yield from picture(4, "set-up-county", with_dialogs=True)
    page.county_search.completer.popup().hide()
    page.county.setText("139901")
    page.arrange.click()
    dialog.close()
    page.serverPool.click()
    yield from dialogs(5, "server-pool")


def select(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """The three tabs of the page."""
    page = dock.select
    dock.turn_to(page)
    page.tagged.tag([feature.id() for feature in layer_named("拟补充地块").getFeatures()][:12])
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        yield lambda: not page.candidates.reading.is_busy
        yield from picture(10 + number, f"select-{number}")


def check(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """Findings of all parcels; then what is eligible is pushed."""
    page = dock.check
    dock.turn_to(page)
    page.scope.setCurrentIndex(page.scope.findData("whole"))
    page.run.click()
    yield lambda: page.result is not None and not page.work.is_busy
    page.tree.setCurrentIndex(page.model.index(0, 0, page.model.index(0, 0)))
    yield from picture(20, "check")
    page.batch.setText("139901-2026-001")
    page.push.click()
    yield from picture(21, "push-question", with_dialogs=True)
    page.pushing.question.button(QMessageBox.StandardButton.Yes).click()
    yield lambda: page.pushing.question is None and not page.work.is_busy
    yield from read(dock)


def pool(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """Tabs of the pool, and the dialogs of the steps."""
    page, steps = dock.pool, dock.pool.steps
    page.tabs.setCurrentIndex(0)
    yield from picture(30, "pool")
    page.tabs.setCurrentWidget(steps)
    steps.preview.click()
    yield lambda: not steps.work.is_busy
    steps.missing.expandAll()
    yield from picture(31, "steps")
    steps.take.click()
    yield lambda: not steps.work.is_busy
    yield from picture(32, "step-question", with_dialogs=True)
    if steps.question is not None:  # there is none where nothing can go yet
        steps.question.reject()
    steps.ask_for_papers(("CHECK_REPORT",))
    yield from dialogs(33, "papers")
    steps.ask_for_form("QUALITY")
    yield from dialogs(34, "form")
    steps.matters.ask_for_matter()
    yield from dialogs(35, "matter")
    steps.parcels.selectRow(0)
    steps.matters.ask_for_links()
    yield from dialogs(36, "matter-link")
    steps.file.click()
    yield from read(dock)
    yield from picture(37, "file")


def ledger(dock: Any, folder: Path) -> Iterator[Condition]:  # noqa: ANN401
    """The ledger of a former pool, and the dialogs of its acts, each tried."""
    # The plugin's own, which QGIS loaded: it can't be imported before that.
    from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over  # noqa: PLC0415
    from zhanbu_plugin.pool.steps.acts import Act  # noqa: PLC0415
    from zhanbu_plugin.regimes.choosing import rule_sets  # noqa: PLC0415

    tab = dock.pool.ledger
    dock.pool.tabs.setCurrentWidget(tab)
    yield from picture(40, "ledger-empty")
    act = Act("PROV_NR", AS_OF.addDays(-1).toPyDate(), "示例省自然资〔2026〕21号", "2026-11-21T09:00:00Z")
    old = OldPool("CROP", (LegacyLot(31_200_000, title="原库一"), LegacyLot(18_450_000, title="原库二")))
    take_over(folder / "示例县储备库.gpkg", old, act, rule_sets()["hebei-cropland-2025"])
    dock.pool.read()
    yield from read(dock)
    yield from picture(41, "ledger")
    tab.link.click()
    tab.dialog.projectNo.setText("139901-2026-07")
    tab.dialog.projectName.setText("示例县至示例市公路")
    tab.dialog.area.setValue(150)
    tab.dialog.docNo.setText("示例县自然资〔2026〕12号")
    tab.dialog.tryButton.click()
    yield lambda: not tab.dialog.work.is_busy
    yield from dialogs(42, "link")
    rare = next(action.menu() for action in tab.acts.menu().actions() if action.menu() is not None)
    for number, action in enumerate(rare.actions()):
        action.trigger()
        yield lambda: not tab.dialog.reading.is_busy
        tab.dialog.doc_no.setText("示例省自然资〔2026〕30号")
        if hasattr(tab.dialog.form, "area"):
            tab.dialog.form.area.number.setValue(120)
        tab.dialog.try_button.click()
        yield lambda: not tab.dialog.work.is_busy
        yield from dialogs(43 + number, f"rare-{number}")


def dialogs(number: int, name: str) -> Iterator[Condition]:
    """A picture with the dialog that is open, which is then closed."""
    dialog = QApplication.activeModalWidget()
    if dialog is None:
        raise RuntimeError(f"no dialog is open for {name}")
    dialog.move(330, 60)
    yield from picture(number, name, with_dialogs=True)
    dialog.close()


begin(walk())
