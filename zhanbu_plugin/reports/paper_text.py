"""Text of a paper that can be searched and copied as it was written (可检索文本).

Many fonts draw a character and the radical of the same shape (高 and ⾼, U+2FBC) with one glyph. Qt tells of each glyph
only the first character that has it, so a reader that copies 高铁 from the PDF would get ⾼铁 and find neither.
"""

from __future__ import annotations

import re

from qgis.PyQt.QtGui import QFont, QRawFont

_RADICALS = range(0x2E80, 0x2FE0)
_RANGES = re.compile(rb"beginbfrange.*?endbfrange", re.DOTALL)
_CODE = re.compile(rb"<(2[EF][0-9A-F]{2})>")


def with_characters(content: bytes, texts: set[str], family: str) -> bytes:
    """A PDF whose glyphs stand for the characters of ``texts``, never for radicals. No byte moves."""
    meant = {b"%04X" % code: b"<%04X>" % ord(character) for code, character in _same_shapes(texts, family).items()}
    return _RANGES.sub(lambda found: _CODE.sub(lambda code: meant.get(code[1], code[0]), found[0]), content)


def _same_shapes(texts: set[str], family: str) -> dict[int, str]:
    """The written character that has the shape of a radical, by the radical's code."""
    font = QRawFont.fromFont(QFont(family))
    written = sorted({character for text in texts for character in text if ord(character) not in _RADICALS})
    by_glyph = dict(zip(font.glyphIndexesForString("".join(written)), written))
    radicals = font.glyphIndexesForString("".join(map(chr, _RADICALS)))
    return {code: by_glyph[glyph] for code, glyph in zip(_RADICALS, radicals) if glyph and glyph in by_glyph}
