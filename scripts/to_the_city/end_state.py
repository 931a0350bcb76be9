"""Whether two round trips ended alike: what the second version changed, and the totals of both packages."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from zhanbu_plugin.exchange.comparing.opened import open_package
from zhanbu_plugin.exchange.comparing.versions import compare


def told(folder: Path) -> Iterator[str]:
    """Lines that say how a trip ended; nothing of them follows the clock."""
    (first,), (second,) = folder.glob("*_v1.zip"), folder.glob("*_v2.zip")
    old, new = open_package(first), open_package(second)
    for package in (old, new):
        stated = package.manifest
        yield f"{stated.package_name}: {stated.parcels} parcels, {stated.area_dm2 / 100:.2f} m²"
        for parcel in package.parcels:
            yield f"{stated.package_name} {parcel.parcel_uid}: {parcel.state} {parcel.geometry_hash} {parcel.area_dm2}"
    found = compare(old, new)
    yield f"{found.unchanged} as before"
    for one in found.about:
        yield f"{one.item}: {one.old} -> {one.new}"
    for change in found.changes:
        for one in change.differences:
            yield f"{change.kind.value} {change.parcel.parcel_uid} {one.item}: {one.old} -> {one.new}"
    (slip,) = folder.glob("*-退回单.xlsx")
    yield f"{slip.name}: {hashlib.sha256(slip.read_bytes()).hexdigest()}"
    for paper in sorted(folder.glob("*.pdf")):
        yield paper.name


def main() -> int:
    """Compare two folders; 1 where they differ."""
    by_hand, by_process = (Path(argument).resolve() for argument in sys.argv[1:3])
    one, other = list(told(by_hand)), list(told(by_process))
    for name, lines, against in (("by hand", one, other), ("by qgis_process", other, one)):
        for line in lines:
            if line not in against:
                print(f"{name}: {line}")
    changed = sorted({line.split()[1] for line in one if line.startswith("CHANGED ")})
    if one != other:
        print("round trip: the two ended differently")
        return 1
    print(f"round trip: {len(one)} statements are the same by hand and by qgis_process; changed: {', '.join(changed)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
