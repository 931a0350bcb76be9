"""Which parcels or matters are to take which step (办理对象与环节): the list, the way, and whose act it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...regimes.actors import actors
from ...regimes.choosing import choose_rule_set
from ...regimes.rule_set import RuleSet
from ...regimes.workflow import PARCEL, Transition
from ...reports.language import interface_is_chinese, said, tr
from ...survey.problem import InputProblem
from ..number_formats import mu_text
from ..tables import add_row, prepare_table
from .pool_layer import state_title, workflow_title
from .step_subjects import StepSubject

_MOST_LISTED = 1000


class StepChoice(QObject):
    """The upper half of the form ``steps.ui``; the day is that of the set-up."""

    changed = pyqtSignal()
    """Another group or way was chosen."""

    def __init__(self, form: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._day = date.min
        self._subjects: tuple[StepSubject, ...] = ()
        prepare_table(form.parcels, [tr("Parcel no."), tr("Id"), tr("Village"), tr("Area")])
        form.group.currentIndexChanged.connect(self._group_chosen)
        form.toState.currentIndexChanged.connect(self._way_chosen)

    @property
    def to_state(self) -> str:
        """The state that the step leads to; empty while there is none."""
        return str(self._form.toState.currentData() or "")

    @property
    def role(self) -> str:
        """The office that takes the step."""
        return str(self._form.role.currentData() or "")

    @property
    def from_state(self) -> str:
        """The state that the parcels are in; empty while there are none."""
        chosen = self._form.group.currentData()
        return str(chosen[3]) if chosen else ""

    @property
    def workflow(self) -> str:
        """The path that they are on: ``PARCEL``, or a kind of matter."""
        chosen = self._form.group.currentData()
        return str(chosen[1]) if chosen else PARCEL

    @property
    def way(self) -> tuple[object, str]:
        """Batch and state, and the state that the step leads to."""
        return self._form.group.currentData(), self.to_state

    def listed(self) -> list[StepSubject]:
        """Parcels of the chosen batch and state, or matters of the chosen kind, year and state."""
        chosen = self._form.group.currentData()
        return [p for p in self._subjects if p.place == chosen]

    def uids(self) -> tuple[str, ...]:
        """What is selected, or all of the list."""
        return self.selected() or tuple(subject.uid for subject in self.listed())

    def selected(self) -> tuple[str, ...]:
        """What is selected in the list."""
        rows = {index.row() for index in self._form.parcels.selectionModel().selectedRows()}
        return tuple(subject.uid for i, subject in enumerate(self.listed()) if i in rows)

    def told(self, uids: Sequence[str] | None = None) -> str:
        """How many these are, or those that are chosen, with their area."""
        chosen = set(self.uids() if uids is None else uids)
        area = sum(one.area_dm2 or 0 for one in self._subjects if one.uid in chosen)
        text = tr("{count} parcels, {area}") if self.workflow == PARCEL else tr("{count} matters, {area}")
        return text.format(count=len(chosen), area=mu_text(area))

    def matters(self) -> list[StepSubject]:
        """Every matter of the pool, whatever is listed."""
        return [subject for subject in self._subjects if subject.workflow != PARCEL]

    def rules(self) -> RuleSet:
        """The rules by which the parcels entered. Raises ``InputProblem`` where they aren't in force on the day."""
        return choose_rule_set(self.listed()[0].rule_set, as_of=self._day)

    def number_of(self, uid: str) -> str:
        """What people call a parcel or matter."""
        return next((p.number for p in self._subjects if p.uid == uid), uid)

    def show(self, subjects: tuple[StepSubject, ...], day: date) -> None:
        """Show parcels and matters; what was chosen stays chosen where it is still there."""
        form = self._form
        self._subjects, self._day = subjects, day
        chosen = form.group.currentData()
        counts = Counter(subject.place for subject in subjects)
        form.group.blockSignals(True)
        form.group.clear()
        for place, count in sorted(counts.items(), key=lambda item: (item[0][1] != PARCEL, item[0])):
            form.group.addItem(_group_title(place, count), place)
        form.group.setCurrentIndex(max(0, form.group.findData(chosen)))
        form.group.blockSignals(False)
        self._group_chosen()

    def _group_chosen(self) -> None:
        form, listed, before = self._form, self.listed(), self.to_state
        form.parcels.setRowCount(0)
        of_parcels = self.workflow == PARCEL
        form.parcels.horizontalHeaderItem(0).setText(tr("Parcel no.") if of_parcels else tr("Title"))
        form.parcels.horizontalHeaderItem(1).setText(tr("Survey id (BSM)") if of_parcels else tr("Id"))
        form.parcels.setColumnHidden(2, not of_parcels)
        for one in listed[:_MOST_LISTED]:
            area = "–" if one.area_dm2 is None else mu_text(one.area_dm2)
            row = add_row(form.parcels, [one.number, one.bsm or one.uid, one.village, area], numbers=(3,))
            for column in range(form.parcels.columnCount()):
                form.parcels.item(row, column).setToolTip(one.uid)
        form.toState.blockSignals(True)
        form.toState.clear()
        try:
            ways = self.rules().workflows[self.workflow].ways_from(listed[0].state) if listed else ()
            form.told.setText(_told(len(listed)))
        except InputProblem as problem:
            ways = ()
            form.told.setText("⚠ " + said(problem.wording()))
        for state in dict.fromkeys(ways):
            form.toState.addItem(state_title(listed[0].system, state, self.workflow), state)
        if form.toState.findData(before) > 0:
            form.toState.setCurrentIndex(form.toState.findData(before))
        form.toState.blockSignals(False)
        self._way_chosen()

    def _way_chosen(self) -> None:
        form, way = self._form, self._way()
        form.role.clear()
        if way is not None:
            for role in way.roles:
                form.role.addItem(actors()[role].name.in_language(interface_is_chinese()), role)
            clause = tr("Clause {clause}.").format(clause=way.clause)
            text = f"{_told(len(self.listed()))} {clause}".strip()
            if way.external:
                text += " " + tr("It is decided elsewhere and recorded here: the document's number is needed.")
            form.told.setText(text)
        self.changed.emit()

    def _way(self) -> Transition | None:
        listed = self.listed()
        if not listed or not self.to_state:
            return None
        try:
            return self.rules().workflows[self.workflow].between(listed[0].state, self.to_state)
        except InputProblem:
            return None


def _group_title(place: tuple[str, str, str, str], count: int) -> str:
    system, workflow, group, state = place
    named = group if workflow == PARCEL else f"{workflow_title(system, workflow)} {group}"
    return tr("{batch}: {state} ({count})").format(batch=named, state=state_title(system, state, workflow), count=count)


def _told(count: int) -> str:
    if count > _MOST_LISTED:
        return tr("The first {shown} of {count} are listed; a step is for all while none is selected.").format(
            shown=_MOST_LISTED, count=count
        )
    return "" if count else tr("The pool holds no parcel yet.")
