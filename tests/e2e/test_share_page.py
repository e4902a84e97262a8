"""The page that viewers see, in a real Chromium, from the real program with real demo cameras."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from tests.fakes.chromium import DESK, PHONE, PHONE_ON_ITS_SIDE, Screen
from tests.fakes.share_visit import (
    COUNTS_COPIES,
    FACTS,
    GARDEN,
    GARDEN_SIZE,
    IN_A_HURRY,
    IS_AN_IPHONE,
    KITCHEN,
    KITCHEN_SIZE,
    NO_DECODER,
    NO_MEDIA_SOURCE,
    PLAYING,
    SAVES_POWER,
    SHED,
    STATE,
    WHOLE_SCREEN,
    Visitor,
    clock,
    moves,
    paths,
    pixels,
    shows,
)
from tests.peers import PeerCamera, peer_camera, stamped

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
    await page.evaluate(
        f"window.jumps = 0; {video}.onseeking = () => {{ window.jumps += 1; }}; {video}.currentTime -= 0.9"
    )
    await page.until(f"window.jumps > 1 && {video}.buffered.end(0) - 1 - {video}.currentTime < 0.5")
    await moves(page)


async def test_playing_copies_no_picture_out_of_the_video(visitor: Visitor) -> None:
    # In Chromium each copy costs memory that never comes back: a gigabyte in an hour at one copy a second.
    page = await visitor.sees(before=COUNTS_COPIES + IN_A_HURRY)
    await page.until("document.querySelectorAll('#strip canvas').length >= 2")
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
    await page.until("document.querySelectorAll('#strip li').length >= 2")
    order = [camera["id"] for camera in visitor.house.status()["cameras"]]
    await page.click(f"#strip li:nth-child({order.index(KITCHEN) + 1}) button")
    await shows(page, "live")
    await moves(page)
    assert (await pixels(page)).shape == (KITCHEN_SIZE[1], KITCHEN_SIZE[0], 3)
    assert await page.evaluate("new URL(location).searchParams.get('camera')") == KITCHEN
    await page.press("ArrowRight")
    await page.until(
        f"new URL(location).searchParams.get('camera') === '{order[(order.index(KITCHEN) + 1) % len(order)]}'"
    )
    await page.press("ArrowLeft")
    await page.press("ArrowUp" if order.index(GARDEN) < order.index(KITCHEN) else "ArrowDown")
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
    order = [camera["id"] for camera in visitor.house.status()["cameras"]]
    for kind, *points in (("touchStart", (300, 400)), ("touchMove", (120, 405)), ("touchEnd",)):
        await page.touch(kind, *points)
    await page.until(
        f"new URL(location).searchParams.get('camera') === '{order[(order.index(GARDEN) + 1) % len(order)]}'"
    )
