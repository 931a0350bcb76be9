"""Reading a PDF as somebody who was handed it: its text, its fonts, its pages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def printed(content: bytes, folder: Path) -> str:
    """Text of a PDF, laid out as on the page; skips where poppler-utils isn't installed."""
    return _told("pdftotext", content, folder, "-layout", after=["-"])


def fonts(content: bytes, folder: Path) -> list[list[str]]:
    """Rows of ``pdffonts``."""
    return [line.split() for line in _told("pdffonts", content, folder).splitlines()[2:]]


def pages(content: bytes, folder: Path) -> int:
    """Number of pages."""
    told = _told("pdfinfo", content, folder)
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:"))


def cells(line: str) -> list[str]:
    """Cells of a printed row, where wide gaps stand between columns."""
    return [cell for cell in line.strip().split("  ") if cell.strip()]


def _told(program: str, content: bytes, folder: Path, *options: str, after: list[str] | None = None) -> str:
    if shutil.which(program) is None:
        pytest.skip(f"{program} isn't installed (Debian: poppler-utils), so the PDF can't be read back")
    file = folder / "paper.pdf"
    file.write_bytes(content)
    command = [program, *options, str(file), *(after or [])]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
