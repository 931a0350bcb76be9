"""Page 2, select: which survey polygons become candidates (选图斑)."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QWidget

from ...reports.language import tr
from ...survey.problem import InputProblem
from ...survey.units import to_dm2
from ..background import Background
from ..form_loading import icon, load_form
from ..messages import Messenger
from ..number_formats import ha_text, mu_text
from ..parcel_view import ParcelView
from ..set_up.layer_matching import looks_like_survey
from ..set_up.project_memory import ProjectMemory
from ..set_up.set_up_page import SetUpPage
from .area_search import Named, onto_layer, touching
from .candidate_list import Candidates
from .candidates_panel import CandidatesPanel
from .dividing.dividing_panel import DividingPanel
from .finding.finding_panel import FindingPanel
from .map_tools import TaggingTools
from .seen_parcels import SEEN
from .tagged_marks import TaggedMarks
from .tagged_parcels import TAGGED, TaggedParcels

_NAMED = 2
"""Parcels whose areas differ and that are named; the rest is counted."""


class SelectPage(QWidget):
    """Tag by filters, by the map's selection, or by tools on the map; the survey layer is never edited."""

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
        self._canvas, self._set_up, self._messenger = canvas, set_up, messenger
        self._layer: QgsVectorLayer | None = None
        self.tagged = TaggedParcels(self)
        self._marks = TaggedMarks(canvas)
        self.work = Background(messenger, self)
        self.finding = FindingPanel(set_up, messenger, self)
        self.candidates = CandidatesPanel(self.tagged, view, messenger, self)
        self.tabs.addTab(self.finding, tr("Find"))
        self.dividing = DividingPanel(canvas, set_up, self.tagged, self.candidates, messenger, self)
        self.tabs.addTab(self.candidates, tr("Candidates"))
        self.tabs.addTab(self.dividing, tr("Divide"))
        buttons = [self.tagOnMap, self.tagRectangle, self.tagPolygon]
        self.tools = TaggingTools(canvas, tag_action, buttons, self)
        for button, name in zip((*buttons, self.undo), ("tag_on_map", "tag_rectangle", "tag_polygon", "undo")):
            button.setIcon(icon(name))
        self.tools.follow(None)
        self._connect()
        self._follow()
        self._tags_changed()

    def tag_drawn(self, drawn: QgsGeometry, untag: bool) -> None:
        """What shares ground with a shape on the map becomes a candidate, or is none any more; one step."""
        layer = self._layer
        if layer is None or self.work.is_busy:
            return
        shape = onto_layer(drawn, self._canvas.mapSettings().destinationCrs(), layer)
        if shape is None:
            self._messenger.warn(tr("The shape can't be brought into the survey layer's reference system."))
            return

        def found(named: Named) -> None:
            if layer == self._layer:
                self._tag_found(named, untag)

        self.work.start(tr("Zhanbu: looking for parcels"), touching(layer, shape), found)

    def take_back(self) -> None:
        """The last step of this page."""
        with self._messenger.telling_problems():
            self.tagged.undo()

    def close_down(self) -> None:
        """Let go of canvas, project and tasks."""
        self.work.close()
        self.finding.close_down()
        self.candidates.close_down()
        self.dividing.close_down()
        QgsProject.instance().layersWillBeRemoved.disconnect(self._layers_go)
        self.tools.close()
        self._marks.close()

    def _connect(self) -> None:
        self.undo.clicked.connect(self.take_back)
        self.toCheck.clicked.connect(self.wants_check.emit)
        self.tools.clicked.connect(self.tagged.toggle)
        self.tools.missed.connect(self._missed)
        self.tools.drawn.connect(self.tag_drawn)
        self.dividing.wants_layer.connect(self._set_up.survey.setLayer)
        self.finding.wants_tags.connect(lambda named: self._tag_found(named, False))
        self.candidates.shown.connect(self._show)
        self.tagged.changed.connect(self._tags_changed)
        self._set_up.changed.connect(self._follow)
        QgsProject.instance().layersWillBeRemoved.connect(self._layers_go)

    def _tag_found(self, named: Named, untag: bool) -> None:
        if untag:
            count = self.tagged.untag(named)
            self._messenger.tell(tr("{count} parcels untagged.").format(count=count))
            return
        count = self.tagged.tag_named(named)
        self._messenger.tell(tr("{count} parcels tagged.").format(count=count))
        if count:
            self.tabs.setCurrentWidget(self.candidates)

    def _missed(self) -> None:
        """A click beside every parcel of the survey layer, which may be another layer than the one that is seen."""
        name = self._layer.name() if self._layer is not None else ""
        self._messenger.warn(tr("No parcel of {name} is here: candidates come from that layer.").format(name=name))

    def _follow(self) -> None:
        """Turn to the survey layer that is set up now."""
        now = self._set_up.current()
        usable = looks_like_survey(now.survey)
        line = now.survey_line()
        if now.survey is not None and not usable:
            line += " – " + tr("it has no class field (DLBM), so it isn't the survey's land polygons.")
        self.surveyLine.setText(line)
        self.candidates.follow(now.survey, usable=usable)
        if now.survey == self._layer:
            return
        self._layer = now.survey
        self.tools.follow(now.survey if usable else None)
        self.finding.follow(now.survey if usable else None)
        self.dividing.follow(now.survey if usable else None)
        self.tagged.follow(now.survey)
        if self.tagged.lost:
            self._messenger.warn(
                tr("{count} tagged parcels are no longer in the layer {name}.").format(
                    count=self.tagged.lost, name=now.survey.name() if now.survey else ""
                )
            )

    def _tags_changed(self) -> None:
        self.undo.setEnabled(self.tagged.can_undo)
        self.toCheck.setEnabled(bool(self.tagged.fids))
        self.counted.emit()

    def _show(self, found: Candidates | None) -> None:
        self._marks.show(found.marks if found is not None else None, self._layer)
        total = found.total_dm2() if found is not None else 0
        total_line = tr("{count} candidates, measured {mu} ({ha})").format(
            count=self.candidates.model.rowCount(), mu=mu_text(total), ha=ha_text(total)
        )
        self.totalLine.setText("\n".join(filter(None, (total_line, self._differing(found)))))

    def _differing(self, found: Candidates | None) -> str:
        """Which candidates the survey states another area of than was measured; empty where there are none."""
        try:
            more = found.differing(self._set_up.rules_in_force()) if found is not None else {}
        except InputProblem:  # no rules, no tolerance: the set-up says why there are none
            return ""
        if not more:
            return ""
        largest = sorted(more, key=lambda parcel: (-abs(more[parcel]), parcel))
        named = tr(", ").join(largest[:_NAMED])
        if len(largest) > _NAMED:
            named = tr("{named} and {count} more").format(named=named, count=len(largest) - _NAMED)
        return "⚠ " + tr(
            "{count} of them measure otherwise than the survey states (TBMJ), by {mu} altogether: {named}. See why."
        ).format(count=len(more), mu=mu_text(sum(to_dm2(abs(one)) for one in more.values())), named=named)

    def _layers_go(self, ids: list[str]) -> None:
        """Candidates of a layer that leaves the project go with it."""
        memory = ProjectMemory(QgsProject.instance())
        for key in (TAGGED, SEEN):
            kept = memory.parcels(key)
            if kept.keys() & set(ids):
                memory.keep_parcels(key, {layer: parcels for layer, parcels in kept.items() if layer not in ids})
