"""The net increase of stable cropland over 2020 (净增加量), each piece of ground counted once. HB-13a, HB-13b."""

from __future__ import annotations

from decimal import Decimal

from ...regimes.rule_set import CheckRule
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier, FormRecord
from .case import DossierCase, Judgement, judged
from .naming import form_title, not_on_file, said

NET_INCREASE = "NET_INCREASE"
CONTROL_SCALE = "CONTROL_SCALE"


def stable_m2(record: FormRecord) -> Decimal | None:
    """Cropland of the survey less what the protection target left out, less what is hard or unfit to use stably."""
    return _less(record, "surveyed_m2", "left_out_m2", "unfit_m2")


def net_increase_m2(record: FormRecord) -> Decimal | None:
    """Stable cropland less that of 2020, less what was adjusted or filed since: where both overlap, once."""
    stable, both = stable_m2(record), _exact(record, "both_m2")
    off = [_exact(record, name) for name in ("base_m2", "adjusted_m2", "filed_m2")]
    if stable is None or both is None or None in off:
        return None
    return stable - sum((amount for amount in off if amount is not None), Decimal(0)) + both


def within_net_increase(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """The net increase that the scale rests on is no more than the survey gives. HB-13b."""
    return judged(rule, case, _judged, unit="m2", source=NET_INCREASE)


def _judged(dossier: Dossier) -> Judgement:
    record, scale = dossier.latest(NET_INCREASE), dossier.latest(CONTROL_SCALE)
    net = net_increase_m2(record) if record else None
    told = _exact(scale, "net_m2") if scale else None
    if net is None or told is None:
        missing = (NET_INCREASE if net is None else CONTROL_SCALE,)
        return Judgement(not_on_file(tuple(form_title(form) for form in missing)), open=True)
    judgement = Judgement(measured=float(told), threshold=float(net))
    if told <= net:
        return judgement
    return judgement.lacks(
        translate(
            "zhanbu",
            "{form}: {told:.2f} m²; the survey gives {net:.2f} m² net.",
            form=said(form_title(CONTROL_SCALE)),
            told=float(told),
            net=float(net),
        )
    )


def _less(record: FormRecord, first: str, *others: str) -> Decimal | None:
    whole, parts = _exact(record, first), [_exact(record, name) for name in others]
    if whole is None or None in parts:
        return None
    return whole - sum((part for part in parts if part is not None), Decimal(0))


def _exact(record: FormRecord, field: str) -> Decimal | None:
    """An answer exactly as it was written."""
    number = record.number(field)
    return None if number is None else Decimal(repr(number))
