"""Where the plugin's own files are, in the repository and in the installed zip."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def home() -> Path:
    """Folder that holds ``metadata.txt``, ``resources/`` and ``i18n/``.

    In the repository that is the folder above the package; the zip carries them inside the package.
    """
    return _PACKAGE if (_PACKAGE / "metadata.txt").exists() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """Path of a file under ``resources/``."""
    return home().joinpath("resources", *parts)


def guide(chapter: str) -> Path:
    """A chapter of the guide: in the repository under ``docs/``, in the zip under ``help/``."""
    return home().joinpath("help" if home() == _PACKAGE else "docs", "guide", chapter)


def translation_folder() -> Path:
    """Folder of the ``zhanbu_*.qm`` files."""
    return home() / "i18n"


def version() -> str:
    """Version as ``metadata.txt`` states it."""
    for line in (home() / "metadata.txt").read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition("=")
        if key.strip() == "version":
            return value.strip()
    return "0.0.0"
