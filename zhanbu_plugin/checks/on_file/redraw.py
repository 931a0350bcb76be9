"""Permanent basic farmland that construction takes is drawn anew elsewhere (永久基本农田补划, SC-1(三)a)."""

from __future__ import annotations

from ...regimes.rule_set import CheckRule
from ...survey.units import to_dm2
from ...survey.wording import translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import listed, place_title
from .outflow import number_of

PBF_REDRAW = "PBF_REDRAW"


def redraw(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Permanent basic farmland that is taken is drawn anew: no less, on stable cropland, no worse. SC-1(三)a.

    Temporary use needs the city's approval instead, which another check asks for.
    """

    def judge(dossier: Dossier) -> Judgement:
        taken, record = number_of(dossier, "OCCUPATION", "pbf_m2"), dossier.latest(PBF_REDRAW)
        if taken is None:
            names = listed([place_title("OCCUPATION.pbf_m2")])
            return Judgement(translate("zhanbu", "Not on file: {names}.", names=names), open=True)
        if taken == 0 or (record is not None and record.values.get("temporary") is True):
            return IN_ORDER
        drawn = number_of(dossier, PBF_REDRAW, "redrawn_m2") or 0.0
        found = Judgement(measured=drawn, threshold=taken)
        if to_dm2(drawn) < to_dm2(taken):
            return found.lacks(
                translate(
                    "zhanbu",
                    "{drawn:.2f} m² are drawn anew for {taken:.2f} m² of permanent basic farmland.",
                    drawn=drawn,
                    taken=taken,
                )
            )
        if record is None or record.values.get("stable") is not True:
            return found.lacks(translate("zhanbu", "It isn't stated that it is drawn on stable cropland."))
        return found

    return judged(rule, case, judge, unit="m2", source=PBF_REDRAW)


def redraw_quality(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """What is drawn anew is of no worse grade (1 is the best), by the same scheme. SC-1(三)a, ``REDRAW_QUALITY``."""

    def judge(dossier: Dossier) -> Judgement:
        taken, record = number_of(dossier, "OCCUPATION", "pbf_m2"), dossier.latest(PBF_REDRAW)
        if taken == 0 or (record is not None and record.values.get("temporary") is True):
            return IN_ORDER
        given = number_of(dossier, PBF_REDRAW, "redrawn_grade"), number_of(dossier, PBF_REDRAW, "occupied_grade")
        if given[0] is None or given[1] is None:
            names = listed([place_title("PBF_REDRAW.redrawn_grade"), place_title("PBF_REDRAW.occupied_grade")])
            return Judgement(translate("zhanbu", "Not on file: {names}.", names=names), open=True)
        found = Judgement(measured=given[0], threshold=given[1])
        if given[0] <= given[1]:
            return found
        return found.lacks(
            translate(
                "zhanbu",
                "Grade {drawn:.0f} is drawn anew for grade {taken:.0f}, which is worse (1 is the best).",
                drawn=given[0],
                taken=given[1],
            )
        )

    return judged(rule, case, judge, source=PBF_REDRAW)
