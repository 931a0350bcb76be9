"""Fixtures that every floor's tests use."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from database_server import database_server
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# Two runs on the same sources try the same examples; ZHANBU_NEW_EXAMPLES=1 looks for others.
settings.register_profile("repeatable", derandomize=True, database=None)
if os.environ.get("ZHANBU_NEW_EXAMPLES") != "1":
    settings.load_profile("repeatable")


def pytest_collection_finish() -> None:
    """What all tests share is never garbage, so a search needn't look at it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def _left_garbage_is_freed_here() -> Iterator[None]:
    """Widgets that a file of tests leaves in cycles mustn't be found by a thread that isn't theirs."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of the real data and reference vectors that stand beside a checkout; skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "reference").is_dir():
        pytest.skip(f"the shared reference data ({folder.name}/ beside the checkout) is not here")
    return folder


@pytest.fixture(scope="session")
def sample() -> Path:
    """Folder of the sample county."""
    return ROOT / "resources" / "sample"


@pytest.fixture(scope="session")
def database_socket() -> Iterator[Path]:
    """Folder of the socket of a PostgreSQL with PostGIS, database ``zhanbu``; skips where it isn't installed."""
    with database_server() as folder:
        yield folder
