"""A fresh pool of the sample county."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zhanbu_plugin.pool.creation import create_pool


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """An empty pool."""
    path = tmp_path / "储备库.gpkg"
    create_pool(path, county="139901", epsg=4527, created_on=date(2026, 11, 1))
    return path
