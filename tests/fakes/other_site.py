"""A web site of somebody else's, whose page tries in every way that it knows to get at a shared camera."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_PAGE = """<!doctype html><title>Free cat pictures</title><body><script>
const target = "127.0.0.1:PORT";
const loot = {};
const within = (work) => Promise.race([
  work.catch(() => "nothing"),
  new Promise((resolve) => setTimeout(() => resolve("nothing"), 4000)),
]);
const tries = [];
const attempt = (name, work) => tries.push(within(work()).then((got) => { loot[name] = got; }));

for (const path of ["/", "/mjpeg", "/status", "/snapshot.jpg", "/app.js"]) {
  attempt(`fetch ${path}`, async () => (await fetch(`http://${target}${path}`, { credentials: "include" })).status);
}
const element = (kind, path, property = "src") => () => new Promise((resolve) => {
  const made = document.createElement(kind);
  made.onload = () => resolve(kind === "img" ? `${made.naturalWidth} pixels` : "loaded");
  made.onerror = () => resolve("nothing");
  if (kind === "link") made.rel = "stylesheet";
  made[property] = `http://${target}${path}`;
  document.body.append(made);
});
attempt("img", element("img", "/snapshot.jpg"));
attempt("stream", element("img", "/stream.mjpg"));
attempt("script", element("script", "/app.js"));
attempt("style", element("link", "/style.css", "href"));
for (const path of ["/ws/jpeg", "/ws/mse", "/ws/viewer", "/ws/camera"]) {
  attempt(`socket ${path}`, () => new Promise((resolve) => {
    const socket = new WebSocket(`ws://${target}${path}`);
    socket.onopen = () => resolve("open");
    socket.onmessage = () => resolve("bytes");
    socket.onclose = () => resolve("nothing");
  }));
}
// What a frame shows cannot be told from outside: the test asks the browser.
const framed = new Promise((resolve) => {
  const frame = document.createElement("iframe");
  frame.src = `http://${target}/`;
  frame.onload = resolve;
  document.body.append(frame);
});
Promise.all([...tries, framed]).then(() => { window.loot = loot; });
</script>"""


@dataclass(frozen=True)
class OtherSite:
    """Where it is."""

    port: int


@contextmanager
def other_site(target: int) -> Iterator[OtherSite]:
    """Serve the page on a port of its own; ``target`` is the port that it is after."""
    content = _PAGE.replace("PORT", str(target)).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield OtherSite(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
