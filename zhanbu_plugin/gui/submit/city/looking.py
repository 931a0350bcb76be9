"""The work of looking at packages, off the window's thread (核验任务)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ....exchange.comparing.opened import OpenedPackage
from ....exchange.comparing.several import LookedAt, gathered, look_at
from ....exchange.comparing.together import Gathering
from ....exchange.comparing.versions import compare
from ....exchange.returns.matching import matched
from ....exchange.returns.reading import read_slip
from ....processing.algorithm import progress_of, stop_if_cancelled
from ....processing.inputs.reviewers_data import ReviewersData
from ....reports.comparison_page import comparison_page
from ....reports.reply_page import reply_page
from ....survey.problem import InputProblem


@dataclass(frozen=True)
class Desk:
    """The packages on the desk in their order, what they make together, and files that couldn't be looked at.

    ``together`` is the problem where they can't be put together, and ``None`` where there is nothing to believe.
    """

    packages: tuple[LookedAt, ...] = ()
    together: Gathering | InputProblem | None = None
    failed: tuple[InputProblem, ...] = ()

    def of(self, path: Path) -> LookedAt | None:
        """The package of a file."""
        return next((one for one in self.packages if one.path == path), None)

    @property
    def believable(self) -> tuple[OpenedPackage, ...]:
        """Packages that agree with themselves."""
        return tuple(one.package for one in self.packages if one.package is not None)


Work = Callable[[QgsProcessingFeedback], Desk]


def looking(known: Sequence[LookedAt], paths: Sequence[Path], own: ReviewersData) -> Work:
    """The work of looking at ``paths``, which join those known or take their place.

    One file that can't be looked at doesn't keep the others off the desk.
    """

    def work(feedback: QgsProcessingFeedback) -> Desk:
        around = own.surroundings(feedback) if paths else None
        found: dict[Path, LookedAt] = {one.path: one for one in known}
        failed: list[InputProblem] = []
        share = 95.0 / max(1, len(paths))
        for number, path in enumerate(paths):
            stop_if_cancelled(feedback)
            progress = progress_of(feedback, share * (number + 0.4), share * (number + 1))
            try:
                found[path] = look_at(path, around, own.allowed, progress)
            except InputProblem as problem:
                failed.append(problem)
        stop_if_cancelled(feedback)
        packages = tuple(found.values())
        return Desk(packages, _together(packages), tuple(failed))

    return work


def _together(packages: Sequence[LookedAt]) -> Gathering | InputProblem | None:
    try:
        return gathered(packages)
    except InputProblem as problem:
        return problem


def comparing(old: OpenedPackage, new: OpenedPackage, slip: Path | None) -> Callable[[QgsProcessingFeedback], str]:
    """The work of holding two versions side by side, and with a slip the county's answers against them; a page."""

    def work(_feedback: QgsProcessingFeedback) -> str:
        found = compare(old, new)
        if slip is None:
            return comparison_page(found, old, new)
        came_back = matched(read_slip(slip), old.parcels, batch=old.manifest.batch, source=slip.name)
        return reply_page(found, old, new, came_back)

    return work
