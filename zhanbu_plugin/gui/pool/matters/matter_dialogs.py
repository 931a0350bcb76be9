"""Opening a matter, and linking parcels or other matters with one (新建事项、关联事项)."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsMapLayerProxyModel, QgsProcessingFeedback
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from ....pool.filing.matters import MatterTerms, link_matter, open_matter
from ....pool.steps.acts import Act
from ....processing.inputs.concerns import uids_in
from ....processing.inputs.sources import read_told, unread_layer
from ....processing.pool.open_matter import place_of
from ....regimes.choosing import AUTO, choose_rule_set, own_rule_sets, rule_sets
from ....regimes.rule_set import RuleSet
from ....regimes.workflow import PARCEL
from ....reports.language import interface_is_chinese, said, tr
from ....survey.problem import InputProblem
from ....survey.wording import translate
from ...messages import Messenger
from ...set_up.role_rows import prepare_combo
from ...set_up.set_up import SetUp
from ..pool_layer import system_title
from ..step_subjects import StepSubject
from .filing_dialog import FilingDialog, Work

_SYSTEMS = ("CROP", "FOREST", "INOUT")


class OpenMatterDialog(FilingDialog):
    """Kinds are those of the rules in force on the day, in every system that the county has."""

    def __init__(self, now: SetUp, links: Sequence[str], messenger: Messenger, parent: QWidget) -> None:
        super().__init__(tr("Open a matter"), now.as_of, messenger, parent)
        self._now = now
        self.kind, self.name, self.year = QComboBox(), QLineEdit(), QSpinBox()
        self.place, self.links = QgsMapLayerComboBox(), QLineEdit(", ".join(links))
        self.year.setRange(1950, 2100)
        self.year.setValue(now.as_of.year)
        prepare_combo(self.place, QgsMapLayerProxyModel.Filter.PolygonLayer)
        self.lay_out(
            (
                (tr("Kind"), self.kind, tr("What it is, by the rules in force on the day.")),
                (tr("Title"), self.name, tr("What people call it.")),
                (tr("Year"), self.year, tr("Year that it is for.")),
                (tr("Place"), self.place, tr("Layer with its polygons: the selected ones, or all. It may have none.")),
                (
                    tr("Belongs with"),
                    self.links,
                    tr("Ids of parcels or matters that belong to it, separated by commas."),
                ),
            )
        )
        self.kind.currentIndexChanged.connect(lambda _i: self._kind_chosen())
        self.day.dateChanged.connect(lambda _day: self._offer_kinds())
        self._offer_kinds()

    def rules(self) -> RuleSet | None:
        """The rules of the chosen kind."""
        chosen = self.kind.currentData()
        return chosen[0] if chosen else None

    def plan(self, act: Act) -> Work:
        """Open it."""
        chosen, pool = self.kind.currentData(), self._now.require_pool()
        if not chosen:
            raise InputProblem(
                translate("zhanbu", "No rules of the county know a matter on this day."),
                remedy=translate("zhanbu", "Look at county and day of the set-up."),
            )
        rules, subject = chosen
        terms = MatterTerms(subject, self.year.value(), self.name.text().strip())
        layer, links = self.place.currentLayer(), uids_in(self.links.text())
        place = unread_layer(layer, layer.selectedFeatureIds() or None) if layer is not None else None

        def work(feedback: QgsProcessingFeedback) -> str:
            own = terms
            if place is not None:
                read = read_told(place, feedback)
                own = MatterTerms(terms.subject, terms.year, terms.title, place_of(read), read.crs)
            return tr("Opened: {uid}.").format(uid=open_matter(pool, rules, own, act, links=links))

        return work

    def _offer_kinds(self) -> None:
        before = self.kind.currentText()
        self.kind.clear()
        self.outcome.clear()
        for rules in self._rules_in_force():
            for subject, path in rules.workflows.items():
                if subject != PARCEL and path.between("", path.first_state()) is not None:
                    title = path.title.in_language(interface_is_chinese())
                    self.kind.addItem(f"{title} ({system_title(rules.system)})", (rules, subject))
        self.kind.setCurrentIndex(max(0, self.kind.findText(before)))
        self.go_button.setEnabled(self.kind.count() > 0)

    def _rules_in_force(self) -> list[RuleSet]:
        now, found = self._now, []
        for system in _SYSTEMS:
            try:
                day = self.day.date().toPyDate()
                found.append(choose_rule_set(AUTO, as_of=day, county=now.county, system=system))
            except InputProblem as problem:
                self.outcome.setText("⚠ " + said(problem.wording()))  # seen only where no system has any
        if found:
            self.outcome.clear()
        return found

    def _kind_chosen(self) -> None:
        rules, chosen = self.rules(), self.kind.currentData()
        if rules is None:
            self.offer_offices(())
            return
        path = rules.workflows[chosen[1]]
        step = path.between("", path.first_state())
        self.offer_offices(step.roles if step is not None else ())


class LinkMatterDialog(FilingDialog):
    """Links are for the offices that may bring the matter into its state or on from there; none is ever taken away."""

    def __init__(
        self,
        now: SetUp,
        matters: Sequence[StepSubject],
        links: Sequence[str],
        messenger: Messenger,
        parent: QWidget,
    ) -> None:
        super().__init__(tr("Link with a matter"), now.as_of, messenger, parent)
        self._now = now
        self.matter, self.links = QComboBox(), QLineEdit(", ".join(links))
        self.lay_out(
            (
                (tr("Matter"), self.matter, tr("Matter that is open in the pool.")),
                (
                    tr("Belongs with"),
                    self.links,
                    tr("Ids of parcels or matters that belong to it, separated by commas. A link is never taken away."),
                ),
            )
        )
        self.matter.currentIndexChanged.connect(lambda _i: self._matter_chosen())
        for one in matters:
            self.matter.addItem(f"{one.number} ({one.uid})", one)
        self.go_button.setEnabled(bool(matters))
        if not matters:
            self.outcome.setText("⚠ " + tr("No matter is open in the pool: open one first."))

    def plan(self, act: Act) -> Work:
        """Note the links."""
        pool, uid, links = self._now.require_pool(), self.matter.currentData().uid, uids_in(self.links.text())

        def work(_feedback: QgsProcessingFeedback) -> str:
            new = link_matter(pool, uid, links, act)
            return tr("{count} new links with {uid}.").format(count=len(new), uid=uid)

        return work

    def _matter_chosen(self) -> None:
        one: StepSubject = self.matter.currentData()
        rules = rule_sets().get(one.rule_set) or own_rule_sets().get(one.rule_set)
        path = rules.workflows.get(one.workflow) if rules is not None else None
        near = [t for t in path.transitions if t.to == one.state or one.state in t.sources] if path is not None else []
        self.offer_offices(tuple(dict.fromkeys(role for step in near for role in step.roles)))
