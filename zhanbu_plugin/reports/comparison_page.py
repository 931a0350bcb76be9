"""What a new version of a submission changed, as a page to read and to send with a reply letter (复函附件)."""

from __future__ import annotations

from collections.abc import Sequence

from ..exchange.comparing.opened import OpenedPackage
from ..exchange.comparing.versions import Comparison, Difference, Kind, ParcelChange
from ..survey.units import largest_remainder, m2_of
from .change_words import ChangeWords
from .html_page import page, paragraph, section, table
from .language import tr


def comparison_page(comparison: Comparison, old: OpenedPackage, new: OpenedPackage) -> str:
    """The page, in the language of the interface. Parcels stand by their number."""
    words = ChangeWords(new)
    parts = [paragraph(f"{old.name} → {new.name}"), paragraph(_summary(comparison))]
    titles = {Kind.ADDED: tr("Added parcels"), Kind.REMOVED: tr("Removed parcels")}
    for kind, title in titles.items():
        changes = comparison.of_kind(kind)
        if changes:
            parts.append(section(title, _areas(changes)))
    changed = comparison.of_kind(Kind.CHANGED)
    if changed:
        differing = [(c.parcel.parcel_no, d) for c in changed for d in c.differences]
        parts.append(section(tr("Changed parcels"), _differences(differing, words)))
    rows = [[tr("Package"), old.name, new.name], ["SHA-256", old.sha256, new.sha256]]
    rows += [[words.name(one.item), *words.values(one)] for one in comparison.about]
    parts.append(section(tr("About the packages"), table([tr("Item"), tr("Before"), tr("Now")], rows)))
    return page(tr("What the new version changed"), parts)


def _summary(comparison: Comparison) -> str:
    gained = sum(change.gained_dm2 for change in comparison.changes)
    return tr("{added} added, {removed} removed, {changed} changed, {same} as before; area {gained} m².").format(
        added=len(comparison.of_kind(Kind.ADDED)),
        removed=len(comparison.of_kind(Kind.REMOVED)),
        changed=len(comparison.of_kind(Kind.CHANGED)),
        same=comparison.unchanged,
        gained=f"{m2_of(gained):+.2f}",
    )


def _areas(changes: Sequence[ParcelChange]) -> str:
    in_mu = largest_remainder([change.parcel.area_dm2 for change in changes], "mu")
    rows = [
        [change.parcel.parcel_no, change.parcel.parcel_uid, f"{m2_of(change.parcel.area_dm2):.2f}", str(mu)]
        for change, mu in zip(changes, in_mu)
    ]
    return table([tr("Parcel no."), tr("Id"), tr("Area (m²)"), tr("Area (mu)")], rows, (2, 3))


def _differences(differing: Sequence[tuple[str, Difference]], words: ChangeWords) -> str:
    """What differs as people read it; what differs behind the last printed digit alone isn't listed."""
    told = [(number, words.name(one.item), words.values(one)) for number, one in differing]
    rows = [[number, name, old, new] for number, name, (old, new) in told if old != new]
    return table([tr("Parcel no."), tr("Item"), tr("Before"), tr("Now")], rows)
