"""The batch that goes to the city: through ``qgis_process`` to where it is submitted, into an empty folder."""

from __future__ import annotations

import sys
from pathlib import Path

from osgeo import ogr

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "docs" / "walks"))
from round_trip import RoundTrip

if __name__ == "__main__":
    ogr.UseExceptions()
    name, folder = sys.argv[1:3]
    print(f"{len(RoundTrip(name, Path(folder).resolve()).go())} parcels are ready to be submitted")
