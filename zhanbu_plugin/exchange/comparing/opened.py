"""A package that may be believed: verified first, then read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...pool.records import Material, PoolParcel
from ...regimes.rule_set import RuleSet
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..archive import read_archive
from ..submission.format import MANIFEST, MATERIALS, RULE_SET, Manifest
from ..submission.materials import read_materials
from ..verification.content import package_parcels, packed_rule_set
from ..verification.report import VerificationReport
from ..verification.verifying import verify_submission


@dataclass(frozen=True)
class OpenedPackage:
    """Name and SHA-256 (hex) of a package, what it says of itself, its rules, its parcels by number, its materials."""

    name: str
    sha256: str
    manifest: Manifest
    rule_set: RuleSet
    parcels: tuple[PoolParcel, ...]
    materials: tuple[Material, ...]


def open_package(path: Path) -> OpenedPackage:
    """A package of which every check agrees.

    Raises ``InputProblem`` for one that doesn't verify: what contradicts itself can't be compared with anything.
    """
    report = verify_submission(path)
    if not report.valid:
        first = report.problems[0]
        raise InputProblem(
            translate(
                "zhanbu",
                "The package doesn't verify: {count} problems, the first: {code} {file} {what}",
                count=len(report.problems),
                code=first.code,
                file=first.file,
                what=first.wording,
            ),
            remedy=translate("zhanbu", "Verify the package to see all of them, and ask the sender for the original."),
            source=path.name,
            parcel=first.parcel,
        )
    return read_verified(path, report)


def read_verified(path: Path, report: VerificationReport) -> OpenedPackage:
    """A package that verified a moment ago."""
    files = read_archive(path, source=path.name)
    parcels = sorted(package_parcels(files).parcels, key=lambda parcel: parcel.parcel_no)
    manifest, rule_set = Manifest.from_bytes(files[MANIFEST]), packed_rule_set(files[RULE_SET])
    materials = read_materials(files[MATERIALS], MATERIALS)
    return OpenedPackage(path.name, report.sha256, manifest, rule_set, tuple(parcels), tuple(materials))
