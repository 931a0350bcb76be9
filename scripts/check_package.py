"""Check a plugin zip as plugins.qgis.org does on upload, and a little more strictly.

Its validator refuses a zip that breaks a structural rule; its scanners then block a version on any hit of bandit or
detect-secrets. Here every test of both tools is on, none is waived, and hidden or executable files are refused too.
Not checked, because it needs the network: that the URLs of ``metadata.txt`` answer, and that the e-mail is confirmed.
"""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlparse

MAX_BYTES = 10_000_000
REQUIRED_FILES = ("__init__.py", "metadata.txt", "LICENSE", "CHANGELOG.md")
REQUIRED_KEYS = (
    *("name", "description", "version", "qgisMinimumVersion", "qgisMaximumVersion", "author", "email", "about"),
    *("tracker", "repository", "homepage", "hasProcessingProvider", "icon", "tags", "category"),
)
TEMPLATE_URLS = {"http://bugs", "http://repo", "http://homepage"}
FORBIDDEN_PARTS = {"__MACOSX", "__pycache__", "tests", "test"}
FORBIDDEN_KINDS = {
    *{".pyc", ".pyo", ".exe", ".dll", ".so", ".dylib", ".sh", ".bat", ".ps1", ".cmd"},
    *{".qrc", ".rcc", ".ts", ".zip", ".log", ".bak"},
}
# A machine's own folders have no place in a package (home and working folders of the usual systems).
MACHINE_PATH = re.compile(rb"(?<![\w./-])(/home/\w|/root/|/work/|/tmp/|/Users/\w|[A-Z]:\\Users\\)")
TEXT_KINDS = {".py", ".ui", ".txt", ".md", ".csv", ".json", ".yaml", ".yml", ".qml", ".qpt", ".qgs", ".svg", ".html"}


