"""QGIS's own tools as a user would click them: constraint layers as they are."""

from __future__ import annotations

from benchmarks.qgis_session import in_qgis
from benchmarks.side_expert import naive

if __name__ == "__main__":
    in_qgis(naive)
