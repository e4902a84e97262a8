"""The page that viewers see, in a real Chromium, from the real program with real demo cameras."""

from __future__ import annotations

import asyncio
import base64
import itertools
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
import simplejpeg
from numpy.typing import NDArray
from websockets.asyncio.client import connect

from atomcam_gui.demo.clock_reader import read_clock
from atomcam_gui.resources import root
from tests.fakes.chromium import DESK, ELSEWHERE, PHONE, PHONE_ON_ITS_SIDE, PROGRAM, Browser, Chromium, Page, Screen
from tests.fakes.chromium import browsing as browsing_with
from tests.fakes.other_site import other_site
from tests.fakes.shared_house import SharedHouse
from tests.peers import PeerCamera, peer_camera, stamped, until

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="wants a Chromium")

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
CURRENT = "document.querySelector('#strip [aria-current]')"
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


# -- a house, a browser -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with Chromium() as running:
        yield running


@pytest.fixture(scope="module")
def house() -> Iterator[SharedHouse]:
    with (
        SharedHouse() as running,
        running.camera(GARDEN, "--fps", "15", "--size", "640x480"),
        running.camera(KITCHEN, "--fps", "10", "--size", "320x240"),
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


@pytest.fixture
async def visitor(house: SharedHouse, chromium: Chromium) -> AsyncIterator[Visitor]:
    async with browsing_with(chromium) as browser:
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


# -- the picture --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(("path", "socket"), [("/", "/ws/mse"), ("/mjpeg", "/ws/jpeg")], ids=["h264", "jpeg"])
async def test_whoever_opens_the_link_sees_the_picture_move(
    visitor: Visitor, path: str, socket: str, screen: Screen
) -> None:
    page = await visitor.sees(path, screen)
    await moves(page)
    assert (await pixels(page)).shape == (GARDEN_SIZE[1], GARDEN_SIZE[0], 3)
    assert await page.evaluate(PLAYING) is (path == "/")
    assert {name for name in paths(page) if name.startswith("/ws/")} == {socket}
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints == []


async def test_phone_on_its_side_shows_the_picture_from_edge_to_edge(visitor: Visitor) -> None:
    page = await visitor.sees("/", PHONE_ON_ITS_SIDE)
    await moves(page)
    assert await page.evaluate("document.getElementById('stage').clientHeight") == PHONE_ON_ITS_SIDE.height


async def test_the_page_asks_nobody_else_and_tells_nobody_the_token(visitor: Visitor) -> None:
    page = await visitor.sees()
    await moves(page)
    assert page.hosts == {"127.0.0.1"}
    assert visitor.link.token not in await page.evaluate("document.location.href")
    opened, *rest = page.requests
    assert visitor.link.token in opened["url"]
    assert not [request["url"] for request in rest if visitor.link.token in request["url"]]
    referers = [value for headers in page.headers for name, value in headers.items() if name.lower() == "referer"]
    assert not [value for value in referers if visitor.link.token in value]
    await page.send("Page.reload")
    await shows(page, "live")
    assert page.complaints == []


async def test_playback_stays_close_to_the_moment(visitor: Visitor) -> None:
    page = await visitor.sees()
    await clock(page)
    video = "document.getElementById('video')"
    # One second more than the newest picture's beginning is in the buffer.
    await page.until(f"{video}.buffered.end(0) - 1 - {video}.currentTime < 0.7 && {video}.currentTime > 1")
    await page.evaluate(f"{video}.currentTime -= 0.9")
    await page.until(f"{video}.buffered.end(0) - 1 - {video}.currentTime < 0.5")
    await moves(page)


async def test_playing_copies_no_picture_out_of_the_video(visitor: Visitor) -> None:
    # In Chromium each copy costs memory that never comes back: a gigabyte in an hour at one copy a second.
    page = await visitor.sees(before=COUNTS_COPIES + IN_A_HURRY)
    await page.until("document.querySelectorAll('#strip canvas').length === 2")
    await page.until("window.copies.bitmap > 3")
    assert await page.evaluate("window.copies.video") == 0


async def test_camera_that_changes_its_size_goes_on_in_h264(visitor: Visitor) -> None:
    sizes = [(320, 240), (160, 120)]

    async def film(camera: PeerCamera) -> None:
        for sequence in itertools.count():
            await camera.show(stamped(sequence, *sizes[0]))
            await asyncio.sleep(0.08)

    async with peer_camera(f"ws://127.0.0.1:{visitor.house.port}/ws/camera", SHED) as camera:
        filming = asyncio.create_task(film(camera))
        page = await visitor.sees(camera=SHED)
        width = "document.getElementById('video').videoWidth"
        await page.until(f"{PLAYING} && {width} === {sizes[0][0]}")
        sizes.pop(0)
        await page.until(f"{PLAYING} && {width} === {sizes[0][0]} && {STATE} === 'live'")
        filming.cancel()
        await asyncio.wait([filming])
    assert {name for name in paths(page) if name.startswith("/ws/")} == {"/ws/mse"}
    assert page.complaints == []


# -- no H.264 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before",
    [NO_MEDIA_SOURCE, NO_DECODER + IN_A_HURRY, SAVES_POWER],
    ids=["no-media-source", "stands-still", "saves-power"],
)
async def test_where_h264_does_not_play_jpeg_does(visitor: Visitor, before: str) -> None:
    page = await visitor.sees(before=before)
    await moves(page)
    assert not await page.evaluate(PLAYING)
    await page.click("#details")
    await page.until(f"/JPEG \\(no H.264: .+\\)/.test({FACTS})")
    assert page.complaints == []


