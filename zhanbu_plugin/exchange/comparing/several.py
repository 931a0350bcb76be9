"""Several packages looked at together (多包核验): each verified by itself, repeated, and held against the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...checks.layer import Progress
from ...checks.measuring import Surroundings
from ...survey.problem import InputProblem
from ..archive import read_archive
from ..submission.format import MANIFEST, Manifest
from ..verification.report import VerificationReport
from ..verification.verifying import verify_submission
from .opened import OpenedPackage, read_verified
from .repeated import repeat_checks, repeated_problems
from .together import Gathering, gather


@dataclass(frozen=True)
class LookedAt:
    """A package that was verified. ``package`` is what it holds, and ``None`` where it contradicts itself.

    ``stated`` is what it says of itself, believable or not. ``repeated`` counts the checks done again with the
    reviewer's data, of which the report tells too.
    """

    path: Path
    report: VerificationReport
    package: OpenedPackage | None
    stated: Manifest | None
    repeated: int = 0


def look_at(
    path: Path,
    around: Surroundings | None = None,
    allowed: Mapping[str, float] | None = None,
    progress: Progress = None,
) -> LookedAt:
    """Verify a package, and repeat its checks where there is something to repeat them with.

    A package that contradicts itself isn't measured: nobody knows which of its numbers would be repeated. ``allowed``
    are the reviewer's tolerances by unit. Raises ``InputProblem`` as ``verify_submission`` and ``repeat_checks`` do.
    """
    report = verify_submission(path)
    if not report.valid:
        return LookedAt(path, report, None, _stated(path))
    package = read_verified(path, report)
    if around is None:
        return LookedAt(path, report, package, package.manifest)
    checks = repeat_checks(package, around, progress)
    problems, notes = repeated_problems(checks, allowed or {})
    whole = replace(report, problems=(*report.problems, *problems), notes=(*report.notes, *notes))
    return LookedAt(path, whole, package, package.manifest, len(checks))


def gathered(looked_at: Sequence[LookedAt]) -> Gathering | None:
    """Those that can be believed put together, with the ground that two of them claim; ``None`` where there are none.

    Raises ``InputProblem`` when two different packages call themselves the same version.
    """
    packages = [one.package for one in looked_at if one.package is not None]
    return gather(packages) if packages else None


def _stated(path: Path) -> Manifest | None:
    try:
        return Manifest.from_bytes(read_archive(path, source=path.name)[MANIFEST])
    except (InputProblem, KeyError, ValueError):
        return None
