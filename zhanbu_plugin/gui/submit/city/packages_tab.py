"""Packages of several counties on a reviewer's desk: verified, held against each other, compared (市级核验)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ....exchange.comparing.opened import OpenedPackage
from ....exchange.comparing.several import LookedAt
from ....exchange.comparing.together import Gathering
from ....exchange.verification.page import verification_page
from ....processing.inputs.reviewers_data import ReviewersData, tolerances
from ....processing.inputs.sources import unread_layer
from ....reports.language import said, tr
from ....survey.crs import Crs
from ....survey.problem import InputProblem
from ...background import Background
from ...file_questions import asked_file, asked_files
from ...form_loading import load_form
from ...messages import Messenger
from ...parcel_view import ParcelView
from ...set_up.set_up import SetUp
from ..page_view import show_page
from .looking import Desk, comparing, looking
from .package_layer import show_package
from .package_list import PackageList, TwiceList

_ZIP = "ZIP (*.zip)"


class PackagesTab(QWidget):
    """Everything is read in the background; what is known of the selected package stands below the list."""

    changed = pyqtSignal()
    """Other packages are on the desk, or they were verified anew."""

    def __init__(
        self, now: Callable[[], SetUp], view: ParcelView, messenger: Messenger, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        load_form("packages", self)
        self._now, self._view, self._messenger = now, view, messenger
        self.work = Background(messenger, self)
        self.desk = Desk()
        self.list, self.overlaps = PackageList(self.packages), TwiceList(self.twice)
        self._show_twice()
        self.add.clicked.connect(self._ask_for_packages)
        self.remove.clicked.connect(self.take_off)
        self.verify.clicked.connect(self.verify_all)
        self.compare.clicked.connect(self.compare_versions)
        self.reply.clicked.connect(self._ask_for_slip)
        self.onMap.clicked.connect(self.show_on_map)
        self.packages.itemSelectionChanged.connect(self._selected)
        self.twice.itemSelectionChanged.connect(self._point_at_ground)
        self.ownData.toggled.connect(lambda _on: self._allow())
        self.work.started.connect(self._allow)
        self.work.ended.connect(self._allow)
        self._allow()

    def open_packages(self, paths: Sequence[str]) -> None:
        """Put packages on the desk and verify them."""
        self._look_at([Path(path) for path in paths])

    def verify_all(self) -> None:
        """Verify every package on the desk again, with the reviewer's own data where these are wanted."""
        self._look_at([one.path for one in self.desk.packages])

    def take_off(self) -> None:
        """Take the selected packages off the desk."""
        gone = set(self.list.selected())
        left = [one for one in self.desk.packages if one.path not in gone]
        self.work.start(tr("Zhanbu: packages"), looking(left, (), ReviewersData()), self._show)

    def compare_versions(self) -> None:
        """Hold the two selected packages side by side."""
        old, new = self._versions()
        self.work.start(tr("Zhanbu: comparison"), comparing(old, new, None), self._show_page)

    def look_at_reply(self, slip: str) -> None:
        """Hold the county's answers on a slip against what the two selected packages show."""
        old, new = self._versions()
        self.work.start(tr("Zhanbu: reply"), comparing(old, new, Path(slip)), self._show_page)

    def show_on_map(self) -> None:
        """Add the parcels of the selected packages to the map, and zoom to the last."""
        layers = [show_package(one.package) for one in self._selected_ones() if one.package is not None]
        if layers:
            self._view.zoom_to(layers[-1])

    def close_down(self) -> None:
        """Stop what is running."""
        self.work.close()

    def _show_page(self, html: str) -> None:
        show_page(self.outcome, html)

    def _look_at(self, paths: Sequence[Path]) -> None:
        with self._messenger.telling_problems():
            work = looking(self.desk.packages, paths, self._own_data())
            self.work.start(tr("Zhanbu: verification"), work, self._came)

    def _own_data(self) -> ReviewersData:
        """Raises ``InputProblem`` for an elevation model that isn't a file."""
        if not self.ownData.isChecked():
            return ReviewersData()
        now = self._now()
        boxes = (self.areaTolerance.value(), self.slopeTolerance.value(), self.shareTolerance.value() / 100)
        layers = {role: unread_layer(layer) for role, layer in now.roles.items()}
        return ReviewersData(now.dem_file(), layers, tolerances(*boxes))

    def _show(self, found: Desk) -> None:
        self.desk = found
        self.list.show(found.packages)
        self._show_twice()
        self._allow()
        self.changed.emit()

    def _came(self, found: Desk) -> None:
        self._show(found)
        bad = sum(not one.report.valid for one in found.packages)
        for problem in found.failed:
            self._messenger.problem(said(problem.wording()))
        told = tr("{count} packages verified, {bad} with problems, {pairs} pairs overlap.").format(
            count=len(found.packages), bad=bad, pairs=len(self.overlaps.listed)
        )
        (self._messenger.warn if bad or self.overlaps.listed else self._messenger.tell)(told)

    def _show_twice(self) -> None:
        together = self.desk.together
        self.overlaps.show(together.twice if isinstance(together, Gathering) else ())
        title = tr("Ground claimed twice: {count} pairs").format(count=len(self.overlaps.listed))
        if isinstance(together, InputProblem):
            title = "⚠ " + said(together.wording())
        self.twiceTitle.setText(title)
        self.twiceTitle.setWordWrap(True)
        self.twice.setVisible(bool(self.overlaps.listed))

    def _selected(self) -> None:
        self._allow()
        chosen = self._selected_ones()
        if len(chosen) == 1:
            report = chosen[0].report
            show_page(self.outcome, verification_page(report, say=tr), wide=bool(report.waivers))
        elif not chosen:
            self.outcome.clear()

    def _selected_ones(self) -> list[LookedAt]:
        found = (self.desk.of(path) for path in self.list.selected())
        return [one for one in found if one is not None]

    def _versions(self) -> tuple[OpenedPackage, OpenedPackage]:
        """The two selected packages, the earlier version first."""
        chosen = [one.package for one in self._selected_ones() if one.package is not None]
        old, new = sorted(chosen, key=lambda p: (p.manifest.version_no, p.manifest.as_of, p.name))
        return old, new

    def _point_at_ground(self) -> None:
        pair, together = self.overlaps.current, self.desk.together
        if pair is not None and isinstance(together, Gathering):
            self._view.show(pair.ground, Crs.of(together.epsg).wkt)

    def _allow(self) -> None:
        idle, chosen = not self.work.is_busy, self._selected_ones()
        self.add.setEnabled(idle)
        self.remove.setEnabled(idle and bool(chosen))
        self.verify.setEnabled(idle and bool(self.desk.packages))
        believed = [one for one in chosen if one.package is not None]
        self.onMap.setEnabled(bool(believed))
        for button in (self.compare, self.reply):
            button.setEnabled(idle and len(believed) == len(chosen) == 2)
        for box in (self.areaTolerance, self.slopeTolerance, self.shareTolerance):
            box.setEnabled(self.ownData.isChecked())

    def _ask_for_packages(self) -> None:
        paths = asked_files(self, tr("Packages to verify"), _ZIP)
        if paths:
            self.open_packages(paths)

    def _ask_for_slip(self) -> None:
        kinds = tr("Return slips (*.xlsx *.csv *.txt *.zip)")
        path = asked_file(self, tr("Return slip with the county's answers"), kinds)
        if path:
            self.look_at_reply(path)
