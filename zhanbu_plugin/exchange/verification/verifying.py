"""Verifying a submission package (核验报送包) from the ZIP alone: nothing outside a temporary folder is touched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from shapely.errors import ShapelyError

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..archive import read_archive, seal_holds
from ..scratch import NoRoom
from ..submission.format import CONTENT, MANIFEST, PAPERS, PARCELS, FileEntry, Manifest, is_evidence
from ..submission.reading import PackageParcels
from .content import content_notes, content_problems, package_parcels
from .packed import PackedBatch
from .report import Problem, VerificationReport

_UNFORESEEN = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, ShapelyError)
"""A stranger's content may break any assumption; then it can't be verified, and the report must say so."""


def verify_submission(path: Path, *, packed: PackedBatch | None = None) -> VerificationReport:
    """Read everything in a package again and compare it.

    ``packed`` is what it was made of a moment ago: where it reads back as that, its files aren't made once more to be
    compared.

    Whatever is wrong is a problem of the report. Raises ``InputProblem`` when the file can't be opened, and when the
    temporary folder has no room (``NoRoom``): then nothing is known about the package.
    """
    try:
        files = read_archive(path, source=path.name)
    except InputProblem as problem:
        if not path.is_file():
            raise
        return VerificationReport(path.name, _sha256(path), (Problem.of("ARCHIVE", path.name, problem),), (), 0, 0)
    if not {MANIFEST, *CONTENT, *PAPERS} & {*files}:
        said = translate(
            "zhanbu",
            "This is no submission package: none of the files of one is in it. Choose the ZIP as the county packed it, "
            "not unpacked and zipped again.",
        )
        return VerificationReport(path.name, _sha256(path), (Problem("ARCHIVE", path.name, "", said),), (), 0, 0)
    problems = list(_container_problems(path, files))
    notes = list(_name_notes(path, files))
    layer = None
    if {*CONTENT} <= {*files}:
        layer, found = _content(files, packed)
        problems += found
        notes += content_notes(files)
    parcels = layer.parcels if layer else ()
    return VerificationReport(
        path.name,
        _sha256(path),
        tuple(problems),
        tuple(notes),
        len(parcels),
        sum(p.area_dm2 for p in parcels),
        tuple((parcel.parcel_no, waiver) for parcel in parcels for waiver in parcel.waivers),
    )


def _container_problems(path: Path, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """The seal of the ZIP, which files there are, and their hashes."""
    if not seal_holds(path):
        said = translate("zhanbu", "The package was changed after it was packed: its seal doesn't fit.")
        yield Problem("SEAL", path.name, "", said)
    for name in sorted({MANIFEST, *CONTENT, *PAPERS} - {*files}):
        yield Problem("MISSING", name, "", translate("zhanbu", "The file is missing."))
    evidence = {name for name in files if is_evidence(name)}
    for name in sorted({*files} - {MANIFEST, *CONTENT, *PAPERS} - evidence):
        yield Problem("EXTRA", name, "", translate("zhanbu", "The file doesn't belong to a submission."))
    manifest = _manifest(files)
    if isinstance(manifest, Problem):
        yield manifest
        return
    for name in sorted({*manifest.files} - {*files} - {*CONTENT, *PAPERS}):
        yield Problem("MISSING", name, "", translate("zhanbu", "The file is missing."))
    if {*manifest.files} != {*CONTENT, *PAPERS, *evidence}:
        yield Problem("MANIFEST", MANIFEST, "", translate("zhanbu", "It doesn't list the files of a submission."))
    for name in sorted({*manifest.files} & {*files}):
        if manifest.files[name] != FileEntry.of(files[name]):
            yield Problem("HASH", name, "", translate("zhanbu", "The file isn't the one that the manifest lists."))


def _name_notes(path: Path, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Mail programs rename attachments, so another name alone isn't wrong."""
    manifest = _manifest(files)
    if isinstance(manifest, Manifest) and path.name != manifest.package_name:
        said = translate("zhanbu", "The package calls itself {name}.", name=manifest.package_name)
        yield Problem("NAME", path.name, "", said)


def _content(files: Mapping[str, bytes], packed: PackedBatch | None) -> tuple[PackageParcels | None, list[Problem]]:
    """The layer, as far as it can be read, and what the files say against each other."""
    try:
        layer = package_parcels(files)
    except NoRoom:
        raise
    except InputProblem as problem:
        return None, [Problem.of("PARCELS", PARCELS, problem)]
    manifest = _manifest(files)
    if isinstance(manifest, Problem):
        return layer, []
    found: list[Problem] = []
    try:
        found.extend(content_problems(files, manifest, layer, packed))
    except NoRoom:
        raise
    except InputProblem as problem:
        found.append(Problem.of("CONTENT", problem.source, problem))
    except _UNFORESEEN as error:
        said = translate(
            "zhanbu", "Its content can't be compared ({reason}).", reason=f"{type(error).__name__}: {error}"
        )
        found.append(Problem("CONTENT", "", "", said))
    return layer, found


def _manifest(files: Mapping[str, bytes]) -> Manifest | Problem:
    try:
        return Manifest.from_bytes(files.get(MANIFEST, b""))
    except ValueError as error:
        said = translate("zhanbu", "The manifest can't be read ({reason}).", reason=error)
        return Problem("MANIFEST", MANIFEST, "", said)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
