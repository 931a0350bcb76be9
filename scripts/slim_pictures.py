"""Pictures of the guide with 256 colours, at a quarter of their size: the plugin's zip carries them along."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from osgeo import gdal

_COLOURS = 256
_BANDS = 3
_AT_ONCE = 20_000


def slim(path: Path) -> bool:
    """Write a picture again with a palette; returns whether that was needed and made it smaller."""
    source = gdal.Open(str(path))
    if source.RasterCount < _BANDS:
        return False
    palette = gdal.ColorTable()
    gdal.ComputeMedianCutPCT(*(source.GetRasterBand(k + 1) for k in range(_BANDS)), _COLOURS, palette)
    indexed = gdal.GetDriverByName("MEM").Create("", source.RasterXSize, source.RasterYSize, 1)
    indexed.GetRasterBand(1).SetRasterColorTable(palette)
    indexed.GetRasterBand(1).WriteArray(_nearest(source.ReadAsArray()[:_BANDS], palette))
    fresh = path.with_suffix(".slim")
    gdal.GetDriverByName("PNG").CreateCopy(str(fresh), indexed, options=["ZLEVEL=9"])
    smaller = fresh.stat().st_size < path.stat().st_size
    if smaller:
        fresh.replace(path)
    fresh.unlink(missing_ok=True)
    path.with_suffix(".slim.aux.xml").unlink(missing_ok=True)
    return smaller


def _nearest(picture: NDArray[np.uint8], palette: gdal.ColorTable) -> NDArray[np.uint8]:
    """Index of the nearest colour for each pixel of a picture (3, height, width); dithering packs badly."""
    own = np.array([palette.GetColorEntry(i)[:_BANDS] for i in range(palette.GetCount())], dtype=np.int32)
    colours, where = np.unique(picture.reshape(_BANDS, -1), axis=1, return_inverse=True)
    near = np.empty(colours.shape[1], dtype=np.uint8)
    for i in range(0, len(near), _AT_ONCE):
        some = colours[:, i : i + _AT_ONCE].T.astype(np.int32)
        near[i : i + _AT_ONCE] = ((some[:, None, :] - own) ** 2).sum(axis=2).argmin(axis=1)
    return near[where].reshape(picture.shape[1:])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    gdal.UseExceptions()
    for path in sorted(options.parse_args().folder.glob("*.png")):
        if slim(path):
            print(f"screenshots: {path} now has {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
