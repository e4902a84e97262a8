"""Somebody with a share link and a browser, and what they see: for the tests of the shared page."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import simplejpeg
from numpy.typing import NDArray

from atomcam_gui.demo.clock_reader import read_clock
from tests.fakes.chromium import DESK, Browser, Chromium, Page, Screen, browsing
from tests.fakes.shared_house import SharedHouse

Picture = NDArray[np.uint8]

GARDEN = "0a0000000001"
GARDEN_SIZE = (640, 480)
KITCHEN = "0a0000000002"
KITCHEN_SIZE = (320, 240)
SHED = "0a0000000003"

STATE = "document.querySelector('#page')?.dataset.state"
SENTENCE = "document.getElementById('sentence').innerText"
PLAYING = "document.getElementById('video').classList.contains('ready')"
FACTS = "document.getElementById('facts').innerText"
WHOLE_SCREEN = "document.documentElement.classList.contains('full')"
READ_PIXELS = f"""(() => {{
    const shown = document.getElementById({PLAYING} ? 'video' : 'still');
    const copy = document.createElement('canvas');
    copy.width = shown.videoWidth || shown.width;
    copy.height = shown.videoHeight || shown.height;
    const context = copy.getContext('2d', {{ willReadFrequently: true }});
    context.drawImage(shown, 0, 0);
    const data = context.getImageData(0, 0, copy.width, copy.height).data;
    let bytes = '';
    for (let at = 0; at < data.length; at += 4) bytes += String.fromCharCode(data[at], data[at + 1], data[at + 2]);
    return [copy.width, copy.height, btoa(bytes)];
}})()"""

NO_MEDIA_SOURCE = "delete window.MediaSource; delete window.ManagedMediaSource;"
NO_DECODER = """
    SourceBuffer.prototype.appendBuffer = function () {
        setTimeout(() => this.dispatchEvent(new Event('updateend')), 5);
    };"""
RECORDS = """
    window.told = {};
    new MutationObserver(() => {
        const state = document.querySelector('#page')?.dataset.state;
        window.told[state] ??= document.getElementById('sentence').textContent;
    }).observe(document, { subtree: true, attributeFilter: ['data-state'] });"""
"""Keeps what was said of each state: some soon change to another."""
COUNTS_COPIES = """
    window.copies = { video: 0, bitmap: 0 };
    const draw = CanvasRenderingContext2D.prototype.drawImage;
    CanvasRenderingContext2D.prototype.drawImage = function (picture, ...where) {
        window.copies[picture instanceof HTMLVideoElement ? 'video' : 'bitmap'] += 1;
        draw.call(this, picture, ...where);
    };"""
IN_A_HURRY = """
    const pace = 4;
    const [now, later, again] = [performance.now.bind(performance), setTimeout, setInterval];
    performance.now = () => now() * pace;
    window.setTimeout = (work, delay) => later(work, delay / pace);
    window.setInterval = (work, delay) => again(work, delay / pace);"""
"""The page's clock runs faster: for stories in which it waits."""
TURNED_AWAY = """
    window.WebSocket = class {
        constructor() { queueMicrotask(() => this.onclose({ code: 1006 })); }
        close() {}
    };"""
SAVES_POWER = """
    HTMLVideoElement.prototype.play = () => Promise.reject(new DOMException('not by itself', 'NotAllowedError'));"""
IS_AN_IPHONE = """
    for (const name of ['requestFullscreen', 'webkitRequestFullscreen']) delete Element.prototype[name];
    window.ManagedMediaSource = MediaSource;
    delete window.MediaSource;
    delete HTMLVideoElement.prototype.requestVideoFrameCallback;"""


@contextmanager
def house_of_two_cameras() -> Iterator[SharedHouse]:
    """``GARDEN`` and ``KITCHEN``, to be watched by whoever has a link."""
    with (
        SharedHouse() as running,
        running.camera(GARDEN, "--fps", "15", "--size", "{}x{}".format(*GARDEN_SIZE)),
        running.camera(KITCHEN, "--fps", "10", "--size", "{}x{}".format(*KITCHEN_SIZE)),
    ):
        yield running


@dataclass
class Visitor:
    """Opens pages of a house by a link of their own."""

    house: SharedHouse
    browser: Browser

    def __post_init__(self) -> None:
        self.link = self.house.new_link("Visitor")

    async def opens(
        self, path: str = "/", screen: Screen = DESK, *, camera: str = GARDEN, before: str = "", language: str = "en-GB"
    ) -> Page:
        page = await self.browser.page(screen, before=before, language=language)
        await page.open(self.house.url(self.link, path, camera=camera))
        return page

    async def sees(self, path: str = "/", screen: Screen = DESK, **options: str) -> Page:
        """As ``opens``, and the picture is there."""
        page = await self.opens(path, screen, **options)
        await shows(page, "live")
        return page


@asynccontextmanager
async def visiting(house: SharedHouse, chromium: Chromium) -> AsyncIterator[Visitor]:
    """A visitor with a link and a browser of their own, gone afterwards."""
    async with browsing(chromium) as browser:
        visitor = Visitor(house, browser)
        yield visitor
    with suppress(FileNotFoundError):
        house.book.revoke(visitor.link.id)


async def shows(page: Page, state: str) -> None:
    """Wait until the page is in a state."""
    await page.until(f"{STATE} === '{state}'")


async def pixels(page: Page) -> Picture:
    """What the player shows, H×W×3, by canvas read-back."""
    width, height, data = await page.evaluate(READ_PIXELS)
    return np.frombuffer(base64.b64decode(data), np.uint8).reshape(height, width, 3)


async def clock(page: Page) -> str:
    """The time that is written in the picture."""
    for _ in range(100):
        told = read_clock(await pixels(page))
        if told is not None:
            return told
        await asyncio.sleep(0.05)
    raise AssertionError(f"no clock in the picture. {await page.tell()}")


async def moves(page: Page) -> None:
    """The picture goes on: its clock, and what is seen on the screen."""
    first, first_sight = await clock(page), await sight(page)
    for _ in range(200):
        if await clock(page) > first and not np.array_equal(await sight(page), first_sight):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"it stands still at {first}. {await page.tell()}")


async def sight(page: Page) -> Picture:
    """The middle of what can be seen."""
    left, top, width, height = await page.evaluate(
        "(() => { const b = document.getElementById('stage').getBoundingClientRect();"
        " return [b.left, b.top, b.width, b.height] })()"
    )
    clip = {"x": left + width / 4, "y": top + height / 3, "width": width / 2, "height": height / 3, "scale": 1}
    picture = simplejpeg.decode_jpeg(await page.screenshot(format="jpeg", quality=90, clip=clip), "RGB")
    assert picture.std() > 10, "nothing but one colour on the screen"
    return picture  # type: ignore[no-any-return]


def saved_in(folder: Path) -> dict[str, bytes]:
    """The pictures in a folder."""
    return {path.name: path.read_bytes() for path in folder.glob("*.jpg")}


def paths(page: Page) -> set[str]:
    """What it asked the server for."""
    return {urlsplit(request["url"]).path for request in page.requests}
