"""Questions after files and folders, which begin where the last one ended (选择文件).

Qt alone begins in the program's working folder, where nobody keeps packages.
"""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

_KEY = "zhanbu/folder"


def asked_file(parent: QWidget, title: str, kinds: str) -> str:
    """A file to read; empty where the user thinks better of it."""
    path, _ = QFileDialog.getOpenFileName(parent, title, _begin(), kinds)
    return _kept(path)


def asked_files(parent: QWidget, title: str, kinds: str) -> list[str]:
    """Files to read."""
    paths, _ = QFileDialog.getOpenFileNames(parent, title, _begin(), kinds)
    return [_kept(path) for path in paths]


def asked_new_file(parent: QWidget, title: str, kinds: str) -> str:
    """A file to write."""
    path, _ = QFileDialog.getSaveFileName(parent, title, _begin(), kinds)
    return _kept(path)


def asked_folder(parent: QWidget, title: str) -> str:
    """A folder to write into."""
    folder = str(QFileDialog.getExistingDirectory(parent, title, _begin()))
    if folder:
        _keep(Path(folder))
    return folder


def _begin() -> str:
    """Where the last question ended, else beside the project."""
    last = str(QgsSettings().value(_KEY, "", section=QgsSettings.Section.Plugins) or "")
    return last if last and Path(last).is_dir() else str(QgsProject.instance().homePath())


def _kept(path: str) -> str:
    if path:
        _keep(Path(path).parent)
    return str(path)


def _keep(folder: Path) -> None:
    QgsSettings().setValue(_KEY, str(folder), QgsSettings.Section.Plugins)
