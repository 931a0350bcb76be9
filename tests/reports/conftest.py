"""Papers are Chinese: their sentences, compiled when the source is newer, and a font to set them in."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parents[1] / "exchange"))  # submission_example.py


@pytest.fixture(scope="session")
def chinese_papers(qgis_app: QgsApplication) -> None:
    """Qt with fonts, and the Chinese of every sentence."""
    source = ROOT / "i18n" / "zhanbu_zh_CN.ts"
    compiled = source.with_suffix(".qm")
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        sys.path.insert(0, str(ROOT / "scripts"))
        import lay_out

        lay_out.compile_translation()
