"""Acts that are rare: a deduction, other lots for wrong ground, the correction of a posting (扣减、补挂、冲正)."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QCompleter, QLineEdit

from ....ledger.clauses import known_clauses
from ....ledger.correcting import correct_in
from ....ledger.deducting import DeductOrder, DeductReport, deduct_in
from ....ledger.relinking import relink_in
from ....pool.steps.acts import Act
from ....regimes.actors import COUNTY_NR
from ....regimes.choosing import rule_sets
from ....reports.language import tr
from ....reports.ledger_names import kind_name
from ....survey.problem import InputProblem
from ....survey.wording import Wording, translate
from ...number_formats import mu_text
from .act_fields import AmountField
from .act_forms import ActForm
from .booking_effect import Action, Notes, OpenBusiness, Plan, Terms


class RareForm(ActForm):
    """An act of the menu “More”."""


class DeductForm(RareForm):
    """扣减."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.reason, self.parcel = QComboBox(), QLineEdit()
        own = {rules.id for rules in rule_sets().values() if rules.system == terms.system}
        for reason in sorted({r for (rules, kind, r) in known_clauses() if kind == "DEDUCT" and r and rules in own}):
            self.reason.addItem(_reason(reason), reason)
        self.reason.setEditable(True)  # a document may give another reason, which then stands in its own words
        self.area = AmountField(
            tr("Area affected; with a parcel, 0 is all that it was credited with."), tr("Affected area")
        )
        self.paddy = AmountField(tr("How much of it is paddy."), tr("Of it paddy"))
        self.add(tr("Reason of the cut"), self.reason, tr("Why, in a word of the rules or in your own."))
        self.add(
            tr("Parcel"),
            self.parcel,
            tr("Where a parcel is the cause: its id; its own lots are cut first. Else empty."),
        )
        self.add(tr("Affected area"), self.area)
        self.add(tr("Of it paddy"), self.paddy)

    def offer(self, found: OpenBusiness) -> None:
        """Parcels that opened lots."""
        completer = QCompleter(list(found.parcels), self.parcel)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.parcel.setCompleter(completer)

    def plan(self, act: Act) -> Plan:
        """Deduct."""
        terms, parcel = self.terms, self.parcel.text().strip()
        known = self.reason.findText(self.reason.currentText())
        reason = str(self.reason.itemData(known)) if known >= 0 else self.reason.currentText().strip()
        area = self.area.dm2 if self.area.dm2 or not parcel else None
        order = DeductOrder(terms.system, reason, area, parcel, self.paddy.dm2)
        return self.by_rules(
            act, lambda pool, journal, rules: _deducted(deduct_in(pool, journal, order, act, rules)), even_after=True
        )


class RelinkForm(RareForm):
    """补挂."""

    office = COUNTY_NR

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.share = QComboBox()
        self.area = AmountField(
            tr("Area of that lot that the project can't rely on; as much is taken of other lots."), tr("Wrong area")
        )
        self.add(tr("Project and lot"), self.share, tr("What a project has of a lot whose ground turned out wrong."))
        self.add(tr("Wrong area"), self.area)

    def offer(self, found: OpenBusiness) -> None:
        """What projects have of lots."""
        self.share.clear()
        for project, lot, amount in found.shares:
            text = tr("{project}: {lot}, {area}").format(project=project, lot=lot, area=mu_text(amount))
            self.share.addItem(text, (project, lot))

    def plan(self, act: Act) -> Plan:
        """Cut it from its lot, and link as much of others."""
        area = self.area.dm2
        project, lot = self.share.currentData() or ("", "")

        relink = self.by_rules(
            act, lambda pool, journal, rules: relink_in(pool, journal, project, lot, area, act, rules), even_after=True
        )

        def plan() -> Action:
            if not project:
                raise _nothing_to_choose(translate("zhanbu", "No project has land of a lot."))
            return relink()

        return plan


class CorrectForm(RareForm):
    """红字冲正."""

    office = COUNTY_NR

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.posting = QComboBox()
        self.posting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.posting.setMinimumContentsLength(34)
        self.add(tr("Posting"), self.posting, tr("The wrong posting. Those that rely on it are corrected before it."))

    def offer(self, found: OpenBusiness) -> None:
        """Postings that weren't put right yet, the newest first."""
        self.posting.clear()
        for txn in found.postings:
            text = f"{txn.txn_uid}  {txn.occurred_on.isoformat()}  {kind_name(txn.kind)}  {txn.ref}"
            self.posting.addItem(text.rstrip(), txn.txn_uid)

    def plan(self, act: Act) -> Plan:
        """Mirror it."""
        uid = str(self.posting.currentData() or "")

        def plan() -> Action:
            if not uid:
                raise _nothing_to_choose(translate("zhanbu", "There is no posting that could be corrected."))
            return lambda pool, journal: correct_in(pool, journal, uid, act)

        return plan


def _deducted(report: DeductReport) -> Notes:
    if report.newly_owed_dm2 <= 0:
        return Notes()
    return Notes(
        [
            "⚠ "
            + tr(
                "{need} are deducted, {missing} more than is available: they are owed, and settled first from whatever "
                "comes in."
            ).format(need=mu_text(report.deducted_dm2), missing=mu_text(report.newly_owed_dm2))
        ]
    )


def _nothing_to_choose(what: Wording) -> InputProblem:
    return InputProblem(what, remedy=translate("zhanbu", "Choose another system on the tab “Ledger”, if it is there."))


def _reason(reason: str) -> str:
    return {
        "UNRESOLVED": tr("not put right in time"),
        "NOT_CROPLAND": tr("no cropland by the survey"),
        "OVER_CAP": tr("above the control scale"),
        "POOR_CARE": tr("poorly tended"),
        "DECLINED": tr("declined in quality"),
        "DEGRADED": tr("degraded"),
        "LOST": tr("lost"),
        "PROMISE": tr("a promise not kept"),
    }.get(reason, reason)
