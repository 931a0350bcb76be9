"""Steps of parcels and matters on the regulation's path (办理环节): what is missing, papers, forms, the step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from qgis.core import QgsProcessingFeedback
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QMenu, QMessageBox, QTreeWidgetItem, QWidget

from ...pool.filing.evidence import Paper
from ...pool.filing.forms import record_form
from ...pool.filing.subjects import Concern
from ...pool.steps.acts import Act
from ...pool.steps.advancing import AdvanceReport
from ...pool.steps.previewing import StepPreview
from ...pool.steps.stepping import StepRefusal
from ...processing.inputs.sources import unread_layer
from ...regimes.forms.form import forms
from ...regimes.workflow import PARCEL
from ...reports.language import interface_is_chinese, said, tr
from ...survey.problem import InputProblem
from ..background import Background
from ..form_loading import load_form
from ..latest_reading import LatestReading
from ..messages import Messenger
from ..set_up.set_up import SetUp
from .form_dialog import FormDialog
from .guard_tree import GuardTree
from .matters.matter_acts import MatterActs
from .paper_dialog import PaperDialog
from .putting_on_file import put_on_file
from .recording_time import recording_time
from .step_choice import StepChoice
from .step_question import ask_before
from .step_request import StepRequest
from .step_subjects import StepSubject, read_subjects
from .steps import GuardItem, guard_items


class StepsTab(QWidget):
    """Parcels of one batch and state at a time, or matters of one kind; all, or those that are selected."""

    stepped = pyqtSignal()
    """Parcels took a step."""
    wants_file = pyqtSignal(str, str)
    """Uid and number of a parcel whose file is wanted."""

    def __init__(self, now: Callable[[], SetUp], messenger: Messenger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form("steps", self)
        self._now, self._messenger = now, messenger
        self.work = Background(messenger, self)
        self.reading = LatestReading(tr("Zhanbu: parcels"), messenger, self)
        self.dialog: QDialog | None = None
        self.question: QMessageBox | None = None
        self._pool = ""
        self.guards = GuardTree(self.missing)
        self.choice = StepChoice(self, self)
        self.choice.changed.connect(self._forget_missing)
        self.preview.clicked.connect(self.find_missing)
        self.take.clicked.connect(self.take_step)
        self.paper.clicked.connect(lambda: self.ask_for_papers(()))
        self.fillIn.clicked.connect(self._offer_forms)
        self.file.clicked.connect(self._want_file)
        self.matters = MatterActs(now, self.choice, messenger, self)
        self.matters.done.connect(self.stepped)
        self.matter.setMenu(self.matters.menu)
        self.parcels.itemDoubleClicked.connect(lambda _item: self._want_file())
        self.missing.itemDoubleClicked.connect(lambda item, _column: self._put_right(item))
        self.work.started.connect(self._allow)
        self.work.ended.connect(self._allow)

    def show_pool(self, pool: str) -> None:
        """Show the parcels of a pool; what was chosen stays chosen where it is still there."""
        self._pool = pool
        self.matter.setEnabled(bool(pool))
        if pool:
            self.reading.ask(lambda _go_on: read_subjects(pool), self._came)
        else:
            self.reading.forget()
            self.choice.show((), self._now().as_of)

    def _came(self, found: tuple[StepSubject, ...] | InputProblem) -> None:
        if isinstance(found, InputProblem):
            self.choice.show((), self._now().as_of)
            self.told.setText("⚠ " + said(found.wording()))
            return
        before, items, told = self.choice.way, self.guards.items, self.told.text()
        self.choice.show(found, self._now().as_of)
        if self.choice.way == before and any(item.refusals for item in items):
            self.guards.show(items, self.choice.number_of)  # parcels that stayed, and why, after the others went
            self.told.setText(told)

    def find_missing(self) -> None:
        """Ask what the step still lacks; nothing is written."""
        with self._messenger.telling_problems():
            asked = self._request()
            self.work.start(tr("Zhanbu: what is missing"), asked.preview, lambda found: self._previewed(asked, found))

    def take_step(self) -> None:
        """Ask the guards, then the user with the number that can go, and take the step with those."""
        with self._messenger.telling_problems():
            asked, step = self._request(), self.toState.currentText()
            self.work.start(tr("Zhanbu: step"), asked.preview, lambda found: self._ask(asked, step, found))

    def _ask(self, asked: StepRequest, step: str, found: StepPreview) -> None:
        self._previewed(asked, found)
        if not found.ready:
            self.told.setText("⚠ " + tr("Nothing was changed: none can take the step yet. See what is missing."))
            return

        def go() -> None:
            act = replace(asked.act, recorded_at=recording_time())
            ready = replace(asked, uids=found.ready, act=act)
            self.work.start(
                tr("Zhanbu: step"), ready.take, lambda report: self._stepped(ready, step, report, found.missing)
            )

        staying = len(asked.uids) - len(found.ready)
        what = self.choice.told(found.ready)
        self.question = ask_before(step, what, staying, go, self._question_closed, self)

    def _question_closed(self) -> None:
        self.question = None

    def ask_for_papers(self, kinds: Sequence[str]) -> None:
        """Open the dialog in which papers are put on file of the chosen parcels."""
        dialog = PaperDialog(kinds, self._now().as_of, self, self.choice.told())
        dialog.given.connect(self.put_on_file)
        self._open(dialog)

    def ask_for_form(self, form_id: str) -> None:
        """Open the dialog in which a form is filled in for the chosen parcels."""
        dialog = FormDialog(form_id, self._now().as_of, self)
        dialog.answered.connect(lambda values, by, day: self.record(form_id, values, by, day))
        self._open(dialog)

    def put_on_file(self, paths: Sequence[str], paper: Paper) -> None:
        """Attach files to the chosen parcels, and ask again what is missing."""
        pool, concern, recorded, role = (
            self._pool,
            Concern(self.choice.uids()),
            recording_time(),
            self.choice.role,
        )

        def work(_feedback: QgsProcessingFeedback) -> int:
            return put_on_file(pool, paths, paper, concern, (role, recorded))

        self.work.start(tr("Zhanbu: papers"), work, lambda count: self._filed(tr("{count} files").format(count=count)))

    def record(self, form_id: str, values: dict[str, object], by: str, day: date) -> None:
        """Record the answers to a form for each chosen parcel, and ask again what is missing."""
        pool, concern, recorded = self._pool, Concern(self.choice.uids()), recording_time()
        role, doc_no = self.choice.role, self.docNo.text().strip()

        def work(_feedback: QgsProcessingFeedback) -> int:
            terms = {"answered_by": by, "answered_on": day, "doc_no": doc_no, "role": role, "recorded_at": recorded}
            return len(record_form(pool, form_id, [values], concern, **terms))

        title = forms()[form_id].title.in_language(interface_is_chinese())
        self.work.start(tr("Zhanbu: form"), work, lambda _count: self._filed(title))

    def close_down(self) -> None:
        """Stop what is running."""
        if self.dialog is not None and not sip.isdeleted(self.dialog):
            self.dialog.close()
        if self.question is not None:
            self.question.reject()
        self.matters.close_down()
        self.work.close()
        self.reading.close()

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _request(self) -> StepRequest:
        """What is asked for, as everything is chosen now. Raises ``InputProblem``."""
        now = self._now()
        return StepRequest(
            self._pool,
            self.choice.uids(),
            self.choice.workflow,
            self.choice.from_state,
            self.choice.to_state,
            Act(self.choice.role, now.as_of, self.docNo.text().strip(), recording_time()),
            self.choice.rules(),
            {role: unread_layer(layer) for role, layer in now.roles.items()},
            now.dem_file(),
        )

    def _previewed(self, asked: StepRequest, found: StepPreview) -> None:
        self._show_missing(asked, found.missing)
        self.told.setText(
            (
                tr("{ready} of {count} parcels could take the step now.")
                if asked.workflow == PARCEL
                else tr("{ready} of {count} could take the step now.")
            ).format(ready=len(found.ready), count=len(asked.uids))
        )

    def _stepped(self, asked: StepRequest, step: str, report: AdvanceReport, missing: Sequence[StepRefusal]) -> None:
        """``missing`` is of those that were left out."""
        if report.advanced:
            self._messenger.tell(
                (
                    tr("{count} parcels: {state}.") if asked.workflow == PARCEL else tr("{count} matters: {state}.")
                ).format(count=len(report.advanced), state=step or asked.to_state)
            )
            self.stepped.emit()
        refused = (*missing, *report.refused)
        self._show_missing(asked, refused)
        if refused:
            self.told.setText(
                (
                    tr("{count} parcels didn't take the step; see what is missing.")
                    if asked.workflow == PARCEL
                    else tr("{count} matters didn't take the step; see what is missing.")
                ).format(count=len({refusal.uid for refusal in refused}))
            )

    def _forget_missing(self) -> None:
        """Only the guards of the way that is chosen now; nobody asked them yet."""
        with self._messenger.telling_problems():
            items: tuple[GuardItem, ...] = ()
            from_state, to_state = self.choice.from_state, self.choice.to_state
            if from_state and to_state:
                items = guard_items(
                    self.choice.rules(), self.choice.workflow, (from_state, to_state), None, interface_is_chinese()
                )
            self.guards.show(items, self.choice.number_of)
        self._allow()

    def _show_missing(self, asked: StepRequest, refusals: Sequence[StepRefusal]) -> None:
        items = guard_items(
            asked.rules, asked.workflow, (asked.from_state, asked.to_state), refusals, interface_is_chinese()
        )
        self.guards.show(items, self.choice.number_of)
        self._allow()

    def _put_right(self, line: QTreeWidgetItem) -> None:
        """Open what puts an item right: papers where it asks for papers, else its form."""
        item = self.guards.item_of(line)
        if item.kinds:
            self.ask_for_papers(item.kinds)
        elif item.forms:
            self.ask_for_form(item.forms[0])

    def _want_file(self) -> None:
        """Show the file of the parcel that is selected, or of the first one."""
        uids = self.choice.uids()
        if uids:
            self.wants_file.emit(uids[0], self.choice.number_of(uids[0]))

    def _offer_forms(self) -> None:
        """The forms that the step asks for; without any, all of them."""
        wanted = dict.fromkeys(form for item in self.guards.items for form in item.forms if form in forms())
        menu = QMenu(self)
        for form_id in wanted or forms():
            title = forms()[form_id].title.in_language(interface_is_chinese())
            menu.addAction(title, lambda chosen=form_id: self.ask_for_form(chosen))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.fillIn.mapToGlobal(self.fillIn.rect().bottomLeft()))

    def _filed(self, what: str) -> None:
        self._messenger.tell(tr("On file: {what}.").format(what=what))
        self.find_missing()

    def _allow(self) -> None:
        idle = not self.work.is_busy and bool(self.choice.listed())
        for button in (self.paper, self.fillIn, self.file):
            button.setEnabled(idle)
        for button in (self.preview, self.take):
            button.setEnabled(idle and bool(self.choice.to_state))
