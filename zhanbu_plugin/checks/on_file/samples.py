"""Spot checks took enough, and found nothing wrong (抽查)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ...regimes.forms.answers import answer_text
from ...regimes.rule_set import CheckRule
from ...regimes.vocabulary.on_file import PARAMETER_PREFIX
from ...survey.units import m2_of
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import DossierCase, Judgement, judged
from .naming import answer_title, field_title, not_on_file, parted, place_title, said

SAMPLE = "SAMPLE"
_BASES = {"area": ("drawn_m2", "frame_m2"), "count": ("drawn", "frame")}


def sample_passed(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The latest draw of ``stage`` reaches the ``share`` by ``basis`` (area, count, both), and no plot of it failed.

    It is drawn from the whole batch of the parcel: its frame is what the pool says of that, areas to a hundredth of a
    square metre per plot, and no more is drawn than there is.
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
        result = _result(drawn[-1], bases, least)
        if result.lacking is not None:
            return result
        wrong = _frame(drawn[-1], dossier)
        return result if wrong is None else replace(result, lacking=wrong.lacking, open=wrong.open)

    return judged(rule, case, judge, unit="1", source=SAMPLE)


def _frame(record: FormRecord, dossier: Dossier) -> Judgement | None:
    """What is wrong with the frame of a draw, ``None`` where it is the batch of the pool."""
    sums = dossier.sums
    if sums is None:
        return Judgement(_NO_BATCH, open=True)
    whole = {
        "area": (m2_of(sums.batch_dm2), 0.01 * sums.batch_parcels),
        "count": (float(sums.batch_parcels), 0.0),
    }
    for basis, (drawn_field, frame_field) in _BASES.items():
        drawn, frame = record.number(drawn_field), record.number(frame_field)
        there, tolerance = whole[basis]
        if frame is not None and _apart(frame, there) > Decimal(repr(tolerance)):
            return Judgement(_other_frame(frame_field, frame, there))
        if drawn is not None and drawn > (there if frame is None else frame):
            return Judgement(_too_much(drawn_field, drawn, there if frame is None else frame))
    return None


_NO_BATCH = translate("zhanbu", "How large its batch is isn't known here: the pool knows.")


def _apart(one: float, other: float) -> Decimal:
    return abs(Decimal(repr(round(one, 2))) - Decimal(repr(round(other, 2))))


def _other_frame(field: str, frame: float, there: float) -> Wording:
    return translate(
        "zhanbu",
        "{name}: {frame}; the batch in the pool has {there}.",
        name=said(field_title(SAMPLE, field)),
        frame=f"{frame:.2f}".removesuffix(".00"),
        there=f"{there:.2f}".removesuffix(".00"),
    )


def _too_much(field: str, drawn: float, there: float) -> Wording:
    return translate(
        "zhanbu",
        "{name}: {drawn}, which is more than there is: {there}.",
        name=said(field_title(SAMPLE, field)),
        drawn=f"{drawn:.2f}".removesuffix(".00"),
        there=f"{there:.2f}".removesuffix(".00"),
    )


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


def batch_reviewed(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Every plot of the batch was reviewed: ``reviewed`` and ``frame`` are as many as it has in the pool. HB-18."""
    reviewed, frame = rule.option_text("reviewed"), rule.option_text("frame")

    def judge(dossier: Dossier) -> Judgement:
        told = {place: _number(dossier, place) for place in (frame, reviewed)}
        missing = tuple(place_title(place) for place, number in told.items() if number is None)
        if missing:
            return Judgement(not_on_file(missing), open=True)
        if dossier.sums is None:
            return Judgement(_NO_BATCH, open=True)
        there = dossier.sums.batch_parcels
        for place, number in told.items():
            if number is not None and number != there:
                lacking = translate(
                    "zhanbu",
                    "{name}: {number:.0f}; the batch in the pool has {there}.",
                    name=said(place_title(place)),
                    number=number,
                    there=there,
                )
                return Judgement(lacking, measured=number, threshold=float(there))
        return Judgement(measured=float(there), threshold=float(there))

    return judged(rule, case, judge, source=reviewed)


def _number(dossier: Dossier, place: str) -> float | None:
    form, field = parted(place)
    record = dossier.latest(form)
    return record.number(field) if record else None
