"""Makes the sample county: ``python resources/sample/make_sample.py [FOLDER]``. Two runs give the same bytes."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import numpy as np
import shapely
from osgeo import gdal

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from maker.attributes import FIELDS, Described, record_all, to_county  # noqa: E402
from maker.classes import describe  # noqa: E402
from maker.designed import Planned  # noqa: E402
from maker.files import GeoPackage, write_dem  # noqa: E402
from maker.gazetteer import EPSG  # noqa: E402
from maker.landscape import lay_out  # noqa: E402
from maker.parcels import faces_of, knot  # noqa: E402
from maker.placing import place, role_outlines, shape_ground  # noqa: E402
from maker.roles import RoleFeature, all_roles  # noqa: E402
from maker.selection import Candidate, Check, bad_rows, bad_shapes, hosts  # noqa: E402
from maker.terrain import natural, sampler, slope  # noqa: E402

from zhanbu_plugin.survey.crs import Crs, transform_geometries  # noqa: E402

SEED = 139901
ROLE_FIELDS = (("BSM", "text", 18, 0), ("MC", "text", 60, 0))
CANDIDATE_FIELDS = (*FIELDS, ("CATEGORY", "text", 8, 0))
CHECK_IDS = {"class": "CHK-SRC", "slope": "CHK-SLOPE", "backup": "CHK-BACKUP", "filed": "CHK-FILED",
             "latest": "CHK-LATEST", "sliver": "CHK-SLIVER"}  # fmt: skip
COLUMNS = ("key", "BSM", "layer", "category", "dlbm", "design", "check", "role", "outcome", "planned_m2", "verdict")


def make(folder: Path) -> None:
    """Write ``sample.gpkg``, ``dem.tif``, ``expected.csv`` and ``made_with.json`` into a folder."""
    rng = np.random.default_rng(SEED)
    terrain = natural(rng)
    ground = lay_out(rng)
    blobs = role_outlines(rng)
    placed = place(ground, blobs)
    shape_ground(terrain, placed)
    heights = terrain.stored()
    steepness = slope(heights)
    faces = knot(rng, ground.county, faces_of(rng, ground, placed, sampler(np.nan_to_num(steepness))))
    parcels = describe(rng, ground, faces, steepness, {p.design.key: p.design for p in placed})
    described = record_all(rng, parcels)
    county = shapely.coverage_union_all([p.polygon for p in parcels])
    found = hosts(parcels, shapely.union_all([p.polygon for p in placed]))
    shapes = bad_shapes(found, county)
    keep_off = [p.polygon for p in found.values()] + [shapely.convex_hull(s) for s in shapes.values()]
    features = all_roles(rng, ground, parcels, placed, blobs, keep_off)
    candidates = [*_designed_rows(described), *bad_rows(found, shapes, county, described)]
    _write_survey(folder / "sample.gpkg", described, candidates, features)
    write_dem(folder / "dem.tif", heights, EPSG)
    _write_expected(folder / "expected.csv", candidates)
    tools = {"geos": shapely.geos_version_string, "numpy": np.__version__, "gdal": gdal.VersionInfo("RELEASE_NAME")}
    (folder / "made_with.json").write_text(json.dumps(tools, indent=1) + "\n", encoding="utf-8")


def _designed_rows(described: list[Described]) -> list[Candidate]:
    rows = []
    for item in described:
        design = item.parcel.design
        if design is not None:
            checks: list[Check] = [(_check_id(c), c.outcome, c.planned_m2) for c in design.checks]
            rows.append(Candidate(design.key, design.category, item.polygon, item.record, design.text, checks,
                                  design.verdict))  # fmt: skip
    return sorted(rows, key=lambda c: c.key)


def _check_id(planned: Planned) -> str:
    return f"CHK-BAN-{planned.role}" if planned.family == "ban" else CHECK_IDS[planned.family]


def _write_survey(
    path: Path, described: list[Described], candidates: list[Candidate], features: list[RoleFeature]
) -> None:
    package = GeoPackage(path)
    package.add("dltb", "地类图斑", EPSG, FIELDS, ((d.polygon, list(d.record.values())) for d in described))
    rows = ((c.geometry, [*c.record.values(), c.category]) for c in candidates)
    package.add("candidates", "拟补充地块", EPSG, CANDIDATE_FIELDS, rows)
    for role in sorted({f.role for f in features}):
        own = [f for f in features if f.role == role]
        geometries = np.array([to_county(f.geometry) for f in own], dtype=object)
        epsg = 4490 if role == "redline" else EPSG
        if role == "redline":
            geometries = transform_geometries(geometries, Crs.of(f"EPSG:{EPSG}"), Crs.of("EPSG:4490"), max_segment=10.0)
        values = [[f"1399012099{i:08d}", f.name] for i, f in enumerate(own, start=1)]
        package.add(role, own[0].name.rstrip("0123456789"), epsg, ROLE_FIELDS, zip(geometries, values))
    package.close()


def _write_expected(path: Path, candidates: list[Candidate]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for row in candidates:
            layer = "candidates" if row.key.startswith("X") else "dltb"
            head = [row.key, row.record["BSM"], layer, row.category, row.record["DLBM"], row.text]
            for check, outcome, planned in row.checks or [("", "PASS", None)]:
                role = check.removeprefix("CHK-BAN-") if check.startswith("CHK-BAN-") else ""
                role = role or {"CHK-BACKUP": "backup", "CHK-FILED": "filed", "CHK-XZQ": "county"}.get(check, "")
                area = "" if planned is None else f"{planned:.4f}"
                table.writerow([*head, check, role, outcome, area, row.verdict])


if __name__ == "__main__":
    np.seterr(invalid="ignore")  # GEOS leaves that flag behind on unions that are whole
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
