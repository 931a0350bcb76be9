"""Which clause is told where, checked by what and proved by which test (条款覆盖表)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from zhanbu_plugin.checks.on_file import KINDS as ON_FILE
from zhanbu_plugin.checks.rules import KINDS as MEASURED
from zhanbu_plugin.regimes.choosing import rule_sets
from zhanbu_plugin.regimes.rule_set import RuleSet, Treatment

ROOT = Path(__file__).resolve().parents[1]
CLAUSE_TESTS = (ROOT / "tests" / "regimes", ROOT / "tests" / "ledger")

ROWS = tuple((ROOT / "scripts" / "clauses.txt").read_text(encoding="utf-8").split())
"""The clauses of the three regulations, a row each. JX-1 stands for JX-4.1 as well."""

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass
class Row:
    """What there is about a clause: places in rule sets, checks, files of their predicates, tests."""

    clause: str
    treatments: set[Treatment] = field(default_factory=set)
    told: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    predicates: set[str] = field(default_factory=set)
    tests: list[str] = field(default_factory=list)


def slug(clause: str) -> str:
    """A clause's number as the name of its test has it: SC-2(六)c becomes SC_2_6c."""
    digits = re.sub(r"[一二三四五六七八九十]+", lambda found: str(_number(found[0])), clause)
    return re.sub(r"[^0-9A-Za-z]+", "_", re.sub(r"\)(?=[a-z])", "", digits)).strip("_")


def _number(numeral: str) -> int:
    """A Chinese numeral below a hundred."""
    if "十" not in numeral:
        return _NUMERALS[numeral]
    tens, ones = numeral.split("十")
    return 10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0)


@lru_cache(maxsize=1)
def coverage() -> Mapping[str, Row]:
    """A row for each clause, in the order of the regulations."""
    rows = {clause: Row(clause) for clause in ROWS}
    for rule_set in rule_sets().values():
        for number, line in clause_lines(rule_set).items():
            if number in rows:
                rows[number].treatments.add(rule_set.clauses[number].treatment)
                rows[number].told.append(f"{rule_set.id}.yaml:{line}")
        for check in rule_set.checks:
            if check.clause in rows:
                rows[check.clause].checks.append(f"{check.id} ({check.kind})")
                rows[check.clause].predicates.add(_file_of(check.kind))
    for clause, test in clause_tests():
        if clause in rows:
            rows[clause].tests.append(test)
    return rows


def clause_lines(rule_set: RuleSet) -> dict[str, int]:
    """The line of each clause in its rule set's file, from 1."""
    lines = (ROOT / "resources" / "regimes" / f"{rule_set.id}.yaml").read_text(encoding="utf-8").splitlines()
    found = {}
    for number, line in enumerate(lines, 1):
        key = re.match(r"""  ["']?([A-Z]{2}-[^:"']+)["']?:\s*$""", line)
        if key and key[1] in rule_set.clauses:
            found[key[1]] = number
    return found


def _file_of(kind: str) -> str:
    predicate = MEASURED.get(kind) or ON_FILE[kind]
    return Path(predicate.__code__.co_filename).relative_to(ROOT).as_posix()


def clause_tests() -> Iterator[tuple[str, str]]:
    """The clause and the name of every test whose first words name a clause."""
    for path in sorted(path for folder in CLAUSE_TESTS for path in folder.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for clause in clauses_named_by(ast.get_docstring(node) or ""):
                    yield clause, f"{path.name}::{node.name}"


def clauses_named_by(docstring: str) -> list[str]:
    """The clauses with which a test's docstring begins: “HB-8c: …” or “JX-1, JX-4.1: …”."""
    head = re.split("[:：]", docstring, maxsplit=1)[0]
    words = re.split(r"[,，、]\s*|\s+", head.strip())
    clauses = [word.rstrip(".") for word in words if re.match(r"(JX|SC|HB)-", word)]
    return clauses if words and re.match(r"(JX|SC|HB)-", words[0]) else []


def without_proof(row: Row) -> str:
    """Why a row isn't covered, or nothing."""
    if not row.told:
        return "no rule set tells it"
    if row.treatments & {Treatment.COMPUTED, Treatment.LEDGER} and not row.tests:
        return "it is computed or posted, and no test proves it"
    return ""
