"""The review of one package: spot check, results, opinion and return slip (抽查与核查意见)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QDate
from qgis.PyQt.QtWidgets import QWidget

from ....exchange.comparing.opened import OpenedPackage
from ....exchange.returns.results import ParcelResult
from ....exchange.sampling.draw import Draw
from ....processing.inputs.draw_options import DrawOptions, listed
from ....processing.inputs.sources import unread_layer
from ....reports.language import tr
from ....reports.review_opinion import OpinionHead
from ....survey.crs import Crs
from ....survey.problem import InputProblem
from ....survey.units import m2_of
from ....survey.wording import translate
from ...background import Background
from ...file_link import open_links_of
from ...file_questions import asked_file, asked_folder, asked_new_file
from ...form_loading import load_form
from ...messages import Messenger
from ...number_formats import value_text
from ...parcel_view import ParcelView
from .packages_tab import PackagesTab
from .results_table import CODE, RESULT, ResultsTable
from .review_page import written_page
from .review_work import (
    ReviewTerms,
    Written,
    drawing,
    reading_results,
    results_table,
    write_file,
    writing_review,
)

_NAMED = 5
"""Parcels that are named at most, where something is missing."""


@dataclass(frozen=True)
class _UnderWay:
    """How far the review of a package has come, while another one is shown."""

    seed: str
    drawn: str = ""
    drawn_tip: str = ""
    draw: Draw | None = None
    texts: Sequence[Sequence[str]] = ()


class ReviewTab(QWidget):
    """Reviews a package that lies on the desk of ``PackagesTab``; what is filled in belongs to this very package."""

    def __init__(
        self, packages: PackagesTab, view: ParcelView, messenger: Messenger, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        load_form("review", self)
        self._packages, self._view, self._messenger = packages, view, messenger
        open_links_of(self.outcome)
        self.work = Background(messenger, self)
        self.table = ResultsTable(self.results)
        self.draw_made: Draw | None = None
        self._shown = ""
        self._under_way: dict[str, _UnderWay] = {}
        self.day.setDate(QDate.currentDate())
        packages.changed.connect(self._offer_packages)
        self.package.currentIndexChanged.connect(lambda _number: self._chosen())
        self.draw.clicked.connect(self.draw_sample)
        self.addParcel.clicked.connect(self._add_parcel)
        self.load.clicked.connect(self._ask_for_results)
        self.keep.clicked.connect(self._ask_where_to_keep)
        self.write.clicked.connect(self._ask_for_folder)
        self.table.pointed.connect(self._point_at)
        self.table.filled.connect(self._tell_what_is_missing)
        self.outcome.setVisible(False)
        self.work.started.connect(self._allow)
        self.work.ended.connect(self._allow)
        self._tell_what_is_missing()
        self._allow()

    @property
    def opened(self) -> OpenedPackage | None:
        """The package under review."""
        sha256 = self.package.currentData()
        return next((one for one in self._packages.desk.believable if one.sha256 == sha256), None)

    def draw_sample(self) -> None:
        """Draw the spot check, and list what was drawn."""
        opened = self.opened
        if opened is not None and not self.seed.text().strip():
            text = tr("The field “{field}” is empty. This package's first draw takes: {seed}")
            self._messenger.warn(text.format(field=self.seedLabel.text(), seed=_seed_of(opened)))
            self.seed.setFocus()
        elif opened is not None:
            options = DrawOptions(
                Decimal(repr(round(self.ratio.value(), 4))) / 100,
                self.seed.text().strip(),
                self.byTownship.isChecked(),
                listed(self.forced.text()),
                self.forceWaived.isChecked(),
                self.trim.isChecked(),
            )
            self.work.start(tr("Zhanbu: spot check"), drawing(opened, options), lambda made: self._drew(opened, made))

    def load_results(self, path: str) -> None:
        """Fill in what a table or layer says."""
        opened = self.opened
        with self._messenger.telling_problems():
            layer = QgsVectorLayer(path, Path(path).name, "ogr")
            if opened is None or not layer.isValid():
                raise InputProblem(
                    translate("zhanbu", "The table can't be opened."),
                    remedy=translate("zhanbu", "Choose a GeoPackage, a workbook or a CSV table."),
                    source=path,
                )
            work = reading_results(unread_layer(layer), opened)
            self.work.start(tr("Zhanbu: results"), work, self._take_results)

    def save_results(self, path: str) -> None:
        """Keep the table as a file."""
        with self._messenger.telling_problems():
            write_file(Path(path), results_table(self.table.rows()))
            self._messenger.tell(tr("{rows} rows written: {file}").format(rows=self.results.rowCount(), file=path))

    def write_papers(self, folder: str) -> None:
        """Write opinion and slip into a folder."""
        opened = self.opened
        if opened is None or not self._is_headed():
            return
        against = self._packages.desk.believable if self.againstOthers.isChecked() else ()
        terms = ReviewTerms(
            opened,
            self.draw_made,
            self.table.rows(),
            [other for other in against if other.sha256 != opened.sha256],
            self.returnOverlaps.isChecked(),
            OpinionHead(self.office.text().strip(), self.docNo.text().strip(), self.day.date().toPyDate()),
        )
        self._put_outcome("")
        self.work.start(tr("Zhanbu: opinion"), writing_review(terms, Path(folder)), self._wrote)

    def close_down(self) -> None:
        """Stop what is running."""
        self.work.close()

    def _offer_packages(self) -> None:
        """The packages that can be believed; the one under review stays if it is still there."""
        before = self._shown
        self.package.blockSignals(True)
        self.package.clear()
        for one in self._packages.desk.believable:
            self.package.addItem(one.name, one.sha256)
        self.package.setCurrentIndex(max(0, self.package.findData(before)) if self.package.count() else -1)
        self.package.blockSignals(False)
        self._chosen()

    def _chosen(self) -> None:
        """Another package has another draw and other results; those of this one wait until it is shown again."""
        opened = self.opened
        sha256 = "" if opened is None else opened.sha256
        if sha256 != self._shown:
            if self._shown:
                told = self.seed.text(), self.drawn.text(), self.drawn.toolTip()
                self._under_way[self._shown] = _UnderWay(*told, self.draw_made, self.table.texts())
            self._shown = sha256
            self._show(opened)
        self._allow()

    def _show(self, opened: OpenedPackage | None) -> None:
        own = _UnderWay("") if opened is None else self._under_way.get(opened.sha256, _UnderWay(_seed_of(opened)))
        self.draw_made = own.draw
        self.seed.setText(own.seed)
        self.drawn.setText(own.drawn)
        self.drawn.setToolTip(own.drawn_tip)
        self.table.show_again(own.texts)
        self._put_outcome("")
        self.package.setToolTip(self.package.currentText())
        self._tell_what_is_missing()
        self.parcel.clear()
        for parcel in () if opened is None else opened.parcels:
            self.parcel.addItem(f"{parcel.parcel_no} {parcel.parcel_uid}", parcel.parcel_uid)

    def _drew(self, opened: OpenedPackage, made: Draw) -> None:
        if opened is not self.opened:
            return
        self.draw_made = made
        held = {parcel.parcel_uid: parcel for parcel in opened.parcels}
        self.table.show([(held[uid], _how(made, uid)) for uid in made.ids])
        facts = {
            "count": len(made.ids),
            "all": len(opened.parcels),
            "drawn": value_text(float(m2_of(made.drawn_dm2)), "m2"),
            "frame": value_text(float(m2_of(made.frame_dm2)), "m2"),
            "share": value_text(float(made.drawn_share), "1"),
        }
        self.drawn.setText(tr("Drawn: {count} of {all} parcels, {share} of the area").format(**facts))
        areas = tr("{drawn} of {frame}, the frame being {hash}").format(**facts, hash=made.frame_hash)
        self.drawn.setToolTip(areas)

    def _take_results(self, found: Sequence[ParcelResult]) -> None:
        self.table.take(found)
        self._messenger.tell(tr("{count} results taken in.").format(count=len(found)))

    def _wrote(self, written: Written) -> None:
        self._put_outcome(written_page(written))
        self._messenger.tell(tr("Written: {file}").format(file=written.opinion))

    def _put_outcome(self, html: str) -> None:
        """What came of it, or all the room for the table."""
        self.outcome.setHtml(html)
        self.outcome.setVisible(bool(html))

    def _tell_what_is_missing(self) -> None:
        """How the table is filled in, and how much of it is still to be done."""
        waiting, uncoded = len(self.table.without_result(self._drawn_ids())), len(self.table.without_code())
        told = []
        if self.opened is None:
            told.append(tr("Packages are added and verified on the tab “City: packages”; those that agree stand here."))
        if self.results.rowCount():
            told.append(tr("Click a result or reason code to choose it."))
            if waiting:
                told.append(tr("{count} still without a result.").format(count=waiting))
            if uncoded:
                told.append(tr("{count} failed without a reason code.").format(count=uncoded))
            if not (waiting or uncoded):
                told.append(tr("All drawn parcels have a result."))
        self.missing.setText(" ".join(told))

    def _drawn_ids(self) -> Sequence[str]:
        return () if self.draw_made is None else self.draw_made.ids

    def _is_complete(self) -> bool:
        """Whether an opinion can be given; what is missing is said, and shown in the table."""
        lacking = (
            (
                RESULT,
                self.table.without_result(self._drawn_ids()),
                tr("{count} drawn parcels have no result: {numbers}"),
            ),
            (CODE, self.table.without_code(), tr("{count} failed parcels have no reason code: {numbers}")),
        )
        for column, numbers, told in lacking:
            if numbers:
                more = ["…"] if len(numbers) > _NAMED else []
                named = ", ".join([*numbers[:_NAMED], *more])
                self._messenger.warn(told.format(count=len(numbers), numbers=named))
                self.table.go_to(numbers[0], column)
                return False
        return self._is_headed()

    def _is_headed(self) -> bool:
        """Whether it is said who gives the opinion by which document; both papers carry it and stay as they are."""
        lacking = [
            (label.text(), box)
            for label, box in ((self.officeLabel, self.office), (self.docNoLabel, self.docNo))
            if not box.text().strip()
        ]
        if lacking:
            text = tr("Nothing was written yet. Fill in first: {fields}")
            self._messenger.warn(text.format(fields=tr(", ").join(name for name, _ in lacking)))
            lacking[0][1].setFocus()
        return not lacking

    def _add_parcel(self) -> None:
        opened, uid = self.opened, self.parcel.currentData()
        for own in () if opened is None else opened.parcels:
            if own.parcel_uid == uid:
                self.table.add(own)

    def _point_at(self, uid: str) -> None:
        opened = self.opened
        for own in () if opened is None else opened.parcels:
            if opened is not None and own.parcel_uid == uid:
                self._view.show(own.geometry, Crs.of(opened.manifest.epsg).wkt)

    def _allow(self) -> None:
        idle = not self.work.is_busy and self.opened is not None
        for button in (self.draw, self.load, self.keep, self.write, self.addParcel):
            button.setEnabled(idle)

    def _ask_for_results(self) -> None:
        kinds = tr("Tables and layers") + " (*.gpkg *.csv *.xlsx *.shp *.ods)"
        path = asked_file(self, tr("Results"), kinds)
        if path:
            self.load_results(path)

    def _ask_where_to_keep(self) -> None:
        path = asked_new_file(self, tr("Results"), "CSV (*.csv)")
        if path:
            self.save_results(path if path.lower().endswith(".csv") else f"{path}.csv")

    def _ask_for_folder(self) -> None:
        folder = asked_folder(self, tr("Folder for opinion and slip")) if self._is_complete() else ""
        if folder:
            self.write_papers(folder)


def _seed_of(opened: OpenedPackage) -> str:
    """The seed of the city's first draw, as the regulation writes it."""
    stated = opened.manifest
    return f"{stated.system}|{stated.county}|{stated.as_of.year}|CITY|1"


def _how(made: Draw, uid: str) -> str:
    """How a drawn parcel was chosen, with its stratum."""
    how = tr("drawn")
    if uid in made.forced:
        how = tr("in any case")
    elif uid in made.trimmed:
        how = tr("drawn instead")
    stratum = made.strata.get(uid, "")
    return f"{how} {stratum}" if stratum else how
