"""Where reading a coordinate TXT collects its remarks, and errors that name file, parcel and line."""

from __future__ import annotations

from ...checks.findings import Severity
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from .document import Remark


def problem_at(line: int, what: Wording, remedy: Wording, *, source: str, parcel: str = "") -> InputProblem:
    """An error on a line of a file."""
    placed = translate("zhanbu", "line {line}: {what}", line=line, what=what)
    return InputProblem(placed, remedy=remedy, source=source, parcel=parcel)


class Remarks:
    """Remarks of one file. Repairs of writing alone are counted, so that a large file doesn't repeat itself."""

    def __init__(self) -> None:
        self._remarks: list[Remark] = []
        self._full_width: list[int] = []
        self._notes: list[int] = []

    def note(self, line: int, wording: Wording) -> None:
        """Something that needs no action."""
        self._remarks.append(Remark(line, Severity.INFO, wording))

    def warn(self, line: int, wording: Wording) -> None:
        """Something repaired or doubtful that somebody should look at."""
        self._remarks.append(Remark(line, Severity.WARN, wording))

    def full_width(self, line: int) -> None:
        """Full-width characters were read as plain ones on this line."""
        self._full_width.append(line)

    def passed_over(self, line: int) -> None:
        """A line of instructions was passed over."""
        self._notes.append(line)

    def all(self) -> tuple[Remark, ...]:
        """Every remark, by line."""
        counted: list[Remark] = []
        if self._full_width:
            said = translate(
                "zhanbu",
                "Full-width characters were read as plain ones on {count} lines, the first of them line {line}.",
                count=len(set(self._full_width)),
                line=self._full_width[0],
            )
            counted.append(Remark(self._full_width[0], Severity.INFO, said))
        if self._notes:
            said = translate(
                "zhanbu",
                "{count} lines that are neither parcel nor point were passed over, the first of them line {line}.",
                count=len(self._notes),
                line=self._notes[0],
            )
            counted.append(Remark(self._notes[0], Severity.INFO, said))
        return tuple(sorted([*self._remarks, *counted], key=lambda r: r.line))
