"""The link sheet of a link that the ledger tells of: with nothing but the pool, it can be printed again at any time."""

from __future__ import annotations

import json

from ..ledger.link_records import LinkRecord
from ..pool.accounts.records import AREA, PADDY
from ..regimes.choosing import known_versions
from ..regimes.forms.form import forms
from .link_sheet import Balance, LinkedLot, LinkSheet, RulesApplied


def sheet_of(record: LinkRecord, *, draft: bool = False) -> LinkSheet:
    """What the sheet of a link says. ``draft`` marks what was only tried and isn't in the ledger."""
    occupation = record.occupation
    return LinkSheet(
        sheet_no=record.txn.txn_uid,
        system=record.txn.system,
        county=record.county,
        project_no=occupation.project_no,
        project_name=occupation.name,
        level=level_in_chinese(occupation.level),
        linked_on=record.txn.occurred_on,
        doc_no=record.txn.doc_no,
        required_grade=occupation.grade,
        grade_scheme=occupation.grade_scheme,
        lots=[
            LinkedLot(
                lot_uid=share.lot.lot_uid,
                parcel_uid=share.lot.parcel_uid,
                admitted_on=share.lot.admitted_on,
                legacy=share.lot.legacy,
                grade=share.lot.grade,
                grade_scheme=share.lot.grade_scheme,
                area_dm2=share.area_dm2,
                paddy_dm2=share.paddy_dm2,
            )
            for share in record.shares
        ],
        area=_balance(record, AREA),
        paddy=_balance(record, PADDY),
        rules=_rules(record),
        event_no=record.event.event_no,
        head_hash=record.event.hash,
        draft=draft,
    )


def level_in_chinese(level: str) -> str:
    """Level of a project on paper; one that no form knows as it was given."""
    codes = forms()["OCCUPATION"].fields["level"].codes
    return codes[level].zh if level in codes else level


def _balance(record: LinkRecord, indicator: str) -> Balance:
    return Balance(record.before_dm2[indicator], record.linked_dm2(indicator), record.frozen_dm2[indicator])


def _rules(record: LinkRecord) -> RulesApplied:
    """The version of the rules that the posting testifies to, by its name where this installation knows it."""
    sha256 = str(json.loads(record.event.facts).get("rule_set_sha256", ""))
    versions = known_versions(record.event.rule_set)
    known = next((rules for rules in versions if rules.sha256 == sha256), None)
    return RulesApplied(
        title=known.title.zh if known else record.event.rule_set,
        document=known.document if known else "",
        rule_set=record.event.rule_set,
        sha256=sha256,
        clause=record.txn.clause,
    )
