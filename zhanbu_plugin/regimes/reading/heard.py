"""Reading on after a fault, so that whoever wrote a rule set hears of all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from ...survey.problem import InputProblem

Read = TypeVar("Read")


class Heard:
    """Collects what is refused while reading, each refusal once."""

    def __init__(self) -> None:
        self.problems: list[InputProblem] = []

    def one(self, read: Callable[..., Read], *given: object) -> tuple[Read, ...]:
        """What was read: one, or none."""
        try:
            return (read(*given),)
        except InputProblem as problem:
            self.note(problem)
            return ()

    def all_of(self, problems: Iterable[InputProblem]) -> None:
        """Every problem that an iterable yields, and the one with which it breaks off."""
        try:
            for problem in problems:
                self.note(problem)
        except InputProblem as problem:
            self.note(problem)

    def note(self, problem: InputProblem) -> None:
        """One problem more."""
        if str(problem) not in {str(known) for known in self.problems}:
            self.problems.append(problem)
