"""Make ``dist/zhanbu_plugin.VERSION.zip`` for the QGIS plugin manager and check it as the plugin repository does."""

from __future__ import annotations

import argparse
import sys
import zipfile
from pathlib import Path

from check_package import metadata_of, problems_of, report
from lay_out import PLUGIN, ROOT, BuildProblem, lay_out

# The earliest time that a ZIP entry can carry: the same sources give the same bytes on any day.
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
ORDINARY_FILE = 0o100644 << 16


def write_zip(plugin: Path, target: Path) -> None:
    """Zip the plugin folder: sorted, fixed times and permissions."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(plugin.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(plugin.parent).as_posix(), FIXED_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3  # Unix, on every machine
                entry.external_attr = ORDINARY_FILE
                archive.writestr(entry, path.read_bytes(), compresslevel=9)


def make_package(build: Path, dist: Path) -> Path:
    """Lay the plugin out under ``build`` and zip it into ``dist``."""
    plugin = lay_out(build)
    version = metadata_of((plugin / "metadata.txt").read_text(encoding="utf-8"))["version"]
    target = dist / f"{PLUGIN}.{version}.zip"
    write_zip(plugin, target)
    return target


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--build", type=Path, default=ROOT / "build")
    options.add_argument("--dist", type=Path, default=ROOT / "dist")
    where = options.parse_args()
    try:
        target = make_package(where.build, where.dist)
    except BuildProblem as problem:
        print(f"package: {problem}", file=sys.stderr)
        return 1
    print(f"package: {target} ({target.stat().st_size / 1e6:.2f} MB)")
    return report(problems_of(target))


if __name__ == "__main__":
    sys.exit(main())
