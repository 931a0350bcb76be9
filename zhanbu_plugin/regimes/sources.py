"""Which land may become a supplement, and as what (补充来源)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..survey.land_classes import LandClass, land_class
from .rule_set import Category, RuleSet, SourceRule


def source_rule_for(rule_set: RuleSet, dlbm: object, planting: object) -> SourceRule | None:
    """The first source rule that a polygon fits by class and planting code (种植属性), or ``None``."""
    found = land_class(dlbm)
    if found is None or found.is_cropland:
        return None
    mark = str(planting or "").strip().upper()
    for rule in rule_set.sources:
        if _fits(rule.groups, rule.classes, found) and (not rule.planting or mark in rule.planting):
            return rule
    return None


def category_admits(category: Category, dlbm: object) -> bool:
    """Whether land of a class may be claimed under a category. Unknown codes may not."""
    found = land_class(dlbm)
    return found is not None and _fits(category.groups, category.classes, found)


def _fits(groups: Sequence[str], classes: Sequence[str], found: LandClass) -> bool:
    return found.code in classes or found.group.value in groups


def latest_survey_year(rule_set: RuleSet, as_of: date) -> int:
    """Year of the newest yearly survey that counts as released on a day (parameter ``survey.release``, MM-DD)."""
    month, day = (int(part) for part in rule_set.text("survey.release").split("-"))
    return as_of.year - (1 if (as_of.month, as_of.day) >= (month, day) else 2)
