"""Slope grades of the survey (坡度级别, GDPDJB): 1 ≤ 2° < 2 ≤ 6° < 3 ≤ 15° < 4 ≤ 25° < 5.

Source: 《利用DEM确定耕地坡度分级技术规定(试行)》(2008); the third survey (三调) has the same grades. An upper bound
belongs to the lower grade, and of equal areas the lower grade counts (就低不就高).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Grades = NDArray[np.int8]

GRADE_BOUNDS = (2.0, 6.0, 15.0, 25.0)
"""Degrees up to which the grades but the last go."""
GRADES = len(GRADE_BOUNDS) + 1
NOISE = 1e-9
"""Share of a parcel that is rounding of coordinates (a millimetre's width on a kilometre), and counts as nothing."""


def largest_grade(shares: Floats) -> Grades:
    """Grade (n,) of the largest of the shares (n, k); the lower of equal ones."""
    return (np.argmax(shares >= shares.max(axis=1, keepdims=True) - NOISE, axis=1) + 1).astype(np.int8)


def grades_over(limit_deg: float) -> NDArray[np.bool_]:
    """Which grades (5,) count as over a limit: those that reach beyond it. Over 25° that is grade 5 alone (A-04)."""
    return np.asarray(np.array([*GRADE_BOUNDS, np.inf]) > limit_deg)


def grades_of(values: NDArray[np.generic]) -> Grades:
    """Grades (n,) 1 … 5 of field values, as text or number; 0 for anything else."""
    found = np.zeros(len(values), dtype=np.int8)
    spelled = {str(grade): grade for grade in range(1, GRADES + 1)}
    for value in set(values.tolist()):
        text = str(value).strip()
        grade = spelled.get(text[:-2] if text.endswith(".0") else text, 0)
        if grade:
            found[values == value] = grade
    return found
