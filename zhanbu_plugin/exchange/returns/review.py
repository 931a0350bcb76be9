"""The review of a submission (核查): the draw and its results, ground that others claim, and what therefore goes back.

The city decides; this puts its results together and sees that none is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ...pool.places import OverlapTolerance
from ...survey.problem import InputProblem
from ...survey.units import m2_of
from ...survey.wording import translate
from ..comparing.opened import OpenedPackage
from ..comparing.together import GatheredParcel, TwiceClaimed, gather
from ..sampling.draw import Draw
from .reasons import return_reasons
from .results import ParcelResult
from .slip import ReturnItem, slip_texts

OVERLAPS = "R04"
"""The reason for ground that others claim."""
_TOLD = 10


@dataclass(frozen=True)
class OthersClaim:
    """Ground of a submitted parcel that a parcel of another package claims; ``area_dm2`` is 0.01 m²."""

    own: GatheredParcel
    other: GatheredParcel
    area_dm2: int


@dataclass(frozen=True)
class Review:
    """A submission with what was drawn and found. ``compared`` are the packages that it was held against.

    ``items`` go on the return slip, by number of the parcel; with none of them the submission passes.
    """

    package: OpenedPackage
    draw: Draw | None
    results: tuple[ParcelResult, ...]
    compared: tuple[OpenedPackage, ...]
    claims: tuple[OthersClaim, ...]
    items: tuple[ReturnItem, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing goes back."""
        return not self.items

    @property
    def returned(self) -> tuple[str, ...]:
        """Uids of the parcels that go back, in the order of their numbers."""
        return tuple(dict.fromkeys(item.parcel for item in self.items))

    @property
    def by_code(self) -> Mapping[str, int]:
        """How many parcels each reason code names."""
        named = Counter(code for _, code in {(item.parcel, item.code) for item in self.items})
        return {code: named[code] for code in return_reasons()}


def review(
    package: OpenedPackage,
    draw: Draw | None,
    results: Sequence[ParcelResult],
    others: Sequence[OpenedPackage] = (),
    *,
    return_overlaps: bool = True,
) -> Review:
    """Put a review together. Ground that ``others`` claim is a reason to return a parcel, unless told otherwise.

    Raises ``InputProblem`` when a drawn parcel has no result, or when ``others`` hold a later version of the package.
    """
    looked_at = {one.parcel.parcel_uid for one in results}
    _require_results(draw, looked_at, package)
    claims = _claims(package, others)
    found = {one.parcel.parcel_uid: [(code, one.text) for code in one.codes] for one in results}
    for claim in claims if return_overlaps else ():
        found.setdefault(claim.own.parcel.parcel_uid, []).append((OVERLAPS, _told(claim)))
    items = [
        ReturnItem(0, parcel.parcel_uid, parcel.parcel_no, parcel.batch, code, text)
        for parcel in package.parcels
        for code, text in found.get(parcel.parcel_uid, [])
    ]
    compared = tuple(other for other in others if other.sha256 != package.sha256)
    return Review(package, draw, tuple(results), compared, claims, tuple(items))


def _require_results(draw: Draw | None, looked_at: Collection[str], package: OpenedPackage) -> None:
    missing = [uid for uid in (draw.ids if draw is not None else ()) if uid not in looked_at]
    if missing:
        more = "" if len(missing) <= _TOLD else " …"
        raise InputProblem(
            translate("zhanbu", "{count} drawn parcels have no result.", count=len(missing)),
            remedy=translate("zhanbu", "Fill in the field result of each drawn parcel."),
            source=package.name,
            parcel=", ".join(missing[:_TOLD]) + more,
            field="result",
        )


def _claims(package: OpenedPackage, others: Sequence[OpenedPackage]) -> tuple[OthersClaim, ...]:
    if not others:
        return ()
    found = gather([package, *others], OverlapTolerance.of(package.rule_set))
    if any(replaced.sha256 == package.sha256 for replaced in found.replaced):
        raise InputProblem(
            translate("zhanbu", "A later version of the package is among the others."),
            remedy=translate("zhanbu", "Review the latest version."),
            source=package.name,
        )
    return tuple(claim for twice in found.twice if (claim := _claim(package, twice)) is not None)


def _claim(package: OpenedPackage, twice: TwiceClaimed) -> OthersClaim | None:
    for own, other in ((twice.one, twice.other), (twice.other, twice.one)):
        if own.package.sha256 == package.sha256:
            return OthersClaim(own, other, twice.area_dm2)
    return None


def _told(claim: OthersClaim) -> str:
    """As it stands on the slip."""
    other, area = claim.other, f"{m2_of(claim.area_dm2):.2f}"
    template = str(slip_texts()["overlap"])
    return template.format(package=other.package.name, parcel=other.parcel.parcel_uid, area=area)
