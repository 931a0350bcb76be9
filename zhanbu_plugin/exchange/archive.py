"""ZIP files from strangers, read within bounds, and ZIP files of our own, written the same way every time.

Packages come by e-mail and on USB sticks. Everything that the directory of a ZIP claims is checked before a byte is
unpacked, and everything that is unpacked is counted while it is unpacked. Nothing is written to a path that a ZIP
names: entries go into memory.
"""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from ..survey.problem import InputProblem
from ..survey.wording import Wording, translate

SEAL_PREFIX = b"zhanbu-sha256:"
SEAL_BYTES = len(SEAL_PREFIX) + 64

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_FIXED_MODE = (stat.S_IFREG | 0o644) << 16
_LEVEL = 6
_CHUNK = 1 << 16
_RATIO_FLOOR = 1 << 20  # small entries may compress as well as they like

_END = b"PK\x05\x06"
_END_BYTES = 22
_END64_LOCATOR = b"PK\x06\x07"
_LOCAL = b"PK\x03\x04"
_LOCAL_BYTES = 30
_ENCRYPTED = 0x1
_UTF8 = 0x800

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
    OSError,
)
"""What Python's zipfile raises on damaged or odd input."""


@dataclass(frozen=True)
class ArchiveLimits:
    """How much a ZIP may hold: number of entries, bytes of one entry, bytes of all, unpacked bytes per packed byte."""

    entries: int = 500
    entry_bytes: int = 128 << 20
    total_bytes: int = 256 << 20
    ratio: int = 200

    @property
    def directory_bytes(self) -> int:
        """Largest directory that so many entries may reasonably have."""
        return 1024 * self.entries


DEFAULT_LIMITS = ArchiveLimits()


