"""Page 3, check: run it, read the findings, push what is eligible (检查)."""

from __future__ import annotations

from html import escape

from qgis.core import QgsProcessingFeedback, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QModelIndex, QUrl, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...checks.engine import CheckResult
from ...checks.findings import Verdict
from ...processing.inputs.check_inputs import run_check
from ...processing.inputs.layer_memory import LayerMemory
from ...reports.language import interface_is_chinese, tr
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..background import Background
from ..form_loading import icon, load_form
from ..messages import Messenger
from ..number_formats import value_with_mu
from ..parcel_view import ParcelView
from ..select.select_page import SelectPage
from ..set_up.set_up import SetUp
from ..set_up.set_up_page import SetUpPage
from .check_basis import BasisWatch
from .check_outputs import CheckOutputs
from .check_scope import SELECTED, TAGGED, WHOLE, CheckScope
from .clause_window import ClauseWindow, clause_of
from .excluded_ground import ExcludedGround, takes_ground
from .finding_details import finding_page, parcel_page
from .findings_filter import FindingsTable
from .findings_list import FindingsList
from .findings_model import Pointed
from .layer_titles import titles_by_role
from .missing_layers import missing_layers, missing_layers_line
from .pool_holdings import Holdings, holdings_of
from .pushing import Pushing
from .session_documents import Lifted
from .waiving import Waiving

__all__ = ["SELECTED", "TAGGED", "WHOLE", "CheckPage"]


