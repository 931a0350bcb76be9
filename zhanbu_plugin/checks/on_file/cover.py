"""Cover is taken from the county first, then from the city, then from the province (落实次序). HB-3."""

from __future__ import annotations

from decimal import Decimal

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import answer_title, form_title, not_on_file, said

COVER = "COVER"
_LEVELS = ("COUNTY", "CITY", "PROV")


def cover_order(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Nothing is taken from a level as long as one before it has some left. A level without a record has nothing."""

    def judge(dossier: Dossier) -> Judgement:
        records = {answer_text(record.values.get("level")): record for record in dossier.current(COVER)}
        if not records:
            return Judgement(not_on_file((form_title(COVER),)), open=True)
        left: tuple[str, Decimal] | None = None
        for level in (name for name in _LEVELS if name in records):
            available, taken = (_exact(records[level], name) for name in ("available_m2", "taken_m2"))
            if left is not None and taken > 0:
                return _out_of_turn(level, taken, *left)
            if left is None and available > taken:
                left = level, available - taken
        return IN_ORDER

    return judged(rule, case, judge, unit="m2", source=COVER)


def _exact(record: FormRecord, field: str) -> Decimal:
    return Decimal(repr(record.number(field) or 0.0))


def _out_of_turn(level: str, taken: Decimal, before: str, rest: Decimal) -> Judgement:
    return Judgement(
        translate(
            "zhanbu",
            "{taken:.2f} m² are taken from: {level}, though there are {rest:.2f} m² left at: {before}.",
            taken=float(taken),
            level=said(answer_title(COVER, "level", level)),
            rest=float(rest),
            before=said(answer_title(COVER, "level", before)),
        ),
        measured=float(taken),
        threshold=0.0,
    )
