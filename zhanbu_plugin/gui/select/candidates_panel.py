"""The tab “Candidates”: what is tagged, measured, and gone through one after the other (候选图斑)."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QHeaderView, QShortcut, QWidget

from ...processing.inputs.sources import unread_layer
from ...reports.language import tr
from ..background import Background
from ..form_loading import icon, load_form
from ..messages import Messenger
from ..number_formats import mu_text
from ..parcel_view import ParcelView
from .candidate_list import CandidateModel, Candidates, read_candidates
from .seen_parcels import SeenParcels
from .tagged_parcels import TaggedParcels


class CandidatesPanel(QWidget):
    """Lists the candidates; each that is shown on the map counts as seen."""

    shown = pyqtSignal(object)
    """``Candidates`` that are listed now, or ``None``."""

    def __init__(
        self, tagged: TaggedParcels, view: ParcelView, messenger: Messenger, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        load_form("candidates", self)
        self._tagged, self._view, self._messenger = tagged, view, messenger
        self._layer: QgsVectorLayer | None = None
        self._seen = SeenParcels()
        self.reading = Background(messenger, self)
        self.model = CandidateModel(self)
        self._prepare_table()
        for button, name in ((self.tagSelection, "tag"), (self.untagSelection, "untag"), (self.clear, "clear")):
            button.setIcon(icon(name))
        self._connect()
        self.clear.setEnabled(False)
        self._allow_review()

    def follow(self, layer: QgsVectorLayer | None, *, usable: bool) -> None:
        """Turn to a survey layer; what can't be tagged offers no tagging."""
        for button in (self.tagSelection, self.untagSelection):
            button.setEnabled(usable)
        if layer != self._layer:
            self._layer = layer
            self._seen.follow(layer)
            self.model.mark_seen(self._seen.fids)

    def tag_selection(self) -> None:
        """What is selected on the map becomes a candidate."""
        fids = self._selected()
        if fids:
            count = self._tagged.tag(fids)
            self._messenger.tell(tr("{count} parcels tagged.").format(count=count))

    def untag_selection(self) -> None:
        """What is selected, in the list or else on the map, is no candidate any more."""
        fids = self.chosen() or self._selected()
        if fids:
            count = self._tagged.untag(fids)
            self._messenger.tell(tr("{count} parcels untagged.").format(count=count))

    def chosen(self) -> list[int]:
        """Feature ids of the rows that are selected, in the list's order."""
        return [self.model.fid(row) for row in sorted(i.row() for i in self.table.selectionModel().selectedRows())]

    def read(self) -> None:
        """Read and measure the candidates in the background."""
        fids, layer = self._tagged.fids, self._layer
        self.clear.setEnabled(bool(fids))
        if layer is None or not fids:
            self._show(None)
            return
        unread, wanted = unread_layer(layer, fids), self._now()

        def came(found: Candidates) -> None:
            if wanted == self._now():
                self._show(found)
            else:  # more was tagged while this was read
                self.read()

        title = tr("Zhanbu: measuring candidates")
        self.reading.start(title, lambda feedback: read_candidates(unread, feedback), came)

    def turn(self, step: int) -> None:
        """Look at the candidate so many rows further down; at the ends the list goes round."""
        count = self.model.rowCount()
        if count:
            row = self.table.currentIndex().row()
            self._look_at((row + step) % count if row >= 0 else (0 if step > 0 else count - 1))

    def turn_to_unseen(self) -> None:
        """Look at the next candidate that nobody has looked at."""
        row = self.model.next_unseen(self.table.currentIndex().row())
        if row is None:
            self._messenger.tell(tr("All candidates were looked at."))
        else:
            self._look_at(row)

    def look_at(self, fid: int) -> None:
        """Look at a candidate, if it is listed."""
        row = self.model.row_of(fid)
        if row is not None:
            self._look_at(row)

    def close_down(self) -> None:
        """Stop what is running."""
        self.reading.close()

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        wide, header = self.table.fontMetrics().horizontalAdvance, self.table.horizontalHeader()
        for column, text in ((0, "0" * 21), (2, mu_text(10_000_000)), (3, tr("Seen") + "  ")):
            self.table.setColumnWidth(column, wide(text) + 12)  # asking every cell for its width would take long
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + 8)

    def _connect(self) -> None:
        self.tagSelection.clicked.connect(self.tag_selection)
        self.untagSelection.clicked.connect(self.untag_selection)
        self.clear.clicked.connect(self._tagged.clear)
        self.previous.clicked.connect(lambda: self.turn(-1))
        self.next.clicked.connect(lambda: self.turn(1))
        self.nextUnseen.clicked.connect(self.turn_to_unseen)
        self._tagged.changed.connect(self.read)
        self.table.selectionModel().currentRowChanged.connect(self._point_at)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._untag_chosen)

    def _untag_chosen(self) -> None:
        if self.chosen():
            self.untag_selection()

    def _look_at(self, row: int) -> None:
        self.table.setCurrentIndex(self.model.index(row, 0))
        self.table.scrollTo(self.model.index(row, 0))

    def _point_at(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        shape, crs_wkt = self.model.shape(index.row())
        self._view.show(shape, crs_wkt, zoom=not self.panOnly.isChecked(), pan=True)
        if self._seen.add(self.model.fid(index.row())):
            self.model.mark_seen(self._seen.fids)
        self._tell_seen()

    def _selected(self) -> list[int]:
        fids = list(self._layer.selectedFeatureIds()) if self._layer is not None else []
        if not fids:
            self._messenger.warn(
                tr("Nothing is selected in the layer {name}. Select parcels on the map first.").format(
                    name=self._layer.name() if self._layer is not None else "–"
                )
            )
        return fids

    def _now(self) -> tuple[str, list[int]]:
        return (self._layer.id() if self._layer is not None else "", self._tagged.fids)

    def _show(self, found: Candidates | None) -> None:
        """List these; the one that was looked at stays the current one, though not looked at anew."""
        at = self.table.currentIndex().row()
        current = self.model.fid(at) if at >= 0 else None
        self.model.show(found)
        row = self.model.row_of(current) if current is not None else None
        if row is not None:
            chosen = self.table.selectionModel()
            chosen.blockSignals(True)
            self.table.setCurrentIndex(self.model.index(row, 0))
            chosen.blockSignals(False)
        self._allow_review()
        self._tell_seen()
        self.shown.emit(found)

    def _allow_review(self) -> None:
        some = self.model.rowCount() > 0
        for button in (self.previous, self.next, self.nextUnseen):
            button.setEnabled(some)
        self.hintLine.setVisible(not some)

    def _tell_seen(self) -> None:
        count = self.model.rowCount()
        text = tr("{seen} of {count} seen").format(seen=self.model.seen, count=count) if count else ""
        self.seenLine.setText(text)
