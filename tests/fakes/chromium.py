"""A real Chromium without a window, driven by its DevTools protocol (https://chromedevtools.github.io/devtools-protocol).

``Chromium`` is the process, for as many tests as like; ``browsing`` connects to it in a test's own event loop, and each
``Page`` has cookies and a cache of its own. It reaches this computer's loopback under the names in ``NAMES``, and
nothing else.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import itertools
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import psutil
from websockets.asyncio.client import ClientConnection, connect

Json = dict[str, Any]

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
ELSEWHERE = "elsewhere.test"
"""A name of loopback that belongs to somebody else."""
NAMES = ("127.0.0.1", "localhost", ELSEWHERE)

_START_S = 40.0
_ANSWER_S = 30.0
_PATIENCE_S = 20.0
_FLAGS = (
    "--headless=new",
    "--remote-debugging-port=0",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--disable-features=Translate,MediaRouter,OptimizationHints,PaintHolding",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


class Chromium:
    """The process. Started by entering, ended with all its children by leaving; its files go with it."""

    def __enter__(self) -> Self:
        assert PROGRAM is not None, "these tests want Debian's package chromium"
        self._home = Path(tempfile.mkdtemp(prefix="atomcam-chromium-"))
        private = {"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run"}
        for name in private.values():
            (self._home / name).mkdir(mode=0o700)
        places = {variable: str(self._home / name) for variable, name in private.items()}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_"))}
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        self._log = (self._home / "log").open("wb")
        self._process = subprocess.Popen(
            [PROGRAM, *_FLAGS, *root, f"--user-data-dir={self._home / 'profile'}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, start_new_session=True,
            env=inherited | places | {"LANG": "en_GB.UTF-8", "DBUS_SESSION_BUS_ADDRESS": "disabled:"},
        )  # fmt: skip
        try:
            self.address = self._await_address()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _await_address(self) -> str:
        """Where the DevTools are, as it writes into its profile."""
        told = self._home / "profile" / "DevToolsActivePort"
        end = time.monotonic() + _START_S
        while True:
            with contextlib.suppress(OSError, ValueError):
                port, path = told.read_text().split()
                return f"ws://127.0.0.1:{port}{path}"
            log = (self._home / "log").read_text(errors="replace")[-2000:]
            assert self._process.poll() is None, f"Chromium ended at once: {log}"
            assert time.monotonic() < end, f"Chromium did not start within {_START_S} s: {log}"
            time.sleep(0.02)

    def _end(self) -> None:
        children = []
        with contextlib.suppress(psutil.NoSuchProcess):
            children = psutil.Process(self._process.pid).children(recursive=True)
        # Nothing of its profile is wanted any more, so it need not put anything in order.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for child in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
        psutil.wait_procs(children, 10)
        self._log.close()
        shutil.rmtree(self._home, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Screen:
    """What the page is looked at on."""

    width: int = 1280
    height: int = 800
    scale: float = 1.0
    touch: bool = False


DESK = Screen()
PHONE = Screen(390, 844, 3.0, touch=True)
PHONE_ON_ITS_SIDE = Screen(844, 390, 3.0, touch=True)


@asynccontextmanager
async def browsing(chromium: Chromium) -> AsyncIterator[Browser]:
    """A connection to the browser in the running loop. What was opened by it is closed with it."""
    async with connect(chromium.address, max_size=None, compression=None, ping_interval=None) as socket:
        browser = Browser(socket)
        reading = asyncio.create_task(browser.read())
        try:
            yield browser
            await browser.close()
        finally:
            reading.cancel()
            await asyncio.wait([reading])


class Browser:
    """Sends commands and hears what happens."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Json]] = {}
        self._pages: dict[str, Page] = {}
        self._contexts: list[str] = []

    async def read(self) -> None:
        """Until cancelled."""
        async for text in self._socket:
            message = json.loads(text)
            if "id" in message:
                answer = self._answers.pop(message["id"], None)
                if answer is not None and not answer.done():
                    answer.set_result(message)
            elif (page := self._pages.get(message.get("sessionId", ""))) is not None:
                page.happened(message["method"], message["params"])

    async def send(self, method: str, session: str | None = None, **parameters: Any) -> Json:
        """A command and its result."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": parameters}
        await self._socket.send(json.dumps(message if session is None else message | {"sessionId": session}))
        async with asyncio.timeout(_ANSWER_S):
            told = await answer
        assert "error" not in told, f"{method}: {told['error']}"
        result = told["result"]
        assert isinstance(result, dict)
        return result

    async def page(
        self, screen: Screen = DESK, *, before: str = "", language: str = "en-GB", beside: Page | None = None
    ) -> Page:
        """A new, empty page.

        Args:
            before: a script that runs before any of the page's own.
            beside: a page to share the window and the cookies with; without one it has its own.
        """
        if beside is None:
            context = (await self.send("Target.createBrowserContext", disposeOnDetach=True))["browserContextId"]
            self._contexts.append(context)
        else:
            context = beside.context
        target = await self.send("Target.createTarget", url="about:blank", browserContextId=context)
        session = await self.send("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page = self._pages[session["sessionId"]] = Page(self, session["sessionId"], target["targetId"], context)
        await page.prepare(screen, before, language)
        return page

    async def close(self) -> None:
        """Close all pages."""
        for context in self._contexts:
            await self.send("Target.disposeBrowserContext", browserContextId=context)


class Page:
    """One page, with a record of what it asked the network for and what it complained of."""

    def __init__(self, browser: Browser, session: str, target: str, context: str) -> None:
        self.context = context
        self.requests: list[Json] = []
        """``Network.requestWillBeSent`` and ``webSocketCreated``, as they came."""
        self.headers: list[Json] = []
        """The headers of each request, as they went out."""
        self.complaints: list[str] = []
        """Errors and warnings on the console, exceptions that nobody caught."""
        self.downloads: list[Json] = []
        self._browser = browser
        self._session = session
        self._target = target
        self._news = asyncio.Event()

    async def send(self, method: str, **parameters: Any) -> Json:
        """A command for this page."""
        return await self._browser.send(method, self._session, **parameters)

    async def prepare(self, screen: Screen, before: str, language: str) -> None:
        """Listen, and look as it should."""
        for domain in ("Page", "Runtime", "Network", "Log"):
            await self.send(f"{domain}.enable")
        await self.resize(screen)
        if screen.touch:
            await self.send("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=5)
        await self.send("Emulation.setLocaleOverride", locale=language.replace("-", "_"))
        agent = (await self.send("Runtime.evaluate", expression="navigator.userAgent"))["result"]["value"]
        await self.send("Network.setUserAgentOverride", userAgent=agent, acceptLanguage=language)
        if before:
            await self.send("Page.addScriptToEvaluateOnNewDocument", source=before)

    async def resize(self, screen: Screen) -> None:
        """Another screen."""
        await self.send(
            "Emulation.setDeviceMetricsOverride",
            width=screen.width, height=screen.height, deviceScaleFactor=screen.scale, mobile=screen.touch,
        )  # fmt: skip

    def happened(self, method: str, parameters: Json) -> None:
        """The browser told something of this page."""
        match method:
            case "Network.requestWillBeSent":
                self.requests.append({"url": parameters["request"]["url"], "headers": parameters["request"]["headers"]})
            case "Network.webSocketCreated":
                self.requests.append({"url": parameters["url"], "headers": {}})
            case "Network.requestWillBeSentExtraInfo":
                self.headers.append(parameters["headers"])
            case "Network.webSocketWillSendHandshakeRequest":
                self.headers.append(parameters["request"]["headers"])
            case "Runtime.consoleAPICalled" if parameters["type"] in ("error", "warning", "assert"):
                self.complaints.append(" ".join(str(one.get("value")) for one in parameters["args"]))
            case "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(parameters["exceptionDetails"]))
            case "Log.entryAdded" if parameters["entry"]["level"] in ("error", "warning"):
                self.complaints.append(f"{parameters['entry']['text']} {parameters['entry'].get('url', '')}")
            case _:
                return
        self._news.set()

    async def open(self, url: str) -> None:
        """Go there. Returns once the answer has begun to come."""
        result = await self.send("Page.navigate", url=url)
        assert not result.get("errorText"), f"{url}: {result['errorText']}"

    async def evaluate(self, expression: str) -> Any:
        """A JavaScript expression's value; a promise is awaited."""
        result = await self.send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in result, f"{expression}: {result['exceptionDetails']}"
        return result["result"].get("value")

    async def until(self, expression: str, within: float = _PATIENCE_S) -> Any:
        """Wait until an expression is true; returns its value."""
        end = time.monotonic() + within
        while True:
            value = None
            try:
                value = await self.evaluate(expression)
            except AssertionError as error:  # between two documents there is nothing to ask
                if time.monotonic() > end:
                    raise AssertionError(f"still not after {within} s: {expression}") from error
            if value:
                return value
            if time.monotonic() > end:
                raise AssertionError(f"still not after {within} s: {expression}. {await self.tell()}")
            await asyncio.sleep(0.05)

    async def tell(self) -> str:
        """What can be seen, in words: for the message of a test that failed."""
        words = await self.evaluate("document.body ? document.body.innerText : ''")
        return f"The page says {words!r}, the console {self.complaints}"

    async def heard(self, fits: Callable[[Page], bool], within: float = _PATIENCE_S) -> None:
        """Wait until what was recorded of the page fits."""
        async with asyncio.timeout(within):
            while not fits(self):
                self._news.clear()
                await self._news.wait()

    async def press(self, key: str, code: str | None = None) -> None:
        """Press a key of the keyboard and let it go."""
        text = {"text": key} if len(key) == 1 else {}
        names = {"key": key, "code": code or key}
        await self.send("Input.dispatchKeyEvent", type="keyDown", **names, **text)
        await self.send("Input.dispatchKeyEvent", type="keyUp", **names)

    async def click(self, selector: str) -> None:
        """Click into the middle of an element, as one does with a mouse or a finger."""
        x, y = await self.middle(selector)
        if await self.evaluate("matchMedia('(pointer: coarse)').matches"):
            await self.tap(x, y)
            return
        for kind in ("mousePressed", "mouseReleased"):
            await self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def tap(self, x: float, y: float, *, times: int = 1) -> None:
        """Touch a point for a moment, or again and again in quick succession, however busy this computer is."""
        first = time.time()
        for number in range(times):
            await self.touch("touchStart", (x, y), at=first + number * 0.1)
            await self.touch("touchEnd", at=first + number * 0.1 + 0.05)

    async def touch(self, kind: str, *points: tuple[float, float], at: float | None = None) -> None:
        """Fingers: ``touchStart``, ``touchMove``, ``touchEnd``; ``at`` in seconds since the epoch, else now."""
        fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        when = {} if at is None else {"timestamp": at}
        await self.send("Input.dispatchTouchEvent", type=kind, touchPoints=fingers, **when)

    async def middle(self, selector: str) -> tuple[float, float]:
        """Where an element is, in the window."""
        box = await self.evaluate(
            f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            " return [b.left + b.width / 2, b.top + b.height / 2, b.width] })()"
        )
        assert box[2] > 0, f"{selector} cannot be seen"
        return box[0], box[1]

    async def screenshot(self, **options: Any) -> bytes:
        """What it looks like: PNG, or as the options of ``Page.captureScreenshot`` say."""
        return base64.b64decode((await self.send("Page.captureScreenshot", **options))["data"])

    async def frames(self) -> list[str]:
        """The addresses of the documents in its frames, as the browser knows them."""
        tree = (await self.send("Page.getFrameTree"))["frameTree"]
        told = [child["frame"]["url"] for child in tree.get("childFrames", [])]
        for target in (await self._browser.send("Target.getTargets"))["targetInfos"]:
            if target["type"] == "iframe" and target.get("browserContextId") == self.context:
                told.append(await self._address_within(target["targetId"]))
        return told

    async def _address_within(self, target: str) -> str:
        """Of a frame in a process of its own: what its document says, not what was asked for."""
        frame = await self._browser.send("Target.attachToTarget", targetId=target, flatten=True)
        asked = await self._browser.send("Runtime.evaluate", frame["sessionId"], expression="location.href")
        return str(asked["result"]["value"])

    @property
    def hosts(self) -> set[str | None]:
        """Whom it asked for anything over the network."""
        urls = (urlsplit(request["url"]) for request in self.requests)
        return {url.hostname for url in urls if url.scheme in ("http", "https", "ws", "wss")}