async def test_browser_with_nothing_but_a_managed_source_plays_h264(visitor: Visitor) -> None:
    page = await visitor.sees("/", PHONE, before=IS_AN_IPHONE)
    await moves(page)
    assert await page.evaluate(PLAYING)
    assert await page.evaluate("document.getElementById('video').disableRemotePlayback")


async def test_browser_without_scripts_shows_the_stream(visitor: Visitor) -> None:
    page = await visitor.browser.page()
    await page.send("Emulation.setScriptExecutionDisabled", value=True)
    await page.open(visitor.house.url(visitor.link))
    await page.heard(lambda page: "/stream.mjpg" in paths(page))
    assert not [name for name in paths(page) if name.startswith("/ws/")]


# -- which camera -----------------------------------------------------------------------------------------------


async def test_another_camera_is_chosen_in_the_strip_and_by_the_arrow_keys(visitor: Visitor) -> None:
    page = await visitor.sees()
    await page.until("document.querySelectorAll('#strip li').length === 2")
    await page.click("#strip li:nth-child(2) button")
    await shows(page, "live")
    await moves(page)
    assert (await pixels(page)).shape == (KITCHEN_SIZE[1], KITCHEN_SIZE[0], 3)
    assert await page.evaluate("new URL(location).searchParams.get('camera')") == KITCHEN
    await page.press("ArrowRight")
    await page.until(f"new URL(location).searchParams.get('camera') === '{GARDEN}' && {STATE} === 'live'")
    await page.until("document.querySelectorAll('#strip [aria-current]').length === 1")
    # The small picture of the one that is not watched comes from its own snapshot.
    await page.until(
        "(() => { const c = document.querySelector('#strip button:not([aria-current]) canvas');"
        " return c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data[3] === 255 })()"
    )


async def test_swipe_in_full_screen_shows_the_next_camera(visitor: Visitor) -> None:
    page = await visitor.sees("/", PHONE)
    await page.click("#full")
    await page.until(WHOLE_SCREEN)
    for kind, *points in (("touchStart", (300, 400)), ("touchMove", (120, 405)), ("touchEnd",)):
        await page.touch(kind, *points)
    await page.until(f"new URL(location).searchParams.get('camera') === '{KITCHEN}' && {STATE} === 'live'")


# -- how it is --------------------------------------------------------------------------------------------------


async def test_camera_that_stalls_and_goes_is_told_and_comes_back_by_itself(visitor: Visitor) -> None:
    with visitor.house.camera(SHED, "--fps", "10", "--size", "320x240") as shed:
        page = await visitor.sees(camera=SHED, before=IN_A_HURRY + RECORDS)
        shed.freeze()
        assert re.fullmatch(r"No picture for \d+ s", await page.until("window.told.stalled"))
        shed.thaw()
        await shows(page, "live")
        shed.stop()
        await shows(page, "lost")
        assert re.match(r"Camera lost since \d\d:\d\d", await page.evaluate(SENTENCE))
        told = await page.evaluate("document.getElementById('announcer').textContent")
        assert told.startswith("Camera lost")
        shed.start()
        await shows(page, "live")
        await moves(page)


