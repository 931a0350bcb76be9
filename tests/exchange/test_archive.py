"""ZIP files from strangers are refused with a reason; our own have the same bytes every time."""

from __future__ import annotations

import io
import os
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from zhanbu_plugin.exchange.archive import ArchiveLimits, read_archive, seal_holds, write_archive
from zhanbu_plugin.survey.problem import InputProblem

SMALL = ArchiveLimits(entries=20, entry_bytes=4 << 20, total_bytes=6 << 20, ratio=100)


def zipped(*entries: tuple[str, bytes], kind: int = zipfile.ZIP_DEFLATED, mode: int = 0) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name)
            info.compress_type = kind
            if mode:
                info.create_system, info.external_attr = 3, mode << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    """Names changed behind zipfile's back, which would clean some of them."""
    assert len(old) == len(new)
    return content.replace(old, new)


def with_directory_field(content: bytes, offset: int, layout: str, value: int) -> bytes:
    """One field of the first directory record changed."""
    at = content.index(b"PK\x01\x02") + offset
    return content[:at] + struct.pack(layout, value) + content[at + struct.calcsize(layout) :]


def overlapping() -> bytes:
    """Two directory records that share one entry's bytes, as bombs without recursion do."""
    content = zipped(("a.txt", b"x" * 1000), ("b.txt", b"y" * 1000), kind=zipfile.ZIP_STORED)
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    return content[: second + 42] + struct.pack("<L", 0) + content[second + 46 :]


def with_two_of_one_name() -> bytes:
    return renamed(zipped(("a.txt", b"1"), ("b.txt", b"2")), b"b.txt", b"a.txt")


def claiming_zip64() -> bytes:
    content = zipped(("a.txt", b"1"))
    at = content.index(b"PK\x05\x06")
    return content[:at] + b"PK\x06\x07" + b"\0" * 16 + content[at:]


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a parent path": lambda: zipped(("../evil.txt", b"x")),
    "a parent path in the middle": lambda: zipped(("a/../../evil.txt", b"x")),
    "an absolute path": lambda: zipped(("/etc/evil.txt", b"x")),
    "a backslash": lambda: renamed(zipped(("a_evil.txt", b"x")), b"a_evil.txt", b"a\\evil.txt"),
    "a drive letter": lambda: zipped(("C:evil.txt", b"x")),
    "an empty folder name": lambda: zipped(("a//evil.txt", b"x")),
    "a name with a zero byte": lambda: renamed(zipped(("aXevil.txt", b"x")), b"aXevil.txt", b"a\0evil.txt"),
    "a name with a line break": lambda: zipped(("a\nevil.txt", b"x")),
    "a name in another encoding": lambda: renamed(zipped(("aXXXX.txt", b"x")), b"aXXXX", "占补".encode("gbk") + b"."),
    "a name that is broken UTF-8": lambda: renamed(zipped(("占.txt", b"x")), "占".encode(), b"\xff\xfe\xfd"),
    "a symbolic link": lambda: zipped(("link", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777),
    "a device": lambda: zipped(("device", b""), mode=stat.S_IFCHR | 0o666),
    "a folder with content": lambda: zipped(("folder/", b"content")),
    "two entries of one name": with_two_of_one_name,
    "two names that Windows takes for one": lambda: zipped(("List.xlsx", b"1"), ("list.XLSX", b"2")),
    "an encrypted entry": lambda: with_directory_field(zipped(("a.txt", b"1")), 8, "<H", 1),
    "an unusual packing method": lambda: zipped(("a.txt", b"1" * 100), kind=zipfile.ZIP_BZIP2),
    "too many entries": lambda: zipped(*((f"{i}.txt", b"") for i in range(21))),
    "a bomb": lambda: zipped(("bomb.bin", b"\0" * (3 << 20))),
    "an entry that is too large": lambda: zipped(("big.bin", os.urandom(5 << 20))),
    "too much in all": lambda: zipped(
        *((f"{i}.bin", b"0123456789abcdef" * (1 << 14)) for i in range(19)), ("r.bin", os.urandom(3 << 20))
    ),
    "a size that is too small in the directory": lambda: with_directory_field(
        zipped(("a.txt", b"x" * 99)), 24, "<L", 9
    ),
    "a size that is too large in the directory": lambda: with_directory_field(
        zipped(("a.txt", b"x" * 99)), 24, "<L", 200
    ),
    "a wrong checksum": lambda: with_directory_field(zipped(("a.txt", b"x" * 99)), 16, "<L", 12345),
    "entries that share bytes": overlapping,
    "a ZIP64 record": claiming_zip64,
    "bytes before the first entry": lambda: b"MZ program" + zipped(("a.txt", b"1")),
    "bytes after the end": lambda: zipped(("a.txt", b"1")) + b"tail",
    "no ZIP at all": lambda: b"this is not a ZIP" * 40,
    "an empty file": lambda: b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused_with_its_name_and_the_way_out(name: str) -> None:
    with pytest.raises(InputProblem) as refusal:
        read_archive(HOSTILE[name](), source="returned.zip", limits=SMALL)
    assert "returned.zip" in str(refusal.value)
    assert "Ask the sender" in str(refusal.value)


def test_the_refusal_names_the_entry() -> None:
    with pytest.raises(InputProblem, match=r"returned\.zip.*\.\./evil\.txt"):
        read_archive(HOSTILE["a parent path"](), source="returned.zip")


def test_a_truncated_zip_is_refused_at_every_length() -> None:
    content = zipped(("a.txt", b"hello " * 50), ("b.txt", os.urandom(300)))
    for length in range(len(content)):
        with pytest.raises(InputProblem):
            read_archive(content[:length], source="cut.zip")


def test_a_bomb_is_refused_quickly_and_without_unpacking_it() -> None:
    bomb = zipped(("bomb.bin", b"\0" * (200 << 20)))
    began = time.perf_counter()
    with pytest.raises(InputProblem):
        read_archive(bomb, source="bomb.zip")
    assert time.perf_counter() - began < 0.5


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    entries = {"清单/a.txt": "占补".encode(), "b.bin": os.urandom(100_000), "empty.txt": b""}
    path = tmp_path / "package.zip"
    path.write_bytes(write_archive(entries))
    assert read_archive(path, source=path.name) == entries
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(entries)


def test_the_bytes_depend_on_the_entries_alone() -> None:
    entries = {"b.txt": b"2" * 5000, "a.txt": b"1" * 5000}
    first = write_archive(entries, sealed=True)
    assert first == write_archive(dict(reversed(entries.items())), sealed=True)
    infos = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert {(i.date_time, i.create_system, i.external_attr >> 16) for i in infos} == {
        ((1980, 1, 1, 0, 0, 0), 3, stat.S_IFREG | 0o644)
    }


def test_the_seal_shows_a_change_of_any_single_byte(tmp_path: Path) -> None:
    sealed = write_archive({"a.txt": b"some content", "b.txt": b"more"}, sealed=True)
    path = tmp_path / "sealed.zip"
    path.write_bytes(sealed)
    assert seal_holds(path)
    assert set(read_archive(path, source="sealed.zip")) == {"a.txt", "b.txt"}
    for at in range(len(sealed)):
        path.write_bytes(sealed[:at] + bytes([sealed[at] ^ 0x20]) + sealed[at + 1 :])
        assert not seal_holds(path), at
    path.write_bytes(sealed[:40])
    assert not seal_holds(path)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="cannot be opened"):
        read_archive(tmp_path / "absent.zip", source="absent.zip")
