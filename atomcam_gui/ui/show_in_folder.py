"""Shows files in the system's file manager, selected in their folder where it can do that. Never waits for it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

logger = logging.getLogger(__name__)

_SERVICE = "org.freedesktop.FileManager1"
"""freedesktop.org, "File Manager D-Bus interface": GNOME, KDE, Xfce and most others answer to it."""


def show_in_folder(paths: Sequence[Path], parent: QObject) -> None:
    """Show files; the first one's folder alone where several cannot be shown.

    Args:
        parent: lives until the file manager has answered.
    """
    if not paths:
        return
    if sys.platform in ("win32", "darwin"):
        if not _start(command(sys.platform, paths)):
            _open_folder(paths[0])
    elif not _ask_file_manager(paths, parent):
        _open_folder(paths[0])


def command(platform: str, paths: Sequence[Path]) -> str | list[str]:
    """What to run on Windows and macOS. Explorer shows one file only, and takes its argument in quotes of its own."""
    if platform == "win32":
        return f'explorer /select,"{paths[0]}"'
    return ["open", "-R", *map(str, paths)]


def _start(arguments: str | list[str]) -> bool:
    if isinstance(arguments, list):
        started, _ = QProcess.startDetached(arguments[0], arguments[1:])
        return bool(started)
    try:
        # Not QProcess: it would put quotes around the whole argument.
        subprocess.Popen(arguments)
    except OSError as error:
        logger.warning("the file manager could not be started (%s)", error)
        return False
    return True


def _open_folder(path: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))):
        logger.warning("no program shows the folder %s", path.parent)


def _ask_file_manager(paths: Sequence[Path], parent: QObject) -> bool:
    """Ask over D-Bus; a file manager that refuses is answered by opening the folder. False without a session bus."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False  # Qt would start a bus, and wait for it
    try:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
    except ImportError:
        return False
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    message = QDBusMessage.createMethodCall(_SERVICE, "/org/freedesktop/FileManager1", _SERVICE, "ShowItems")
    message.setArguments([[QUrl.fromLocalFile(str(path)).toString() for path in paths], ""])
    watcher = QDBusPendingCallWatcher(bus.asyncCall(message), parent)

    def answered() -> None:
        if watcher.isError():
            logger.info("the file manager does not show single files: %s", watcher.error().message())
            _open_folder(paths[0])
        watcher.deleteLater()

    watcher.finished.connect(answered)
    return True
