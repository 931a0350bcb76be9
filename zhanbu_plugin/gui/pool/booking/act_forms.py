"""What each act on the ledger asks for, and how it is carried out (各类业务的填报内容)."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from ....ledger.clauses import ILLEGAL, INOUT_SHORTFALL
from ....ledger.ending_freezes import ExitOrder, end_freeze_in
from ....ledger.freeze_plans import ExitMode
from ....ledger.freezing import FreezeOrder, freeze_in
from ....ledger.ledger_rules import FreezeRule
from ....ledger.linking import Project, link_in
from ....ledger.transfer_rules import GOVERNMENTS, LEVELS
from ....ledger.transferring import TransferOrder, transfer_in
from ....ledger.unlinking import release_in, write_off_in
from ....pool.accounts.records import Freeze
from ....pool.steps.acts import Act, Journal
from ....pool.store import PoolWriter
from ....processing.inputs.ledger_acts import rules_even_after
from ....processing.ledger.booking import rules_of
from ....processing.ledger.freeze import ordering_rules
from ....regimes.actors import COUNTY_NR
from ....regimes.choosing import AUTO
from ....regimes.forms.form import forms
from ....regimes.rule_set import RuleSet
from ....reports.language import interface_is_chinese, tr
from ...labelled_row import add_row
from ...number_formats import mu_text
from .act_fields import AmountField, SomeDayField
from .booking_effect import Action, Notes, OpenBusiness, Plan, Terms

PROV_NR = "PROV_NR"
Booking = Callable[[PoolWriter, Journal, RuleSet], object]


class ActForm(QWidget):
    """The fields of one act. ``office`` is the one that acts."""

    office = PROV_NR
    question = ""
    """What has to be known before it is booked; empty where it is only that a posting stays."""

    def __init__(self, terms: Terms) -> None:
        super().__init__()
        self.terms = terms
        self.rows = QFormLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)

    def offer(self, found: OpenBusiness) -> None:
        """Offer what the act may concern."""

    def plan(self, act: Act) -> Plan:
        """What is asked for, as it is typed in now."""
        raise NotImplementedError

    def add(self, name: str, field: QWidget, tip: str = "") -> None:
        """A row of the act's own."""
        add_row(self.rows, name, field, tip)

    def by_rules(self, act: Act, book: Booking, *, even_after: bool = False) -> Plan:
        """Book by the rules of the day; ``even_after`` they have expired, where the act ends what began under them."""
        terms = self.terms

        def plan() -> Action:
            if even_after:
                rules = rules_even_after(terms.pool, AUTO, terms.county, terms.system, act.on)
            else:
                rules = rules_of(terms.pool, AUTO, terms.county, terms.system, act)
            return lambda pool, journal: book(pool, journal, rules)

        return plan


class FreezeForm(ActForm):
    """冻结."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.reason = QComboBox()
        self.reason.addItem(tr("Illegal occupation"), ILLEGAL)
        self.reason.addItem(tr("Cropland in and out missed its balance"), INOUT_SHORTFALL)
        self.area = AmountField(tr("Area to be frozen in all."), tr("Area"))
        self.city = AmountField(tr("What the city says it has; it counts where the rules say so."), tr("City has"))
        self.due = SomeDayField(terms.day, tr("Day by which it is to be rectified; a shortfall needs one."), tr("Due"))
        self.add(tr("Reason of the freeze"), self.reason)
        self.add(tr("Area"), self.area)
        self.add(tr("City has"), self.city)
        self.add(tr("Due"), self.due)

    def plan(self, act: Act) -> Plan:
        """Freeze."""
        terms = self.terms
        order = FreezeOrder(terms.system, self.reason.currentData(), self.area.dm2, self.city.dm2, self.due.value)

        def plan() -> Action:
            rules = rules_of(terms.pool, AUTO, terms.county, terms.system, act)
            ordering = ordering_rules(terms.pool, rules, order.reason, act)
            counts = FreezeRule.of(rules).city_covers
            return lambda pool, journal: _frozen(
                freeze_in(pool, journal, order, act, rules, ordering), order.city_available_dm2, counts
            )

        return plan


def _frozen(found: Freeze, city_dm2: int, city_counts: bool) -> Notes:
    """What the account doesn't show: what the city has to freeze, and what nobody has (SC-4(十三)a, HB-22)."""
    notes = []
    if found.city_dm2:
        notes.append(
            tr("{area} of it are the city's part: it is recorded here, and frozen in the city's own pool.").format(
                area=mu_text(found.city_dm2)
            )
        )
    if city_dm2 and not city_counts:
        notes.append(
            tr("What the city has doesn't count here: by these rules only the county's indicators are frozen.")
        )
    if found.uncovered_dm2:
        notes.append(
            "⚠ "
            + tr(
                "{need} are asked for, {missing} are missing: these are recorded as uncovered, and nothing is frozen "
                "for them."
            ).format(need=mu_text(found.need_dm2), missing=mu_text(found.uncovered_dm2))
        )
    return Notes(notes)


