"""Bytes of a coordinate TXT to lines of text, and full-width characters to plain ones."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from ...survey.problem import InputProblem
from ...survey.wording import translate
from .remarks import problem_at

MAX_BYTES = 200_000_000
MAX_LINE = 10_000

_LINE_END = re.compile(r"\r\n|\n|\r")
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{0,12})?")
_COMMAS = str.maketrans({"，": ",", "﹐": ","})
_NUMBER_SIGNS = str.maketrans(
    {**{chr(0xFF10 + d): str(d) for d in range(10)}, "．": ".", "。": ".", "－": "-", "＋": "+"}
)


def file_content(path: Path, source: str) -> bytes:
    """Bytes of a file of at most 200 MB. Raises ``InputProblem`` when it can't be read or is larger."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(source)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputProblem(
            translate("zhanbu", "The file can't be read: {reason}.", reason=str(error)),
            remedy=translate("zhanbu", "Check that the file exists and that you may open it."),
            source=source,
        ) from error


def decoded(content: bytes, source: str, encoding: str = "auto") -> tuple[str, str]:
    """Text and the name of its encoding.

    ``"auto"`` tries UTF-8 (with or without a mark) strictly and then GB18030, of which GBK and GB2312 are parts;
    any other name is taken at its word. Raises ``InputProblem`` for what isn't text.
    """
    if len(content) > MAX_BYTES:
        raise _too_large(source)
    if b"\0" in content:
        raise InputProblem(
            translate("zhanbu", "The file isn't text in UTF-8 or GBK (it holds zero bytes)."),
            remedy=translate("zhanbu", "Choose the coordinate TXT, or save it again as text in UTF-8 or GBK."),
            source=source,
        )
    if encoding != "auto":
        return _decoded_as(content, encoding, source), encoding
    if content.startswith(b"\xef\xbb\xbf"):
        return _decoded_as(content, "UTF-8-SIG", source), "UTF-8-SIG"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        text = _decoded_as(content, "GB18030", source)
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return text, "GB18030"
    return text, "GBK"


def lines_of(text: str, source: str) -> list[str]:
    """Lines without their ends (CRLF, LF or CR). Raises ``InputProblem`` for a line of more than 10,000 characters."""
    lines = _LINE_END.split(text)
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            raise problem_at(
                number,
                translate("zhanbu", "The line has {count} characters.", count=len(line)),
                translate("zhanbu", "Check that this is a coordinate TXT and that its lines weren't joined."),
                source=source,
            )
    return lines


def plain_commas(text: str) -> str:
    """The text with full-width commas as plain ones."""
    return text.translate(_COMMAS)


def plain_number(text: str) -> str:
    """The text with full-width digits, points and signs as plain ones, without blanks around it."""
    return text.strip().translate(_NUMBER_SIGNS)


def number_of(text: str) -> Decimal | None:
    """The decimal number that a plain text states; ``None`` for anything else (exponents, NaN and words included)."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _decoded_as(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise InputProblem(
            translate("zhanbu", "The file can't be read as {encoding}: {reason}.", encoding=encoding, reason=error),
            remedy=translate("zhanbu", "Choose the encoding of the file, or save it again as text in UTF-8 or GBK."),
            source=source,
        ) from error


def _too_large(source: str) -> InputProblem:
    return InputProblem(
        translate("zhanbu", "The file is larger than {size} MB.", size=MAX_BYTES // 1_000_000),
        remedy=translate("zhanbu", "Split it into files of fewer parcels."),
        source=source,
    )
