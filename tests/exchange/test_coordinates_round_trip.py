"""Export → import gives identical coordinates, for any valid polygon on the grid, template and encoding."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhanbu_plugin.exchange.coordinates.document import CoordinateParcel
from zhanbu_plugin.exchange.coordinates.reading import read_coordinates
from zhanbu_plugin.exchange.coordinates.templates import head_template, head_templates
from zhanbu_plugin.exchange.coordinates.writing import ENCODINGS, write_coordinates

GRID = 4
TEXT = st.text(st.sampled_from("甲乙丙示例地块 AB12-·（），"), max_size=8).map(str.strip)


def star(centre: tuple[float, float], radii: list[float], *, start: float) -> list[tuple[float, float]]:
    """A ring that sees its centre from every point, so it never crosses itself."""
    angles = start + np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    return [
        (round(centre[0] + r * float(np.cos(a)), GRID), round(centre[1] + r * float(np.sin(a)), GRID))
        for r, a in zip(radii, angles)
    ]


@st.composite
def polygons(draw: st.DrawFn, east: float, north: float) -> shapely.Polygon:
    start = draw(st.floats(0, 6))
    radii = draw(st.lists(st.floats(20, 100), min_size=3, max_size=12))
    shell = star((east, north), radii, start=start)
    holes = []
    if draw(st.booleans()) and len(radii) > 4:
        holes.append(star((east, north), draw(st.lists(st.floats(1, 4), min_size=3, max_size=6)), start=start))
    if draw(st.booleans()):
        shell.reverse()
    return shapely.Polygon(shell, holes)


@st.composite
def layers(draw: st.DrawFn) -> list[CoordinateParcel]:
    zone = draw(st.sampled_from([39, 38, 25, 45, 13, 23]))
    template = draw(st.sampled_from(sorted(head_templates())))
    east = zone * 1_000_000 + draw(st.integers(200_000, 700_000))
    north = draw(st.integers(2_000_000, 5_500_000))
    parcels = []
    for i in range(draw(st.integers(1, 4))):
        parts = [draw(polygons(east + 500.0 * j, north + 500.0 * i)) for j in range(draw(st.integers(1, 3)))]
        shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
        area = Decimal(draw(st.integers(0, 10**8))) / 10_000
        items = {key: draw(TEXT) for key in head_template(template).attributes if key != "shape"}
        parcels.append(CoordinateParcel(f"F{i}", draw(TEXT), shape, draw(st.sampled_from([area, None])), items))
    return parcels


def same_ground(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    """Identical vertices, whatever the direction of the rings."""
    return shapely.equals_exact(shapely.normalize(one), shapely.normalize(other), tolerance=0.0)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(layers(), st.sampled_from(sorted(head_templates())), st.sampled_from(ENCODINGS))
def test_what_is_exported_is_imported_with_identical_coordinates(
    parcels: list[CoordinateParcel], template: str, encoding: str
) -> None:
    parcels = [p for p in parcels if shapely.is_valid(p.geometry)]
    if not parcels:
        return
    content = write_coordinates(parcels, template=template, encoding=encoding)
    result = read_coordinates(content)
    assert result.document.template == template
    assert len(result.document.parcels) == len(parcels)
    for meant, read in zip(parcels, result.document.parcels):
        assert (read.number, read.name, read.stated_area_ha) == (meant.number, meant.name, meant.stated_area_ha)
        assert same_ground(meant.geometry, read.geometry)
        for key in head_template(template).attributes:
            assert read.attributes[key] == ("面" if key == "shape" else meant.attributes.get(key, ""))
    assert write_coordinates(result.document, encoding=encoding) == content
