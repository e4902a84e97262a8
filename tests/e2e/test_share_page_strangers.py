"""The shared page and those who have no business there, in a real Chromium."""

from __future__ import annotations

import re

import pytest

from atomcam_gui.resources import root
from tests.fakes.chromium import ELSEWHERE, PHONE
from tests.fakes.other_site import other_site
from tests.fakes.share_visit import Visitor, paths

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
