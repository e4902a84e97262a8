"""One browser and one house for all tests of a file: each takes seconds to start."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.fakes.chromium import PROGRAM, Chromium
from tests.fakes.share_visit import Visitor, house_of_two_cameras, visiting
from tests.fakes.shared_house import SharedHouse


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    if PROGRAM is None:
        pytest.skip("wants Debian's package chromium, or another Chromium")
    with Chromium() as running:
        yield running


@pytest.fixture(scope="module")
def house() -> Iterator[SharedHouse]:
    with house_of_two_cameras() as running:
        yield running


@pytest.fixture
async def visitor(house: SharedHouse, chromium: Chromium) -> AsyncIterator[Visitor]:
    async with visiting(house, chromium) as somebody:
        yield somebody
