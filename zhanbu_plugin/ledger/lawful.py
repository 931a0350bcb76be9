"""Whether something may be booked at all (记账前提): by an office, on a day, with a document, by the rules in force."""

from __future__ import annotations

from ..pool.steps.acts import Act, require_act
from ..pool.steps.transitions import rule_obstacle
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.units import m2_of
from ..survey.wording import translate


def require_document(act: Act) -> None:
    """What is decided elsewhere is recorded with the number of its document. Raises ``InputProblem``."""
    require_act(act)
    if act.doc_no.strip():
        return
    raise InputProblem(
        translate("zhanbu", "It is decided elsewhere and only recorded here."),
        remedy=translate("zhanbu", "Give the number of the document that decides it."),
        field="DOC_NO",
    )


def require_rules(pool: PoolReader, rule_set: RuleSet, act: Act, system: str = "") -> None:
    """Rules for the pool's county that may be applied on the day, and for this system. Raises ``InputProblem``."""
    county = pool.identity.county
    if not rule_set.covers(county):
        raise InputProblem(
            translate("zhanbu", "The rule set {id} doesn't apply in county {county}.", id=rule_set.id, county=county),
            remedy=translate("zhanbu", "Check the county code, or choose the rule set of its province."),
        )
    if system and rule_set.system != system:
        raise InputProblem(
            translate("zhanbu", "The rule set {id} is for {system}.", id=rule_set.id, system=rule_set.system),
            remedy=translate("zhanbu", "Choose that system, or another rule set."),
        )
    obstacle = rule_obstacle(rule_set, act.on)
    if obstacle is not None:
        raise InputProblem(obstacle.reason, remedy=obstacle.remedy)


def require_amount(amount_dm2: int, field: str = "AREA_M2") -> None:
    """An amount above nothing. Raises ``InputProblem``."""
    if amount_dm2 > 0:
        return
    raise InputProblem(
        translate("zhanbu", "{amount:.2f} m² is no amount that can be booked.", amount=m2_of(amount_dm2)),
        remedy=translate("zhanbu", "Give an area of at least 0.01 m²."),
        field=field,
    )


def keep_rules(pool: PoolWriter, rule_set: RuleSet) -> None:
    """Keep the text of the rules that a posting follows, so that its version stays known."""
    pool.add_rule_sets({rule_set.sha256: rule_set.content})
