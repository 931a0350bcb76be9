"""Papers (PDF) in a submission: which there are, and the seal that ties each to the parcels it tells of.

A reader of PDF passes over the line of the seal. Nobody believes a number because of it: tables and layer are compared
with each other, papers are for people.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from .format import PAPERS, PARCELS

_SEAL = b"%zhanbu-sha256:"
_SEAL_BYTES = len(_SEAL) + 64 + 1
_START, _END = b"%PDF-", b"%%EOF"


def sealed_papers(papers: Mapping[str, bytes], parcels: bytes) -> dict[str, bytes]:
    """Papers by their names in the package, sealed with the content of ``parcels.gpkg``.

    Raises ``ValueError`` unless they are those that a submission has.
    """
    if {*papers} != {*PAPERS}:
        raise ValueError(", ".join(sorted({*papers} ^ {*PAPERS})))
    return {name: content + _seal(content, parcels) for name, content in papers.items()}


def seal_fits(paper: bytes, files: Mapping[str, bytes]) -> bool:
    """Whether a paper is whole, and was made for the parcels of this package."""
    content, seal = paper[:-_SEAL_BYTES], paper[-_SEAL_BYTES:]
    return content.startswith(_START) and content.rstrip().endswith(_END) and seal == _seal(content, files[PARCELS])


def _seal(content: bytes, parcels: bytes) -> bytes:
    digest = hashlib.sha256(hashlib.sha256(parcels).digest() + content).hexdigest()
    return _SEAL + digest.encode("ascii") + b"\n"
