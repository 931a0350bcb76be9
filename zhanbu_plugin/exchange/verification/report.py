"""What verifying a submission found (核验结果)."""

from __future__ import annotations

from dataclasses import dataclass

from ...checks.waivers.waiver import Waiver
from ...survey.problem import InputProblem
from ...survey.wording import Wording


@dataclass(frozen=True)
class Problem:
    """Something that is wrong with a package: a code for machines, the file, the parcel number, a sentence."""

    code: str
    file: str
    parcel: str
    wording: Wording

    @classmethod
    def of(cls, code: str, file: str, problem: InputProblem) -> Problem:
        """From an input problem, whose place is told apart."""
        return cls(code, file, problem.parcel, problem.what)


@dataclass(frozen=True)
class VerificationReport:
    """The result for one package. ``valid`` means that nothing at all was found.

    ``notes`` are things that a reviewer should know and that don't make the package wrong. ``parcels`` and
    ``total_dm2`` are counted and summed from the layer; both are 0 where it couldn't be read. ``waivers`` are the
    documents on which checks were lifted, each with its parcel's number.
    """

    package: str
    sha256: str
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    parcels: int
    total_dm2: int
    waivers: tuple[tuple[str, Waiver], ...] = ()

    @property
    def valid(self) -> bool:
        """Nothing was found."""
        return not self.problems
