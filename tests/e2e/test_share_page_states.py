"""What the shared page says when something goes wrong, and what one does with it. In a real Chromium."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from tests.fakes.chromium import PHONE
from tests.fakes.share_visit import (
    FACTS,
    GARDEN,
    IN_A_HURRY,
    IS_AN_IPHONE,
    RECORDS,
    SENTENCE,
    SHED,
    STATE,
    TURNED_AWAY,
    WHOLE_SCREEN,
    Visitor,
    moves,
    pixels,
    saved_in,
    shows,
)
from tests.peers import until

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
    await page.until("document.querySelectorAll('#strip li').length >= 2")
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
