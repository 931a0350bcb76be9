"""The tab “Find”: filters on what the survey says of its polygons, and what the rules allow (查找)."""

from __future__ import annotations

import numpy as np
from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsCheckableComboBox
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QWidget

from ....processing.inputs.check_inputs import possible_sources
from ....processing.inputs.sources import unread_layer
from ....reports.language import tr
from ...background import Background
from ...check.findings_filter import Mask
from ...form_loading import icon, load_form
from ...messages import Messenger
from ...number_formats import mu_text
from ...set_up.set_up_page import SetUpPage
from ..candidate_list import class_text
from .half_width_keys import HalfWidthKeys
from .layer_changes import LayerChanges
from .place_tree import fill_places, prepare_places, tell_counts, ticked_places, untick_places
from .survey_filter import SurveyFilter, stated_dm2
from .survey_table import CLASS, GRADE, PLANTING, VILLAGE, SurveyTable, read_survey_table
from .township_names import township_names

_PAUSE_MS = 150
"""After the last keystroke, before it is searched for."""


class FindingPanel(QWidget):
    """Reads the survey's attributes in the background when it is first looked at, and narrows them down at once."""

    wants_tags = pyqtSignal(object)
    """Feature id → survey id of what shall become a candidate."""

    def __init__(self, set_up: SetUpPage, messenger: Messenger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form("find", self)
        self._set_up, self._messenger = set_up, messenger
        self.work = Background(messenger, self)
        self.reading = Background(messenger, self)
        self._layer: QgsVectorLayer | None = None
        self.table: SurveyTable | None = None
        self._found: Mask = np.zeros(0, dtype=bool)
        self._sources: frozenset[int] | None = None
        self._changes = LayerChanges(self)
        self._keys = HalfWidthKeys(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        prepare_places(self.places)
        for box in self._boxes().values():
            box.setDefaultText(tr("any"))
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for spin in (self.least, self.most):
            spin.setSuffix(tr(" mu"))
            self._keys.watch(spin)
            spin.setShowClearButton(True)
            spin.setClearValue(0.0, tr("any"))
        self.possibleSources.setIcon(icon("possible_sources"))
        self.tagFound.setIcon(icon("tag"))
        self._connect()
        self.follow(None)

    @property
    def found(self) -> dict[int, str]:
        """Feature id → survey id of what the filters find."""
        return self.table.named(self._found) if self.table is not None else {}

    def follow(self, layer: QgsVectorLayer | None) -> None:
        """Turn to a survey layer, or to none."""
        self._layer = layer
        self._changes.follow(layer)
        self._forget()
        for widget in (self.possibleSources, self.sourcesOnly):
            widget.setEnabled(layer is not None)
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Read the layer's attributes in the background, unless that was done."""
        layer = self._layer
        if layer is None or self.table is not None or self.reading.is_busy:
            return
        unread, version = unread_layer(layer), self._changes.count

        def done(table: SurveyTable) -> None:
            if layer == self._layer and version == self._changes.count:
                self._show_table(table)
            else:
                self.read()

        self.foundLine.setText(tr("Reading the survey's attributes…"))
        self.reading.start(
            tr("Zhanbu: reading the survey's attributes"), lambda feedback: read_survey_table(unread, feedback), done
        )

    def find_possible_sources(self) -> None:
        """Find what the rules allow as a source; select it on the map."""
        with self._messenger.telling_problems():
            now = self._set_up.current()
            layer = now.require_survey()
            survey = unread_layer(layer)

            def done(found: frozenset[int]) -> None:
                if layer == self._layer:
                    self._sources = found
                    self.sourcesOnly.setChecked(True)
                    self.narrow()
                    layer.selectByIds(list(found))
                    self._messenger.tell(
                        tr("{count} possible sources are selected on the map. Tag them, or narrow them down.").format(
                            count=len(found)
                        )
                    )

            def work(feedback: object) -> frozenset[int]:
                read, found = possible_sources(
                    survey, rule_set=now.rule_set, as_of=now.as_of, county=now.county, feedback=feedback
                )
                return frozenset(fid for fid, rule in zip(read.fids.tolist(), found.rules) if rule is not None)

            self.work.start(tr("Zhanbu: possible sources"), work, done)

    def narrow(self) -> None:
        """Find again by what is asked for now."""
        self._pause.stop()
        if self.table is None:
            self.read()
            return
        wanted = self._wanted()
        anywhere = wanted.anywhere(self.table)
        self._found = wanted.there(self.table, anywhere)
        places = self.table.codes[VILLAGE]
        tell_counts(self.places, places.counts(anywhere), places.counts())
        count = int(self._found.sum())
        self.foundLine.setText(
            tr("Found: {count} of {all} polygons, {mu} by the survey's own areas").format(
                count=f"{count:,}", all=f"{len(self.table):,}", mu=mu_text(stated_dm2(self.table, self._found))
            )
        )
        for button in (self.selectFound, self.tagFound):
            button.setEnabled(count > 0)

    def ask_for_anything(self) -> None:
        """No filter any more."""
        for box in self._boxes().values():
            box.deselectAllOptions()
        for spin in (self.least, self.most):
            spin.setValue(0.0)
        self.text.clear()
        self.sourcesOnly.setChecked(False)
        untick_places(self.places)
        self.narrow()

    def close_down(self) -> None:
        """Stop what is running, let go of the layer."""
        self.work.close()
        self.reading.close()
        self._pause.stop()
        self._changes.follow(None)

    def showEvent(self, event: QShowEvent) -> None:
        """The attributes are read when somebody looks."""
        super().showEvent(event)
        self.read()

    def _connect(self) -> None:
        self.possibleSources.clicked.connect(self.find_possible_sources)
        self.sourcesOnly.toggled.connect(self._only_sources)
        for box in self._boxes().values():
            box.checkedItemsChanged.connect(lambda _items: self._pause.start())
        for spin in (self.least, self.most):
            spin.valueChanged.connect(lambda _value: self._pause.start())
        self.text.textChanged.connect(lambda _text: self._pause.start())
        self.places.itemChanged.connect(lambda _item, _column: self._pause.start())
        self._pause.timeout.connect(self.narrow)
        self.selectFound.clicked.connect(self._select)
        self.tagFound.clicked.connect(lambda: self.wants_tags.emit(self.found))
        self.reset.clicked.connect(self.ask_for_anything)
        self._changes.changed.connect(self._outdated)

    def _boxes(self) -> dict[str, QgsCheckableComboBox]:
        return {CLASS: self.classes, PLANTING: self.planting, GRADE: self.grades}

    def _wanted(self) -> SurveyFilter:
        codes = {name: frozenset(box.checkedItemsData()) for name, box in self._boxes().items()}
        sources = self._sources if self.sourcesOnly.isChecked() else None
        return SurveyFilter(
            codes, self.least.value(), self.most.value(), self.text.text(), sources, ticked_places(self.places)
        )

    def _only_sources(self, on: bool) -> None:
        if on and self._sources is None:
            self.find_possible_sources()
        else:
            self._pause.start()

    def _select(self) -> None:
        if self._layer is not None:
            self._layer.selectByIds(list(self.found))

    def _outdated(self) -> None:
        """The layer was changed: what was read of it counts no more."""
        self.table = None
        self._sources = None
        if self.isVisible():
            self._pause.start()

    def _forget(self) -> None:
        self.table, self._sources = None, None
        self._found = np.zeros(0, dtype=bool)
        self.foundLine.clear()
        for box in self._boxes().values():
            box.clear()
        self.places.clear()
        self.sourcesOnly.setChecked(False)
        for button in (self.selectFound, self.tagFound):
            button.setEnabled(False)

    def _show_table(self, table: SurveyTable) -> None:
        """Offer what the layer has; what was ticked stays ticked."""
        self.table = table
        names = {(PLANTING, code): words for code, words in table.planting_names.items()}
        for name, box in self._boxes().items():
            ticked = set(box.checkedItemsData())
            box.blockSignals(True)
            box.clear()
            for code, count in table.codes[name].counts().items():
                words = class_text(code) if name == CLASS else f"{code} {names.get((name, code), '')}".strip()
                state = Qt.CheckState.Checked if code in ticked else Qt.CheckState.Unchecked
                box.addItemWithCheckState(f"{words or tr('(none)')}  ({count:,})", state, code)
            box.blockSignals(False)
        townships = township_names(QgsProject.instance())
        fill_places(self.places, table.codes[VILLAGE].counts(), table.village_names, townships)
        self.narrow()
