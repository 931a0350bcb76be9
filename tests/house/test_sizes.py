"""Files and functions stay small enough to be read at one go."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 60
GRAB_BAGS = {"utils", "util", "helpers", "helper", "misc", "common", "manager"}


def sources(repository: Path) -> Iterator[Path]:
    for folder in ("zhanbu_plugin", "scripts", "benchmarks", "tests", "resources/sample"):
        yield from sorted((repository / folder).rglob("*.py"))


def test_no_file_is_longer_than_400_lines(repository: Path) -> None:
    long = {
        path.relative_to(repository).as_posix(): count
        for path in sources(repository)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LINES_OF_A_FILE
    }
    assert long == {}


def test_no_function_is_longer_than_60_lines(repository: Path) -> None:
    long = {}
    for path in sources(repository):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                count = (node.end_lineno or node.lineno) - node.lineno + 1
                if count > LINES_OF_A_FUNCTION:
                    long[f"{path.relative_to(repository).as_posix()}:{node.name}"] = count
    assert long == {}


def test_a_file_name_tells_what_belongs_in_it(repository: Path) -> None:
    bags = [path.name for path in sources(repository) if GRAB_BAGS & set(path.stem.split("_"))]
    assert bags == []