class EndFreezeForm(ActForm):
    """解冻、转用、扣减."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.freeze, self.mode = QComboBox(), QComboBox()
        self.mode.addItem(tr("Lift: free again"), ExitMode.LIFT)
        self.mode.addItem(tr("Use for the project itself"), ExitMode.CONVERT)
        self.mode.addItem(tr("Deduct: taken away"), ExitMode.DEDUCT)
        self.area = AmountField(tr("How much of it ends; 0: all that is left."), tr("Area"))
        self.rectified = SomeDayField(terms.day, tr("Day on which it was put right."), tr("Rectified on"))
        self.add(tr("Number of the freeze"), self.freeze)
        self.add(tr("How it ends"), self.mode)
        self.add(tr("Area"), self.area)
        self.add(tr("Rectified on"), self.rectified)

    def offer(self, found: OpenBusiness) -> None:
        """Active freezes."""
        self.freeze.clear()
        for frozen, left in found.freezes:
            self.freeze.addItem(
                tr("{number}: {left} left").format(number=frozen.freeze_uid, left=mu_text(left)), frozen.freeze_uid
            )

    def plan(self, act: Act) -> Plan:
        """End it, or a part of it."""
        freeze_uid = str(self.freeze.currentData() or "")
        order = ExitOrder(freeze_uid, self.mode.currentData(), self.area.dm2 or None, self.rectified.value)
        return self.by_rules(
            act, lambda pool, journal, rules: end_freeze_in(pool, journal, order, act, rules), even_after=True
        )


class LinkForm(ActForm):
    """挂钩, as a simulation needs it: the dialog of the link itself asks for everything."""

    office = COUNTY_NR

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.project = QLineEdit()
        self.area = AmountField(tr("Area that the project takes and that is made up."), tr("Area"))
        self.paddy = AmountField(tr("How much of it is paddy."), tr("Of it paddy"))
        self.add(tr("Project no."), self.project, tr("Number of the project, as it stands on its application."))
        self.add(tr("Area"), self.area)
        self.add(tr("Of it paddy"), self.paddy)

    def plan(self, act: Act) -> Plan:
        """Link."""
        number = self.project.text().strip()
        project = Project(number, number, self.area.dm2, self.paddy.dm2)
        return self.by_rules(act, lambda pool, journal, rules: link_in(pool, journal, project, act, rules))


class _ProjectForm(ActForm):
    """Acts on a linked project."""

    office = COUNTY_NR

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.project = QComboBox()
        self.add(tr("Project no."), self.project, tr("Projects that have land linked which isn't written off yet."))

    def offer(self, found: OpenBusiness) -> None:
        """Linked projects."""
        self.project.clear()
        for number, linked in found.projects:
            self.project.addItem(tr("{number}: {linked} linked").format(number=number, linked=mu_text(linked)), number)


class WriteOffForm(_ProjectForm):
    """核销."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.area = AmountField(tr("Area that was approved; what else is linked is released."), tr("Approved area"))
        self.add(tr("Approved area"), self.area)

    def plan(self, act: Act) -> Plan:
        """Write off what was approved, and release the rest."""
        project, area = str(self.project.currentData() or ""), self.area.dm2
        return self.by_rules(
            act, lambda pool, journal, rules: write_off_in(pool, journal, project, area, act, rules), even_after=True
        )


class ReleaseForm(_ProjectForm):
    """解除挂钩."""

    def plan(self, act: Act) -> Plan:
        """Release all that is linked to the project."""
        project = str(self.project.currentData() or "")
        return self.by_rules(
            act, lambda pool, journal, rules: release_in(pool, journal, project, act, rules), even_after=True
        )


class TransferForm(ActForm):
    """调剂."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.giver, self.taker, self.approval = QLineEdit(terms.county), QLineEdit(), QLineEdit()
        self.party, self.level = QComboBox(), QComboBox()
        codes, chinese = forms()["OCCUPATION"].fields["level"].codes, interface_is_chinese()
        names = {"COUNTY_GOV": tr("County government"), "CITY_GOV": tr("City government")}
        for party in GOVERNMENTS:
            self.party.addItem(names.get(party, tr("Provincial government")), party)
        for level in LEVELS:
            self.level.addItem(codes[level].in_language(chinese) if level in codes else level, level)
        self.area = AmountField(tr("Area handed over."), tr("Area"))
        self.paddy = AmountField(tr("How much of it is paddy."), tr("Of it paddy"))
        self.add(
            tr("From"), self.giver, tr("Six digits of the county, city (…00) or province (…0000) that hands over.")
        )
        self.add(tr("To"), self.taker, tr("Six digits of the one that receives."))
        self.add(tr("Party"), self.party)
        self.add(tr("Level of the project"), self.level)
        self.add(tr("Area"), self.area)
        self.add(tr("Of it paddy"), self.paddy)
        self.add(
            tr("Approval"), self.approval, tr("Id of the evidence on file that admits a project of a lower level.")
        )

    def plan(self, act: Act) -> Plan:
        """Hand over."""
        order = TransferOrder(
            self.terms.system,
            self.giver.text().strip(),
            self.taker.text().strip(),
            self.party.currentData(),
            self.level.currentData(),
            self.area.dm2,
            self.paddy.dm2,
            self.approval.text().strip(),
        )
        return self.by_rules(act, lambda pool, journal, rules: transfer_in(pool, journal, order, act, rules))
