"""Page 1, set-up: layers, rules and pool, remembered in the project (设置)."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFeatureRequest, QgsMapLayerProxyModel, QgsProject
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QDate, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ...pool.addresses import located
from ...pool.creation import create_pool
from ...pool.reading import pool_identity
from ...pool.records import PoolIdentity
from ...processing.inputs.qgis_crs import crs_of
from ...regimes.choosing import AUTO, choices, choose_rule_set
from ...regimes.rule_set import RuleSet
from ...reports.language import interface_is_chinese, said, tr
from ...survey.divisions import parse_division
from ...survey.dltb_fields import standard_names
from ...survey.problem import InputProblem
from ..form_loading import load_form
from ..latest_reading import LatestReading
from ..messages import Messenger
from ..pool.pool_contents import pool_name
from ..pool.server_pool_dialog import ServerPoolDialog
from .county_search import CountySearch
from .layer_matching import looks_like_survey, match_all
from .match_hints import hint_of_survey, hints_of, surveys_of
from .moved_pool import MovedPool
from .needed_roles import needed_roles
from .project_memory import ProjectMemory
from .project_template import arrange
from .role_rows import RoleRows, prepare_combo, put_layer
from .set_up import SetUp
from .survey_style import colour_survey

_POOLS = "GeoPackage (*.gpkg)"


class SetUpPage(QWidget):
    """Everything that the other pages take for granted."""

    changed = pyqtSignal()
    problem = pyqtSignal(str)
    """Why the last action came to nothing; empty when another begins."""

    def __init__(self, messenger: Messenger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form("set_up", self)
        self._messenger = messenger
        self._project = QgsProject.instance()
        self._memory = ProjectMemory(self._project)
        self._restoring = False
        self.reading = LatestReading(tr("Zhanbu: pool"), messenger, self)
        self._shown_layers: dict[str, str] = {}
        self._hints: dict[str, list[str]] = {}
        self._surveys: dict[str, str] = {}
        self.county_search = CountySearch(self.county, self.countyLine)
        self.moved_pool = MovedPool(self, self.pool.setFilePath)
        self._fill_boxes()
        self._rows = RoleRows(self.roleRows, self, lambda role: self._layer_chosen(f"role/{role}"))
        self._connect()
        self.restore()

    def current(self) -> SetUp:
        """The set-up as it stands now."""
        return SetUp(
            survey=self.survey.currentLayer(),
            dem=self.dem.currentLayer(),
            county=self.county_search.code,
            rule_set=self.ruleSet.currentData() or AUTO,
            as_of=self.asOf.date().toPyDate(),
            pool=self.pool.filePath().strip(),
            roles=self._rows.layers(),
        )

    def rules_in_force(self) -> RuleSet:
        """The rule set that applies. Raises ``InputProblem`` that says why there is none."""
        now = self.current()
        return choose_rule_set(now.rule_set, as_of=now.as_of, county=now.county)

    def restore(self) -> None:
        """Show what the project remembers; guess what it never knew."""
        self._restoring = True
        for key, combo in self._combos().items():
            layer = self._project.mapLayer(self._memory.text(key))
            put_layer(combo, layer)
            self._shown_layers[key] = layer.id() if layer is not None else ""
        self.county.setText(self._memory.text("county"))
        self.ruleSet.setCurrentIndex(max(0, self.ruleSet.findData(self._memory.text("rule_set") or AUTO)))
        day = QDate.fromString(self._memory.text("as_of"), "yyyy-MM-dd")
        self.asOf.setDate(day if day.isValid() else QDate.currentDate())
        self.pool.setFilePath(self._memory.path("pool"))
        self._restoring = False
        self.match_layers(only_unknown=True)
        self._tell_all()
        self.moved_pool.look_for(self.pool.filePath().strip())

    def match_layers(self, *, only_unknown: bool = False) -> None:
        """Fill empty boxes with layers that fit; ``only_unknown`` leaves alone what was emptied on purpose."""
        matches = match_all(self._project.mapLayers().values())
        self._hints, self._surveys = hints_of(matches), surveys_of(matches["survey"])
        for key, combo in self._combos().items():
            found = matches[key].layer
            if found is None or combo.currentLayer() is not None or (only_unknown and self._memory.known(key)):
                continue
            combo.setLayer(found)
        self._tell_matches()

    def make_pool(self, path: str, evidence: str = "") -> bool:
        """Create a pool for the county in the survey layer's reference system, and use it.

        ``evidence`` is the folder for the papers of a pool on a server.
        """
        with self._messenger.telling_problems(self.problem.emit):
            now = self.current()
            crs = now.require_survey().crs()
            epsg = crs_of(crs).epsg if crs.isValid() else None
            created = QDate.currentDate().toPyDate()
            create_pool(path, county=now.county, epsg=epsg or 0, created_on=created, evidence=evidence)
            self.pool.setFilePath(path)
            self._messenger.tell(tr("The pool {name} is there, empty.").format(name=pool_name(path)))
            return True
        return False

    def colour_survey(self) -> None:
        """Give the survey layer the usual colours, beside the style that it has."""
        with self._messenger.telling_problems(self.problem.emit):
            colour_survey(self.current().require_survey())

    def arrange_project(self) -> None:
        """Survey colours, groups in a fixed order, the pool by state."""
        with self._messenger.telling_problems(self.problem.emit):
            now = self.current()
            now.require_survey()
            moved = arrange(self._project, now)
            self._messenger.tell(
                tr("The survey has its colours; {count} layers were moved into groups.").format(count=moved)
            )

    def close_down(self) -> None:
        """Let go of the project."""
        self.reading.close()
        self.moved_pool.close()
        self._project.readProject.disconnect(self.restore)
        self._project.cleared.disconnect(self.restore)
        self._project.layersAdded.disconnect(self._layers_came)
        self._project.layersWillBeRemoved.disconnect(self._layers_go)
        self._project.layersRemoved.disconnect(self._layers_went)
        self._project.writeProject.disconnect(self._project_is_written)

    def _fill_boxes(self) -> None:
        prepare_combo(self.survey, QgsMapLayerProxyModel.Filter.PolygonLayer)
        prepare_combo(self.dem, QgsMapLayerProxyModel.Filter.RasterLayer)
        self.ruleSet.addItem(tr("Automatic, by county and day"), AUTO)
        for rule_set in choices():
            self.ruleSet.addItem(rule_set.title.in_language(interface_is_chinese()), rule_set.id)
        self.pool.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self.pool.setFilter(_POOLS)
        self.pool.setDialogTitle(tr("Reserve pool"))

    def _connect(self) -> None:
        self.survey.layerChanged.connect(lambda _layer: self._layer_chosen("survey"))
        self.dem.layerChanged.connect(lambda _layer: self._layer_chosen("dem"))
        self.county.textChanged.connect(lambda _text: self._chosen("county", self.county_search.code))
        self.ruleSet.currentIndexChanged.connect(lambda _i: self._chosen("rule_set", self.ruleSet.currentData()))
        self.asOf.dateChanged.connect(self._day_chosen)
        self.pool.fileChanged.connect(self._pool_chosen)
        self.newPool.clicked.connect(self._ask_for_new_pool)
        self.serverPool.clicked.connect(self.ask_for_server_pool)
        self.colour.clicked.connect(self.colour_survey)
        self.arrange.clicked.connect(self.arrange_project)
        self.matchLayers.clicked.connect(self.match_layers)
        self.allRoles.toggled.connect(lambda _on: self._tell_rules())
        self._project.readProject.connect(self.restore)
        self._project.cleared.connect(self.restore)
        self._project.layersAdded.connect(self._layers_came)
        self._project.layersWillBeRemoved.connect(self._layers_go)
        self._project.layersRemoved.connect(self._layers_went)
        self._project.writeProject.connect(self._project_is_written)

    def _combos(self) -> dict[str, QgsMapLayerComboBox]:
        return {"survey": self.survey, "dem": self.dem, **{f"role/{k}": box for k, box in self._rows.boxes.items()}}

    def _layer_chosen(self, key: str) -> None:
        if self._restoring:
            return
        combo, before = self._combos()[key], self._shown_layers.get(key, "")
        if before and all(combo.layer(i) is None or combo.layer(i).id() != before for i in range(combo.count())):
            self._layer_went(key)
            return
        layer = combo.currentLayer()
        self._shown_layers[key] = layer.id() if layer is not None else ""
        if key == "survey" and layer is not None:
            self._suggest_county()
        self._chosen(key, self._shown_layers[key])

    def _layer_went(self, key: str) -> None:
        """A box whose layer left the project jumps to the next one in its list, which nobody chose."""
        self._restoring = True
        put_layer(self._combos()[key], None)
        self._restoring = False
        self._shown_layers[key] = ""
        self._memory.forget(key)
        self._tell_all()

    def _chosen(self, key: str, value: str) -> None:
        if not self._restoring:
            self._memory.keep(key, value)
            self._tell_all()

    def _day_chosen(self, day: QDate) -> None:
        """Today isn't remembered: tomorrow the rules of tomorrow apply."""
        if self._restoring:
            return
        if day == QDate.currentDate():
            self._memory.forget("as_of")
        else:
            self._memory.keep("as_of", day.toString("yyyy-MM-dd"))
        self._tell_all()

    def _pool_chosen(self, path: str) -> None:
        if not self._restoring:
            self._memory.keep_path("pool", path.strip())
            self._tell_all()

    def _suggest_county(self) -> None:
        """The county of the survey's first parcel, while nobody has said which it is."""
        layer = self.survey.currentLayer()
        own = standard_names(layer.fields().names()).get("ZLDWDM")
        if self.county.text() or own is None:
            return
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setLimit(1)
        for feature in layer.getFeatures(request):
            division = parse_division(feature[own])
            if division is not None:
                self.county.setText(division.county)

    def _layers_came(self) -> None:
        if not self._restoring:
            self.match_layers(only_unknown=True)

    def _layers_go(self, ids: list[str]) -> None:
        for key, shown in self._shown_layers.items():
            if shown in ids:
                self._layer_went(key)

    def _layers_went(self) -> None:
        """What is said of layers mustn't name those that are gone; no other moves in."""
        matches = match_all(self._project.mapLayers().values())
        self._hints, self._surveys = hints_of(matches), surveys_of(matches["survey"])
        self._tell_matches()

    def _project_is_written(self) -> None:
        """Only now is it known where the project lies, and so what the pool's path is from there."""
        if self._memory.known("pool"):
            self._memory.keep_path("pool", self.pool.filePath().strip())

    def _ask_for_new_pool(self) -> None:
        suggested = str(Path(self._project.homePath() or Path.home()) / f"{self.county_search.code or 'pool'}.gpkg")
        path, _ = QFileDialog.getSaveFileName(
            self, tr("New pool"), suggested, _POOLS, options=QFileDialog.Option.DontConfirmOverwrite
        )
        if path:
            self.make_pool(path if path.lower().endswith(".gpkg") else f"{path}.gpkg")

    def _tell_all(self) -> None:
        self.colour.setEnabled(looks_like_survey(self.survey.currentLayer()))
        self.arrange.setEnabled(self.survey.currentLayer() is not None)
        self._tell_rules()
        self._tell_pool()
        self.changed.emit()

    def _tell_rules(self) -> None:
        needed = None
        try:
            rules = self.rules_in_force()
        except InputProblem as problem:
            self.ruleLine.setText("⚠ " + _with_titles(said(problem.wording())))
        else:
            needed = needed_roles(rules)
            self.ruleLine.setText(
                tr("Applies: {title} ({document}), in force from {first} to {last}.").format(
                    title=rules.title.in_language(interface_is_chinese()),
                    document=rules.document,
                    first=rules.valid_from.isoformat(),
                    last=rules.valid_to.isoformat(),
                )
            )
        self._rows.show_only(None if self.allRoles.isChecked() else needed)
        self._tell_matches()

    def _tell_matches(self) -> None:
        """What was left to the user, for the boxes that are shown and empty; what is doubtful about the survey."""
        empty = [key for key, combo in self._combos().items() if combo.currentLayer() is None]
        roles = [
            line for role in self._rows.shown if (key := f"role/{role}") in empty for line in self._hints.get(key, ())
        ]
        survey = self.survey.currentLayer()
        own = self._hints.get("survey", []) if survey is None else [hint_of_survey(survey, self._surveys)]
        for label, lines in ((self.surveyLine, own), (self.matchLine, roles)):
            label.setText("\n".join(filter(None, lines)))
            label.setVisible(any(lines))

    def _tell_pool(self) -> None:
        path = self.pool.filePath().strip()
        self.poolLine.clear()
        if not path:
            self.reading.forget()
            self.poolLine.setText(tr("Choose the county's pool, or make a new one."))
            return
        with self._messenger.telling_problems(self.problem.emit):
            located(path)  # on this thread: for a server QGIS may ask for its master password
            self.reading.ask(lambda _go_on: pool_identity(path), self._pool_came)

    def _pool_came(self, found: PoolIdentity | InputProblem) -> None:
        if isinstance(found, InputProblem):
            self.poolLine.setText("⚠ " + said(found.wording()))
            return
        text = tr("Pool of county {county}, EPSG:{epsg}.").format(county=found.county, epsg=found.epsg)
        county = self.county_search.code
        if county and found.county != county:
            text = "⚠ " + text + " " + tr("It is another county's: {county} is set up.").format(county=county)
        self.poolLine.setText(text)

    def ask_for_server_pool(self) -> None:
        """Open the dialog in which a pool on a server is chosen or made."""
        dialog = ServerPoolDialog(self.county_search.code, self)
        dialog.chosen.connect(self.pool.setFilePath)
        dialog.wanted_new.connect(self.make_pool)
        dialog.open()


def _with_titles(text: str) -> str:
    """Rule sets as the box above calls them, instead of their ids."""
    for rules in choices():
        text = text.replace(rules.id, rules.title.in_language(interface_is_chinese()))
    return text
