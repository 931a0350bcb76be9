"""Issuing the quota of a round (下达定额): lots for the county and for the province. JX-2.2c, JX-3.3.2d, JX-3.3.3a."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ..pool.accounts.records import AREA, ISSUE, SOURCE, NewLot, Posting
from ..pool.entry.survey_attributes import survey_area_dm2
from ..pool.records import PoolParcel
from ..pool.steps.acts import Act
from ..pool.store import PoolReader
from ..regimes.rule_set import RuleSet
from .clauses import clause_of
from .ledger_rules import QuotaRule
from .quota import RoundPart, cut_round, split_quota
from .transfer_rules import province_of

ADMITTED = "PROV_POOL"
"""State in which the province has admitted a parcel; the year of this step decides from when its quota may be used."""


def issue_posting(pool: PoolReader, parcels: Sequence[PoolParcel], rules: RuleSet, act: Act) -> Posting:
    """The posting that issues the quota of parcels by one document: up to 500 亩 of the round go to the county, what is
    above is held by the province (lots of the holder 360000).

    A round is what one document issues (A-02): parcels issued by the same document earlier count towards the cap. Each
    parcel gives its own lots, in the order of admission and number; the one in which the cap lies gives two. They may
    be used from the year after the admission on, until the end of the pilot.
    """
    rule = QuotaRule.of(rules)
    admitted = {parcel.parcel_uid: admission(pool, parcel) for parcel in parcels}
    ordered = sorted(parcels, key=lambda p: (admitted[p.parcel_uid], p.parcel_uid))
    areas = [(parcel.parcel_uid, issued_dm2(parcel)) for parcel in ordered]
    parts = cut_round(areas, _countys_part(pool, sum(area for _, area in areas), rule.cap_mu, act))
    county = pool.identity.county
    lots = tuple(
        _lot(part, county if part.to_county else province_of(county), admitted[part.parcel_uid], rule, act)
        for part in parts
    )
    return Posting(
        ISSUE, rules.system, (), lots, clause=clause_of(rules, ISSUE), rule_set=rules.id, rule_set_sha256=rules.sha256
    )


def admission(pool: PoolReader, parcel: PoolParcel) -> date:
    """The day on which the province admitted a parcel; that of its present state where the history doesn't tell."""
    days = [event.occurred_on for event in pool.events_of(parcel.parcel_uid) if event.to_state == ADMITTED]
    return days[0] if days else parcel.state_since


def issued_dm2(parcel: PoolParcel) -> int:
    """What a parcel counts for: its area, and never more than the survey says; forest counts gross (A-20)."""
    surveyed = survey_area_dm2(parcel.survey)
    return parcel.area_dm2 if surveyed is None else min(parcel.area_dm2, surveyed)


def _countys_part(pool: PoolReader, area_dm2: int, cap_mu: Fraction, act: Act) -> int:
    """How much of an area goes to the county, when some was issued by the same document before."""
    county = pool.identity.county
    issued = [txn for txn in pool.txns("FOREST") if txn.kind == ISSUE and txn.doc_no == act.doc_no]
    reversed_ = {txn.reverses for txn in pool.txns("FOREST")}
    before = {county: 0, "": 0}
    for txn in issued:
        if txn.txn_uid not in reversed_:
            for entry in pool.entries_of(txn.txn_uid):
                if entry.bucket == SOURCE and entry.indicator == AREA:
                    before["" if entry.holder != county else county] -= entry.amount_dm2
    return split_quota(area_dm2 + sum(before.values()), cap_mu).county_dm2 - before[county]


def _lot(part: RoundPart, holder: str, admitted_on: date, rule: QuotaRule, act: Act) -> NewLot:
    usable_from = rule.usable_from(admitted_on)
    return NewLot(
        holder,
        part.amount_dm2,
        0,
        admitted_on=admitted_on,
        usable_from=usable_from,
        year=max(usable_from.year, act.on.year),
        parcel_uid=part.parcel_uid,
        expires_on=max(rule.last_day, admitted_on),
    )
