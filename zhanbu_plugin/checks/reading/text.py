"""In which encoding the text of a shapefile is (of survey databases usually GBK, without a ``.cpg`` file).

The bytes decide: a ``.cpg`` file or the code page in the header is believed only when the text can be read with it.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ...survey.wording import Wording, translate

_CODE_PAGES = {
    0x4D: "gb18030",
    0x4E: "cp949",
    0x4F: "big5",
    0x13: "cp932",
    0x7B: "cp932",
    0x7A: "gb18030",
    0x79: "cp949",
    0x78: "big5",
}
"""Code pages of the header that say something definite. Western ones are what software writes without looking."""

_NAMES = {"65001": "utf-8", "936": "gb18030", "54936": "gb18030", "950": "big5", "88591": "latin-1", "1252": "cp1252"}
_GBK_NAMES = ("gbk", "gb2312", "gb18030", "cp936", "hz")


@dataclass(frozen=True)
class TextEncoding:
    """Python's name of the encoding, and what the user should know about how it was found."""

    codec: str
    warnings: tuple[Wording, ...] = ()

    def decoded(self, raw: bytes) -> str:
        """Text of a value. A character that the field's width cut in two is left out."""
        decoder = codecs.getincrementaldecoder(self.codec)("replace")
        return decoder.decode(raw, final=False)


def encoding_of_dbf(dbf: bytes, cpg: str | None) -> TextEncoding:
    """Encoding of a DBF file's text; ``cpg`` is the content of the ``.cpg`` file beside it."""
    samples = tuple(_text_beyond_ascii(dbf))
    declared = _codec(cpg)
    if declared is not None and _reads(samples, declared):
        return TextEncoding(declared)
    page = _CODE_PAGES.get(dbf[29]) if len(dbf) > 29 else None
    for codec in (page, "utf-8", "gb18030"):
        if codec is not None and _reads(samples, codec):
            return TextEncoding(codec, _told(codec, cpg, page, bool(samples)))
    wording = translate("zhanbu", "The encoding of the text could not be recognised; Chinese text may be unreadable.")
    return TextEncoding("latin-1", (wording,))


def _told(codec: str, cpg: str | None, page: str | None, needed: bool) -> tuple[Wording, ...]:
    if not needed or (codec == page and not cpg):
        return ()
    name = "GBK" if codec == "gb18030" else codec.upper()
    if cpg:
        return (
            translate(
                "zhanbu",
                "The .cpg file says {declared}, but the text is {found}; it was read as {found}.",
                declared=cpg.strip(),
                found=name,
            ),
        )
    return (translate("zhanbu", "There is no .cpg file; the text was recognised as {found}.", found=name),)


def _codec(cpg: str | None) -> str | None:
    if not cpg or not cpg.strip():
        return None
    name = cpg.strip().lower()
    if any(n in name.replace("-", "").replace("_", "") for n in _GBK_NAMES):
        return "gb18030"
    digits = "".join(c for c in name if c.isdigit())
    if digits in _NAMES:
        return _NAMES[digits]
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _reads(samples: tuple[bytes, ...], codec: str) -> bool:
    """Whether all text can be read; a character cut off at the end of a field is no objection."""
    for sample in samples:
        try:
            codecs.getincrementaldecoder(codec)("strict").decode(sample, final=False)
        except UnicodeDecodeError:
            return False
    return True


def _text_beyond_ascii(dbf: bytes) -> Iterator[bytes]:
    """Distinct values and field names that aren't ASCII."""
    if len(dbf) < 32:
        return
    count, header, record = struct.unpack_from("<IHH", dbf, 4)
    places = list(_text_fields(dbf, header))
    yield from (name for name, _, _ in places if not name.isascii())
    count = min(count, (len(dbf) - header) // record) if record else 0
    if count <= 0:
        return
    rows = np.frombuffer(dbf, dtype=np.uint8, count=count * record, offset=header).reshape(count, record)
    for _, start, width in places:
        column = rows[:, start : start + width]
        chosen = np.ascontiguousarray(column[(column >= 0x80).any(axis=1)])
        if len(chosen):
            yield from (v.tobytes().rstrip(b" \0") for v in np.unique(chosen.view(f"V{width}").ravel()))


def _text_fields(dbf: bytes, header: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, place in the record and width of every field; of those that aren't text the width is 0."""
    place = 1
    for at in range(32, min(header, len(dbf)) - 31, 32):
        if dbf[at] == 0x0D:
            return
        name = dbf[at : at + 11].split(b"\0")[0]
        kind, width = chr(dbf[at + 11]), dbf[at + 16]
        if kind == "C" and dbf[at + 17]:  # long text fields keep the high byte where others keep decimals
            width += 256 * dbf[at + 17]
        if kind == "C" and width:
            yield name, place, width
        elif not name.isascii():
            yield name, place, 0
        place += width
