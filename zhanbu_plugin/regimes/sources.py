"""Which land may become a supplement, and as what (补充来源)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..survey.land_classes import LandClass, land_class
from .rule_set import RuleSet, SourceRule

NEW_LAND = "RECLAIM"
"""New reclamation (新开垦): the category under which any land that a rule set admits may be claimed.

The others bring land back (恢复, 复垦) and are easier on what it overlaps (A-24), so a source rule has to yield them.
"""


def source_rule_for(rule_set: RuleSet, dlbm: object, planting: object) -> SourceRule | None:
    """The first source rule that a polygon fits by class and planting code (种植属性), or ``None``."""
    return next(iter(_source_rules(rule_set, dlbm, planting)), None)


def category_admits(rule_set: RuleSet, category: str, dlbm: object, planting: object) -> bool:
    """Whether land of a class and with a planting code (种植属性) may be claimed under a category.

    Unknown codes may not, and land is brought back only where a source rule says so (HB-8a, SC-2(六)a, SC-3(九)a).
    """
    found, chosen = land_class(dlbm), rule_set.categories.get(category)
    if found is None or chosen is None or not _fits(chosen.groups, chosen.classes, found):
        return False
    return category == NEW_LAND or any(r.category == category for r in _source_rules(rule_set, dlbm, planting))


def _source_rules(rule_set: RuleSet, dlbm: object, planting: object) -> Iterator[SourceRule]:
    """The source rules that a polygon fits, in their order."""
    found = land_class(dlbm)
    if found is None or found.is_cropland:
        return
    mark = str(planting or "").strip().upper()
    for rule in rule_set.sources:
        if _fits(rule.groups, rule.classes, found) and (not rule.planting or mark in rule.planting):
            yield rule


def _fits(groups: Sequence[str], classes: Sequence[str], found: LandClass) -> bool:
    return found.code in classes or found.group.value in groups


def latest_survey_year(rule_set: RuleSet, as_of: date) -> int:
    """Year of the newest yearly survey that counts as released on a day (parameter ``survey.release``, MM-DD)."""
    month, day = (int(part) for part in rule_set.text("survey.release").split("-"))
    return as_of.year - (1 if (as_of.month, as_of.day) >= (month, day) else 2)
