"""WiFi passwords in the keyring: kept where it is safe, never in a log, and never in anybody's way.

No test touches a real keyring.
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import threading
import time

import keyring
import keyring.backends.fail
import keyring.backends.null
import keyring.core
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from atomcam_gui.provisioning.computer.remembered_networks import SERVICE, RememberedNetworks

PASSWORD = "correct horse battery"
LONG = 30.0


class InMemory(KeyringBackend):
    """A keyring that keeps its passwords here."""

    priority = 5.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.threads: set[threading.Thread] = set()
        self.busy = 0
        self.most_busy = 0

    def _enter(self) -> None:
        self.threads.add(threading.current_thread())
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        time.sleep(0.005)
        self.busy -= 1

    def get_password(self, service: str, username: str) -> str | None:
        self._enter()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._enter()
        self.kept[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        self._enter()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class Hanging(InMemory):
    """A keyring that waits for somebody to unlock it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.unlocked = threading.Event()
        self.questions = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.questions += 1
        self.threads.add(threading.current_thread())
        self.asked.set()
        self.unlocked.wait(60)
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.unlocked.wait(60)
        super().set_password(service, username, password)


class Failing(KeyringBackend):
    """A keyring whose errors repeat what they were given."""

    priority = 5.0

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"locked: {service} {username} {PASSWORD}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(f"cannot write {password}")

    def delete_password(self, service: str, username: str) -> None:
        raise RuntimeError(f"no way: {PASSWORD}")


class PlainFile(InMemory):
    """Stands for backends that the library does not recommend."""

    priority = 0.5


# The library keeps a list of all classes of backends; these must not be found by anybody else's test.
KeyringBackend._classes -= {InMemory, Hanging, Failing, PlainFile}


@pytest.fixture(autouse=True)
def no_real_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the library would find by itself is a keyring that always fails."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)


def networks(backend: KeyringBackend, seconds: float = LONG, unlock_seconds: float = LONG) -> RememberedNetworks:
    return RememberedNetworks(lambda: backend, seconds=seconds, unlock_seconds=unlock_seconds)


async def test_a_remembered_password_comes_back_for_the_next_camera() -> None:
    backend = InMemory()
    assert await networks(backend).remember("Küche: 2,4 GHz", PASSWORD)
    assert backend.kept == {(SERVICE, "Küche: 2,4 GHz"): PASSWORD}
    assert SERVICE == "AtomCam WiFi"
    assert await networks(backend).password_of("Küche: 2,4 GHz") == PASSWORD
    assert await networks(backend).password_of("Neighbour") is None
    assert await networks(backend).available()


async def test_a_new_password_replaces_the_old_one() -> None:
    remembered = networks(InMemory())
    await remembered.remember("HomeNet", "old password")
    await remembered.remember("HomeNet", PASSWORD)
    assert await remembered.password_of("HomeNet") == PASSWORD


async def test_a_forgotten_password_is_gone_and_forgetting_twice_is_no_failure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    backend = InMemory()
    remembered = networks(backend)
    await remembered.remember("HomeNet", PASSWORD)
    await remembered.forget("HomeNet")
    assert backend.kept == {}
    await remembered.forget("HomeNet")
    assert await remembered.password_of("HomeNet") is None
    assert not caplog.records


async def test_to_see_whether_there_is_a_keyring_nothing_is_read_or_written() -> None:
    backend = InMemory()
    assert await networks(backend).available()
    assert not backend.threads


@pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring(), keyring.backends.null.Keyring(), PlainFile()])
async def test_a_keyring_that_keeps_nothing_or_not_safely_is_not_available(
    backend: KeyringBackend, caplog: pytest.LogCaptureFixture
) -> None:
    remembered = networks(backend)
    assert not await remembered.available()
    assert not await remembered.remember("HomeNet", PASSWORD)
    assert await remembered.password_of("HomeNet") is None
    await remembered.forget("HomeNet")
    assert not caplog.records
    if isinstance(backend, PlainFile):
        assert backend.kept == {}


async def test_a_system_without_a_keyring_is_not_available() -> None:
    remembered = RememberedNetworks(seconds=LONG)
    assert not await remembered.available()
    assert await remembered.password_of("HomeNet") is None


