"""The tab “Divide”: split candidates by hand, or cut out of them what the rules exclude (分割与切除)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsGeometry, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QFileDialog, QHeaderView, QTableWidgetItem, QWidget

from ....processing.inputs.sources import unread_layer
from ....reports.language import tr
from ....survey.units import m2_of
from ...background import Background
from ...check.layer_titles import titles_by_role
from ...check.session_documents import Lift, Lifted
from ...form_loading import icon, load_form
from ...messages import Messenger
from ...number_formats import area_text, mu_text
from ...set_up.set_up_page import SetUpPage
from ...tables import prepare_table
from ..area_search import onto_layer
from ..candidates_panel import CandidatesPanel
from ..draw_tool import Drawn, DrawTool
from ..finding.layer_changes import LayerChanges
from ..hand import put_away
from ..map_tools import lend
from ..tagged_parcels import TaggedParcels
from .copied_layer import add_copy, source_of
from .cut_preview import Preview
from .dividing import Pieces, cutting, dividing
from .piece_edits import PieceEdits
from .preview_marks import PreviewMarks
from .second_survey import SecondSurveySplit
from .working_copy import is_working_copy, write_working_copy


class DividingPanel(QWidget):
    """Works on a copy of the candidates only; each action is one step of the page's Undo."""

    wants_layer = pyqtSignal(object)
    """The layer that shall become the survey layer: the working copy that was made, or what it was made from."""

    def __init__(
        self,
        canvas: QgsMapCanvas,
        set_up: SetUpPage,
        tagged: TaggedParcels,
        candidates: CandidatesPanel,
        messenger: Messenger,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        load_form("divide", self)
        self._canvas, self._set_up, self._messenger = canvas, set_up, messenger
        self._tagged, self._candidates = tagged, candidates
        self._layer: QgsVectorLayer | None = None
        self.preview: Preview | None = None
        self._total = ""
        self.lift_for: Callable[[str], Lift] = lambda _layer_id: Lifted
        """Gives for a layer's id what lays the session's documents over a check of it."""
        self.work = Background(messenger, self)
        self.marks = PreviewMarks(canvas)
        self._changes = LayerChanges(self)
        self.line, self.part = DrawTool(canvas, Drawn.LINE), DrawTool(canvas, Drawn.POLYGON)
        self._actions = [QAction(self), QAction(self)]
        self.second_survey = SecondSurveySplit(set_up, tagged, messenger, self)
        prepare_table(self.previewTable, [tr("Parcel"), tr("Kept"), tr("Lost"), tr("Parts"), tr("Why")])
        self.previewTable.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        for button, name in ((self.splitByLine, "split_line"), (self.drawPart, "tag_polygon")):
            button.setIcon(icon(name))
        self._connect()
        self._offer_second_survey()
        self.follow(None)

    def follow(self, layer: QgsVectorLayer | None) -> None:
        """Turn to a survey layer."""
        self._layer = layer
        self._changes.follow(layer)
        self.drop()
        for tool in (self.line, self.part):
            put_away(self._canvas, tool)
        self._allow()

    def make_copy(self, path: str) -> None:
        """Write the candidates into a file of their own, which becomes the survey layer, all of it tagged."""
        layer = self._layer
        if layer is None or not self._tagged.fids:
            return
        unread = unread_layer(layer, self._tagged.fids)

        def done(count: int) -> None:
            made = add_copy(path, layer)
            self.wants_layer.emit(made)
            self._tagged.tag([feature.id() for feature in made.getFeatures()])
            self._messenger.tell(
                tr("{count} candidates are in the working copy {name} now.").format(count=count, name=made.name())
            )

        self.work.start(tr("Zhanbu: working copy"), lambda feedback: write_working_copy(unread, path, feedback), done)

    def divide(self, drawn: QgsGeometry) -> None:
        """Divide candidates along a line, or along the outline of a polygon, drawn on the map."""
        layer = self._layer
        if layer is None or self.work.is_busy:
            return
        shape = onto_layer(drawn, self._canvas.mapSettings().destinationCrs(), layer)
        if shape is None:
            self._messenger.warn(tr("The shape can't be brought into the survey layer's reference system."))
            return
        version = self._changes.count

        def done(pieces: Pieces) -> None:
            if layer == self._layer and version == self._changes.count:
                self._put(pieces, [])

        work = dividing(unread_layer(layer), self._tagged.fids, shape)
        self.work.start(tr("Zhanbu: dividing parcels"), work, done)

    def preview_cut(self) -> None:
        """Find out in the background what the rules would cut out."""
        with self._messenger.telling_problems():
            now = self._set_up.current()
            layer = now.require_survey()
            inputs = now.check_inputs(self._candidates.chosen() or self._tagged.fids)
            titles, version = titles_by_role(now), self._changes.count

            def done(preview: Preview) -> None:
                if layer == self._layer and version == self._changes.count:
                    self._show(preview, layer)

            self.drop()
            work = cutting(inputs, unread_layer(layer), titles, self.lift_for(layer.id()))
            self.work.start(tr("Zhanbu: cutting out"), work, done)

    def apply(self) -> None:
        """Do what the preview shows."""
        preview = self.preview
        if preview is not None:
            self.drop()
            self._put(preview.pieces, preview.gone)

    def drop(self) -> None:
        """No preview any more."""
        self.preview = None
        self.previewTable.setRowCount(0)
        self.previewLine.clear()
        self.marks.clear()
        self._allow()

    def split_by_second_survey(self) -> None:
        """Ask in the toolbox's own window how the candidates shall be split."""
        with self._messenger.telling_problems():
            self.second_survey.ask(self._candidates.chosen() or self._tagged.fids)

    def close_down(self) -> None:
        """Stop what is running, let go of layer and canvas."""
        self.second_survey.close()
        self.work.close()
        self._changes.follow(None)
        self.line.close()
        self.part.close()
        self.marks.close()

    def _connect(self) -> None:
        for tool, action, button in zip((self.line, self.part), self._actions, (self.splitByLine, self.drawPart)):
            action.setCheckable(True)
            lend(self._canvas, tool, action, button)
            tool.drawn.connect(lambda drawn, _ctrl: self.divide(drawn))
        self.makeCopy.clicked.connect(self._ask_for_copy)
        self.toSource.clicked.connect(lambda: self.wants_layer.emit(source_of(self._layer)))
        self.previewCut.clicked.connect(self.preview_cut)
        self.bySecondSurvey.clicked.connect(self.split_by_second_survey)
        self.second_survey.wants_layer.connect(self.wants_layer)
        self.applyCut.clicked.connect(self.apply)
        self.dropPreview.clicked.connect(self.drop)
        self.previewTable.currentCellChanged.connect(lambda row, *_: self._look_at(row))
        self.work.started.connect(self._allow)
        self.work.ended.connect(self._allow)
        self._tagged.changed.connect(self.drop)
        self._changes.changed.connect(self.drop)
        self._set_up.changed.connect(self.drop)
        self._set_up.changed.connect(self._offer_second_survey)

    def _offer_second_survey(self) -> None:
        self.bySecondSurvey.setVisible(self.second_survey.is_asked_for)

    def _allow(self) -> None:
        """What can be done now."""
        copied, some = is_working_copy(self._layer), bool(self._tagged.fids) and not self.work.is_busy
        source = source_of(self._layer) if copied else None
        self.makeCopy.setVisible(not copied)
        for button in (self.makeCopy, self.bySecondSurvey):
            button.setEnabled(some)
        self.toSource.setVisible(source is not None)
        if source is not None:
            self.toSource.setText(tr("Back to the layer {name}").format(name=source.name()))
        for thing in (*self._actions, self.previewCut):
            thing.setEnabled(copied and some)
        for button in (self.applyCut, self.dropPreview):
            button.setEnabled(self.preview is not None and bool(self.preview.rows) and not self.work.is_busy)
        self.copyLine.setText(self._about(copied))

    def _about(self, copied: bool) -> str:
        """What is to be done first."""
        if copied:
            return tr("Divided here are the candidates of the working copy; the survey stays as it is.")
        if self._tagged.fids:
            return tr("Parcels are divided in a working copy, so that the survey stays as it is. Make one first.")
        return tr("Parcels are divided in a working copy of the candidates. Tag candidates first, then make the copy.")

    def _put(self, pieces: Pieces, gone: list[int]) -> None:
        """Put pieces in their parcels' place, and untag what has nothing left: one step."""
        if self._layer is None:
            return
        if not pieces and not gone:
            self._messenger.warn(tr("No candidate was divided: a line must run right through it."))
            return
        with self._messenger.telling_problems():
            edits = PieceEdits(self._layer, pieces)
            self._tagged.divided([*pieces, *edits.added], gone, edits.take_back)
            told = [tr("{count} parcels became {pieces} pieces.")] if pieces else []
            told += [tr("{gone} parcels have nothing left and were untagged.")] if gone else []
            numbers = {"count": len(pieces), "pieces": sum(map(len, pieces.values())), "gone": len(gone)}
            self._messenger.tell(" ".join(told).format(**numbers))

    def _show(self, preview: Preview, layer: QgsVectorLayer) -> None:
        self.preview = preview
        self.marks.show(preview.kept, preview.lost, layer)
        self.previewTable.setRowCount(len(preview.rows))
        for i, row in enumerate(preview.rows):
            areas = (area_text(m2_of(row.kept_dm2)), area_text(m2_of(row.lost_dm2)))
            for column, text in enumerate((row.parcel, *areas, str(row.pieces), row.why)):
                item = QTableWidgetItem(text)
                item.setToolTip(row.reasons or text)
                if column in (1, 2, 3):
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.previewTable.setItem(i, column, item)
        self._total = (
            tr("{count} parcels: {kept} kept (outlined), {lost} lost (crosshatched)").format(
                count=len(preview.rows), kept=mu_text(preview.kept_dm2), lost=mu_text(preview.lost_dm2)
            )
            if preview.rows
            else tr("There is nothing to cut out of these parcels.")
        )
        if preview.held:
            held = tr("{count} more are in the pool already: they stay as they are.").format(count=preview.held)
            self._total = f"{self._total}\n{held}"
        self.previewLine.setText(self._total)
        self._allow()

    def _look_at(self, row: int) -> None:
        """Show a parcel of the preview on the map, and tell in full why it loses ground."""
        if self.preview is not None and 0 <= row < len(self.preview.rows):
            shown = self.preview.rows[row]
            self._candidates.look_at(shown.fid)
            self.previewLine.setText("\n".join(filter(None, (self._total, shown.why, shown.reasons))))

    def _ask_for_copy(self) -> None:
        folder = QgsProject.instance().homePath()
        name = str(Path(folder) / tr("candidates-{county}.gpkg").format(county=self._set_up.current().county))
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Working copy"), name, "GeoPackage (*.gpkg)", options=QFileDialog.Option.DontConfirmOverwrite
        )
        if path:
            self.make_copy(path if path.lower().endswith(".gpkg") else f"{path}.gpkg")
