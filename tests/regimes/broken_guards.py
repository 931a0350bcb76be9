"""A complete file with one guard broken: the paper that the guard asks for is taken away or made wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import shapely

from zhanbu_plugin.checks.dossier import Dossier, FormRecord
from zhanbu_plugin.regimes.forms.answers import checked_answers
from zhanbu_plugin.regimes.rule_set import CheckRule
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import m2_of, to_dm2


def broken(check: CheckRule, dossier: Dossier) -> Dossier | None:
    """The file with just this guard broken, or ``None`` where its kind isn't about the file."""
    breaker = _BREAKS.get(check.kind)
    return None if breaker is None else breaker(check, dossier)


def _without_evidence(check: CheckRule, dossier: Dossier) -> Dossier:
    gone = check.option_texts("kinds") if check.options.get("any") else check.option_texts("kinds")[:1]
    return replace(dossier, evidence=tuple(item for item in dossier.evidence if item.kind not in gone))


def _changed_file(_: CheckRule, dossier: Dossier) -> Dossier:
    return replace(dossier, evidence=(replace(dossier.evidence[0], intact=False), *dossier.evidence[1:]))


def _far_away(check: CheckRule, dossier: Dossier) -> Dossier:
    kinds = check.option_texts("kinds")
    return replace(
        dossier, evidence=tuple(replace(i, lat=(i.lat or 0) + 0.01) if i.kind in kinds else i for i in dossier.evidence)
    )


def _without_form(name: str) -> Callable[[CheckRule, Dossier], Dossier]:
    def without(check: CheckRule, dossier: Dossier) -> Dossier:
        form = name or check.option_text("form") or check.option_text("value").split(".")[0]
        return replace(dossier, records=tuple(r for r in dossier.records if r.form != form))

    return without


def _raised(check: CheckRule, dossier: Dossier) -> Dossier:
    """One more than the limit, or a grade worse."""
    form, name = check.option_text("value").split(".")

    def raised(record: FormRecord) -> FormRecord:
        if record.form != form or name not in record.values:
            return record
        return replace(record, values={**record.values, name: float(str(record.values[name])) + 1})

    return replace(dossier, records=tuple(map(raised, dossier.records)))


def _shrunk(_: CheckRule, dossier: Dossier) -> Dossier:
    """The shape is drawn three metres narrower."""
    west, south, east, north = shapely.from_wkb(dossier.geometry_wkb).bounds
    narrower = shapely.box(west, south, east - 3.0, north)
    (area,) = ellipsoid_areas(np.array([narrower], dtype=object), Crs.of(dossier.crs))
    return replace(dossier, area_m2=m2_of(to_dm2(float(area))), geometry_wkb=shapely.to_wkb(narrower))


def _objected(_: CheckRule, dossier: Dossier) -> Dossier:
    answers = checked_answers("OBJECTION", {"by": "乙", "resolution": "OPEN"})
    return replace(dossier, records=(*dossier.records, FormRecord("OBJECTION", answers, "甲", date(2026, 1, 1))))


def _unlinked(check: CheckRule, dossier: Dossier) -> Dossier:
    return replace(dossier, linked=tuple(m for m in dossier.linked if m.subject != check.option_text("subject")))


def _too_small(check: CheckRule, dossier: Dossier) -> Dossier:
    small = {"drawn_m2": 10.0, "drawn": 1}
    records = [replace(r, values={**r.values, **small}) if r.form == "SAMPLE" else r for r in dossier.records]
    return replace(dossier, records=tuple(records))


def _not_all(check: CheckRule, dossier: Dossier) -> Dossier:
    form, name = check.option_text("reviewed").split(".")
    records = [replace(r, values={**r.values, name: 9}) if r.form == form else r for r in dossier.records]
    return replace(dossier, records=tuple(records))


def _late(_: CheckRule, dossier: Dossier) -> Dossier:
    step = dossier.next_step
    return replace(dossier, next_step=replace(step, occurred_on=step.occurred_on.replace(year=2099)) if step else None)


def _out_of_order(check: CheckRule, dossier: Dossier) -> Dossier:
    """The last of the dates comes years before the first."""
    form, _, name = check.option_texts("dates")[-1].partition(".")
    early = date(1999, 1, 1)
    if not name:
        step = dossier.next_step
        return replace(dossier, next_step=replace(step, occurred_on=early) if step else None)
    records = [replace(r, values={**r.values, name: early}) if r.form == form else r for r in dossier.records]
    return replace(dossier, records=tuple(records))


def _old_survey(_: CheckRule, dossier: Dossier) -> Dossier:
    surveys = [replace(r, values={**r.values, "year": 1999}) for r in dossier.records if r.form == "SURVEY_CHANGE"]
    return replace(dossier, records=(*dossier.records, *surveys))


_BREAKS: dict[str, Callable[[CheckRule, Dossier], Dossier]] = {
    "accepted_by_mode": _without_form("ACCEPTANCE"),
    "answered": _without_form(""),
    "area_agrees": _shrunk,
    "at_most": _raised,
    "batch_reviewed": _not_all,
    "consents_complete": _without_form("CONSENT"),
    "evidence": _without_evidence,
    "evidence_intact": _changed_file,
    "evidence_located": _far_away,
    "grade_at_most": _raised,
    "in_order": _out_of_order,
    "linked_in_state": _unlinked,
    "objections_closed": _objected,
    "on_time": _late,
    "publicity": _without_form("NOTICE"),
    "quality_opinion": _without_form("QUALITY"),
    "required_grade": _without_form("QUALITY_REQUIREMENT"),
    "credited_area": _without_form(""),
    "within_share": _without_form("COUNTY_SHARE"),
    "sample_passed": _too_small,
    "shares_sum": _without_form(""),
    "stable_cropland": _without_form("DAILY_CHANGE"),
    "survey_since": _old_survey,
}