def metadata_of(text: str) -> dict[str, str]:
    """The ``[general]`` section of a ``metadata.txt``; empty if there is none."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return dict(parser["general"]) if parser.has_section("general") else {}


def problems_of(package: Path) -> list[str]:
    """Everything that the plugin repository would refuse or block; empty if it would take the zip."""
    found = structural_problems(package)
    if found:
        return found
    with zipfile.ZipFile(package) as archive, tempfile.TemporaryDirectory() as scratch:
        archive.extractall(scratch)
        return [*bandit_problems(Path(scratch)), *secret_problems(Path(scratch))]


def structural_problems(package: Path) -> list[str]:
    """What is wrong with the zip itself: its size, its entries, its metadata."""
    if package.stat().st_size > MAX_BYTES:
        return [f"{package.name}: larger than {MAX_BYTES / 1e6:.0f} MB"]
    with zipfile.ZipFile(package) as archive:
        return list(entry_problems(archive)) or list(content_problems(archive))


def entry_problems(archive: zipfile.ZipFile) -> Iterator[str]:
    """What is wrong with the names, the modes or the checksums of the entries."""
    for entry in archive.infolist():
        try:
            archive.read(entry)
        except (zipfile.BadZipFile, zlib.error) as damage:
            yield f"{entry.filename}: damaged ({damage})"
    tops = {name.split("/")[0] for name in archive.namelist()}
    if tops != {"zhanbu_plugin"}:
        yield f"the zip must hold one folder, zhanbu_plugin, and holds {', '.join(sorted(tops)) or 'nothing'}"
    for entry in archive.infolist():
        name, path = entry.filename, PurePosixPath(entry.filename)
        if ".." in name or name.startswith("/") or "\\" in name or ":" in name or not name.isascii():
            yield f"{name}: not a plain relative ASCII path"
        if FORBIDDEN_PARTS.intersection(path.parts) or path.suffix.lower() in FORBIDDEN_KINDS:
            yield f"{name}: this kind of file doesn't belong in a plugin"
        if "resources_rc" in name or any(part.startswith(".") for part in path.parts):
            yield f"{name}: compiled resources and hidden files don't belong in a plugin"
        if (entry.external_attr >> 16) & 0o111:
            yield f"{name}: must not be executable"


def content_problems(archive: zipfile.ZipFile) -> Iterator[str]:
    """What is missing, what ``metadata.txt`` lacks, and what no file may say."""
    names = set(archive.namelist())
    for needed in REQUIRED_FILES:
        if f"zhanbu_plugin/{needed}" not in names:
            yield f"zhanbu_plugin/{needed} is missing"
    if "zhanbu_plugin/metadata.txt" in names:
        yield from metadata_problems(metadata_of(archive.read("zhanbu_plugin/metadata.txt").decode("utf-8")), names)
    for name in sorted(names):
        if PurePosixPath(name).suffix in TEXT_KINDS and (hit := MACHINE_PATH.search(archive.read(name))):
            yield f"{name}: names a folder of one machine ({hit.group().decode()}…)"


def metadata_problems(metadata: dict[str, str], names: set[str]) -> Iterator[str]:
    """Rules for the keys of ``metadata.txt``."""
    for key in REQUIRED_KEYS:
        if not metadata.get(key, "").strip():
            yield f"metadata.txt: {key} is missing"
    if not re.fullmatch(r"\d+\.\d+\.\d+", metadata.get("version", "")):
        yield "metadata.txt: version must be three numbers, x.y.z"
    if "/" in metadata.get("author", ""):
        yield "metadata.txt: author must not contain a slash"
    if "plugin" in metadata.get("name", "").lower():
        yield "metadata.txt: name should not contain the word plugin"
    if not metadata.get("description", "").isascii():
        yield "metadata.txt: description must be English"
    if "supportsQt6" in metadata:
        yield "metadata.txt: supportsQt6 means nothing any more; the range of QGIS versions says it"
    for key in ("tracker", "repository", "homepage"):
        url = urlparse(metadata.get(key, ""))
        if metadata.get(key, "") in TEMPLATE_URLS or url.scheme != "https" or not url.netloc:
            yield f"metadata.txt: {key} must be a public https address"
    if f"zhanbu_plugin/{metadata.get('icon', '')}" not in names:
        yield "metadata.txt: the icon isn't in the zip"


def bandit_problems(folder: Path) -> Iterator[str]:
    """Any hit of any bandit test, whatever its severity."""
    command = [sys.executable, "-m", "bandit", "--quiet", "--format", "json", "--recursive", "."]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if not told.stdout.strip():
        yield f"bandit didn't run: {told.stderr.strip()}"
        return
    answer = json.loads(told.stdout)
    for hit in answer["results"]:
        yield f"{hit['filename']}:{hit['line_number']}: {hit['test_id']} {hit['issue_text']}"
    for error in answer["errors"]:
        yield f"{error['filename']}: bandit couldn't read it: {error['reason']}"


def secret_problems(folder: Path) -> Iterator[str]:
    """Any hit of any detector. ``detect-secrets scan`` itself always ends with success."""
    command = [sys.executable, "-m", "detect_secrets", "scan", "--all-files", "--no-verify"]
    command += ["--exclude-files", r"metadata\.txt", "."]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if told.returncode != 0 or not told.stdout.strip():
        yield f"detect-secrets didn't run: {told.stderr.strip()}"
        return
    for file, hits in json.loads(told.stdout)["results"].items():
        for hit in hits:
            yield f"{file}:{hit['line_number']}: may be a secret ({hit['type']})"


def report(problems: list[str]) -> int:
    """Print the problems; the exit code."""
    for problem in problems:
        print(f"package: {problem}", file=sys.stderr)
    if problems:
        print(f"package: {len(problems)} problems; the plugin repository wouldn't take this zip", file=sys.stderr)
        return 1
    print("package: structure, bandit and detect-secrets are clean")
    print("package: not checked here: that the URLs in metadata.txt answer, and that the e-mail is confirmed")
    return 0


if __name__ == "__main__":
    sys.exit(report(problems_of(Path(sys.argv[1]))))
