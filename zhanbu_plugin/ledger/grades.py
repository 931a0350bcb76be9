"""Quality of what is taken (占优补优): the area-weighted grade of shares against the grade that is required."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..survey.problem import InputProblem
from ..survey.wording import translate
from .fifo import Share, total


def mean_grade(shares: Sequence[Share]) -> Fraction | None:
    """Area-weighted grade (1 is best), exactly; ``None`` where a share has no grade or schemes differ (A-19)."""
    schemes = {share.grade_scheme for share in shares}
    if not shares or len(schemes) > 1 or any(share.grade is None for share in shares):
        return None
    weighted = sum(Fraction(repr(share.grade)) * share.amount_dm2 for share in shares if share.grade is not None)
    return Fraction(weighted, total(shares))


def require_grade(shares: Sequence[Share], grade: float | None, scheme: str, project_no: str) -> None:
    """Raises ``InputProblem`` unless what is taken is as good as required, by the same scheme (HB-16a, SC-3(十)a)."""
    if grade is None:
        return
    other = next((s for s in shares if s.grade is None or s.grade_scheme != scheme), None)
    if other is not None:
        raise InputProblem(
            translate(
                "zhanbu",
                "The project {project} asks for a grade by {scheme}, and lot {lot} has none by it.",
                project=project_no,
                scheme=scheme,
                lot=other.lot_uid,
            ),
            remedy=translate("zhanbu", "Grades of different schemes are never compared; give the grade by the lot's."),
            field="GRADE",
        )
    mean = mean_grade(shares)
    if mean is not None and mean <= Fraction(repr(grade)):
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "The lots whose turn it is have the mean grade {mean}; the project {project} asks for {grade} or better.",
            mean=f"{float(mean or 0):.4f}".rstrip("0").rstrip("."),
            project=project_no,
            grade=grade,
        ),
        remedy=translate("zhanbu", "Lots are used first in, first out; link less, or wait for better land to come in."),
        field="GRADE",
    )
