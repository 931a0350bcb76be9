"""Write the rule catalogue, ``docs/rules/``: each rule set in Chinese and English, and the table of all clauses."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from clause_coverage import Row, coverage, without_proof  # noqa: E402

from zhanbu_plugin.regimes.catalogue import rule_set_page  # noqa: E402
from zhanbu_plugin.regimes.choosing import rule_sets  # noqa: E402
from zhanbu_plugin.regimes.rule_set import Treatment  # noqa: E402

FOLDER = ROOT / "docs" / "rules"
_TREATMENTS = {
    Treatment.COMPUTED: "computed",
    Treatment.RECORDED: "recorded, not computed",
    Treatment.LEDGER: "posted in the ledger",
}


def pages() -> dict[str, str]:
    """Every page of the catalogue by its file's name."""
    found = {
        f"{rule_set.id}.{language}.md": rule_set_page(rule_set, chinese=language == "zh")
        for rule_set in rule_sets().values()
        for language in ("zh", "en")
    }
    return {**found, "coverage.md": coverage_page()}


def coverage_page() -> str:
    """The table of all clauses: where each is told, by what it is checked, which tests prove it."""
    rows = coverage()
    open_rows = [row for row in rows.values() if without_proof(row)]
    head = [
        "# 条款覆盖表 Coverage of the clauses",
        "",
        "由 `make catalogue` 生成。Made by `make catalogue` from the rule sets and the tests in `tests/regimes/`.",
        "",
        f"{len(rows)} clauses; {len(rows) - len(open_rows)} covered, {len(open_rows)} open.",
        "",
        "| clause | what becomes of it | rule set | checks | predicates | tests |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *map(_line, rows.values())]) + "\n"


def _line(row: Row) -> str:
    treatment = ", ".join(text for kind, text in _TREATMENTS.items() if kind in row.treatments)
    if without_proof(row):
        treatment = f"**{without_proof(row)}**"
    cells = [row.told, row.checks, sorted(row.predicates), row.tests]
    return f"| {row.clause} | {treatment} | " + " | ".join("<br>".join(f"`{c}`" for c in cell) for cell in cells) + " |"


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = pages()
    for stale in {path.name for path in FOLDER.glob("*.md")} - written.keys():
        (FOLDER / stale).unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    open_rows = [row.clause for row in coverage().values() if without_proof(row)]
    print(f"catalogue: {len(written)} pages in {FOLDER.relative_to(ROOT)}; {len(open_rows)} clauses open")
    return 0


if __name__ == "__main__":
    sys.exit(main())