async def test_camera_that_is_not_there_is_no_dead_end(visitor: Visitor) -> None:
    page = await visitor.opens(camera="0a00000000ff")
    await shows(page, "absent")
    await page.until("document.querySelectorAll('#strip li').length >= 2")
    await page.click("#strip li:first-child button")
    await shows(page, "live")


async def test_whoever_finds_no_room_is_told_so(visitor: Visitor) -> None:
    page = await visitor.opens(before=TURNED_AWAY + IN_A_HURRY)
    await shows(page, "full")
    assert await page.evaluate(SENTENCE) == "Too many people are watching"


async def test_revoked_link_says_so_and_leaves_no_picture(visitor: Visitor) -> None:
    page = await visitor.sees()
    visitor.house.book.revoke(visitor.link.id)
    await shows(page, "refused")
    assert await page.evaluate(SENTENCE) == "This link no longer works"
    assert (await pixels(page)).size <= 3
    assert await page.evaluate("document.getElementById('strip').hidden")
    assert "Demo" not in await page.evaluate("document.body.innerText")


async def test_program_that_ends_and_starts_again_gives_the_picture_again(visitor: Visitor) -> None:
    page = await visitor.sees(before=IN_A_HURRY)
    visitor.house.stop()
    await shows(page, "gone")
    assert await page.evaluate(SENTENCE) == "AtomCam cannot be reached"
    visitor.house.start(sharing=False)
    try:
        await shows(page, "off")
        assert await page.evaluate(SENTENCE) == "Sharing has been switched off"
        assert (await pixels(page)).size <= 3
    finally:
        visitor.house.stop()
        visitor.house.start()
    await shows(page, "live")
    await moves(page)


async def test_page_that_nobody_sees_receives_nothing(visitor: Visitor) -> None:
    page = await visitor.sees(before=IN_A_HURRY)
    visitor.house.until(lambda status: status["viewer_clients"] == 1, "it watches")
    other = await visitor.browser.page(beside=page)
    await other.send("Page.bringToFront")
    await page.until("document.hidden")
    await until(lambda: visitor.house.status()["viewer_clients"] == 0, "nobody watches", 20)
    await page.send("Page.bringToFront")
    await page.until(f"!document.hidden && {STATE} === 'live'")
    await moves(page)


# -- what one does with it -----------------------------------------------------------------------------------------


async def test_snapshot_is_the_cameras_own_jpeg(visitor: Visitor, tmp_path: Path) -> None:
    page = await visitor.sees()
    await visitor.browser.send(
        "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path), browserContextId=page.context
    )
    sent: set[bytes] = set()
    url = f"ws://127.0.0.1:{visitor.house.port}/ws/jpeg?camera={GARDEN}"
    headers = {"Authorization": f"Bearer {visitor.link.token}"}
    async with connect(url, additional_headers=headers, compression=None) as camera:

        async def listen() -> None:
            async for message in camera:
                assert isinstance(message, bytes)
                sent.add(message)

        listening = asyncio.create_task(listen())
        await until(lambda: len(sent) > 1, "pictures come")
        await page.press("s", "KeyS")
        await until(lambda: any(content in sent for content in saved_in(tmp_path).values()), "a picture was saved", 20)
        listening.cancel()
        await asyncio.wait([listening])
    (name,) = saved_in(tmp_path)
    assert re.fullmatch(r"\S.* \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.jpg", name)
    assert name in await page.evaluate("document.getElementById('toast').innerText")
    assert page.complaints == []


async def test_full_screen_by_button_and_key(visitor: Visitor) -> None:
    page = await visitor.sees()
    await page.click("#full")
    await page.until(f"{WHOLE_SCREEN} && document.fullscreenElement !== null")
    assert await page.evaluate("document.getElementById('stage').clientWidth === innerWidth")
    await page.press("f", "KeyF")
    await page.until(f"!{WHOLE_SCREEN} && document.fullscreenElement === null")


async def test_where_there_is_no_full_screen_the_picture_fills_the_window(visitor: Visitor) -> None:
    page = await visitor.sees("/", PHONE, before=IS_AN_IPHONE + IN_A_HURRY)
    await page.click("#full")
    await page.until(WHOLE_SCREEN)
    size = await page.evaluate(
        "[document.getElementById('stage').clientWidth, document.getElementById('stage').clientHeight]"
    )
    assert size == [PHONE.width, PHONE.height]
    # What covers the picture steps aside, and comes back with a touch.
    await page.until("getComputedStyle(document.getElementById('tools')).opacity === '0'")
    await page.evaluate(
        "new MutationObserver(() => { window.woke = true; })"
        ".observe(document.documentElement, { attributeFilter: ['class'] })"
    )
    await page.tap(195, 400)
    await page.until("window.woke")
    await page.press("Escape")
    await page.until(f"!{WHOLE_SCREEN}")


