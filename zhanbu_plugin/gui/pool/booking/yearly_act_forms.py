"""Acts of a year: closing it, its control scale, what the former pool left (年度结转、管控规模、接收原储备库)."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtWidgets import QLineEdit, QSpinBox

from ....ledger.caps import CapOrder, CapReport, set_cap_in
from ....ledger.closing import CloseReport, close_year_in, missing_reviews
from ....ledger.opening import LegacyLot, OldPool, take_over_in
from ....pool.steps.acts import Act, Journal
from ....pool.store import PoolWriter
from ....processing.inputs.ledger_acts import rules_even_after
from ....regimes.actors import COUNTY_NR
from ....regimes.choosing import AUTO
from ....reports.language import tr
from ...number_formats import mu_text
from .act_fields import AmountField
from .booking_effect import Action, Notes, Plan, Terms
from .rare_act_forms import RareForm

_FORESTRY = "COUNTY_FORESTRY"
_MOST_NAMED = 10
"""How many parcels or lots a note names."""


class CloseYearForm(RareForm):
    """年度结转."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.office = _FORESTRY if terms.system == "FOREST" else COUNTY_NR
        self.question = tr("A year is closed once. Reconcile with the newest survey and file the yearly reviews first.")
        self.year = _year(terms.day.year - 1)
        self.add(tr("Year"), self.year, tr("Year that is closed; it has to be over on the day."))

    def plan(self, act: Act) -> Plan:
        """Carry over what may still be used; what has expired is void."""
        terms, year = self.terms, self.year.value()

        def plan() -> Action:
            rules = rules_even_after(terms.pool, AUTO, terms.county, terms.system, act.on)
            overdue = [item.uid for item in missing_reviews(terms.pool, year, rules, act.on)]

            def close(pool: PoolWriter, journal: Journal) -> Notes:
                return _closed(close_year_in(pool, journal, terms.system, year, act, rules), year, overdue)

            return close

        return plan


class TakeOverForm(RareForm):
    """接收原储备库."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.area = AmountField(tr("What the former pool left; it is used before all others."), tr("Left"))
        self.paddy = AmountField(tr("How much of it is paddy."), tr("Of it paddy"))
        self.owed = AmountField(
            tr("What the former pool owed; it is settled first from whatever comes in."), tr("Owed")
        )
        self.name = QLineEdit()
        self.add(tr("Left"), self.area)
        self.add(tr("Of it paddy"), self.paddy)
        self.add(tr("Title"), self.name, tr("What people call the lot."))
        self.add(tr("Owed"), self.owed)

    def plan(self, act: Act) -> Plan:
        """Book a lot, a debt, or both."""
        terms, area, paddy = self.terms, self.area.dm2, self.paddy.dm2
        lots = (LegacyLot(area, paddy, title=self.name.text().strip()),) if area or paddy else ()
        old = OldPool(terms.system, lots, self.owed.dm2)
        return self.by_rules(act, lambda pool, journal, rules: take_over_in(pool, journal, old, act, rules))


class CapForm(RareForm):
    """占用管控规模."""

    office = "CITY_NR"

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.holder, self.parent_code, self.year = QLineEdit(terms.county), QLineEdit(), _year(terms.day.year)
        self.area = AmountField(tr("The control scale of the year."), tr("Control scale"))
        self.add(tr("Holder"), self.holder, tr("Six digits of the city (…00) or county whose scale it is."))
        self.add(
            tr("Out of the scale of"),
            self.parent_code,
            tr("Six digits of the city whose scale is split. Empty for a scale that the province gave."),
        )
        self.add(tr("Year"), self.year, tr("Year that it is for."))
        self.add(tr("Control scale"), self.area)

    def plan(self, act: Act) -> Plan:
        """Record it, and cut what stands above it."""
        terms = self.terms
        order = CapOrder(
            terms.system,
            self.holder.text().strip() or terms.county,
            self.year.value(),
            self.area.dm2,
            self.parent_code.text().strip(),
        )
        return self.by_rules(act, lambda pool, journal, rules: _capped(set_cap_in(pool, journal, order, act, rules)))


def _closed(report: CloseReport, year: int, overdue: list[str]) -> Notes:
    notes = [
        tr("{carried} go into {year}, {void} are void.").format(
            carried=mu_text(report.carried_dm2), year=year + 1, void=mu_text(report.voided_dm2)
        )
    ]
    if overdue:
        notes.append(
            "⚠ "
            + tr("{count} reviews of {year} are missing: {names}").format(
                count=len(overdue), year=year, names=_some(overdue)
            )
        )
    if report.unchecked:
        notes.append(
            "⚠ "
            + tr("No survey was held yet against {count} lots that came in in {year}: {names}").format(
                count=len(report.unchecked), year=year, names=_some(report.unchecked)
            )
        )
    return Notes(notes)


def _capped(report: CapReport) -> Notes:
    left = report.excess_dm2 - report.cut_dm2
    if left <= 0:
        return Notes()
    return Notes(
        ["⚠ " + tr("{area} above the scale are linked, used or frozen and were not cut.").format(area=mu_text(left))]
    )


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")


def _year(year: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1950, 2100)
    box.setValue(year)
    return box
