"""GitHub on this computer's loopback, as far as a firmware's release goes: the API's JSON, the redirect to the storage
host, ranges and ETags; and on request everything that goes wrong between there and here."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import ipaddress
import json
import re
import ssl
import threading
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from atomcam_gui.provisioning.firmware.firmware_catalogue import Release
from atomcam_gui.provisioning.firmware.pin_firmware import REPOSITORY

BOARD = "M5STACK_ATOM_S3R"
ASSET = f"mpy_cam-v1.27.0-{BOARD}.zip"
LOGIN_PAGE = b"<!DOCTYPE html><html><title>Hotel WiFi</title>Please log in</html>"


@dataclass
class Faults:
    """What goes wrong from now on. Lengths count bytes of the body."""

    cut_after: int | None = None
    """The connection ends there; once, then all is well."""
    hang_after: int | None = None
    """Nothing comes any more."""
    hang_before_answer: bool = False
    ignore_range: bool = False
    refuse_range: bool = False
    """416 for each range."""
    other_range: bool = False
    """206 with another part than the one that was asked for."""
    etag: str | None = '"1"'
    length: int | None = None
    """A ``Content-Length`` that is not true; 0 for none at all."""
    status: int | None = None
    """The storage host's."""
    api_status: int | None = None
    api_body: bytes | None = None
    login_page: bool = False
    """A web page in place of each answer, as in a hotel's network."""
    redirect: str | None = None
    """Where the download leads to instead of the storage host."""
    not_http: bool = False


@dataclass
class ReleaseServer:
    """One release with one asset. Serves from ``with`` on.

    Args:
        tls: a folder for a certificate of its own; the server speaks HTTPS.
    """

    content: bytes
    tag: str = "v0.6.2"
    asset: str = ASSET
    tls: Path | None = None
    faults: Faults = field(default_factory=Faults)
    asked: list[tuple[str, Message]] = field(default_factory=list)
    """Path and headers of each request."""

    def __post_init__(self) -> None:
        self.digest: str | None = f"sha256:{hashlib.sha256(self.content).hexdigest()}"
        self.size = len(self.content)
        self.more_assets: list[dict[str, Any]] = []
        self.reached = threading.Event()
        """The server hangs as it was told."""
        self.let_go = threading.Event()
        """Ends all hanging."""

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.release = self
        if self.tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(make_certificate(self.tls))
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.let_go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def base(self, host: str = "127.0.0.1") -> str:
        """The beginning of its URLs."""
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}"

    @property
    def url(self) -> str:
        """The asset's."""
        return f"{self.base()}/{REPOSITORY}/releases/download/{self.tag}/{self.asset}"

    @property
    def digest_url(self) -> str:
        """The release's, in the API."""
        return f"{self.base()}/repos/{REPOSITORY}/releases/tags/{self.tag}"

    def release(self, *, pinned: bool = False) -> Release:
        """The catalogue's entry."""
        sha256, size = (hashlib.sha256(self.content).hexdigest(), len(self.content)) if pinned else (None, None)
        return Release(self.tag, BOARD, self.url, self.asset, self.digest_url, sha256, size, "v1.27.0")

    def downloads(self) -> list[Message]:
        """The headers of each request to the storage host."""
        return [headers for path, headers in self.asked if path.startswith("/storage/")]

    def document(self) -> bytes:
        """The API's answer, with the fields that GitHub's has."""
        asset = {
            "url": f"{self.base()}/repos/{REPOSITORY}/releases/assets/1",
            "id": 1,
            "name": self.asset,
            "label": "",
            "content_type": "application/zip",
            "state": "uploaded",
            "size": self.size,
            "digest": self.digest,
            "download_count": 7,
            "browser_download_url": self.url,
        }
        return json.dumps(
            {"tag_name": self.tag, "draft": False, "prerelease": False, "assets": [asset, *self.more_assets]}
        ).encode()


class _Server(ThreadingHTTPServer):
    # The threads are waited for, since each ends as soon as it is let go.
    daemon_threads = False
    release: ReleaseServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away in the middle are what is tested."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        release = self.server.release
        faults = release.faults
        release.asked.append((self.path, self.headers))
        if faults.hang_before_answer:
            self._hang()
        elif faults.not_http:
            self.wfile.write(b"220 mail.example ready\r\n")
        elif faults.login_page:
            self._answer(200, LOGIN_PAGE, {"Content-Type": "text/html; charset=utf-8"})
        elif self.path == f"/repos/{REPOSITORY}/releases/tags/{release.tag}":
            body = release.document() if faults.api_body is None else faults.api_body
            self._answer(faults.api_status or 200, body, {"Content-Type": "application/json; charset=utf-8"})
        elif self.path == f"/{REPOSITORY}/releases/download/{release.tag}/{release.asset}":
            storage = faults.redirect or f"{release.base('localhost')}/storage/{release.asset}?signature=abc"
            self._answer(302, b"", {"Location": storage})
        elif self.path.startswith("/storage/"):
            self._store(release.content)
        else:
            self._answer(404, b'{"message": "Not Found"}', {"Content-Type": "application/json; charset=utf-8"})

    def _store(self, content: bytes) -> None:
        faults = self.server.release.faults
        if faults.status is not None:
            self._answer(faults.status, b"no", {"Content-Type": "text/plain"})
            return
        headers = {"Content-Type": "application/octet-stream", "Accept-Ranges": "bytes"}
        if faults.etag is not None:
            headers["ETag"] = faults.etag
        start = self._range_start()
        if start is None:
            self._answer(200, content, headers)
        elif faults.refuse_range or start >= len(content):
            self._answer(416, b"", {"Content-Range": f"bytes */{len(content)}"})
        else:
            start = 0 if faults.other_range else start
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            self._answer(206, content[start:], headers)

    def _range_start(self) -> int | None:
        faults = self.server.release.faults
        match = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        condition = self.headers.get("If-Range")
        if match is None or faults.ignore_range or (condition is not None and condition != faults.etag):
            return None
        return int(match[1])

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        faults = self.server.release.faults
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        stored = self.path.startswith("/storage/")
        if not (stored and faults.length == 0):
            self.send_header("Content-Length", str(faults.length if stored and faults.length else len(body)))
        self.end_headers()
        self.wfile.flush()
        if stored and faults.cut_after is not None:
            body, faults.cut_after = body[: faults.cut_after], None
        if stored and faults.hang_after is not None:
            self.wfile.write(body[: faults.hang_after])
            self._hang()
            return
        self.wfile.write(body)

    def _hang(self) -> None:
        self.server.release.reached.set()
        self.server.release.let_go.wait(60)


def make_certificate(folder: Path) -> Path:
    """A certificate that only its own file vouches for, with its key, for this computer's own names."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    path = folder / "certificate.pem"
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size:
            return path
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "AtomCam test")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
