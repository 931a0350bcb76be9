"""Prepared layers that were kept: equal to those made anew, and never believed when damaged, foreign or forged."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from awkward_parcels import array, scene_of

from zhanbu_plugin.checks.kept import layers as kept_layers
from zhanbu_plugin.checks.kept.file_format import Arrays
from zhanbu_plugin.checks.kept.folder import Kept
from zhanbu_plugin.checks.kept.layers import layer_key, layer_source, prepared_layer
from zhanbu_plugin.checks.kept.method import text_sha256
from zhanbu_plugin.checks.layer import Progress, VectorLayer, content_hash
from zhanbu_plugin.checks.measures.overlap.constraint import PreparedConstraint, prepare
from zhanbu_plugin.checks.measures.overlap.overlaps import overlaps_with
from zhanbu_plugin.checks.reading.geometry import null_remark
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.wording import translate

CRS = Crs.of(4527)
OTHER = Crs.of(4528)
X, Y = 39_500_000.0, 4_400_000.0


def _layer(shapes: list[shapely.Geometry | None], crs: Crs = CRS, name: str = "生态红线.gpkg") -> VectorLayer:
    geometries = array(shapes)
    fids = np.arange(1, len(shapes) + 1, dtype=np.int64)
    remarks = np.empty(len(shapes), dtype=object)
    remarks[:] = [(null_remark(),) if shape is None else () for shape in shapes]
    digest = content_hash(crs, fids, geometries, {}, {})
    return VectorLayer(name, f"/data/{name}", crs, fids, geometries, remarks, {}, {}, digest)


@pytest.fixture
def layer() -> VectorLayer:
    """A polygon with many vertices and a hole, one that overlaps it, one of two parts, a bow-tie, and no shape."""
    angle = np.linspace(0, 2 * np.pi, 3000, endpoint=False)
    radius = 900 + 80 * np.sin(37 * angle)
    big = shapely.Polygon(np.column_stack([X + radius * np.cos(angle), Y + radius * np.sin(angle)]))
    pierced = big.difference(shapely.Point(X, Y).buffer(150))
    two = shapely.multipolygons(
        [shapely.box(X + 2000, Y, X + 2100, Y + 50), shapely.box(X + 2200, Y, X + 2300, Y + 50)]
    )
    bow = shapely.Polygon([(X, Y + 2000), (X + 90, Y + 2090), (X + 90, Y + 2000), (X, Y + 2090)])
    return _layer([pierced, shapely.box(X + 500, Y - 500, X + 1500, Y + 500), two, bow, None])


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "储备库.kept", b"of this user")


def _file(kept: Kept) -> Path:
    (file,) = kept.folder.glob("layer-*.kept")
    return file


def _said(prepared: PreparedConstraint) -> list[object]:
    told = [prepared.repaired, prepared.left_out, prepared.unreadable, prepared.warnings, prepared.doubt]
    names = [prepared.role, prepared.name, prepared.sha256, prepared.crs]
    return [*names, *told, shapely.to_wkb(prepared.pieces).tolist(), prepared.feature.tolist()]


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the layers that are prepared from now on."""
    made: list[str] = []

    def counting(layer: VectorLayer, role: str, target: Crs, *, progress: Progress) -> PreparedConstraint:
        made.append(layer.name)
        return prepare(layer, role, target, progress=progress)

    monkeypatch.setattr(kept_layers, "prepare", counting)
    return made


