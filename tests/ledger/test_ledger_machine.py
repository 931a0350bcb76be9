"""Random sequences of every operation: after each one the ledger holds what plain arithmetic on a dictionary holds.

``ZHANBU_LEDGER_STEPS`` and ``ZHANBU_LEDGER_SEED`` make a run longer or another one (scripts/long_ledger_run.sh).
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from model.driver import COUNTY
from model.machine import PARCELS, LedgerMachine
from model.running import run
from pool_parcels import PUSH_TERMS, grid_of_parcels

from zhanbu_plugin.pool.creation import create_pool
from zhanbu_plugin.pool.database import PoolAddress
from zhanbu_plugin.pool.entry.push import push_parcels


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool with parcels and an empty ledger."""
    path = tmp_path_factory.mktemp("template") / "pool.gpkg"
    create_pool(path, county=COUNTY, epsg=4527, created_on=date(2026, 11, 1))
    push_parcels(path, grid_of_parcels(PARCELS), **PUSH_TERMS)
    return path


def test_any_sequence_of_operations_on_a_file_holds_what_arithmetic_holds(template: Path, tmp_path: Path) -> None:
    class OnFile(LedgerMachine):
        @classmethod
        def fresh(cls) -> Path:
            path = Path(tempfile.mkdtemp(dir=tmp_path)) / "pool.gpkg"
            shutil.copyfile(template, path)
            return path

        @classmethod
        def clear(cls, pool: PoolAddress) -> None:
            shutil.rmtree(Path(str(pool)).parent)

    run(OnFile)