class CheckPage(QWidget):
    """The same check as ``zhanbu:checkparcels``, on the candidates, the selection or the whole layer."""

    pushed = pyqtSignal(object)

    def __init__(
        self,
        set_up: SetUpPage,
        select: SelectPage,
        view: ParcelView,
        messenger: Messenger,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        load_form("check", self)
        self._set_up, self._view, self._messenger = set_up, view, messenger
        self.work = Background(messenger, self)
        self.result: CheckResult | None = None
        self.list = FindingsList(self, view.canvas, lambda: select.tagged.fids, self)
        self.model = self.list.model
        self.ground = ExcludedGround(view.canvas, messenger, self)
        self._memory = LayerMemory()
        self._scope = CheckScope(self.scope, select, self)
        self.waiving = Waiving(self)
        select.dividing.lift_for = self.waiving.for_layer
        self.clause = ClauseWindow(self)
        self._pointed: Pointed | None = None
        self._checked_layer = ""
        self._checked: SetUp | None = None
        self._layer_paths: dict[str, str] = {}
        self._basis = BasisWatch(self)
        self.pushing = Pushing(self, self.work, messenger, self._still_holds)
        self._project_no = 0
        self._own_batch = ""
        self.outputs = CheckOutputs(self._require_result, self.model, self.work, messenger)
        self._prepare_widgets()
        self._connect(select)
        self._set_up_changed()
        self.list.tell_counts()
        self._allow(True)

    def start(self) -> None:
        """Check in the background what the scope says."""
        with self._messenger.telling_problems(self._tell_beside):
            setting = self._set_up.current()
            survey = setting.require_survey()
            fids = self._scope.fids(survey)
            inputs = setting.check_inputs(fids)
            self._checked_layer = inputs.parcels.name
            count = len(fids) if fids is not None else survey.featureCount()
            self.progress.setFormat(tr("{count} parcels, %p %").format(count=count))
            chinese, project, paths = interface_is_chinese(), self._project_no, inputs.layer_paths()
            memory, layer_id, titles = self._memory, survey.id(), titles_by_role(setting)
            lift = self.waiving.for_layer(layer_id)

            def work(feedback: QgsProcessingFeedback) -> tuple[FindingsTable, Lifted, Holdings]:
                found = lift(run_check(inputs, feedback, memory))
                held = holdings_of(inputs.pool, found.result)
                return FindingsTable(found.result, chinese=chinese, layer_titles=titles), found, held

            def checked(outcome: tuple[FindingsTable, Lifted, Holdings]) -> None:
                if project == self._project_no:  # else its project was closed meanwhile
                    self._layer_paths, self._checked = paths, setting
                    self._basis.arrive()
                    self.waiving.show(outcome[1], layer_id)
                    self.pushing.holdings = outcome[2]
                    self._propose_batch()
                    self.show_result(outcome[0])

            if self.work.start(tr("Zhanbu: check"), work, checked):
                self._close_questions()
                self._basis.begin(setting)

    def show_result(self, table: FindingsTable) -> None:
        """List the findings of a finished check."""
        self.result = result = table.result
        self.list.show(table)
        self._allow(not self.work.is_busy)
        self._point_at(QModelIndex())
        self._view.clear()
        day = result.run.as_of.isoformat()
        told = tr("{count} parcels of {layer}, rules of {day}").format(
            count=len(result.parcels), layer=self._checked_layer, day=day
        )
        missing = missing_layers(result)
        documents = self.waiving.shown.told() if self.waiving.shown is not None else ""
        self.stateLine.setText("\n".join(line for line in (told, documents, missing_layers_line(missing)) if line))
        self.stateLine.setToolTip(tr(", ").join(missing))
        self._show_whether_outdated()
        self._messenger.tell(tr("{count} parcels checked.").format(count=len(result.parcels)))
        if documents:
            self._messenger.warn(documents)

    def show_waived(self, result: CheckResult) -> None:
        """List the same check with other documents, and stay with the parcel."""
        pointed = self._pointed
        if self.model.table is None or pointed is None:
            return
        self._close_questions()
        self.result = result
        self.model.table.take(result)
        self.list.show(self.model.table)
        self._allow(not self.work.is_busy)
        self.select_parcel(str(result.parcels.ids[pointed.parcel]))
        self._show_details(pointed)

    @property
    def wanted_width(self) -> int:
        """Pixels in which no column of the findings is left out."""
        margins = self.layout().contentsMargins()
        return int(self.list.columns.wanted_width + margins.left() + margins.right())

    def select_parcel(self, parcel_id: str) -> bool:
        """Point at a parcel in the list and on the map; returns whether it is listed."""
        return self.list.select_parcel(parcel_id)

    def seen_of(self, survey: QgsVectorLayer | None) -> frozenset[int]:
        """Ids of the features of a survey layer that the check that is shown has seen."""
        if self.result is None or self._checked is None or survey is None or self._checked.survey is not survey:
            return frozenset()
        return frozenset(self.result.parcels.layer.fids.tolist())

    def check_candidates(self) -> None:
        """Check the tagged candidates, unless something is under way."""
        if self.work.is_busy:
            self._messenger.warn(tr("A check or a push is still under way: wait for its end, or stop it first."))
            return
        self._scope.choose(TAGGED)
        self.start()

    def push_eligible(self) -> None:
        """Ask whether the eligible parcels of this check shall enter the pool; with a yes they do."""
        with self._messenger.telling_problems():
            self.pushing.ask(
                self._require_result(), self._set_up.current(), self.batch.text().strip(), self._layer_paths
            )

    def forget(self) -> None:
        """The project was closed: what was checked in it isn't shown in the next one."""
        self._project_no += 1
        self.work.cancel()
        self._memory = LayerMemory()
        self._basis.close()
        self._close_questions()
        self.waiving.forget()
        self._checked = None
        self.result = None
        self.list.show(None)
        self._point_at(QModelIndex())
        self.stateLine.setText(nothing_checked())
        self._view.clear()
        self._allow(not self.work.is_busy)

    def close_down(self) -> None:
        """Stop what is running."""
        QgsProject.instance().cleared.disconnect(self.forget)
        self.work.close()
        self.list.close()
        self.ground.close()
        self._basis.close()
        self._close_questions()
        self._scope.follow(None)

    def _prepare_widgets(self) -> None:
        self.splitter.setSizes([300, 190])
        self.progress.hide()
        self.stateLine.setText(nothing_checked())
        self.cancel.setEnabled(False)
        self.run.setIcon(icon("check"))
        self.push.setIcon(icon("pool"))
        self._push_tip = self.push.toolTip()
        self.batch.setText(tr("{year}-01").format(year=QDate.currentDate().year()))

    def _connect(self, select: SelectPage) -> None:
        self.run.clicked.connect(self.start)
        self.cancel.clicked.connect(self.work.cancel)
        self.work.started.connect(lambda: self._busy(True))
        self.work.ended.connect(lambda: self._busy(False))
        self.work.progressed.connect(lambda percent: self.progress.setValue(round(percent)))
        self.list.pointed.connect(self._point_at)
        self.ground.found.connect(self._tell_ground)
        self._basis.outdated.connect(self._show_whether_outdated)
        self.push.clicked.connect(self.push_eligible)
        self.batch.textEdited.connect(self._batch_written)
        select.counted.connect(lambda: self._tell_beside(""))
        self.pushing.pushed.connect(lambda _report: self._batch_written(""))
        self.pushing.pushed.connect(self.pushed)
        self.pushing.survey_was_changed.connect(self._basis.parcels_changed)
        self.export_.clicked.connect(lambda: self.outputs.ask(self))
        self._set_up.changed.connect(self._set_up_changed)
        self.details.anchorClicked.connect(self._follow_link)
        self.waiving.changed.connect(self.show_waived)
        QgsProject.instance().cleared.connect(self.forget)

    def _busy(self, on: bool) -> None:
        self.progress.setValue(0)
        self.progress.setVisible(on)
        self.stateLine.setVisible(not on)  # it tells of the check before
        self.run.setEnabled(not on)
        self.cancel.setEnabled(on)
        self._allow(not on)

    def _allow(self, idle: bool) -> None:
        eligible = self.list.counts[Verdict.ELIGIBLE]
        reason = self._basis.reason
        self.push.setEnabled(idle and eligible > 0 and not reason)
        self.push.setToolTip(reason or (self._push_tip if eligible else self._why_none()))
        self.export_.setEnabled(idle and self.result is not None)

    def _tell_beside(self, problem: str) -> None:
        """What keeps the first check from being made stands where its outcome will be."""
        if self.result is None:
            self.stateLine.setText(problem or nothing_checked())

    def _batch_written(self, text: str) -> None:
        """What somebody writes stays until it was pushed."""
        self._own_batch = text

    def _propose_batch(self) -> None:
        """Another check's parcels aren't to join a batch that is in the pool already, unless somebody wrote so."""
        name = self.batch.text().strip()
        if name != self._own_batch.strip():
            self.batch.setText(self.pushing.holdings.free_batch(name))

    def _why_none(self) -> str:
        """Why nothing can be pushed."""
        if self.result is None:
            return nothing_checked()
        return tr("No parcel of this check is eligible. Those that need a document become so when it is recorded.")

    def _set_up_changed(self) -> None:
        now = self._set_up.current()
        self._basis.compare(now)
        self._scope.follow(now.survey)

    def _close_questions(self) -> None:
        self.waiving.close()
        self.pushing.close()

    def _still_holds(self, result: CheckResult) -> bool:
        """Whether this is the check that is shown, and not out of date; says why, if it is."""
        reason = self._basis.reason
        if reason:
            self._messenger.problem(reason)
        return not reason and result is self.result

    def _show_whether_outdated(self) -> None:
        reason = self._basis.reason
        if reason:
            self.stateLine.setText(reason)
            self._close_questions()
        self._allow(not self.work.is_busy)

    def _require_result(self) -> CheckResult:
        if self.result is None:
            raise InputProblem(
                translate("zhanbu", "Nothing has been checked yet."),
                remedy=translate("zhanbu", "Run the check first."),
            )
        return self.result

    def _point_at(self, index: QModelIndex) -> None:
        pointed = self.model.pointed(index)
        self.ground.clear()
        if pointed is None or self.result is None:
            self._pointed = None
            self.details.clear()
            return
        self._show_details(pointed)
        self._show_ground(pointed)
        parcels, stay = self.result.parcels, self.inView.isChecked()
        zoom = not stay and not self.panOnly.isChecked()
        if not self._view.show(parcels.geometry(pointed.parcel), parcels.layer.crs.wkt, zoom=zoom, pan=not stay):
            self._messenger.warn(
                tr("Parcel {id} has no shape that could be shown.").format(id=parcels.ids[pointed.parcel])
            )

    def _show_details(self, pointed: Pointed) -> None:
        self._pointed, chinese = pointed, interface_is_chinese()
        if self.result is None or self.model.table is None:
            return
        layers = self.model.table.layers
        if pointed.check is None:
            page = parcel_page(self.result, pointed.parcel, layers, self.pushing.holdings.numbers, chinese=chinese)
        else:
            rule, finding = self.result.columns[pointed.check].rule, self.model.finding(pointed)
            page = finding_page(self.result, pointed.parcel, rule, finding, layers, chinese=chinese)
        self.details.setHtml(page)

    def _show_ground(self, pointed: Pointed) -> None:
        """Crosshatch what the parcel loses, unless the check is out of date or another one runs."""
        result, setting = self.result, self._checked
        if result is None or setting is None or self._basis.reason or self.work.is_busy:
            return
        layer = setting.survey
        if layer is not None and takes_ground(result, pointed.parcel, pointed.check):
            with self._messenger.telling_problems():
                inputs = setting.check_inputs([int(result.parcels.layer.fids[pointed.parcel])])
                check = "" if pointed.check is None else result.columns[pointed.check].rule.id
                self.ground.show(inputs, layer, self._memory, self.waiving.waivers, check)

    def _tell_ground(self, area_m2: float) -> None:
        text = tr("Crosshatched on the map: {area} that can't be credited.").format(area=value_with_mu(area_m2, "m2"))
        bar = self.details.verticalScrollBar()
        read_from = bar.value()
        self.details.append(f"<p>▩ {escape(text)}</p>")
        bar.setValue(read_from)  # else the head, and the link to record a document, would leave the pane

    def _follow_link(self, link: QUrl) -> None:
        clause = clause_of(link)
        if clause and self.result is not None:
            self.clause.show_clause(self.result.case.rule_set, clause)
        elif self._pointed is not None and self.result is not None and not self.work.is_busy:
            self.waiving.follow(link, self.result, self._pointed.parcel)


def nothing_checked() -> str:
    """What stands where the outcome of a check will be."""
    return tr(
        "No check since the project was opened: press “Check”. Its results aren't kept; what is pushed is in the pool."
    )
