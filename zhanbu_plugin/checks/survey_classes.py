"""Asks survey layers and the parcels' own attributes for the classes that a rule set's checks are about (地类)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Union

import numpy as np

from ..regimes.rule_set import CheckRule, RuleSet
from ..regimes.sources import source_rule_for
from ..survey.land_classes import land_class
from ..survey.problem import InputProblem
from ..survey.wording import Wording, translate
from .column import Floats
from .distinct import for_each_distinct
from .layer import Objects, Progress, VectorLayer
from .measures.class_ground import BarredGround, ClassGround, Flags, barred_ground, class_ground
from .measures.overlap.breadth import OverlapTolerance
from .parcels import ParcelBatch
from .progress_shares import progress_between

SURVEYS = "surveys"
SOURCE_CLASS, SOURCE_SHARE, CLASS_AFTER = "source_class", "source_share", "class_after"
FIRST_SURVEY = 2019
"""Year of the third survey (三调); the yearly surveys follow it."""


@dataclass(frozen=True)
class SourceSurvey:
    """What the survey layer's latest year bars of parcels (n,), and what it barred ``before`` the works: in the latest
    year up to the parcel's own (SJNF), which is often the same one.

    ``has_before`` (n,) is false where the layer has no such year; ``is_newer`` (n,) is true where a parcel's own class
    is of a later survey than any in the layer.
    """

    latest: BarredGround
    before: BarredGround
    has_before: Flags
    is_newer: Flags

    def ground(self, on_file: Flags) -> BarredGround:
        """What is barred of each parcel (n,): one that is ``on_file`` (n,) was a source once and is cropland after the
        works.
        """
        return _with(self.latest, on_file, self.before.rows(on_file))

    def states_itself(self, on_file: Flags) -> Flags:
        """Parcels (n,) whose own class has to be asked."""
        return self.is_newer | (on_file & ~self.has_before)


Answer = Union[ClassGround, SourceSurvey, Wording]


def surveyed_classes(
    parcels: ParcelBatch,
    shapes: Objects,
    areas_m2: Floats,
    rule_set: RuleSet,
    survey: VectorLayer | None,
    progress: Progress = None,
) -> dict[str, Answer]:
    """Ground of parcels (n,) by class for each check that asks for it, by the check's id, or why there is no answer.

    ``survey`` is a layer of survey polygons (DLTB) of one year or more, told apart by SJNF. Raises ``InputProblem`` for
    a layer without class codes, and ``Cancelled``.
    """
    found: dict[str, Answer] = {}
    told = None if survey is None else _Surveyed(survey)
    asking = [check for check in rule_set.checks if check.kind in (SOURCE_CLASS, SOURCE_SHARE, CLASS_AFTER)]
    for k, check in enumerate(asking):
        stage = progress_between(progress, k / len(asking), (k + 1) / len(asking))
        if check.kind == SOURCE_CLASS and told is not None:
            found[check.id] = _source_survey(parcels, shapes, areas_m2, rule_set, told, stage)
        if check.kind == SOURCE_SHARE:
            found[check.id] = _sources(parcels, shapes, areas_m2, rule_set, told, stage)
        if check.kind == CLASS_AFTER and told is not None:
            found[check.id] = _after(parcels, shapes, areas_m2, check, told, stage)
    return found


def source_polygons(rule_set: RuleSet, survey: VectorLayer) -> VectorLayer:
    """The features of a survey layer, of any year since 2019, whose class is a source of supplement.

    Raises ``InputProblem`` for a layer without class codes.
    """
    return survey.taking(_of_sources(rule_set, _Surveyed(survey)))


def polygons_after(check: CheckRule, survey: VectorLayer) -> VectorLayer:
    """The features of a survey layer's latest year that are of the classes that a check wants after the works.

    Raises ``InputProblem`` for a layer without class codes.
    """
    told = _Surveyed(survey)
    return survey.taking(_of_latest_year(told) & _wanted(check, told.codes))


class _Surveyed:
    """A survey layer with the class, planting code and year of each of its features (m,)."""

    def __init__(self, survey: VectorLayer) -> None:
        features = ParcelBatch(survey, survey.fids.astype(object))
        codes, lost = features.texts("DLBM"), features.code_lost("DLBM")
        if codes is None or lost is not None:
            raise InputProblem(
                lost or translate("zhanbu", "The layer has no field for the land class."),
                remedy=translate("zhanbu", "Choose a survey layer (DLTB) with class codes in DLBM, kept as text."),
                source=survey.name,
                field="DLBM",
            )
        years, marks = features.numbers("SJNF"), features.texts("ZZSXDM")
        self.layer = survey
        self.codes = codes
        self.marks = np.full(len(survey), "", dtype=object) if marks is None else marks
        self.years = np.full(len(survey), np.nan) if years is None else years
        self.known: Flags = np.array([c is not None for c in for_each_distinct(land_class, codes)], dtype=bool)


def _source_survey(
    parcels: ParcelBatch, shapes: Objects, areas_m2: Floats, rule_set: RuleSet, told: _Surveyed, progress: Progress
) -> SourceSurvey:
    """By the latest year in the layer; parcels drawn from an older survey also by the latest one up to that."""
    tolerance = OverlapTolerance.of(rule_set)

    def barred_in(chosen: Flags, rows: Flags, stage: Progress) -> BarredGround:
        return barred_ground(
            shapes[rows],
            areas_m2[rows],
            parcels.layer.crs,
            told.layer.taking(chosen),
            told.codes[chosen],
            barred=_barred(told)[chosen],
            tolerance=tolerance,
            progress=stage,
        )

    latest = barred_in(_of_latest_year(told), np.ones(len(parcels), dtype=bool), progress_between(progress, 0.0, 0.5))
    own, known = parcels.numbers("SJNF"), np.unique(told.years[~np.isnan(told.years)])
    years = np.full(len(parcels), np.nan) if own is None else own
    newest = known[-1] if len(known) else np.nan
    at = np.searchsorted(known, np.where(years < newest, years, np.inf), side="right") - 1
    before, has_before = latest, (at >= 0) | ~(years < newest)
    asked = np.unique(at[years < newest]).tolist()
    for done, k in enumerate(asked):
        rows = (at == k) & (years < newest)
        year = known[k] if k >= 0 else np.nan  # of no year: nothing is barred, nor left
        stage = progress_between(progress, 0.5 + 0.5 * done / len(asked), 0.5 + 0.5 * (done + 1) / len(asked))
        found = barred_in(told.years == year, rows, stage)
        before = _with(before, rows, found if k >= 0 else found.nothing())
    return SourceSurvey(latest, before, has_before, years > newest)


def _with(whole: BarredGround, rows: Flags, part: BarredGround) -> BarredGround:
    """Ground of parcels (n,), that of the chosen rows replaced."""
    columns = {name: getattr(whole, name).copy() for name in BarredGround.COLUMNS}
    for name, column in columns.items():
        column[rows] = getattr(part, name)
    return replace(whole, **columns, doubt=whole.doubt or part.doubt)


def barred_polygons(survey: VectorLayer) -> VectorLayer:
    """The features of a survey layer's latest year whose class is no source of supplement: cropland and unknown codes.

    Raises ``InputProblem`` for a layer without class codes.
    """
    told = _Surveyed(survey)
    return survey.taking(_of_latest_year(told) & _barred(told))


def _barred(told: _Surveyed) -> Flags:
    is_cropland = for_each_distinct(lambda code: getattr(land_class(code), "is_cropland", True), told.codes)
    return np.array(is_cropland, dtype=bool)


def _sources(
    parcels: ParcelBatch,
    shapes: Objects,
    areas_m2: Floats,
    rule_set: RuleSet,
    told: _Surveyed | None,
    progress: Progress,
) -> Answer:
    """By the survey layer alone; without one, a parcel's own class stands for the survey of its own year."""
    if told is None:
        return _by_own_class(parcels, areas_m2, rule_set)
    meant = _of_sources(rule_set, told)
    return class_ground(
        shapes, areas_m2, parcels.layer.crs, told.layer, told.codes, meant=meant, known=told.known, progress=progress
    )


