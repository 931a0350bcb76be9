"""What a new version of a submission changed (版本差异): parcels added, removed and changed, with both values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from ...checks.findings import Finding
from ...checks.waivers.waiver import waivers_to_json
from ...pool.filing.filed import batch_uid
from ...pool.records import PoolParcel
from ...survey.problem import InputProblem
from ...survey.wording import translate
from .opened import OpenedPackage

SHAPE, AREA, PAPERS = "geometry", "area_m2", "materials"
_PLAIN = ("parcel_no", "batch", "category", "state", "verdict", "source_id")


class Kind(str, Enum):
    """What became of a parcel between two versions."""

    ADDED, REMOVED, CHANGED = "ADDED", "REMOVED", "CHANGED"


@dataclass(frozen=True)
class Difference:
    """One value that differs, as text; empty where there is none."""

    item: str
    old: str
    new: str


@dataclass(frozen=True)
class ParcelChange:
    """A parcel that isn't the same in both versions; ``old`` or ``new`` is missing where the version lacks it."""

    kind: Kind
    old: PoolParcel | None
    new: PoolParcel | None
    differences: tuple[Difference, ...] = ()

    @property
    def parcel(self) -> PoolParcel:
        """The parcel as the newest version that has it."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change is of a parcel")
        return found

    @property
    def gained_dm2(self) -> int:
        """Area that the submission gained by it, in 0.01 m²; negative where it lost some."""
        return (self.new.area_dm2 if self.new else 0) - (self.old.area_dm2 if self.old else 0)


@dataclass(frozen=True)
class Comparison:
    """All changes by uid, how many parcels stayed as they were, and what differs about the packages themselves."""

    changes: tuple[ParcelChange, ...]
    unchanged: int
    about: tuple[Difference, ...]

    def of_kind(self, kind: Kind) -> tuple[ParcelChange, ...]:
        """Changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)


def compare(old: OpenedPackage, new: OpenedPackage) -> Comparison:
    """What ``new`` changed of ``old``. Parcels are the same by their id in the pool.

    Raises ``InputProblem`` for packages of different counties or systems.
    """
    _require_comparable(old, new)
    before = {parcel.parcel_uid: parcel for parcel in old.parcels}
    after = {parcel.parcel_uid: parcel for parcel in new.parcels}
    papers = _papers(old), _papers(new)
    changes = []
    for uid in sorted({*before, *after}):
        change = _change(before.get(uid), after.get(uid), _papers_apart(papers[0].get(uid), papers[1].get(uid)))
        if change is not None:
            changes.append(change)
    unchanged = len({*before} | {*after}) - len(changes)
    of_batch = _papers_apart(papers[0].get(_batch(old)), papers[1].get(_batch(new)))
    return Comparison(tuple(changes), unchanged, (*_about(old, new), *of_batch))


def _require_comparable(old: OpenedPackage, new: OpenedPackage) -> None:
    for item in ("county", "system"):
        one, other = getattr(old.manifest, item), getattr(new.manifest, item)
        if one != other:
            raise InputProblem(
                translate("zhanbu", "The package is of {other}, the earlier one of {one}.", other=other, one=one),
                remedy=translate("zhanbu", "Choose two versions of the same submission."),
                source=new.name,
            )


def _papers(package: OpenedPackage) -> dict[str, frozenset[str]]:
    """Papers and photos on file of each parcel, and of the batch."""
    found: dict[str, set[str]] = {}
    for material in package.materials:
        own = material.evidence
        told = " ".join(filter(None, (own.kind, own.doc_no, own.file_name, own.sha256[:8])))
        for uid in material.concerns:
            found.setdefault(uid, set()).add(told)
    return {uid: frozenset(told) for uid, told in found.items()}


def _papers_apart(old: frozenset[str] | None, new: frozenset[str] | None) -> tuple[Difference, ...]:
    """What only one version has on file."""
    before, now = old or frozenset(), new or frozenset()
    if before == now:
        return ()
    return (Difference(PAPERS, "; ".join(sorted(before - now)), "; ".join(sorted(now - before))),)


def _batch(package: OpenedPackage) -> str:
    return batch_uid(package.manifest.system, package.manifest.batch)


def _change(old: PoolParcel | None, new: PoolParcel | None, papers: tuple[Difference, ...]) -> ParcelChange | None:
    if old is None or new is None:
        return ParcelChange(Kind.ADDED if old is None else Kind.REMOVED, old, new)
    found = [Difference(name, getattr(old, name), getattr(new, name)) for name in _PLAIN]
    found.append(Difference(AREA, _m2(old.area_dm2), _m2(new.area_dm2)))
    found.append(Difference(SHAPE, old.geometry_hash, new.geometry_hash))
    found += _of_mapping("survey", old.survey, new.survey)
    found += _of_mapping("measures", old.measures, new.measures)
    found += _of_mapping("findings", _outcomes(old.findings), _outcomes(new.findings))
    found.append(Difference("waivers", waivers_to_json(old.waivers), waivers_to_json(new.waivers)))
    differing = (*(one for one in found if one.old != one.new), *papers)
    return ParcelChange(Kind.CHANGED, old, new, differing) if differing else None


def _of_mapping(name: str, old: Mapping[str, object], new: Mapping[str, object]) -> list[Difference]:
    return [Difference(f"{name}.{key}", _text(old.get(key)), _text(new.get(key))) for key in sorted({*old, *new})]


def _outcomes(findings: tuple[Finding, ...]) -> dict[str, object]:
    return {f.check_id: f"{f.outcome.value} {_text(f.measured)}".strip() for f in findings}


def _about(old: OpenedPackage, new: OpenedPackage) -> list[Difference]:
    """What the packages say of themselves; hashes of their files follow from the parcels and are left out."""
    items = ("batch", "as_of", "sequence", "version_no", "epsg", "rule_set", "rule_set_sha256", "plugin_version")
    found = [Difference(i, _text(getattr(old.manifest, i)), _text(getattr(new.manifest, i))) for i in items]
    found.append(Difference("parcels", str(old.manifest.parcels), str(new.manifest.parcels)))
    found.append(Difference(AREA, _m2(old.manifest.area_dm2), _m2(new.manifest.area_dm2)))
    return [one for one in found if one.old != one.new]


def _m2(dm2: int) -> str:
    return f"{dm2 / 100:.2f}"


def _text(value: object) -> str:
    return "" if value is None else str(value)
