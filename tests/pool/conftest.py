"""Fresh pools of the sample county; a module that says ``BOTH_ENGINES = True`` gets one of each engine in turn."""

from __future__ import annotations

from pathlib import Path

import pytest
from engines import ENGINES, Pool, new_file, new_on_server


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    wanted = getattr(metafunc.module, "BOTH_ENGINES", False) and not hasattr(metafunc.function, "only_files")
    if wanted and "pool" in metafunc.fixturenames:
        metafunc.parametrize("pool", ENGINES, indirect=True)


@pytest.fixture
def pool(request: pytest.FixtureRequest, tmp_path: Path) -> Pool:
    """An empty pool: a file, unless the test is to run on the other engine."""
    if getattr(request, "param", ENGINES[0]) == ENGINES[0]:
        return new_file(tmp_path)
    return new_on_server(request.getfixturevalue("database_socket"), tmp_path)
