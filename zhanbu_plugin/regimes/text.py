"""Texts of rule sets and code tables in the languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """The same text in Chinese and English."""

    zh: str
    en: str

    def in_language(self, chinese: bool) -> str:
        """Chinese or English."""
        return self.zh if chinese else self.en
