"""How much a failed check weighs."""

from enum import Enum


class Severity(str, Enum):
    """Blocked, blocked unless waived on paper, a warning, a note."""

    BLOCK = "BLOCK"
    OVERRIDE = "OVERRIDE"
    WARN = "WARN"
    INFO = "INFO"
