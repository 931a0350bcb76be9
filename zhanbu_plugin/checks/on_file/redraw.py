"""Permanent basic farmland that construction takes is drawn anew elsewhere (永久基本农田补划, SC-1(三)a)."""

from __future__ import annotations

from ...regimes.forms.answers import answer_text
from ...regimes.forms.form import SCHEME
from ...regimes.rule_set import CheckRule
from ...survey.units import m2_of, to_dm2
from ...survey.wording import Wording, translate
from ..column import CheckColumn
from ..dossier import Dossier
from .case import IN_ORDER, DossierCase, Judgement, judged
from .naming import listed, not_on_file, place_title
from .outflow import number_of

OCCUPATION, PBF_REDRAW, _PROJECT = "OCCUPATION", "PBF_REDRAW", "PROJECT"


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


def like_for_like(rule: CheckRule, case: DossierCase) -> CheckColumn:
    """Every linked project has new cropland of no worse grade than what is taken; together, as much paddy. SC-3(十)a.

    ``measured`` is the worst grade that is linked (1 = best).
    """

    def judge(dossier: Dossier) -> Judgement:
        projects = [other for other in dossier.linked if other.subject == _PROJECT]
        grade, paddy = number_of(dossier, OCCUPATION, "grade"), number_of(dossier, OCCUPATION, "paddy_m2")
        grades = [number_of(project, _PROJECT, "grade") for project in projects]
        paddies = [number_of(project, _PROJECT, "paddy_m2") or 0.0 for project in projects]
        if grade is None or paddy is None:
            places = (place_title("OCCUPATION.grade"), place_title("OCCUPATION.paddy_m2"))
            return Judgement(not_on_file(places), open=True)
        known = [found for found in grades if found is not None]
        if not known or len(known) < len(grades):
            return Judgement(not_on_file((place_title("PROJECT.grade"),)), open=True)
        found = Judgement(measured=max(known), threshold=grade)
        return found.lacks(_unlike(dossier, projects, (max(known), grade), (sum(map(to_dm2, paddies)), to_dm2(paddy))))

    return judged(rule, case, judge, source=OCCUPATION)


def _unlike(
    dossier: Dossier, projects: list[Dossier], grades: tuple[float, float], paddy_dm2: tuple[int, int]
) -> Wording | None:
    """Why what is linked is no match, of grades and paddy (linked, taken); ``None`` where it is one."""
    records = [dossier.latest(OCCUPATION), *(project.latest(_PROJECT) for project in projects)]
    schemes = {answer_text(record.values.get(SCHEME)) for record in records if record is not None}
    if len(schemes) > 1 or "" in schemes:
        return translate("zhanbu", "The grades don't all name the same scheme, so they can't be compared.")
    if grades[0] > grades[1]:
        return translate(
            "zhanbu",
            "Grade {linked} is linked for grade {taken}, which is worse (1 is the best).",
            linked=answer_text(grades[0]),
            taken=answer_text(grades[1]),
        )
    if paddy_dm2[0] < paddy_dm2[1]:
        return translate(
            "zhanbu",
            "{linked:.2f} m² of paddy are linked for {taken:.2f} m².",
            linked=m2_of(paddy_dm2[0]),
            taken=m2_of(paddy_dm2[1]),
        )
    return None