def _of_sources(rule_set: RuleSet, told: _Surveyed) -> Flags:
    return _are_sources(rule_set, told.codes, told.marks) & ~(told.years < FIRST_SURVEY)


def _of_latest_year(told: _Surveyed) -> Flags:
    return np.asarray(~(told.years < np.nanmax(told.years, initial=0.0)))


def _wanted(check: CheckRule, codes: Objects) -> Flags:
    return np.isin(codes.astype(str), check.option_texts("classes"))


def _are_sources(rule_set: RuleSet, codes: Objects, marks: Objects) -> Flags:
    rules = for_each_distinct(lambda code, mark: source_rule_for(rule_set, code, mark), codes, marks)
    return np.array([rule is not None for rule in rules], dtype=bool)


def _by_own_class(parcels: ParcelBatch, areas_m2: Floats, rule_set: RuleSet) -> Answer:
    codes, marks, lost = parcels.texts("DLBM"), parcels.texts("ZZSXDM"), parcels.code_lost("DLBM")
    if codes is None or lost is not None:
        return lost or translate(
            "zhanbu",
            "Layer {layer} has no field {field}; add it from the survey database or rename the one that holds it.",
            layer=parcels.layer.name,
            field="DLBM",
        )
    meant = _are_sources(rule_set, codes, np.full(len(parcels), "", dtype=object) if marks is None else marks)
    known = np.array([c is not None for c in for_each_distinct(land_class, codes)], dtype=bool)
    areas = np.nan_to_num(areas_m2)
    others = np.array([f"{code} {area:.2f} m²" for code, area in zip(codes, areas)], dtype=object)
    return ClassGround(
        np.where(meant, areas, 0.0), np.where(known, 0.0, areas), np.where(meant, "", others), parcels.layer.name
    )


def _after(
    parcels: ParcelBatch, shapes: Objects, areas_m2: Floats, check: CheckRule, told: _Surveyed, progress: Progress
) -> Answer:
    """By the features of the latest year in the layer."""
    latest = _of_latest_year(told)
    survey = told.layer.taking(latest)
    codes = told.codes[latest]
    wanted = _wanted(check, codes)
    return class_ground(
        shapes, areas_m2, parcels.layer.crs, survey, codes, meant=wanted, known=told.known[latest], progress=progress
    )
