"""Page 2, select: which survey polygons become candidates (选图斑)."""

from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QModelIndex, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QWidget

from ...processing.inputs.check_inputs import possible_sources
from ...processing.inputs.sources import unread_layer
from ...reports.language import tr
from ..background import Background
from ..form_loading import icon, load_form
from ..messages import Messenger
from ..number_formats import ha_text, mu_text
from ..parcel_view import ParcelView
from ..set_up.layer_matching import looks_like_survey
from ..set_up.project_memory import ProjectMemory
from ..set_up.set_up_page import SetUpPage
from .candidate_list import CandidateModel, Candidates, read_candidates
from .tag_tool import TagTool
from .tagged_marks import TaggedMarks
from .tagged_parcels import TaggedParcels


class SelectPage(QWidget):
    """Tag by selection, by click, or by what the rules allow; the survey layer is never edited."""

    wants_check = pyqtSignal()
    counted = pyqtSignal()

    def __init__(
        self,
        canvas: QgsMapCanvas,
        set_up: SetUpPage,
        view: ParcelView,
        messenger: Messenger,
        tag_action: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        load_form("select", self)
        self._canvas, self._set_up, self._view, self._messenger = canvas, set_up, view, messenger
        self._layer: QgsVectorLayer | None = None
        self.tagged = TaggedParcels(self)
        self._marks = TaggedMarks(canvas)
        self.work = Background(messenger, self)
        self._reading = Background(messenger, self)
        self.tool = TagTool(canvas)
        self._action = tag_action
        self.tool.setAction(tag_action)
        self.model = CandidateModel(self)
        self.table.setModel(self.model)
        letter = self.table.fontMetrics().horizontalAdvance("0")
        for column, letters in enumerate((19, 14, 10)):  # asking every cell for its width would take long
            self.table.setColumnWidth(column, letter * letters + 10)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + 8)
        self._connect()
        self._follow()

    def tag_selection(self) -> None:
        """What is selected on the map becomes a candidate."""
        fids = self._selected()
        if fids:
            count = self.tagged.tag(fids)
            self._messenger.tell(tr("{count} parcels tagged.").format(count=count))

    def untag_selection(self) -> None:
        """What is selected, on the map or in the list, is no candidate any more."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        fids = [self.model.fid(row) for row in rows] or self._selected()
        if fids:
            count = self.tagged.untag(fids)
            self._messenger.tell(tr("{count} parcels untagged.").format(count=count))

    def select_possible_sources(self) -> None:
        """Select on the map what the rules allow as a source."""
        with self._messenger.telling_problems():
            now = self._set_up.current()
            layer = now.require_survey()
            survey = unread_layer(layer)

            def selected(found: list[int]) -> None:
                if layer == self._layer:
                    layer.selectByIds(found)
                    self._messenger.tell(
                        tr("{count} possible sources are selected on the map. Tag them, or narrow them down.").format(
                            count=len(found)
                        )
                    )

            def work(feedback: object) -> list[int]:
                read, found = possible_sources(
                    survey, rule_set=now.rule_set, as_of=now.as_of, county=now.county, feedback=feedback
                )
                return [fid for fid, rule in zip(read.fids.tolist(), found.rules) if rule is not None]

            self.work.start(tr("Zhanbu: possible sources"), work, selected)

    def close_down(self) -> None:
        """Let go of canvas, project and tasks."""
        self.work.close()
        self._reading.close()
        QgsProject.instance().layersWillBeRemoved.disconnect(self._layers_go)
        self._canvas.unsetMapTool(self.tool)
        self._marks.close()

    def _connect(self) -> None:
        for button, name in (
            (self.possibleSources, "possible_sources"),
            (self.tagOnMap, "tag_on_map"),
            (self.tagSelection, "tag"),
            (self.untagSelection, "untag"),
            (self.undo, "undo"),
            (self.clear, "clear"),
        ):
            button.setIcon(icon(name))
        self.possibleSources.clicked.connect(self.select_possible_sources)
        self.tagSelection.clicked.connect(self.tag_selection)
        self.untagSelection.clicked.connect(self.untag_selection)
        self.undo.clicked.connect(self.tagged.undo)
        self.clear.clicked.connect(self.tagged.clear)
        self.toCheck.clicked.connect(self.wants_check.emit)
        self.tagOnMap.clicked.connect(self._action.trigger)
        self._action.toggled.connect(self.tagOnMap.setChecked)
        self._action.triggered.connect(self._use_tool)
        self.tool.clicked.connect(self.tagged.toggle)
        self.tagged.changed.connect(self._read)
        self.table.selectionModel().currentRowChanged.connect(self._point_at)
        self._set_up.changed.connect(self._follow)
        QgsProject.instance().layersWillBeRemoved.connect(self._layers_go)

    def _follow(self) -> None:
        """Turn to the survey layer that is set up now."""
        now = self._set_up.current()
        self.surveyLine.setText(now.survey_line())
        usable = looks_like_survey(now.survey)
        self._action.setEnabled(usable)
        for button in (self.tagOnMap, self.possibleSources, self.tagSelection, self.untagSelection):
            button.setEnabled(usable)
        if now.survey is not None and not usable:
            self.surveyLine.setText(
                now.survey_line() + " – " + tr("it has no class field (DLBM), so it isn't the survey's land polygons.")
            )
        if now.survey == self._layer:
            return
        if self._layer is not None:
            self._canvas.unsetMapTool(self.tool)
        self._layer = now.survey
        self.tool.follow(now.survey if usable else None)
        self.tagged.follow(now.survey)
        if self.tagged.lost:
            self._messenger.warn(
                tr("{count} tagged parcels are no longer in the layer {name}.").format(
                    count=self.tagged.lost, name=now.survey.name() if now.survey else ""
                )
            )

    def _use_tool(self, on: bool) -> None:
        if on:
            self._canvas.setMapTool(self.tool)
        else:
            self._canvas.unsetMapTool(self.tool)

    def _selected(self) -> list[int]:
        fids = list(self._layer.selectedFeatureIds()) if self._layer is not None else []
        if not fids:
            self._messenger.warn(
                tr("Nothing is selected in the layer {name}. Select parcels on the map first.").format(
                    name=self._layer.name() if self._layer is not None else "–"
                )
            )
        return fids

    def _read(self) -> None:
        """Read and measure the candidates in the background."""
        self.undo.setEnabled(self.tagged.can_undo)
        self.clear.setEnabled(bool(self.tagged.fids))
        self.toCheck.setEnabled(bool(self.tagged.fids))
        self.counted.emit()
        fids, layer = self.tagged.fids, self._layer
        if layer is None or not fids:
            self._show(None)
            return
        unread, wanted = unread_layer(layer, fids), self._now()

        def read(found: Candidates) -> None:
            if wanted == self._now():
                self._show(found)
            else:  # more was tagged while this was read
                self._read()

        self._reading.start(
            tr("Zhanbu: measuring candidates"), lambda feedback: read_candidates(unread, feedback), read
        )

    def _now(self) -> tuple[str, list[int]]:
        return (self._layer.id() if self._layer is not None else "", self.tagged.fids)

    def _show(self, found: Candidates | None) -> None:
        self.model.show(found)
        self._marks.show(found.shapes() if found is not None else [], self._layer)
        total = found.total_dm2() if found is not None else 0
        self.totalLine.setText(
            tr("{count} candidates, {mu} ({ha})").format(
                count=self.model.rowCount(), mu=mu_text(total), ha=ha_text(total)
            )
        )

    def _point_at(self, index: QModelIndex) -> None:
        if index.isValid():
            self._view.show(*self.model.shape(index.row()))

    def _layers_go(self, ids: list[str]) -> None:
        """Candidates of a layer that leaves the project go with it."""
        memory = ProjectMemory(QgsProject.instance())
        tagged = memory.tagged()
        if tagged.keys() & set(ids):
            memory.keep_tagged({layer: parcels for layer, parcels in tagged.items() if layer not in ids})
