"""Files of a county's own rules for tests: the invented county 139901 tightens the Hebei rules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

HEAD = """\
parent: hebei-cropland-2025
id: shili-cropland-2026
title: {zh: 示例县补充耕地细则, en: Detailed rules of the sample county}
document: 示例政办〔2026〕1号
region: ["139901"]
valid_from: 2026-01-01
valid_to: 2027-12-31
"""


def parameter(name: str, value: object, **more: str) -> str:
    """A parameter that the county sets otherwise."""
    lines = [f"  {name}:", f"    value: {value}", "    reason: {zh: 县里从严, en: The county is stricter}"]
    return "\n".join([*lines, *(f"    {key}: {text}" for key, text in more.items())]) + "\n"


def county_file(folder: Path, body: str = "", *, head: str = HEAD, name: str = "shili.yaml") -> Path:
    """The file of a county's own rules."""
    path = folder / name
    path.write_text(head + body, encoding="utf-8")
    return path


def county_rules(folder: Path, parameters: Mapping[str, object]) -> Path:
    """The file of a county that sets some parameters stricter."""
    return county_file(folder, "parameters:\n" + "".join(parameter(n, v) for n, v in parameters.items()))