def write_archive(entries: Mapping[str, bytes], *, sealed: bool = False, level: int = _LEVEL) -> bytes:
    """A ZIP whose bytes depend on ``entries`` and ``level`` alone: sorted, dated 1980-01-01, mode 0644, "made on Unix".

    With ``sealed`` the archive comment holds the SHA-256 of all bytes before it, so that a change anywhere in the
    file shows, also in header fields that no checksum of the ZIP format covers.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as target:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.create_system = 3
            info.external_attr = _FIXED_MODE
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, entries[name], compresslevel=level)
        if sealed:
            target.comment = b"0" * SEAL_BYTES
    content = buffer.getvalue()
    if not sealed:
        return content
    body = content[:-SEAL_BYTES]
    return body + SEAL_PREFIX + hashlib.sha256(body).hexdigest().encode("ascii")


def seal_holds(path: Path) -> bool:
    """Whether a file ends with a seal (see ``write_archive``) that agrees with every byte before it."""
    remaining = path.stat().st_size - SEAL_BYTES
    if remaining < _END_BYTES:
        return False
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while remaining:
            chunk = file.read(min(_CHUNK, remaining))
            if not chunk:
                return False
            digest.update(chunk)
            remaining -= len(chunk)
        return file.read() == SEAL_PREFIX + digest.hexdigest().encode("ascii")


def read_archive(content: Path | bytes, *, source: str, limits: ArchiveLimits = DEFAULT_LIMITS) -> dict[str, bytes]:
    """Every entry of a ZIP by name; ``source`` is the name that messages use.

    Folder entries come with their closing slash and no content. Raises ``InputProblem`` for anything that isn't a
    plain, undamaged ZIP within ``limits``.
    """
    try:
        with _opened(content, source) as file:
            directory_start = _check_end(file, source, limits)
            with zipfile.ZipFile(file) as archive:
                infos = archive.infolist()
                _check_directory(infos, source, limits)
                _check_layout(infos, file, directory_start, source)
                return _unpacked(archive, infos, source, limits)
    except UNREADABLE as error:
        _refuse(source, translate("zhanbu", "The ZIP is damaged or not a ZIP ({reason}).", reason=error), error)


def _opened(content: Path | bytes, source: str) -> BinaryIO:
    if isinstance(content, bytes):
        return io.BytesIO(content)
    try:
        return content.open("rb")
    except OSError as error:
        raise InputProblem(
            translate("zhanbu", "The file cannot be opened ({reason}).", reason=error.strerror),
            remedy=translate("zhanbu", "Choose a file that is there and that you may read."),
            source=source,
        ) from error


def _refuse(source: str, what: Wording, cause: BaseException | None = None) -> NoReturn:
    remedy = translate("zhanbu", "Nothing was unpacked. Ask the sender for the original file.")
    raise InputProblem(what, remedy=remedy, source=source) from cause


def _check_end(file: BinaryIO, source: str, limits: ArchiveLimits) -> int:
    """Looks at the end record before zipfile builds an object per entry; gives the offset of the directory."""
    size = file.seek(0, io.SEEK_END)
    if size > limits.total_bytes:
        _refuse(
            source,
            translate("zhanbu", "The ZIP has {size} bytes; {limit} are allowed.", size=size, limit=limits.total_bytes),
        )
    start = max(0, size - _END_BYTES - 0xFFFF)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        _refuse(source, translate("zhanbu", "The ZIP is cut off, or the file is not a ZIP."))
    _, _, count, total, bytes_, offset, comment = struct.unpack_from("<4HLLH", tail, at + 4)
    if len(tail) - at - _END_BYTES != comment:
        _refuse(source, translate("zhanbu", "The ZIP is cut off, or other data follows it."))
    if tail[max(0, at - 20) : at].startswith(_END64_LOCATOR) or max(count, total) > limits.entries:
        what = translate("zhanbu", "The ZIP has more than {limit} entries.", limit=limits.entries)
        _refuse(source, what)
    if bytes_ > limits.directory_bytes or offset + bytes_ != start + at:
        _refuse(source, translate("zhanbu", "The directory of the ZIP does not fit the file."))
    return int(offset)


def _check_directory(infos: list[zipfile.ZipInfo], source: str, limits: ArchiveLimits) -> None:
    """Refuses names, kinds and claimed sizes before anything is unpacked."""
    if len(infos) > limits.entries:
        _refuse(source, translate("zhanbu", "The ZIP has more than {limit} entries.", limit=limits.entries))
    seen: set[str] = set()
    for info in infos:
        _check_name(info, source)
        _check_kind(info, source)
        if info.orig_filename.casefold() in seen:
            _refuse(source, translate("zhanbu", "Entry {entry} is in the ZIP twice.", entry=info.orig_filename))
        seen.add(info.orig_filename.casefold())
        if info.file_size > limits.entry_bytes:
            _refuse(source, _too_large(info, limits))
        if info.file_size > max(_RATIO_FLOOR, limits.ratio * info.compress_size):
            _refuse(
                source,
                translate(
                    "zhanbu",
                    "Entry {entry} would unpack to more than {ratio} times its size: a ZIP bomb.",
                    entry=info.orig_filename,
                    ratio=limits.ratio,
                ),
            )
    if sum(info.file_size for info in infos) > limits.total_bytes:
        _refuse(
            source, translate("zhanbu", "The ZIP would unpack to more than {limit} bytes.", limit=limits.total_bytes)
        )


def _check_name(info: zipfile.ZipInfo, source: str) -> None:
    name = info.orig_filename
    if not name.isascii() and not info.flag_bits & _UTF8:
        _refuse(source, translate("zhanbu", "Entry {entry} has a name that is not UTF-8.", entry=ascii(name)))
    parts = name[:-1].split("/") if name.endswith("/") else name.split("/")
    unsafe = (
        not name.isprintable()
        or "\\" in name
        or ":" in name
        or any(part in ("", ".", "..") or part != part.strip() or part.endswith(".") for part in parts)
    )
    if unsafe:
        _refuse(
            source, translate("zhanbu", "Entry {entry} has a name that points outside its folder.", entry=ascii(name))
        )


def _check_kind(info: zipfile.ZipInfo, source: str) -> None:
    name = info.orig_filename
    if info.flag_bits & _ENCRYPTED:
        _refuse(source, translate("zhanbu", "Entry {entry} is encrypted.", entry=name))
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        _refuse(source, translate("zhanbu", "Entry {entry} is packed in a way that is not supported.", entry=name))
    kind = stat.S_IFMT(info.external_attr >> 16)
    plain = (0, stat.S_IFDIR) if name.endswith("/") else (0, stat.S_IFREG)
    if kind not in plain:
        _refuse(source, translate("zhanbu", "Entry {entry} is a link or a device, not a file.", entry=name))
    if name.endswith("/") and info.file_size:
        _refuse(source, translate("zhanbu", "Entry {entry} is a folder with content.", entry=name))


def _check_layout(infos: list[zipfile.ZipInfo], file: BinaryIO, directory_start: int, source: str) -> None:
    """Entries must lie one behind the other from the first byte on: shared or hidden bytes are how bombs are built."""
    end = 0
    for info in sorted(infos, key=lambda i: i.header_offset):
        file.seek(info.header_offset)
        header = file.read(_LOCAL_BYTES)
        if info.header_offset < end or len(header) < _LOCAL_BYTES or not header.startswith(_LOCAL):
            _refuse(
                source, translate("zhanbu", "Entry {entry} shares its bytes with another.", entry=info.orig_filename)
            )
        name_bytes, extra_bytes = struct.unpack_from("<2H", header, 26)
        end = info.header_offset + _LOCAL_BYTES + name_bytes + extra_bytes + info.compress_size
    if end > directory_start or (infos and min(i.header_offset for i in infos) != 0):
        _refuse(source, translate("zhanbu", "The directory of the ZIP does not fit the file."))


def _unpacked(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], source: str, limits: ArchiveLimits
) -> dict[str, bytes]:
    content: dict[str, bytes] = {}
    for info in infos:
        name = info.orig_filename
        try:
            content[name] = _bounded(archive, info, source, limits)
        except UNREADABLE as error:
            what = translate("zhanbu", "Entry {entry} is damaged ({reason}).", entry=name, reason=error)
            _refuse(source, what, error)
    return content


def _bounded(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str, limits: ArchiveLimits) -> bytes:
    """Content of one entry, counted while it is unpacked: a directory may lie about sizes."""
    parts: list[bytes] = []
    got = 0
    with archive.open(info) as entry:
        while chunk := entry.read(_CHUNK):
            got += len(chunk)
            if got > min(info.file_size, limits.entry_bytes):
                _refuse(source, _too_large(info, limits))
            parts.append(chunk)
    if got != info.file_size:
        raise EOFError(f"{got} of {info.file_size} bytes")
    return b"".join(parts)


def _too_large(info: zipfile.ZipInfo, limits: ArchiveLimits) -> Wording:
    return translate(
        "zhanbu",
        "Entry {entry} unpacks to more than {limit} bytes.",
        entry=info.orig_filename,
        limit=min(limits.entry_bytes, max(info.file_size, 1)),
    )
