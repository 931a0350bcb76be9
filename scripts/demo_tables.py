"""What the demonstration prints: tables whose columns stand straight also with Chinese in them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from osgeo import ogr

WIDEST = 76
Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """The attributes of the first layer of a file, in file order."""
    source = ogr.Open(str(path))
    layer = source.GetLayer(0)
    return [feature.items() for feature in layer]


def width(text: str) -> int:
    """Columns that a terminal gives a text: Chinese takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def cut(text: str) -> str:
    """At most ``WIDEST`` columns."""
    while width(text) > WIDEST:
        text = text[:-2] + "…"
    return text


def shown(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return " ".join(str(value).split())


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under a head; nothing if there are no rows."""
    if not rows:
        return
    cells = [list(head), *[[cut(shown(value)) for value in row] for row in rows]]
    widths = [max(width(row[column]) for row in cells) for column in range(len(head))]
    lines = ["  " + "  ".join(text + " " * (widths[i] - width(text)) for i, text in enumerate(row)) for row in cells]
    lines.insert(1, "  " + "  ".join("-" * wide for wide in widths))
    print("\n".join(line.rstrip() for line in lines))


def print_checks(findings: Sequence[Row]) -> None:
    """How often each check passed, failed or couldn't be carried out."""
    print("\nWhat was checked")
    counted = Counter((row["check_id"], row["clause"], row["severity"], row["outcome"]) for row in findings)
    checks = sorted({key[:3] for key in counted})
    outcomes = ("PASS", "FAIL", "NOT_CHECKED")
    print_table(
        ["check", "clause", "severity", *(name.lower() for name in outcomes)],
        [[*check, *(counted[(*check, outcome)] for outcome in outcomes)] for check in checks],
    )


def print_why(parcels: Sequence[Row], findings: Sequence[Row]) -> None:
    """Verdicts in numbers, then each check that stands in a parcel's way, with what was measured."""
    verdicts = Counter(row["verdict"] for row in parcels)
    print(f"\n{len(parcels)} candidates: " + ", ".join(f"{count} {name}" for name, count in sorted(verdicts.items())))
    print("\nWhy parcels failed")
    standing = [row for row in findings if row["outcome"] != "PASS" and row["severity"] in {"BLOCK", "OVERRIDE"}]
    columns = ("parcel_id", "check_id", "outcome", "measured", "threshold", "unit", "message")
    print_table(columns, [[row[name] for name in columns] for row in said_once(standing)])


def said_once(findings: Sequence[Row]) -> list[Row]:
    """One row where a parcel fails several checks for the same reason: the first check and how many more."""
    alike: dict[tuple[object, ...], list[Row]] = {}
    for row in findings:
        alike.setdefault((row["parcel_id"], row["outcome"], row["message"]), []).append(row)
    return [
        rows[0] if len(rows) == 1 else {**rows[0], "check_id": f"{rows[0]['check_id']} +{len(rows) - 1}"}
        for rows in alike.values()
    ]


def print_refusals(refusals: Sequence[Row]) -> None:
    """How many parcels were refused for which kind of reason."""
    counted = Counter(row["code"] for row in refusals)
    print_table(["refused for", "parcels"], sorted(counted.items()))


def print_rows(rows: Sequence[Row]) -> None:
    """A table as it is."""
    if rows:
        print_table(list(rows[0]), [list(row.values()) for row in rows])


def print_places(files: Mapping[str, Path]) -> None:
    """Where the files are."""
    print("\nFiles")
    print_table(["what", "where", "kB"], [[name, path, path.stat().st_size // 1000] for name, path in files.items()])
