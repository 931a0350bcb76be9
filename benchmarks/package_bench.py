"""``make bench-package``: a county of 5000 pooled parcels packed and verified, against bare GDAL and zip calls.

Bare are the parts of the very package, held in memory as rows, shapes and finished texts, and written: GeoPackage and
shapefile by GDAL with the same columns and no index, as in ours; every sheet by GDAL with the same rows and cells, but
without title, note, totals, empty cells, widths and styles; TXT, CSV, manifest and PDF as they are, where ours words,
formats and escapes them; all zipped at zlib's usual level, as ours. Nothing is measured, compared, hashed, read or
checked. What bare lacks is to our disadvantage. Processor time counts, because what another program does is not our
load; the clock's is told beside it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from osgeo import gdal, ogr, osr

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "exchange")]

from package_mutations import unpacked  # noqa: E402
from submission_example import EPSG, batch_of, built, checked  # noqa: E402

from zhanbu_plugin.exchange.verification.verifying import verify_submission  # noqa: E402
from zhanbu_plugin.exchange.workbook.reading import ReadSheet, read_workbook  # noqa: E402

RESULT = ROOT / "benchmarks" / "results" / "package.json"
TARGET = 2.0
"""Packing, and verifying, take at most as many times what writing the bare parts takes."""


class Seconds(NamedTuple):
    """Of the processor, and by the clock."""

    cpu: float
    wall: float


def timed(work: Callable[[], object]) -> Seconds:
    """How long it takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Seconds(time.process_time() - cpu, time.perf_counter() - wall)


class Bare:
    """The parts of a package as rows and shapes in memory, to be written by GDAL."""

    def __init__(self, package: Path, folder: Path) -> None:
        self.folder = folder
        files = unpacked(package)
        self.texts = {n: c for n, c in files.items() if not n.endswith((".xlsx", ".gpkg")) and "shapefile" not in n}
        self.sheets = {n: read_workbook(c, source=n) for n, c in files.items() if n.endswith(".xlsx")}
        layer = folder / "source.gpkg"
        layer.write_bytes(files["parcels.gpkg"])
        source = ogr.Open(str(layer))
        parcels = source.GetLayerByName("parcels")
        self.fields = [(f.GetName(), f.GetType()) for f in parcels.schema]
        self.rows = [
            ([f.GetField(i) for i in range(f.GetFieldCount())], f.GetGeometryRef().ExportToWkb()) for f in parcels
        ]

    def write(self) -> None:
        """All parts, and the ZIP."""
        into = Path(tempfile.mkdtemp(dir=self.folder))
        self._layer("GPKG", into / "parcels.gpkg", ["SPATIAL_INDEX=NO"], range(len(self.fields)))
        # A shapefile holds no long texts: the columns of JSON stay out, as in ours.
        short = [
            i for i, (name, _) in enumerate(self.fields) if name not in ("survey", "measures", "findings", "waivers")
        ]
        self._layer("ESRI Shapefile", into / "parcels.shp", ["ENCODING=GBK"], short)
        for name, sheets in self.sheets.items():
            workbook = gdal.GetDriverByName("XLSX").Create(str(into / name), 0, 0, 0, gdal.GDT_Unknown)
            for sheet in sheets:
                _sheet(workbook, sheet)
            workbook.FlushCache()
            del workbook
        for name, content in self.texts.items():
            (into / name.replace("/", "_")).write_bytes(content)
        with zipfile.ZipFile(into / "package.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(into.iterdir()):
                if path.suffix != ".zip":
                    archive.write(path, path.name)

    def _layer(self, driver: str, path: Path, options: list[str], columns: range | list[int]) -> None:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(EPSG)
        dataset = gdal.GetDriverByName(driver).Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        kind = ogr.wkbMultiPolygon if driver == "GPKG" else ogr.wkbPolygon
        layer = dataset.CreateLayer("parcels", reference, kind, options)
        for i in columns:
            layer.CreateField(ogr.FieldDefn(*self.fields[i]))
        layer.StartTransaction()
        for values, shape in self.rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            for place, i in enumerate(columns):
                feature.SetField(place, values[i])
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(shape))
            layer.CreateFeature(feature)
        layer.CommitTransaction()
        dataset.FlushCache()


def _sheet(workbook: gdal.Dataset, sheet: ReadSheet) -> None:
    layer = workbook.CreateLayer(sheet.name, None, ogr.wkbNone)
    numbers = [any(isinstance(row[i], Decimal) for row in sheet.rows) for i in range(len(sheet.heads))]
    for head, number in zip(sheet.heads, numbers):
        layer.CreateField(ogr.FieldDefn(head, ogr.OFTReal if number else ogr.OFTString))
    for row in sheet.rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for i, cell in enumerate(row):
            if cell is not None:
                feature.SetField(i, float(cell) if isinstance(cell, Decimal) else cell)
        layer.CreateFeature(feature)


def measured(count: int, times: int, folder: Path) -> dict[str, object]:
    """Seconds and ratios, the median of rounds in which the sides take turns."""
    (folder / "pool").mkdir()
    batch = batch_of(folder / "pool", [checked(i) for i in range(count)])
    (folder / "first").mkdir()
    package = built(batch, folder / "first").path
    bare = Bare(package, folder)
    rounds = []
    for number in range(times):
        target = folder / f"round{number}"
        target.mkdir()
        pack = timed(lambda target=target: built(batch, target))  # type: ignore[misc]
        rounds.append((pack, timed(lambda: verify_submission(package)), timed(bare.write)))
    pack, verify, written = (_median([one[i] for one in rounds]) for i in range(3))
    return {
        "parcels": count,
        "package_mb": round(package.stat().st_size / 1e6, 1),
        "pack_s": round(pack.cpu, 2),
        "verify_s": round(verify.cpu, 2),
        "bare_s": round(written.cpu, 2),
        "pack_ratio": round(statistics.median(one[0].cpu / one[2].cpu for one in rounds), 2),
        "verify_ratio": round(statistics.median(one[1].cpu / one[2].cpu for one in rounds), 2),
        "by_the_clock_s": {
            "pack": round(pack.wall, 2),
            "verify": round(verify.wall, 2),
            "bare": round(written.wall, 2),
        },
    }


def _median(times: list[Seconds]) -> Seconds:
    return Seconds(statistics.median(t.cpu for t in times), statistics.median(t.wall for t in times))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--parcels", type=int, default=5000)
    options.add_argument("--times", type=int, default=3)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhanbu-") as folder:
        found = measured(asked.parcels, asked.times, Path(folder))
    RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))
    return 0 if max(float(str(found["pack_ratio"])), float(str(found["verify_ratio"]))) <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
