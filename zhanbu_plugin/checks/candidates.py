"""Which survey polygons are a possible source of supplement (选候选图斑)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

import numpy as np

from ..regimes.rule_set import RuleSet
from ..regimes.severity import Severity
from ..regimes.sources import latest_survey_year, source_rule_for
from ..survey.land_classes import land_class
from ..survey.problem import InputProblem
from ..survey.wording import translate
from .distinct import for_each_distinct
from .layer import Objects
from .parcels import ParcelBatch


@dataclass(frozen=True)
class Candidates:
    """The source rule of each parcel (n,) or ``None``, and what was left out for another reason than its class."""

    rules: Objects
    unknown_classes: tuple[str, ...]
    of_older_surveys: int
    latest_year: int


def select_candidates(parcels: ParcelBatch, rule_set: RuleSet, as_of: date) -> Candidates:
    """Parcels whose class, planting code (种植属性) and survey year make them a possible source.

    A layer without years is taken as it is, and so is one of any year where the rule set only warns of older surveys
    (Jiangxi: mining land of any of them). Raises ``InputProblem`` when the class field is missing or a number.
    """
    classes = parcels.texts("DLBM")
    if classes is None:
        raise InputProblem(
            translate("zhanbu", "The field is missing."),
            remedy=translate("zhanbu", "Use the survey's layer of land polygons (DLTB), or rename the class field."),
            source=parcels.layer.name,
            field="DLBM",
        )
    lost = parcels.code_lost("DLBM")
    if lost is not None:
        raise InputProblem(
            lost, remedy=translate("zhanbu", "Then select again."), source=parcels.layer.name, field="DLBM"
        )
    planting, years = parcels.texts("ZZSXDM"), parcels.numbers("SJNF")
    latest = latest_survey_year(rule_set, as_of)
    marks = itertools.repeat("", len(parcels)) if planting is None else planting
    rules = for_each_distinct(lambda code, mark: source_rule_for(rule_set, code, mark), classes, marks)
    any_year = years is None or not _latest_only(rule_set)
    older = np.zeros(len(parcels), dtype=bool) if years is None or any_year else years < latest
    chosen = np.empty(len(parcels), dtype=object)
    chosen[:] = [None if old else rule for rule, old in zip(rules, older)]
    unknown = tuple(sorted(code for code in set(classes) if code and land_class(code) is None))
    outdated = sum(1 for rule, old in zip(rules, older) if rule is not None and old)
    return Candidates(chosen, unknown, outdated, latest)


def _latest_only(rule_set: RuleSet) -> bool:
    """Whether polygons of older surveys are barred (HB-16b), or need a document."""
    binding = (Severity.BLOCK, Severity.OVERRIDE)
    return any(check.kind == "latest_survey" and check.severity in binding for check in rule_set.checks)
