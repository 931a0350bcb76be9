"""What ``make package`` makes: complete, the same bytes each time, and as the plugin repository wants it."""

from __future__ import annotations

import posixpath
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from check_package import MAX_BYTES, bandit_problems, problems_of, secret_problems, structural_problems
from lay_out import PLUGIN
from package import make_package


def names_in(package: Path) -> set[str]:
    with zipfile.ZipFile(package) as archive:
        return set(archive.namelist())


@pytest.fixture
def changed(package: Path, tmp_path: Path):  # noqa: ANN201 - a callable of this file
    """A copy of the zip with entries added, replaced (bytes) or left out (``None``)."""

    def change(entries: dict[str, bytes | None], mode: int = 0o100644) -> Path:
        copy = tmp_path / "changed.zip"
        with zipfile.ZipFile(package) as before, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as after:
            for name in before.namelist():
                if name not in entries:
                    after.writestr(before.getinfo(name), before.read(name))
            for name, content in entries.items():
                if content is not None:
                    entry = zipfile.ZipInfo(name)
                    entry.external_attr = mode << 16
                    after.writestr(entry, content)
        return copy

    return change


def test_the_plugin_repository_would_take_the_zip(package: Path) -> None:
    assert problems_of(package) == []
    assert package.stat().st_size <= MAX_BYTES


def test_the_zip_holds_what_the_plugin_needs_and_nothing_else(package: Path) -> None:
    names = names_in(package)
    for needed in ("__init__.py", "plugin.py", "metadata.txt", "LICENSE", "CHANGELOG.md", "i18n/zhanbu_zh_CN.qm"):
        assert f"{PLUGIN}/{needed}" in names
    assert f"{PLUGIN}/resources/regimes/hebei-cropland-2025.yaml" in names
    strangers = [
        name
        for name in names
        if any(part in {"tests", "scripts", "benchmarks", "docs", "maker"} for part in name.split("/"))
        or name.endswith((".ts", ".pyc", "pyproject.toml"))
        or (name.endswith(".py") and "/resources/" in name)
        or (name.endswith(".md") and name != f"{PLUGIN}/CHANGELOG.md" and not name.startswith(f"{PLUGIN}/help/"))
    ]
    assert strangers == []


def test_every_link_and_picture_of_the_guide_in_the_zip_is_there(package: Path) -> None:
    names = set(names_in(package))
    with zipfile.ZipFile(package) as archive:
        pages = {name: archive.read(name).decode() for name in names if "/help/" in name and name.endswith(".md")}
    missing = [
        f"{page}: {link}"
        for page, text in pages.items()
        for link in re.findall(r"\]\(([^)#:]+)[^):]*\)", text)
        if posixpath.normpath(posixpath.join(posixpath.dirname(page), link)) not in names
    ]
    assert pages
    assert missing == []


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    once = make_package(tmp_path / "one" / "build", tmp_path / "one")
    again = make_package(tmp_path / "two" / "build", tmp_path / "two")
    assert again.name == once.name
    assert again.read_bytes() == once.read_bytes()


def test_files_beside_the_plugin_are_found_in_the_zip_as_in_the_checkout(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path)
    scope: dict[str, object] = {"__file__": str(tmp_path / PLUGIN / "paths.py")}
    exec((tmp_path / PLUGIN / "paths.py").read_text(encoding="utf-8"), scope)  # noqa: S102 - our own file, moved
    assert scope["home"]() == tmp_path / PLUGIN  # type: ignore[operator]
    assert scope["resource"]("icons", "zhanbu.svg").is_file()  # type: ignore[operator]
    assert scope["version"]() in package.name  # type: ignore[operator]


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        ({f"{PLUGIN}/LICENSE": None}, "LICENSE is missing"),
        ({f"{PLUGIN}/__init__.py": None}, "__init__.py is missing"),
        ({f"{PLUGIN}/../outside.py": b""}, "not a plain relative ASCII path"),
        ({f"{PLUGIN}/图.png": b""}, "not a plain relative ASCII path"),
        ({"other/__init__.py": b""}, "must hold one folder"),
        ({f"{PLUGIN}/__pycache__/plugin.py": b""}, "doesn't belong"),
        ({f"{PLUGIN}/tests/test_one.py": b""}, "doesn't belong"),
        ({f"{PLUGIN}/install.sh": b""}, "doesn't belong"),
        ({f"{PLUGIN}/resources_rc.py": b""}, "compiled resources"),
        ({f"{PLUGIN}/.hidden": b""}, "hidden files"),
        ({f"{PLUGIN}/metadata.txt": b"[general]\nname=Zhanbu\nversion=0.1\n"}, "three numbers"),
        ({f"{PLUGIN}/metadata.txt": b"[general]\nhomepage=http://homepage\n"}, "homepage must be a public https"),
        ({f"{PLUGIN}/survey/where.py": b"DATA = '/home" + b"/someone/data'\n"}, "a folder of one machine"),
    ],
)
def test_a_zip_that_breaks_a_rule_is_refused(changed, entries: dict[str, bytes | None], complaint: str) -> None:  # noqa: ANN001
    problems = structural_problems(changed(entries))
    assert any(complaint in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("assert True\n", "B101"),
        ("import subprocess\n", "B404"),
        ("def q(c, n):\n    c.execute('SELECT * FROM %s' % n)\n", "B608"),
        ("try:\n    x = 1\nexcept Exception:\n    pass\n", "B110"),
    ],
)
def test_code_that_the_scanner_blocks_is_refused_whatever_the_severity(
    tmp_path: Path, code: str, complaint: str
) -> None:
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    problems = list(bandit_problems(tmp_path))
    assert len(problems) == 1 and complaint in problems[0]


def test_a_secret_in_any_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cloud.yaml").write_text("aws_key: 'AKIA" + "IOSFODNN7EXAMPLA'\n", encoding="utf-8")
    problems = list(secret_problems(tmp_path))
    assert problems and all("cloud.yaml:1: may be a secret" in problem for problem in problems)


def test_an_executable_file_is_refused(changed) -> None:  # noqa: ANN001
    problems = structural_problems(changed({f"{PLUGIN}/plugin.py": b""}, mode=0o100755))
    assert problems == [f"{PLUGIN}/plugin.py: must not be executable"]


def test_a_zip_with_a_flipped_byte_is_refused(package: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.zip"
    shutil.copyfile(package, damaged)
    content = bytearray(damaged.read_bytes())
    with zipfile.ZipFile(package) as archive:
        entry = archive.getinfo(f"{PLUGIN}/LICENSE")
    content[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 0xFF
    damaged.write_bytes(content)
    problems = structural_problems(damaged)
    assert problems and "LICENSE" in problems[0]
