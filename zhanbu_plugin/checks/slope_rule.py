"""How a rule set reads “25 degrees” of a parcel that is steep in parts (坡度判定方式; ``slope.rule``, A-03)."""

from __future__ import annotations

from dataclasses import dataclass

from ..regimes.rule_set import RuleSet

EXCLUDE_PART, MAJORITY, MEAN, ANY_PIXEL, SHARE = "exclude_part", "majority", "mean", "any_pixel", "share"


@dataclass(frozen=True)
class SlopeRule:
    """One of the modes; ``share`` is from which share of a parcel on ``share:x%`` fails it, else 0."""

    mode: str
    share: float = 0.0

    @classmethod
    def of(cls, rule_set: RuleSet) -> SlopeRule:
        """What a rule set states; steep parts are excluded where it states nothing."""
        stated = rule_set.text("slope.rule") if "slope.rule" in rule_set.parameters else EXCLUDE_PART
        mode, _, percent = stated.partition(":")
        return cls(mode, float(percent.rstrip("%")) / 100 if percent else 0.0)
