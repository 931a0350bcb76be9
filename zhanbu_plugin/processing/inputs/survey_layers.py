"""Survey layers (DLTB) of several years, read and made ready; each that can't be used is told before the run ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qgis.core import QgsProcessingFeedback

from ...checks.layer import VectorLayer
from ...checks.measures.source_ground import PreparedSurvey, prepare_survey
from ...checks.survey_years import by_survey_year
from ...reports.language import said, tr
from ...survey.crs import Crs
from ...survey.land_classes import land_class
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..algorithm import stop_if_cancelled
from .sources import UnreadLayer, read_told


def prepared_surveys(
    layers: Sequence[UnreadLayer], crs: Crs, feedback: QgsProcessingFeedback, first: float, last: float
) -> list[PreparedSurvey]:
    """The surveys in these layers, one for each year, ready for parcels in ``crs``.

    A layer that can't be used is told in the log, and the next one is looked at; then the first problem is raised.
    Raises ``InputProblem``, also where two layers hold the same year, and ``Cancelled``.
    """
    found: dict[int, PreparedSurvey] = {}
    problems = []
    for number, unread in enumerate(layers):
        stop_if_cancelled(feedback)
        try:
            for survey in _surveys_in(unread, crs, feedback):
                _require_new(survey, found)
                found[survey.year] = survey
        except InputProblem as problem:
            problems.append(problem)
            feedback.pushWarning(said(problem.wording()))
        feedback.setProgress(first + (last - first) * (number + 1) / len(layers))
    if problems:
        raise problems[0]
    return [found[year] for year in sorted(found)]


def _surveys_in(unread: UnreadLayer, crs: Crs, feedback: QgsProcessingFeedback) -> Iterator[PreparedSurvey]:
    layer = read_told(unread, feedback)
    by_year = by_survey_year(layer)
    if len(by_year) > 1:
        feedback.pushWarning(
            tr("{layer} holds polygons of several years, each of which is a survey of its own: {years}.").format(
                layer=layer.name, years=", ".join(f"{year} ({len(part)})" for year, part in by_year.items())
            )
        )
    for year, part in by_year.items():
        stop_if_cancelled(feedback)
        survey = prepare_survey(part, year, crs)
        _tell(survey, layer, feedback)
        yield survey


def _require_new(survey: PreparedSurvey, found: dict[int, PreparedSurvey]) -> None:
    if survey.year in found:
        raise InputProblem(
            translate(
                "zhanbu",
                "Polygons of {year} are in {other} too.",
                year=str(survey.year),
                other=found[survey.year].prepared.name,
            ),
            remedy=translate(
                "zhanbu", "Merge the layers of a year into one, or leave one of them out or filter it to its own year."
            ),
            source=survey.prepared.name,
            field="SJNF",
        )


def _tell(survey: PreparedSurvey, layer: VectorLayer, feedback: QgsProcessingFeedback) -> None:
    """What had to be mended or can't be known of a survey, and codes that aren't of the third survey."""
    name = f"{layer.name} ({survey.year})"
    for warning in survey.prepared.warnings:
        if warning not in layer.warnings:  # those were told when it was read
            feedback.pushWarning(f"{name}: {said(warning)}")
    times = Counter(survey.codes.tolist())
    unknown = [code for code in sorted(times) if land_class(code) is None]
    if unknown:
        feedback.pushWarning(
            tr("{layer}: class codes that the third survey doesn't have (polygons): {codes}.").format(
                layer=name, codes=", ".join(f"{code or '–'} ({times[code]})" for code in unknown)
            )
        )
