"""Ground that may not be claimed (CHK-BAN-…, CHK-FILED) and ground that must be inside a layer (CHK-BACKUP)."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from ...regimes.roles import roles
from ...regimes.rule_set import CheckRule
from ...survey.land_classes import LandGroup, land_class
from ...survey.wording import Wording, translate
from ..case import Case, Floats, RoleOverlap
from ..column import CheckColumn, column, not_checked
from ..distinct import for_each_distinct
from ..measures.overlap.breadth import OverlapTolerance
from ..measures.overlap.covered_ground import uncovered_counting
from ..on_file.naming import not_on_file, parted, place_title, said
from ..on_file.outflow import filed_before
from .marks import parcels_meant
from .source import class_codes


def ban_overlap(rule: CheckRule, case: Case) -> CheckColumn:
    """No overlap with the role's layer that exceeds the tolerances of area and width (A-34).

    The options ``classes`` (beginnings of class codes) and ``marks`` (planting codes) restrict it to parcels that have
    one of each; with the option ``unless_filed_before`` (a parameter) a facility that is on file as filed before that
    day passes. Ground of the layer that can't be read leaves open whether a parcel passes, never whether it fails.

    With the option ``agrees_with`` (FORM.field) the overlap is no ban: it has to be the area that the form states.
    """
    if rule.option_text("agrees_with"):
        return _stated_overlap(rule, case)
    overlap, meant = case.measured.overlaps.get(rule.role), parcels_meant(rule, case)
    if isinstance(meant, Wording):
        return not_checked(rule, len(case), meant)
    meant &= ~_filed_before(rule, case)
    if overlap is None:
        missing = missing_layer(rule.role)
        return column(rule, np.zeros(len(case), dtype=bool), lambda _: missing, unknown=meant)
    tolerance = case.rule_set.number("overlap.tolerance_m2")
    areas = overlap.area_m2
    return column(
        rule,
        overlap.counts & meant,
        lambda i: translate(
            "zhanbu",
            "{area:.2f} m² ({share:.1%} of the parcel) lie inside {layer}.",
            area=areas[i],
            share=areas[i] / case.measured.area_m2[i],
            layer=overlap.source,
        ),
        unknown=meant & case.unless(overlap.doubt, overlap.counts),
        unknown_because=case.open_because(overlap.doubt),
        measured=areas,
        threshold=tolerance,
        unit="m2",
        source=overlap.source,
    )


def _stated_overlap(rule: CheckRule, case: Case) -> CheckColumn:
    """The overlap with the role's layer is what a form states, within the tolerance of overlaps (A-34)."""
    overlap, place = case.measured.overlaps.get(rule.role), rule.option_text("agrees_with")
    if overlap is None:
        return not_checked(rule, len(case), missing_layer(rule.role))
    form, field = parted(place)
    dossiers = case.dossiers or [None] * len(case)
    records = [dossier.latest(form) if dossier is not None else None for dossier in dossiers]
    answers = [record.number(field) if record else None for record in records]
    stated = np.array([np.nan if answer is None else answer for answer in answers], dtype=np.float64)
    areas, tolerance = overlap.area_m2, case.rule_set.number("overlap.tolerance_m2")
    found = np.where(overlap.counts, areas, 0.0)
    unstated = not_on_file((place_title(place),))
    otherwise = case.open_because(overlap.doubt)
    return column(
        rule,
        np.abs(stated - found) > tolerance,
        lambda i: translate(
            "zhanbu",
            "{name}: {stated:.2f} m²; {area:.2f} m² lie inside {layer}.",
            name=said(place_title(place)),
            stated=stated[i],
            area=found[i],
            layer=overlap.source,
        ),
        unknown=np.isnan(stated) | case.unless(overlap.doubt, np.zeros(len(case), dtype=bool)),
        unknown_because=lambda i: unstated if np.isnan(stated[i]) else otherwise(i),
        measured=areas,
        threshold=tolerance,
        unit="m2",
        source=overlap.source,
    )


def _filed_before(rule: CheckRule, case: Case) -> NDArray[np.bool_]:
    """Parcels and items (n,) that were lawfully filed before the day that the option names."""
    parameter = rule.option_text("unless_filed_before")
    if not parameter or case.dossiers is None:
        return np.zeros(len(case), dtype=bool)
    day = date.fromisoformat(case.rule_set.text(parameter))
    return np.array([dossier is not None and filed_before(dossier, day) for dossier in case.dossiers], dtype=bool)


def unused_land_inside(rule: CheckRule, case: Case) -> CheckColumn:
    """Unused land (未利用地) lies inside the role's layer but for slivers (A-34); other land isn't meant (HB-8b)."""
    codes = class_codes(case)
    if isinstance(codes, Wording):
        return not_checked(rule, len(case), codes, "DLBM")
    classes = for_each_distinct(land_class, codes)
    meant = np.array([c is not None and c.group is LandGroup.UNUSED for c in classes])
    unclear = np.array([c is None for c in classes])
    overlap = case.measured.overlaps.get(rule.role)
    inside: Floats = np.full(len(case), np.nan) if overlap is None else overlap.area_m2
    outside = np.where(meant, case.measured.area_m2 - inside, 0.0)
    source = "" if overlap is None else overlap.source

    counts = _counts_outside(case, outside, overlap)
    doubt = None if overlap is None else overlap.doubt
    missing, otherwise = missing_layer(rule.role), case.open_because(doubt)

    def because(i: int) -> Wording:
        if unclear[i]:
            return translate("zhanbu", "Class code “{code}” is not in the survey's table.", code=codes[i])
        return missing if overlap is None else otherwise(i)

    return column(
        rule,
        counts,
        lambda i: translate(
            "zhanbu", "{area:.2f} m² of unused land lie outside {layer}.", area=outside[i], layer=source
        ),
        unknown=np.isnan(outside) | unclear | (counts if doubt else False),
        unknown_because=because,
        measured=outside,
        threshold=case.rule_set.number("overlap.tolerance_m2"),
        unit="m2",
        source=source,
    )


def _counts_outside(case: Case, outside_m2: Floats, overlap: RoleOverlap | None) -> NDArray[np.bool_]:
    """Whether the ground (n,) that a layer leaves uncovered is more than drawing explains (A-34)."""
    if overlap is None:
        return np.zeros(len(case), dtype=bool)
    tolerance, crs = OverlapTolerance.of(case.rule_set), case.parcels.layer.crs
    measured = case.measured
    return uncovered_counting(measured.geometries, outside_m2, measured.area_m2, crs, overlap.layer, tolerance)


def missing_layer(role: str) -> Wording:
    """Sentence for a check whose layer wasn't given: unknown is not good."""
    found = roles()[role]
    # ".0" leaves a name out: each language shows its own.
    return translate(
        "zhanbu",
        "No layer was given for {name_en}{name_zh:.0}: choose one, or this check stays open.",
        name_en=found.name_en,
        name_zh=found.name_zh,
    )
