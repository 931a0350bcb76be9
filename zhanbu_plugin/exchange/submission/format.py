"""What a submission package (报送包) is made of: names of its files, and its manifest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from ...checks.checked import CheckRun
from ...checks.waivers.waiver import Waiver
from ...pool.filing.evidence_files import is_stored_name, stored_name
from ...pool.filing.filed import PoolEvidence

FORMAT = "zhanbu-submission"
FORMAT_VERSION = 1

MANIFEST = "manifest.json"
PARCELS = "parcels.gpkg"
COORDINATES = "coordinates.txt"
LIST = "list.xlsx"
FINDINGS_TABLE = "findings.xlsx"
FINDINGS = "findings.csv"
EVENTS = "events.csv"
RULE_SET = "rule_set.yaml"
WAIVERS = "waivers.xlsx"
MATERIALS = "materials.csv"
MATERIALS_TABLE = "materials.xlsx"
LEDGER = "ledger.xlsx"
SHAPEFILE = "shapefile/parcels"
SHAPEFILE_ENDINGS = (".cpg", ".dbf", ".prj", ".shp", ".shx")
CHECK_REPORT, MAP_SHEET = "papers/check_report.pdf", "papers/map_sheet.pdf"
PAPERS = (CHECK_REPORT, MAP_SHEET)
"""Papers that every package of this format has: one without them isn't whole, whatever its manifest lists."""
CONTENT = (
    *(COORDINATES, EVENTS, FINDINGS, FINDINGS_TABLE, LEDGER, LIST, MATERIALS, MATERIALS_TABLE, PARCELS, RULE_SET),
    *(f"{SHAPEFILE}{ending}" for ending in SHAPEFILE_ENDINGS),
    WAIVERS,
)
"""Every file that tells of the parcels, besides the manifest, ``PAPERS`` and the documents in ``EVIDENCE``."""
EVIDENCE = "evidence/"
"""Folder of the documents, each under its SHA-256."""

MANIFEST_BYTES = 8 << 20
_PATTERNS = {
    "county": r"\d{6}",
    "system": r"FOREST|INOUT|CROP",
    "rule_set_sha256": r"[0-9a-f]{64}",
    "event_head": r"[0-9a-f]{64}|",
    "txt_encoding": r"GBK|GB18030|UTF-8|UTF-8-SIG",
}
_COUNTING = ("sequence", "version_no", "parcels")


def evidence_entry(waiver: Waiver) -> str:
    """Name of a waiver's document in the package."""
    return EVIDENCE + stored_name(waiver.file_sha256, waiver.file_name)


def material_entry(evidence: PoolEvidence) -> str:
    """Name of a paper's or photo's file in the package."""
    return EVIDENCE + stored_name(evidence.sha256, evidence.file_name)


def is_evidence(name: str) -> bool:
    """Whether a file of a package lies where documents lie, under a name that they have."""
    return name.startswith(EVIDENCE) and is_stored_name(name[len(EVIDENCE) :])


def is_paper(name: str) -> bool:
    """Whether a file of a package is a paper."""
    return name in PAPERS


@dataclass(frozen=True)
class FileEntry:
    """Size and SHA-256 (hex) of a file of the package."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> FileEntry:
        """Size and hash of some content."""
        return cls(len(content), hashlib.sha256(content).hexdigest())


@dataclass(frozen=True)
class Manifest:
    """What the package says about itself. ``area_dm2`` is the sum of the parcels' areas (1 dm² = 0.01 m²)."""

    plugin_version: str
    county: str
    system: str
    batch: str
    as_of: date
    sequence: int
    version_no: int
    epsg: int
    rule_set: str
    rule_set_sha256: str
    runs: Mapping[str, CheckRun]
    parcels: int
    area_dm2: int
    event_head: str
    txt_template: str
    txt_encoding: str
    files: Mapping[str, FileEntry]

    @property
    def package_name(self) -> str:
        """``{xzqdm}_{system}_{year}_{seq}_v{n}.zip``."""
        return f"{self.county}_{self.system}_{self.as_of.year}_{self.sequence}_v{self.version_no}.zip"

    def to_bytes(self) -> bytes:
        """JSON with sorted keys, indented so that a person can read it."""
        content = {f.name: getattr(self, f.name) for f in fields(self)} | {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "as_of": self.as_of.isoformat(),
            "runs": {key: json.loads(run.as_json()) for key, run in self.runs.items()},
            "files": {name: {"size": f.size, "sha256": f.sha256} for name, f in self.files.items()},
        }
        return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode("utf-8")

    @classmethod
    def from_bytes(cls, content: bytes) -> Manifest:
        """The manifest in a file. Raises ``ValueError`` saying what isn't as it should be."""
        if len(content) > MANIFEST_BYTES:
            raise ValueError(f"{len(content)} bytes")
        try:
            stated = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
            manifest = cls._of(stated)
        except (TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ValueError(f"{type(error).__name__}: {error}") from error
        if manifest.to_bytes() != content:
            raise ValueError("keys, order or spelling differ from what Zhanbu writes")
        return manifest

    @classmethod
    def _of(cls, stated: dict[str, Any]) -> Manifest:
        if stated.pop("format") != FORMAT or stated.pop("format_version") != FORMAT_VERSION:
            raise ValueError(f"not {FORMAT} {FORMAT_VERSION}")
        runs = {key: CheckRun.from_json(json.dumps(run)) for key, run in stated.pop("runs").items()}
        files = {name: FileEntry(**entry) for name, entry in stated.pop("files").items()}
        as_of = date.fromisoformat(stated.pop("as_of"))
        manifest = cls(as_of=as_of, runs=runs, files=files, **stated)
        for name, pattern in _PATTERNS.items():
            if not re.fullmatch(pattern, getattr(manifest, name), re.ASCII):
                raise ValueError(name)
        for name in (*_COUNTING, "epsg", "area_dm2"):
            value = getattr(manifest, name)
            if type(value) is not int or value < (1 if name in _COUNTING else 0):
                raise ValueError(name)
        for name in ("plugin_version", "batch", "rule_set", "txt_template"):
            if type(getattr(manifest, name)) is not str:
                raise ValueError(name)
        return manifest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that stands twice could mean one thing to us and another to a different reader."""
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError(f"a key stands twice: {[key for key, _ in pairs]}")
    return result


def _no_constant(name: str) -> Any:  # noqa: ANN401
    raise ValueError(f"{name} is not a number")
