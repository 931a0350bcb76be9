"""Spot checks took enough, and found nothing wrong (抽查)."""

from __future__ import annotations

from decimal import Decimal

from ...regimes.answers import answer_text
from ...regimes.kinds_on_file import PARAMETER_PREFIX
from ...regimes.rule_set import CheckRule
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import DossierCase, Judgement, judged
from .naming import answer_title, said

SAMPLE = "SAMPLE"
_BASES = {"area": ("drawn_m2", "frame_m2"), "count": ("drawn", "frame")}


def sample_passed(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The latest draw of ``stage`` reaches the ``share`` by ``basis`` (area, count, both), and no plot of it failed.

    JX-3.3.2b (30 %), JX-3.3.2c (15 %), HB-18 (15 % of both); A-06 to A-09.
    """
    stage, basis = rule.option_text("stage"), _basis(rule, case)
    least = Decimal(repr(case.rule_set.number(rule.option_text("share"))))
    bases = tuple(_BASES) if basis == "both" else (basis,)

    def judge(dossier: Dossier) -> Judgement:
        drawn = [r for r in dossier.all_of(SAMPLE) if answer_text(r.values.get("stage")) == stage]
        if not drawn:
            name = said(answer_title(SAMPLE, "stage", stage))
            missing = translate("zhanbu", "There is no result of this spot check: {stage}.", stage=name)
            return Judgement(missing, threshold=float(least))
        return _result(drawn[-1], bases, least)

    return judged(rule, case, judge, unit="1", source=SAMPLE)


def _basis(rule: CheckRule, case: DossierCase) -> str:
    """Of what the share is taken: of the area unless the rule, or the parameter that it names, says otherwise."""
    stated = rule.option_text("basis")
    named = stated.startswith(PARAMETER_PREFIX)
    return case.rule_set.text(stated[len(PARAMETER_PREFIX) :]) if named else stated or "area"


def _result(record: FormRecord, bases: tuple[str, ...], least: Decimal) -> Judgement:
    """The share that is smallest decides; the comparison is exact, so 29.99 % aren't 30 %."""
    shares = {basis: _share(record, *_BASES[basis]) for basis in bases}
    known = {basis: share for basis, share in shares.items() if share is not None}
    if len(known) < len(shares):
        return Judgement(
            translate("zhanbu", "The spot check doesn't say how much was drawn of how much."),
            open=True,
            threshold=float(least),
        )
    smallest = min(known, key=lambda basis: known[basis])
    failed = record.number("failed")
    judgement = Judgement(measured=float(known[smallest]), threshold=float(least))
    if known[smallest] < least:
        return judgement.lacks(_too_few(smallest, known[smallest], least))
    if failed is None:
        unsaid = translate("zhanbu", "The spot check doesn't say how many plots failed.")
        return Judgement(unsaid, open=True, threshold=float(least))
    if failed > 0:
        return judgement.lacks(translate("zhanbu", "{count:.0f} of the plots drawn failed.", count=failed))
    return judgement


def _share(record: FormRecord, drawn: str, frame: str) -> Decimal | None:
    part, whole = record.number(drawn), record.number(frame)
    if part is None or not whole:
        return None
    return Decimal(repr(part)) / Decimal(repr(whole))


def _too_few(basis: str, share: Decimal, least: Decimal) -> Wording:
    if basis == "area":
        return translate(
            "zhanbu",
            "{share:.2%} of the area were drawn; {least:.2%} are asked for.",
            share=float(share),
            least=float(least),
        )
    return translate(
        "zhanbu",
        "{share:.2%} of the plots were drawn; {least:.2%} are asked for.",
        share=float(share),
        least=float(least),
    )
