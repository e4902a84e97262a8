"""The page that viewers open: the files of ``resources/web``, read once."""

from __future__ import annotations

from pathlib import Path

from atomcam_gui.daemon_call import in_daemon_thread

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".webmanifest": "application/manifest+json",
}
INDEX = "/index.html"


class WebPage:
    """Files by their address. Read in a thread when the first is asked for; nothing else in the folder exists here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, tuple[str, bytes]] | None = None

    async def get(self, path: str) -> tuple[str, bytes] | None:
        """Type and content of the file at an address such as ``/app.js``; None where there is none."""
        if self._files is None:
            self._files = await in_daemon_thread(self._read, "atomcam web page")
        return self._files.get(path)

    def _read(self) -> dict[str, tuple[str, bytes]]:
        try:
            paths = sorted(self._folder.iterdir())
            return {f"/{path.name}": (TYPES[path.suffix], path.read_bytes()) for path in paths if path.suffix in TYPES}
        except OSError:
            return {}


def content_policy(host: str) -> str:
    """``Content-Security-Policy``: nothing from anywhere else.

    Args:
        host: the ``Host`` that was asked, checked. Some browsers do not count WebSockets to it as ``'self'``.
    """
    sockets = f" ws://{host} wss://{host}" if host else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        f"media-src 'self' blob:; connect-src 'self'{sockets}; manifest-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
