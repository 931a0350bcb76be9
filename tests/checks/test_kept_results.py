"""What a check keeps changes no result: the same bytes with nothing kept, something kept, and all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.affinity import translate

from zhanbu_plugin.checks.checked_layer import checked_rows
from zhanbu_plugin.checks.engine import CheckResult, check_parcels
from zhanbu_plugin.checks.kept.folder import Kept
from zhanbu_plugin.checks.layer import VectorLayer, content_hash
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import layers_of, read_layer
from zhanbu_plugin.paths import resource
from zhanbu_plugin.regimes.reading.rule_set_file import read_rule_set

TODAY = date(2026, 9, 1)
RULES = read_rule_set(resource("regimes", "hebei-cropland-2025.yaml"))
SECRET = b"of this user"


@pytest.fixture(scope="module")
def around(sample: Path) -> Surroundings:
    survey = sample / "sample.gpkg"
    roles = {name: read_layer(survey, name) for name in layers_of(survey) if name not in ("dltb", "candidates")}
    return Surroundings(dem=sample / "dem.tif", roles=roles, claims=_some(roles["county"], [0], "claims"))


@pytest.fixture(scope="module")
def survey(sample: Path) -> VectorLayer:
    """Parcels of the sample county, and the designed faults among them."""
    return read_layer(sample / "sample.gpkg", "candidates")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "储备库.kept", SECRET)


def _some(layer: VectorLayer, rows: object, name: str = "") -> VectorLayer:
    """Some features of a layer in another order, as a layer of its own: ids follow one another."""
    rows = np.asarray(rows, dtype=np.intp)
    fields = {n: values[rows] for n, values in layer.fields.items()}
    return _read_anew(
        replace(
            layer,
            name=name or layer.name,
            geometries=layer.geometries[rows],
            remarks=layer.remarks[rows],
            fields=fields,
        )
    )


def _read_anew(layer: VectorLayer) -> VectorLayer:
    fids = np.arange(1, len(layer.geometries) + 1, dtype=np.int64)
    sha256 = content_hash(layer.crs, fids, layer.geometries, layer.fields, layer.definitions)
    return replace(layer, fids=fids, sha256=sha256)


def _with_shapes(layer: VectorLayer, shapes: Mapping[int, shapely.Geometry | None]) -> VectorLayer:
    geometries = layer.geometries.copy()
    for row, shape in shapes.items():
        geometries[row] = shape
    return _read_anew(replace(layer, geometries=geometries))


def _checked(layer: VectorLayer, around: Surroundings, kept: Kept | None = None) -> CheckResult:
    return check_parcels(ParcelBatch.of(layer), RULES, around, as_of=TODAY, county="139901", version="0", kept=kept)


def _said(result: CheckResult) -> list[object]:
    """All that a check says: rows and seals, unrounded measures, and what it tells about layers."""
    measured = result.case.measured
    return [
        list(checked_rows(result, str)),
        [result.checked_parcel(i).seal for i in range(len(result.parcels))],
        {name: values.tobytes() for name, values in result.measures.items()},
        [measured.duplicates.overlaps_with.tobytes(), measured.duplicates.overlap_m2.tobytes()],
        [[v.tobytes() for v in vars(measured.slope).values()] if measured.slope else None],
        [v.tolist() for v in (measured.validity.code, measured.validity.reason, measured.validity.where)].__repr__(),
        [v.tobytes() for v in vars(measured.validity.faults).values()],
        shapely.to_wkb(measured.geometries).tolist(),
        measured.crs_remarks,
        [(role, o.source, o.counts.tobytes(), o.doubt, o.layer.warnings) for role, o in measured.overlaps.items()],
        [measured.county and measured.county.counts.tobytes(), measured.claims and measured.claims.source],
        result.run,
    ]


def test_results_are_the_same_with_nothing_something_and_everything_kept(
    survey: VectorLayer, around: Surroundings, kept: Kept
) -> None:
    without = _said(_checked(survey, around))
    first = _said(_checked(survey, around, kept))
    second = _said(_checked(survey, around, kept))
    assert without == first == second
    assert not kept.notes


def _moved(layer: VectorLayer, rng: np.random.Generator) -> VectorLayer:
    """A tenth of the parcels lies somewhat elsewhere."""
    rows = rng.choice(len(layer), max(1, len(layer) // 10), replace=False)
    return _with_shapes(
        layer, {int(i): layer.geometries[i] and translate(layer.geometries[i], *rng.normal(0, 5, 2)) for i in rows}
    )


def _fewer(layer: VectorLayer, rng: np.random.Generator) -> VectorLayer:
    return _some(layer, np.flatnonzero(rng.random(len(layer)) < 0.8))


def _shuffled(layer: VectorLayer, rng: np.random.Generator) -> VectorLayer:
    return _some(layer, rng.permutation(len(layer)))


def _twice(layer: VectorLayer, rng: np.random.Generator) -> VectorLayer:
    return _some(layer, [*range(len(layer)), *rng.choice(len(layer), 5).tolist()])


def _broken(layer: VectorLayer, rng: np.random.Generator) -> VectorLayer:
    """One without a shape, one bow-tie, one far away."""
    row = {int(i) for i in rng.choice(len(layer), 3, replace=False)}
    x, y = shapely.get_coordinates(layer.geometries[0])[0]
    bow = shapely.Polygon([(x, y), (x + 50, y + 50), (x + 50, y), (x, y + 50)])
    return _with_shapes(layer, dict(zip(sorted(row), [None, bow, translate(bow, 9e6, 0)])))


EDITS = [_moved, _fewer, _shuffled, _twice, _broken]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: str(edit.__name__).strip("_"))
def test_a_check_after_edits_says_what_a_whole_one_says(
    edit: Callable[[VectorLayer, np.random.Generator], VectorLayer],
    survey: VectorLayer,
    around: Surroundings,
    kept: Kept,
) -> None:
    rng = np.random.default_rng(20260901)
    _checked(survey, around, kept)
    layer = survey
    for _ in range(3):
        layer = edit(layer, rng)
        assert _said(_checked(layer, around, kept)) == _said(_checked(layer, around))
    assert _said(_checked(survey, around, kept)) == _said(_checked(survey, around))


def test_a_changed_layer_is_noticed(survey: VectorLayer, around: Surroundings, kept: Kept) -> None:
    _checked(survey, around, kept)
    role = max(around.roles, key=lambda r: len(around.roles[r]))
    smaller = _some(around.roles[role], range(1, len(around.roles[role])))
    others = replace(around, roles={**around.roles, role: smaller})
    assert _said(_checked(survey, others, kept)) == _said(_checked(survey, others))


def test_a_choice_of_a_layers_features_is_not_taken_for_all_of_them(
    survey: VectorLayer, around: Surroundings, kept: Kept
) -> None:
    _checked(survey, around, kept)
    role = max(around.roles, key=lambda r: len(around.roles[r]))
    layer = around.roles[role]
    some = layer.taking(np.arange(len(layer)) % 2 == 0)  # keeps the hash of the whole
    others = replace(around, roles={**around.roles, role: some})
    assert _said(_checked(survey, others, kept)) == _said(_checked(survey, others))


def test_nothing_is_measured_that_was_measured_before(
    survey: VectorLayer, around: Surroundings, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhanbu_plugin.checks.kept import overlaps, pairs, shapes, slopes

    asked: dict[str, int] = {}

    def counting(module: object, name: str, argument: int) -> None:
        original = getattr(module, name)

        def counted(*args: object, **settings: object) -> object:
            asked[name] = asked.get(name, 0) + len(args[argument])  # type: ignore[arg-type]
            return original(*args, **settings)

        monkeypatch.setattr(module, name, counted)

    sound = _some(survey, np.flatnonzero(shapely.is_valid(survey.geometries)))
    _checked(sound, around, kept)
    counting(overlaps, "overlaps_with", 1)
    counting(shapes, "validity", 0)
    counting(slopes, "measure_slope", 0)
    counting(pairs, "overlapping_pairs", 0)
    _checked(_with_shapes(sound, {3: translate(sound.geometries[3], 1, 1)}), around, kept)
    assert asked["overlaps_with"] == asked["measure_slope"] == 1
    assert asked["validity"] <= 1 + len(sound) // 10  # and those with remarks
    assert asked["overlapping_pairs"] < len(sound)