@pytest.mark.parametrize("target", [CRS, OTHER], ids=["same system", "moved"])
def test_a_kept_layer_equals_one_made_anew(
    layer: VectorLayer, target: Crs, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew = _said(prepare(layer, "redline", target))
    assert _said(prepared_layer(kept, layer, "redline", target)) == anew
    made = _counted(monkeypatch)
    assert _said(prepared_layer(kept, layer, "redline", target)) == anew
    assert made == []


def test_the_role_and_the_name_are_no_part_of_what_is_kept(layer: VectorLayer, kept: Kept) -> None:
    prepared_layer(kept, layer, "redline", CRS)
    again = prepared_layer(kept, layer, "reserve", CRS)
    assert again.role == "reserve"
    assert len(list(kept.folder.glob("*.kept"))) == 1


def test_a_changed_layer_another_system_or_other_remarks_are_other_keys(layer: VectorLayer) -> None:
    moved = layer.geometries.copy()
    moved[1] = shapely.box(X + 500, Y - 500, X + 1500, Y + 500.0001)
    changed = _layer(list(moved))
    unread = layer.remarks.copy()
    unread[4] = (translate("zhanbu", "The shape is no polygon."),)  # no hash covers why nothing was read
    keys = [
        layer_key(layer, CRS),
        layer_key(changed, CRS),
        layer_key(layer, OTHER),
        layer_key(replace(layer, remarks=unread), CRS),
        layer_key(layer.taking(np.arange(5) != 2), CRS),
    ]
    assert len({repr(key) for key in keys}) == len(keys)


def test_whoever_changes_a_constant_or_a_line_of_the_algorithm_changes_the_key(
    repository: Path, tmp_path: Path
) -> None:
    package = tmp_path / "zhanbu_plugin"
    shutil.copytree(repository / "zhanbu_plugin", package, ignore=shutil.ignore_patterns("__pycache__"))
    before = text_sha256(package)
    assert before == text_sha256(repository / "zhanbu_plugin")
    for name in (
        "checks/measures/overlap/subdividing.py",
        "checks/measures/terrain/slope.py",
        "survey/ellipsoid_area.py",
        "checks/turns.py",
        "checks/layer.py",
    ):
        file = package / name
        file.write_bytes(file.read_bytes().replace(b" = ", b" =  ", 1))
        after = text_sha256(package)
        assert after != before
        before = after


def test_a_file_damaged_at_any_place_is_made_anew(layer: VectorLayer, kept: Kept) -> None:
    anew = _said(prepared_layer(kept, layer, "redline", CRS))
    whole = _file(kept).read_bytes()
    places = np.random.default_rng(3).choice(len(whole), 60, replace=False).tolist()
    for at in [*places, *range(24), len(whole) - 1]:
        _file(kept).write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        assert _said(prepared_layer(kept, layer, "redline", CRS)) == anew
        assert _file(kept).read_bytes() == whole  # and kept again


def test_a_file_cut_short_or_grown_is_made_anew(layer: VectorLayer, kept: Kept) -> None:
    anew = _said(prepared_layer(kept, layer, "redline", CRS))
    whole = _file(kept).read_bytes()
    for length in [*range(0, 60, 7), *range(60, len(whole), len(whole) // 40)]:
        _file(kept).write_bytes(whole[:length])
        assert _said(prepared_layer(kept, layer, "redline", CRS)) == anew
    _file(kept).write_bytes(whole + b"more")
    assert _said(prepared_layer(kept, layer, "redline", CRS)) == anew


def test_what_another_user_left_is_not_believed(
    layer: VectorLayer, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared_layer(Kept(kept.folder, b"of somebody else"), layer, "redline", CRS)
    made = _counted(monkeypatch)
    prepared_layer(kept, layer, "redline", CRS)
    assert made == [layer.name]


def test_a_file_under_another_ones_name_is_not_believed(layer: VectorLayer, kept: Kept) -> None:
    prepared_layer(kept, _layer([shapely.box(X, Y, X + 1, Y + 1)]), "redline", CRS)
    other = _file(kept)
    anew = _said(prepared_layer(kept, layer, "redline", CRS))
    (file,) = set(kept.folder.glob("layer-*.kept")) - {other}
    shutil.copy(other, file)
    assert _said(prepared_layer(kept, layer, "redline", CRS)) == anew


def _without_a_piece(stored: Arrays) -> dict[str, object]:
    size = int(stored["size"][0])
    return {n: v[size:] if n == "wkb" else v[1:] for n, v in stored.items()}


def _of_other_features(stored: Arrays) -> dict[str, object]:
    return {**stored, "feature": stored["feature"][::-1]}


def _with_larger_areas(stored: Arrays) -> dict[str, object]:
    return {**stored, "area": stored["area"] * 1.001}


def _elsewhere(stored: Arrays) -> dict[str, object]:
    after = np.cumsum(stored["size"])
    texts = [stored["wkb"][a - s : a].tobytes() for a, s in zip(after, stored["size"])]
    pieces = shapely.transform(shapely.from_wkb(array(texts)), lambda xy: xy + 10)
    return {
        **stored,
        "bounds": shapely.bounds(pieces),
        "area": shapely.area(pieces),
        "wkb": np.frombuffer(b"".join(shapely.to_wkb(pieces, byte_order=1)), dtype=np.uint8),
    }


FORGERIES = [_without_a_piece, _of_other_features, _with_larger_areas, _elsewhere]


@pytest.mark.parametrize("forged", FORGERIES, ids=lambda forged: str(forged.__name__).strip("_"))
def test_even_a_signed_file_is_not_believed_when_it_holds_other_ground(
    forged: object, layer: VectorLayer, kept: Kept
) -> None:
    anew = _said(prepared_layer(kept, layer, "redline", CRS))
    place = ("layer", layer_source(layer), layer_key(layer, CRS))
    file = kept.find(*place)
    assert file is not None
    stored = file.arrays()
    assert stored is not None
    kept.keep(*place, file.facts, forged(stored))  # type: ignore[operator]
    assert _said(prepared_layer(kept, layer, "redline", CRS)) == anew
    boxes = np.array([[X, Y, X + 10, Y + 10]])
    assert len(prepared_layer(kept, layer, "redline", CRS).near(boxes).pieces) > 0


def test_the_folder_may_be_deleted_while_a_check_holds_on_to_it(layer: VectorLayer, kept: Kept) -> None:
    anew = _said(prepared_layer(kept, layer, "redline", CRS))
    again = prepared_layer(kept, layer, "redline", CRS)
    shutil.rmtree(kept.folder)
    assert _said(again) == anew


@pytest.mark.parametrize("seed", range(12))
def test_pieces_near_some_parcels_measure_them_as_all_pieces_do(seed: int, kept: Kept) -> None:
    scene = scene_of(seed, 2000.0, parcels=40, features=25)
    layer = _layer(list(scene.features))
    prepared_layer(kept, layer, "redline", CRS)
    again = prepared_layer(kept, layer, "redline", CRS)
    parcels = scene.parcels[shapely.is_valid(scene.parcels)]
    areas = ellipsoid_areas(parcels, CRS)
    whole = overlaps_with({"redline": prepare(layer, "redline", CRS)}, parcels, areas, CRS)["redline"]
    for rows in np.array_split(np.random.default_rng(seed).permutation(len(parcels)), 8):
        near = again.near(shapely.bounds(parcels[rows]))
        some = overlaps_with({"redline": near}, parcels[rows], areas[rows], CRS)["redline"]
        assert some.area_m2.tobytes() == whole.area_m2[rows].tobytes()
        assert some.counts.tolist() == whole.counts[rows].tolist()