async def test_fingers_zoom_into_the_picture_and_out_again(visitor: Visitor) -> None:
    page = await visitor.sees("/", PHONE)
    scale = "new DOMMatrix(getComputedStyle(document.getElementById('picture')).transform).a"
    await page.touch("touchStart", (150, 400), (240, 400))
    await page.touch("touchMove", (100, 400), (290, 400))
    await page.touch("touchEnd")
    assert await page.evaluate(scale) == pytest.approx(190 / 90, abs=0.1)
    for expected in ("=== 1", "> 2"):
        await page.tap(195, 400, times=2)
        await page.until(f"{scale} {expected}")


async def test_everything_can_be_done_by_keyboard_and_has_a_name(visitor: Visitor) -> None:
    page = await visitor.sees()
    await page.until("document.querySelectorAll('#strip li').length === 2")
    names = []
    for _ in range(5):
        await page.press("Tab")
        names.append(await page.evaluate("document.activeElement.innerText.split('\\n')[0].trim()"))
    assert names[:3] == ["Snapshot", "Details", "Full screen"]
    assert all(names)
    await page.press("d", "KeyD")
    await page.until(f"{FACTS}.includes('640 × 480') && {FACTS}.includes('H.264')")
    assert await page.evaluate("document.getElementById('picture').getAttribute('aria-label')")


async def test_german_browser_reads_german(visitor: Visitor) -> None:
    page = await visitor.sees("/", PHONE, language="de-DE")
    assert await page.evaluate("document.documentElement.lang") == "de-DE"
    assert await page.evaluate("document.getElementById('full').innerText.trim()") == "Vollbild"
    missing = await page.evaluate(
        "import('/strings.js').then(({ dictionaries: { en, de } }) => Object.keys(en).filter((key) =>"
        " typeof en[key] !== typeof de[key] || String(Object.keys(en[key])) !== String(Object.keys(de[key])) &&"
        " typeof en[key] === 'object').concat(Object.keys(de).filter((key) => !(key in en))))"
    )
    assert missing == []


# -- those who have no business here -------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", ELSEWHERE])
async def test_page_of_another_origin_gets_nothing(visitor: Visitor, host: str) -> None:
    page = await visitor.sees()
    visitor.house.until(lambda status: status["viewer_clients"] == 1, "it watches")
    with other_site(visitor.house.port) as site:
        # In the same browser, with the cookie that the link gave.
        thief = await visitor.browser.page(beside=page)
        await thief.open(f"http://{host}:{site.port}/")
        loot = await thief.until("window.loot")
        frames = await thief.frames()
        assert visitor.house.status()["viewer_clients"] == 1
    assert loot == dict.fromkeys(loot, "nothing")
    assert len(loot) > 10
    assert frames
    assert not [url for url in frames if str(visitor.house.port) in url]


async def test_name_that_somebody_pointed_at_this_computer_opens_nothing(visitor: Visitor) -> None:
    page = await visitor.browser.page()
    await page.open(f"http://{ELSEWHERE}:{visitor.house.port}/?token={visitor.link.token}")
    await page.until("document.readyState === 'complete'")
    assert await page.evaluate("document.getElementById('page')") is None
    await page.open(f"http://{ELSEWHERE}:{visitor.house.port}/snapshot.jpg?token={visitor.link.token}")
    await page.until("location.pathname === '/snapshot.jpg' && document.readyState === 'complete'")
    assert await page.evaluate("document.contentType") != "image/jpeg"


async def test_without_a_link_there_is_a_sentence_and_no_page(visitor: Visitor) -> None:
    page = await visitor.browser.page(PHONE)
    await page.open(f"{visitor.house.origin}/")
    await page.until("document.readyState === 'complete' && document.body.innerText.length > 10")
    assert await page.evaluate("document.getElementById('page')") is None
    assert paths(page) <= {"/", "/favicon.ico"}


def test_the_page_is_small_and_needs_nothing_from_outside() -> None:
    files = [path for path in (root() / "web").iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 60_000
    for path in files:
        elsewhere = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]+", path.read_text(encoding="utf-8"))
        assert [url for url in elsewhere if url != "http://www.w3.org"] == [], path.name
