"""Lay the installable plugin out: code, metadata, resources and compiled translation in one folder."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = "zhanbu_plugin"
BESIDE_THE_CODE = ("metadata.txt", "LICENSE", "CHANGELOG.md")
TRANSLATION = Path("i18n", "zhanbu_zh_CN.ts")

# Only what is listed here can get into the package: a stray file in the checkout stays out.
CODE_KINDS = {".py", ".sql", ".ui"}
RESOURCE_KINDS = {
    *{".csv", ".json", ".yaml", ".yml", ".txt"},
    *{".gpkg", ".tif", ".qgz", ".qgs"},
    *{".qml", ".qpt", ".svg", ".png", ".model3", ".html"},
}
# The sample county's maker stays in the repository.
NOT_SHIPPED = {"__pycache__", "maker"}
GUIDE = ("guide/*.md", "waivers.md", "cut-out.md", "county-rules.md", "kept-folder.md", "images/*.png")
"""What F1 shows and its links lead to, from ``docs/`` into ``help/``."""


class BuildProblem(Exception):
    """Something that the plugin needs isn't in the repository, or couldn't be compiled."""


def shipped_files() -> Iterator[tuple[Path, Path]]:
    """Each file that is copied as it is: where it lies now, and its place inside the plugin folder."""
    for name in BESIDE_THE_CODE:
        if not (ROOT / name).is_file():
            raise BuildProblem(f"{name} is missing from the repository")
        yield ROOT / name, Path(name)
    for pattern in GUIDE:
        for path in sorted((ROOT / "docs").glob(pattern)):
            yield path, Path("help") / path.relative_to(ROOT / "docs")
    for folder, kinds, inside in ((PLUGIN, CODE_KINDS, ROOT / PLUGIN), ("resources", RESOURCE_KINDS, ROOT)):
        for path in sorted((ROOT / folder).rglob("*")):
            place = path.relative_to(inside)
            if (
                path.is_file()
                and path.suffix in kinds
                and not any(part.startswith((".", "__pyc")) for part in place.parts)
            ):
                yield path, place


def compile_translation() -> Path:
    """``i18n/zhanbu_zh_CN.qm``, compiled beside its source, so that a checkout speaks Chinese too."""
    source = ROOT / TRANSLATION
    if not source.is_file():
        raise BuildProblem(f"{TRANSLATION} is missing: without it there is no Chinese. Run: make translations")
    compiler = shutil.which("lrelease")
    if compiler is None:
        raise BuildProblem("lrelease isn't installed. Run: make setup")
    compiled = source.with_suffix(".qm")
    told = subprocess.run([compiler, str(source), "-qm", str(compiled)], capture_output=True, text=True, check=False)
    if told.returncode != 0:
        raise BuildProblem(f"lrelease couldn't compile {TRANSLATION}:\n{told.stdout}{told.stderr}")
    return compiled


def lay_out(into: Path) -> Path:
    """Fill ``into/zhanbu_plugin`` afresh and return it. The old folder stays until the new one is whole."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into, prefix=".laying-out-") as scratch:
        fresh = Path(scratch, PLUGIN)
        for source, place in [*shipped_files(), (compile_translation(), TRANSLATION.with_suffix(".qm"))]:
            target = fresh / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        ready = into / PLUGIN
        if ready.exists():
            ready.rename(Path(scratch, "before"))
        fresh.rename(ready)
    return ready


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--into", type=Path, default=ROOT / "build", help="folder that gets zhanbu_plugin/")
    options.add_argument("--only-translation", action="store_true", help="only compile the translation in i18n/")
    chosen = options.parse_args()
    try:
        if chosen.only_translation:
            print(f"build: {compile_translation()}")
            return 0
        ready = lay_out(chosen.into)
    except BuildProblem as problem:
        print(f"build: {problem}", file=sys.stderr)
        return 1
    files = [path for path in ready.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(f"build: {ready} ({len(files)} files, {size / 1e6:.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