async def test_a_keyring_that_cannot_even_be_looked_for_is_not_available(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> KeyringBackend:
        raise ImportError("half installed")

    assert not await RememberedNetworks(broken, seconds=LONG).available()
    assert "ImportError" in caplog.text


async def test_a_keyring_that_fails_is_no_error_and_no_password_gets_into_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    remembered = networks(Failing())
    assert await remembered.password_of("HomeNet") is None
    assert not await remembered.remember("HomeNet", PASSWORD)
    await remembered.forget("HomeNet")
    assert "KeyringLocked" in caplog.text
    assert "OSError" in caplog.text
    assert PASSWORD not in caplog.text
    assert not any(record.exc_info for record in caplog.records)


async def test_what_works_leaves_no_password_in_the_log_either(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    remembered = networks(InMemory())
    await remembered.remember("HomeNet", PASSWORD)
    await remembered.password_of("HomeNet")
    await remembered.forget("HomeNet")
    assert PASSWORD not in caplog.text


async def test_a_keyring_that_hangs_costs_the_time_limit_and_answers_again_when_it_is_unlocked() -> None:
    backend = Hanging()
    backend.kept[(SERVICE, "HomeNet")] = PASSWORD
    remembered = networks(backend, seconds=0.1)
    try:
        assert await remembered.password_of("HomeNet") is None
        assert not await remembered.available()
    finally:
        backend.unlocked.set()
    for thread in tuple(backend.threads):
        await asyncio.to_thread(thread.join, LONG)
    # Several, for a machine so busy that a few of them take too long.
    assert PASSWORD in [await remembered.password_of("HomeNet") for _ in range(20)]


async def test_while_a_keyring_hangs_it_is_asked_nothing_more() -> None:
    backend = Hanging()
    remembered = networks(backend, seconds=0.1)
    try:
        for _ in range(20):
            assert await remembered.password_of("HomeNet") is None
        assert backend.questions == 1
    finally:
        backend.unlocked.set()


async def test_the_event_loop_goes_on_while_the_keyring_hangs() -> None:
    backend = Hanging()
    task = asyncio.create_task(networks(backend).password_of("HomeNet"))
    assert await asyncio.to_thread(backend.asked.wait, LONG)
    assert not task.done()
    backend.unlocked.set()
    assert await task is None


async def test_saving_waits_for_the_user_to_unlock_longer_than_a_question_does() -> None:
    backend = Hanging()
    remembered = networks(backend, seconds=0.05)
    saving = asyncio.create_task(remembered.remember("HomeNet", PASSWORD))
    await asyncio.sleep(0.2)
    assert not saving.done()
    backend.unlocked.set()
    assert await saving
    assert backend.kept == {(SERVICE, "HomeNet"): PASSWORD}


async def test_questions_reach_the_keyring_one_after_the_other_in_daemon_threads() -> None:
    backend = InMemory()
    remembered = networks(backend)
    await asyncio.gather(*(remembered.remember(f"net {n}", PASSWORD) for n in range(8)))
    assert len(backend.kept) == 8
    assert backend.most_busy == 1
    assert all(thread.daemon and thread is not threading.main_thread() for thread in backend.threads)


async def test_a_page_that_is_left_while_the_keyring_is_asked_leaves_at_once() -> None:
    backend = Hanging()
    task = asyncio.create_task(networks(backend).password_of("HomeNet"))
    assert await asyncio.to_thread(backend.asked.wait, LONG)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    backend.unlocked.set()


def test_a_program_with_a_hanging_keyring_can_end() -> None:
    program = """
import asyncio, threading
from atomcam_gui.provisioning.computer.remembered_networks import RememberedNetworks
remembered = RememberedNetworks(threading.Event().wait, seconds=0.1)
print(asyncio.run(remembered.available()))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "False\n")


def test_the_keyrings_library_is_not_loaded_before_it_is_asked() -> None:
    program = (
        "import sys; from atomcam_gui.provisioning.computer.remembered_networks import RememberedNetworks; "
        "RememberedNetworks(); print('keyring' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "False\n")
