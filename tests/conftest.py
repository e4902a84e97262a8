"""For every test: files of its own, quiet and repeatable random input. Nothing here needs Qt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import hypothesis
import pytest

pytest.register_assert_rewrite("tests.peers")

from tests.peers import Station, running_station  # noqa: E402 - after what must be rewritten

hypothesis.settings.register_profile(
    "atomcam",
    deadline=None,
    database=None,
    derandomize=True,
    # A folder of one's own for each test, not for each example, is what is wanted.
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("atomcam")


@pytest.fixture(autouse=True)
def atomcam_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the program's files, this test's own: nobody's settings are read or written."""
    home = tmp_path / "atomcam-home"
    monkeypatch.setenv("ATOMCAM_HOME", str(home))
    monkeypatch.delenv("ATOMCAM_KEY", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    return home


@pytest.fixture
async def station() -> AsyncIterator[Station]:
    """A camera server on this computer's loopback, with an empty trust book."""
    async with running_station() as running:
        yield running
