"""Pictures of the guide with 256 colours, at half their size: the plugin's zip carries them along."""

from __future__ import annotations

import argparse
from pathlib import Path

from osgeo import gdal

_COLOURS = 256
_BANDS = 3


def slim(path: Path) -> bool:
    """Write a picture again with a palette; returns whether that was needed and made it smaller."""
    source = gdal.Open(str(path))
    if source.RasterCount < _BANDS:
        return False
    palette = gdal.ColorTable()
    bands = [source.GetRasterBand(k + 1) for k in range(_BANDS)]
    gdal.ComputeMedianCutPCT(*bands, _COLOURS, palette)
    indexed = gdal.GetDriverByName("MEM").Create("", source.RasterXSize, source.RasterYSize, 1)
    indexed.GetRasterBand(1).SetRasterColorTable(palette)
    gdal.DitherRGB2PCT(*bands, indexed.GetRasterBand(1), palette)
    fresh = path.with_suffix(".slim")
    gdal.GetDriverByName("PNG").CreateCopy(str(fresh), indexed, options=["ZLEVEL=9"])
    smaller = fresh.stat().st_size < path.stat().st_size
    if smaller:
        fresh.replace(path)
    fresh.unlink(missing_ok=True)
    path.with_suffix(".slim.aux.xml").unlink(missing_ok=True)
    return smaller


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    gdal.UseExceptions()
    for path in sorted(options.parse_args().folder.glob("*.png")):
        if slim(path):
            print(f"screenshots: {path} now has {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
