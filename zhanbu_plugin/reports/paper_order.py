"""The parts of a PDF in an order that follows from its content alone (规范次序).

Qt writes the fonts of a file in the order of a hash table that is seeded anew in every process. So its objects are
numbered again as they are reached from the first page on, and written in that order.
"""

from __future__ import annotations

import re
from datetime import date

_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])")
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_STAMP = re.compile(rb"/CreationDate \(D:\d{14}[^)]*\)")
_TAG = re.compile(rb"/FontName /[A-Z]{6}\+")
_ROOTS = re.compile(rb"/(Info|Root) (\d+) 0 R")


def in_order(content: bytes, *, made_on: date) -> bytes:
    """The same document with its objects in order, made on a day. What isn't laid out as Qt does it stays as it is."""
    start = content.rfind(b"startxref")
    table = content.rfind(b"\nxref\n", 0, start) + 1
    trailer = content.rfind(b"trailer", table, start)
    roots = dict(_ROOTS.findall(content[trailer:start]))
    if not table or trailer < 0 or set(roots) != {b"Info", b"Root"}:
        return content
    objects = _objects(content, table, trailer)
    info, root = (int(roots[name]) for name in (b"Info", b"Root"))
    stamp = b"/CreationDate (D:%s000000Z)" % made_on.strftime("%Y%m%d").encode()
    objects[info] = _STAMP.sub(stamp, objects[info])
    numbers = _numbers(objects, [info, root])
    return _written(content, objects, numbers, roots)


def _objects(content: bytes, table: int, trailer: int) -> dict[int, bytes]:
    """What stands between ``N 0 obj`` and ``endobj``, by number."""
    places = [
        (int(offset), number)
        for number, (offset, kind) in enumerate(_ENTRY.findall(content[table:trailer]))
        if kind == b"n"
    ]
    ends = [*sorted(offset for offset, _ in places)[1:], table]
    found = {}
    for (offset, number), end in zip(sorted(places), ends):
        found[number] = content[offset:end].split(b"obj", 1)[1].rpartition(b"endobj")[0]
    return found


def _parts(body: bytes) -> tuple[bytes, bytes]:
    """The dictionary of an object, and its stream, in which nothing is a reference."""
    head, keyword, stream = body.partition(b"stream\n")
    return head, keyword + stream


def _numbers(objects: dict[int, bytes], roots: list[int]) -> dict[int, int]:
    """New number of each object by its old one, as they are reached."""
    numbers: dict[int, int] = {}
    waiting = list(reversed(roots))
    while waiting:
        number = waiting.pop()
        if number in numbers or number not in objects:
            continue
        numbers[number] = len(numbers) + 1
        named = [] if number == roots[0] else [int(n) for n in _REFERENCE.findall(_parts(objects[number])[0])]
        waiting += reversed(named)
    return numbers


def _tag(number: int) -> bytes:
    """The six letters before the name of a font of which only a part is in the file."""
    letters = bytearray(b"QAAAAA")
    for place in range(1, 6):
        number, rest = divmod(number, 26)
        letters[place] += rest
    return bytes(letters)


def _written(content: bytes, objects: dict[int, bytes], numbers: dict[int, int], roots: dict[bytes, bytes]) -> bytes:
    def renumbered(found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % numbers.get(int(found[1]), 0)

    written = content[: min(content.find(b"\n1 0 obj") + 1, len(content))]
    offsets = []
    for old, number in numbers.items():
        head, stream = _parts(objects[old])
        if number > 1:  # the first is what the document says of itself: text only
            head = _TAG.sub(b"/FontName /%s+" % _tag(number), _REFERENCE.sub(renumbered, head))
        offsets.append(len(written))
        written += b"%d 0 obj%sendobj\n" % (number, head + stream)
    place = len(written)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    info, root = (numbers[int(roots[name])] for name in (b"Info", b"Root"))
    count = len(offsets) + 1
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer\n<<\n/Size %d\n/Info %d 0 R\n/Root %d 0 R\n>>\n" % (
        *(written, count, table, count, info, root),
    ) + (b"startxref\n%d\n%%%%EOF\n" % place)
