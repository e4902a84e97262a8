"""The firmware on its way from GitHub into the cache, over real sockets, with everything that can go wrong there."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from atomcam_gui.paths import find_paths
from atomcam_gui.provisioning.firmware import download
from atomcam_gui.provisioning.firmware.firmware_catalogue import MAX_BYTES, load_catalogue
from atomcam_gui.provisioning.firmware.firmware_store import Firmware, FirmwareSource, FirmwareStore
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from tests.fakes.firmware import make_firmware, make_zip
from tests.fakes.release_server import ASSET, ReleaseServer, make_certificate
from tests.fakes.web_proxy import WebProxy

FIRMWARE = make_firmware(400_000)
ZIP = make_zip(FIRMWARE)
HALF = len(ZIP) // 2
ENOUGH_S = 30.0


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    yield
    end = time.monotonic() + ENOUGH_S
    while any(thread.name == "firmware" for thread in threading.enumerate()):
        assert time.monotonic() < end, "the download's thread is still there"
        time.sleep(0.01)


@pytest.fixture
def github() -> Iterator[ReleaseServer]:
    with ReleaseServer(ZIP) as server:
        yield server


class Place:
    """One user's cache and one build's folder, and stores that use them."""

    def __init__(self, root: Path) -> None:
        self.cache = root / "cache"
        self.bundled = root / "bundled"
        self.progress: list[tuple[int, int | None]] = []

    def store(self, github: ReleaseServer, *, pinned: bool = False, silence_s: float = 20.0) -> FirmwareStore:
        return FirmwareStore(github.release(pinned=pinned), self.cache, self.bundled, silence_s=silence_s)

    async def get(self, github: ReleaseServer, *, pinned: bool = False, silence_s: float = 20.0) -> Firmware:
        store = self.store(github, pinned=pinned, silence_s=silence_s)
        return await asyncio.wait_for(store.get(lambda done, total: self.progress.append((done, total))), ENOUGH_S)

    async def fail(self, github: ReleaseServer, *, pinned: bool = False, silence_s: float = 20.0) -> SetupError:
        with pytest.raises(SetupError) as caught:
            await self.get(github, pinned=pinned, silence_s=silence_s)
        error = caught.value
        assert error.happened.endswith(".")
        assert "{" not in str(error)
        return error

    @property
    def file(self) -> Path:
        return self.cache / "v0.6.2" / ASSET

    @property
    def part(self) -> Path:
        return self.file.with_name(f"{ASSET}.part")

    def bundle(self, name: str, content: bytes, checksum: str | None = None) -> None:
        self.bundled.mkdir(exist_ok=True)
        (self.bundled / name).write_bytes(content)
        if checksum is not None:
            (self.bundled / f"{name}.sha256").write_text(f"{checksum}  {name}\n")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def assert_is_ours(firmware: Firmware, source: FirmwareSource) -> None:
    assert firmware.image.data == FIRMWARE
    assert firmware.source is source
    assert firmware.size == len(FIRMWARE)


# -- from GitHub into the cache ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("pinned", [True, False])
async def test_a_download_is_checked_and_works_offline_afterwards(place: Place, pinned: bool) -> None:
    with ReleaseServer(ZIP) as github:
        store = place.store(github, pinned=pinned)
        assert store.offered() is FirmwareSource.DOWNLOAD
        firmware = await place.get(github, pinned=pinned)
        assert_is_ours(firmware, FirmwareSource.DOWNLOAD)
        assert (firmware.version, firmware.origin) == ("v0.6.2", github.url)
        assert any(path == "/" + github.digest_url.split("/", 3)[3] for path, _ in github.asked) is not pinned
    assert store.offered() is FirmwareSource.CACHE
    again = await store.get(lambda done, total: pytest.fail("nothing is downloaded"))
    assert_is_ours(again, FirmwareSource.CACHE)
    assert place.file.read_bytes() == ZIP
    assert place.file.with_name(f"{ASSET}.sha256").read_text() == f"{sha256(ZIP)}  {ASSET}\n", (
        "as for sha256sum --check"
    )


async def test_progress_comes_in_the_loops_thread_and_ends_with_everything(github: ReleaseServer, place: Place) -> None:
    threads = set()
    progress: list[tuple[int, int | None]] = []

    def tell(done: int, total: int | None) -> None:
        threads.add(threading.current_thread())
        progress.append((done, total))

    began = time.monotonic()
    await place.store(github).get(tell)
    took = time.monotonic() - began
    assert threads == {threading.current_thread()}
    assert progress[0] == (0, len(ZIP))
    assert progress[-1] == (len(ZIP), len(ZIP))
    assert progress == sorted(progress)
    assert len(progress) <= took * 10 + 2


async def test_a_changed_file_in_the_cache_is_never_used(github: ReleaseServer, place: Place) -> None:
    await place.get(github)
    place.file.write_bytes(ZIP[:-1] + bytes([ZIP[-1] ^ 1]))
    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)
    assert place.file.read_bytes() == ZIP


async def test_a_file_in_the_cache_without_its_checksum_is_not_offered(github: ReleaseServer, place: Place) -> None:
    place.file.parent.mkdir(parents=True)
    place.file.write_bytes(ZIP)
    assert place.store(github).offered() is FirmwareSource.DOWNLOAD
    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)


async def test_another_release_with_a_file_of_the_same_name_is_not_taken_from_the_cache(
    github: ReleaseServer, place: Place
) -> None:
    await place.get(github)
    newer = replace(github.release(), version="v0.6.3")
    assert FirmwareStore(newer, place.cache, place.bundled).offered() is FirmwareSource.DOWNLOAD


def test_the_programs_own_store_uses_the_users_cache_and_the_catalogue() -> None:
    store = FirmwareStore.default(find_paths())
    assert store.release == load_catalogue()
    assert store.offered() in (FirmwareSource.DOWNLOAD, FirmwareSource.BUNDLED)


async def test_a_file_of_the_users_own_is_checked_and_taken(
    github: ReleaseServer, place: Place, tmp_path: Path
) -> None:
    mine = tmp_path / "my firmware.bin"
    mine.write_bytes(FIRMWARE)
    firmware = await place.store(github).open_file(mine)
    assert_is_ours(firmware, FirmwareSource.FILE)
    assert (firmware.version, firmware.origin) == ("v1.27.0", str(mine))
    mine.write_bytes(FIRMWARE[:-1000])
    with pytest.raises(SetupError) as caught:
        await place.store(github).open_file(mine)
    assert caught.value.trouble is Trouble.IMAGE_TRUNCATED
    assert not github.asked


# -- bundled -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "pinned"),
    [(ASSET, ZIP, True), (ASSET, ZIP, False), ("firmware.zip", ZIP, True), ("firmware.bin", FIRMWARE, True)],
)
async def test_a_bundled_file_needs_no_network(
    github: ReleaseServer, place: Place, name: str, content: bytes, pinned: bool
) -> None:
    is_pinned_file = pinned and name.endswith(".zip")
    place.bundle(name, content, None if is_pinned_file else sha256(content))
    assert place.store(github, pinned=pinned).offered() is FirmwareSource.BUNDLED
    firmware = await place.get(github, pinned=pinned)
    assert_is_ours(firmware, FirmwareSource.BUNDLED)
    assert (firmware.version, firmware.origin) == ("v0.6.2", str(place.bundled / name))
    assert not github.asked


async def test_a_bundled_file_that_is_not_the_pinned_one_is_not_used(github: ReleaseServer, place: Place) -> None:
    other = make_zip(make_firmware(400_000, seed=1))
    # What stands beside it does not outweigh what is pinned.
    place.bundle(ASSET, other, sha256(other))
    assert_is_ours(await place.get(github, pinned=True), FirmwareSource.DOWNLOAD)


async def test_a_bundled_file_without_any_checksum_is_not_offered(github: ReleaseServer, place: Place) -> None:
    place.bundle(ASSET, ZIP)
    assert place.store(github).offered() is FirmwareSource.DOWNLOAD
    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)


# -- cut, stopped, gone on with ----------------------------------------------------------------------------------------


async def test_a_download_cut_at_half_goes_on_there(github: ReleaseServer, place: Place) -> None:
    github.faults.cut_after = HALF
    error = await place.fail(github)
    assert error.trouble is Trouble.DOWNLOAD_CUT
    assert f"{HALF / 1e6:.1f} MB of {len(ZIP) / 1e6:.1f} MB" in error.happened
    assert not place.file.exists()
    assert place.store(github).offered() is FirmwareSource.DOWNLOAD

    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)
    request = github.downloads()[-1]
    assert (request["Range"], request["If-Range"]) == (f"bytes={HALF}-", '"1"')
    assert (HALF, len(ZIP)) in place.progress
    assert not place.part.exists()


@pytest.mark.parametrize("fault", ["ignore_range", "refuse_range", "other_range", "etag"])
async def test_a_server_that_does_not_give_the_rest_gives_the_whole(
    github: ReleaseServer, place: Place, fault: str
) -> None:
    github.faults.cut_after = HALF
    await place.fail(github)
    setattr(github.faults, fault, '"2"' if fault == "etag" else True)
    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)


@pytest.mark.parametrize("etag", [None, 'W/"1"'])
async def test_what_cannot_be_told_apart_from_another_version_is_not_gone_on_with(
    github: ReleaseServer, place: Place, etag: str | None
) -> None:
    github.faults.cut_after, github.faults.etag = HALF, etag
    await place.fail(github)
    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)
    assert github.downloads()[-1]["Range"] is None


async def test_a_part_that_was_changed_on_the_disk_costs_a_download_and_no_failure(
    github: ReleaseServer, place: Place
) -> None:
    github.faults.cut_after = HALF
    await place.fail(github)
    place.part.write_bytes(bytes(HALF))
    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)
    assert [request["Range"] for request in github.downloads()] == [None, f"bytes={HALF}-", None]


async def test_a_rest_that_leads_to_another_length_does_not_condemn_the_whole(
    github: ReleaseServer, place: Place
) -> None:
    github.faults.cut_after = HALF
    await place.fail(github, pinned=True)
    release = github.release(pinned=True)
    github.content = ZIP + b"of another version, under the same ETag"
    with pytest.raises(SetupError) as caught:
        await FirmwareStore(release, place.cache, place.bundled).get(lambda done, total: None)
    assert caught.value.trouble is Trouble.HASH_MISMATCH
    assert [request["Range"] for request in github.downloads()] == [None, f"bytes={HALF}-", None]


async def test_a_note_that_was_damaged_costs_a_download_and_no_failure(github: ReleaseServer, place: Place) -> None:
    github.faults.cut_after = HALF
    await place.fail(github)
    place.part.with_name(f"{place.part.name}.json").write_text("[")
    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)


async def test_a_part_of_what_another_address_had_is_not_gone_on_with(github: ReleaseServer, place: Place) -> None:
    github.faults.cut_after = HALF
    await place.fail(github)
    elsewhere = replace(github.release(), url=github.url.replace("127.0.0.1", "localhost"))
    await FirmwareStore(elsewhere, place.cache, place.bundled).get(lambda done, total: None)
    assert github.downloads()[-1]["Range"] is None


async def test_a_part_that_lacks_nothing_is_not_downloaded_again(github: ReleaseServer, place: Place) -> None:
    place.part.parent.mkdir(parents=True)
    place.part.write_bytes(ZIP)
    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)
    assert not github.downloads()


async def test_cancelling_ends_a_download_from_a_server_that_hangs_and_the_next_one_goes_on(
    github: ReleaseServer, place: Place
) -> None:
    github.faults.hang_after = HALF
    task = asyncio.create_task(place.get(github))
    assert await asyncio.to_thread(github.reached.wait, ENOUGH_S)
    await until(lambda: place.part.exists() and place.part.stat().st_size == HALF)
    task.cancel()
    await asyncio.wait({task}, timeout=ENOUGH_S)
    assert task.cancelled()
    assert not any(thread.name == "firmware" for thread in threading.enumerate()), "nothing is left that could write"

    github.faults.hang_after = None
    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)
    assert github.downloads()[-1]["Range"] == f"bytes={HALF}-"


async def test_cancelling_ends_the_wait_for_an_answer(github: ReleaseServer, place: Place) -> None:
    github.faults.hang_before_answer = True
    task = asyncio.create_task(place.get(github))
    assert await asyncio.to_thread(github.reached.wait, ENOUGH_S)
    task.cancel()
    await asyncio.wait({task}, timeout=ENOUGH_S)
    assert task.cancelled()
    assert not any(thread.name == "firmware" for thread in threading.enumerate())


@pytest.mark.parametrize("encrypted", [True, False])
async def test_cancelling_ends_the_wait_for_a_server_that_never_greets(place: Place, encrypted: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"{'https' if encrypted else 'http'}://127.0.0.1:{mute.getsockname()[1]}/a"
        store = FirmwareStore(replace(load_catalogue(), url=url, digest_url=url), place.cache, place.bundled)
        task = asyncio.create_task(store.get(lambda done, total: None))
        peer, _ = await asyncio.to_thread(mute.accept)
        with peer:
            assert await asyncio.to_thread(peer.recv, 10), "its first words are here; now it waits for an answer"
            task.cancel()
            await asyncio.wait({task}, timeout=ENOUGH_S)
            assert task.cancelled()
            assert not any(thread.name == "firmware" for thread in threading.enumerate())


async def test_a_name_server_that_hangs_holds_nobody_up(
    github: ReleaseServer, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, let_go = threading.Event(), threading.Event()

    def hang(*_: object, **__: object) -> list[object]:
        asked.set()
        let_go.wait(ENOUGH_S)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    try:
        task = asyncio.create_task(place.get(github))
        assert await asyncio.to_thread(asked.wait, ENOUGH_S)
        task.cancel()
        await asyncio.wait({task}, timeout=ENOUGH_S)
        assert task.cancelled()
    finally:
        let_go.set()
    await until(lambda: not any(thread.name.startswith("look-up") for thread in threading.enumerate()))


async def test_a_server_that_falls_silent_in_the_middle_counts_as_a_cut(github: ReleaseServer, place: Place) -> None:
    github.faults.hang_after = HALF
    assert (await place.fail(github, silence_s=0.3)).trouble is Trouble.DOWNLOAD_CUT
    assert place.part.stat().st_size == HALF


async def until(done: object) -> None:
    assert callable(done)
    end = time.monotonic() + ENOUGH_S
    while not done():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


# -- refused, wrong, not to be trusted ---------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
async def test_a_refused_download_says_so_in_words(github: ReleaseServer, place: Place, status: int) -> None:
    github.faults.status = status
    error = await place.fail(github)
    assert error.trouble is Trouble.DOWNLOAD_REFUSED
    assert f"localhost answered {status}, " in error.happened


async def test_the_login_page_of_a_hotel_is_not_taken_for_the_firmware(github: ReleaseServer, place: Place) -> None:
    github.faults.login_page = True
    for pinned in (True, False):
        error = await place.fail(github, pinned=pinned)
        assert error.trouble is Trouble.WEB_PAGE
        assert "log in" in error.next_step
    assert not place.file.exists()


@pytest.mark.parametrize("pinned", [True, False])
async def test_a_file_with_another_checksum_is_thrown_away(place: Place, pinned: bool) -> None:
    tampered = ZIP[:-1] + bytes([ZIP[-1] ^ 1])
    with ReleaseServer(ZIP) as github:
        release = github.release(pinned=pinned)
        document = github.document()
        github.content = tampered
        github.faults.api_body = document
        store = FirmwareStore(release, place.cache, place.bundled)
        with pytest.raises(SetupError) as caught:
            await store.get(lambda done, total: None)
    assert caught.value.trouble is Trouble.HASH_MISMATCH
    assert not place.file.exists()
    assert not place.part.exists()
    assert store.offered() is FirmwareSource.DOWNLOAD


async def test_the_pinned_checksum_outweighs_githubs(place: Place) -> None:
    other = make_zip(make_firmware(400_000, seed=1))
    with ReleaseServer(other) as github:
        # GitHub's own digest fits what it serves; somebody replaced the release's file.
        release = replace(github.release(), sha256=sha256(ZIP), size=len(other))
        with pytest.raises(SetupError) as caught:
            await FirmwareStore(release, place.cache, place.bundled).get(lambda done, total: None)
    assert caught.value.trouble is Trouble.HASH_MISMATCH


async def test_a_cached_file_is_checked_against_the_pin_that_came_later(github: ReleaseServer, place: Place) -> None:
    await place.get(github)
    pinned = replace(github.release(), sha256=sha256(b"another"), size=None)
    with pytest.raises(SetupError) as caught:
        await FirmwareStore(pinned, place.cache, place.bundled).get(lambda done, total: None)
    assert caught.value.trouble is Trouble.HASH_MISMATCH


@pytest.mark.parametrize("answer", ["403", "404", "[]", "nothing", "no digest", "no such file"])
async def test_without_any_checksum_nothing_is_even_downloaded(
    github: ReleaseServer, place: Place, answer: str
) -> None:
    document = json.loads(github.document())
    if answer.isdigit():
        github.faults.api_status = int(answer)
    elif answer == "no digest":
        document["assets"][0]["digest"] = None
    elif answer == "no such file":
        document["assets"][0]["name"] = "another.zip"
    github.faults.api_body = {"[]": b"[]", "nothing": b""}.get(answer, json.dumps(document).encode())
    error = await place.fail(github)
    assert error.trouble is Trouble.HASH_UNKNOWN
    assert not github.downloads()
    assert not place.cache.exists()


@pytest.mark.parametrize("pinned", [True, False])
@pytest.mark.parametrize("length", [len(ZIP) - 1000, len(ZIP) + 1000])
async def test_a_wrong_length_is_never_taken_for_the_whole(
    github: ReleaseServer, place: Place, pinned: bool, length: int
) -> None:
    github.faults.length = length
    assert (await place.fail(github, pinned=pinned)).trouble is Trouble.HASH_MISMATCH
    assert not place.file.exists()
    github.faults.length = None
    assert_is_ours(await place.get(github, pinned=pinned), FirmwareSource.DOWNLOAD)


async def test_a_length_that_only_the_server_knows_and_does_not_keep_is_a_cut(
    github: ReleaseServer, place: Place
) -> None:
    github.faults.length = len(ZIP) + 1000
    store = FirmwareStore(replace(github.release(pinned=True), size=None), place.cache, place.bundled)
    with pytest.raises(SetupError) as caught:
        await store.get(lambda done, total: None)
    assert caught.value.trouble is Trouble.DOWNLOAD_CUT


async def test_a_server_that_tells_no_length_is_understood(github: ReleaseServer, place: Place) -> None:
    github.faults.length = 0
    assert_is_ours(await place.get(github, pinned=True), FirmwareSource.DOWNLOAD)


async def test_an_answer_beyond_all_reason_is_refused_at_its_announcement(github: ReleaseServer, place: Place) -> None:
    github.faults.length = MAX_BYTES + 1
    store = FirmwareStore(replace(github.release(pinned=True), size=None), place.cache, place.bundled)
    with pytest.raises(SetupError) as caught:
        await store.get(lambda done, total: None)
    assert caught.value.trouble is Trouble.DOWNLOAD_REFUSED
    assert not place.part.exists()


async def test_an_answer_beyond_all_reason_is_ended_where_nothing_announced_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "MAX_BYTES", 100_000)
    with ReleaseServer(bytes(1_000_000)) as github:
        github.faults.length = 0
        store = FirmwareStore(replace(github.release(pinned=True), size=None), place.cache, place.bundled)
        with pytest.raises(SetupError) as caught:
            await store.get(lambda done, total: place.progress.append((done, total)))
    assert caught.value.trouble is Trouble.DOWNLOAD_REFUSED
    assert max(done for done, _ in place.progress) < 300_000
    assert not place.part.exists()


async def test_a_published_size_beyond_all_reason_is_not_even_begun(github: ReleaseServer, place: Place) -> None:
    github.size = MAX_BYTES + 1
    assert (await place.fail(github)).trouble is Trouble.DOWNLOAD_REFUSED
    assert not github.downloads()


async def test_an_endless_answer_is_ended(place: Place) -> None:
    with ReleaseServer(ZIP + bytes(1_000_000)) as github:
        github.faults.length = 0
        release = replace(github.release(), sha256=sha256(ZIP), size=len(ZIP))
        with pytest.raises(SetupError) as caught:
            await FirmwareStore(release, place.cache, place.bundled).get(
                lambda done, total: place.progress.append((done, total))
            )
    assert caught.value.trouble is Trouble.HASH_MISMATCH
    assert max(done for done, _ in place.progress) < len(ZIP) + 200_000
    assert not place.part.exists()


async def test_a_published_file_that_is_no_firmware_is_not_kept(place: Place) -> None:
    with ReleaseServer(make_zip(make_firmware(400_000, chip="esp32c3"))) as github:
        assert (await place.fail(github)).trouble is Trouble.IMAGE_WRONG_CHIP
    assert not place.file.exists()


@pytest.mark.parametrize("target", ["http://192.0.2.1/a", "file:///etc/passwd", "ftp://127.0.0.1/a"])
async def test_nothing_leads_from_a_secure_address_to_another_kind(
    github: ReleaseServer, place: Place, target: str
) -> None:
    github.faults.redirect = target
    assert (await place.fail(github)).trouble is Trouble.DOWNLOAD_REFUSED


async def test_a_ring_of_redirects_ends(github: ReleaseServer, place: Place) -> None:
    github.faults.redirect = github.url
    assert (await place.fail(github)).trouble is Trouble.DOWNLOAD_REFUSED


# -- no network --------------------------------------------------------------------------------------------------------


async def test_nobody_listens_there(place: Place) -> None:
    with ReleaseServer(ZIP) as github:
        pass
    error = await place.fail(github)
    assert error.trouble is Trouble.NO_NETWORK
    assert "127.0.0.1 refused the connection" in error.happened


@pytest.mark.parametrize("failure", [socket.gaierror(socket.EAI_AGAIN, "try again"), UnicodeError("label too long")])
async def test_a_name_that_is_not_found_says_that_there_is_no_internet(
    github: ReleaseServer, place: Place, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def look_up(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    error = await place.fail(github)
    assert error.trouble is Trouble.NO_NETWORK
    assert "no internet connection" in error.happened


async def test_a_network_without_a_way_out_says_so(
    github: ReleaseServer, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket.socket, "connect_ex", lambda *_: errno.ENETUNREACH)
    error = await place.fail(github)
    assert error.trouble is Trouble.NO_NETWORK
    assert os.strerror(errno.ENETUNREACH) in error.happened


async def test_a_server_that_never_answers_says_so(github: ReleaseServer, place: Place) -> None:
    github.faults.hang_before_answer = True
    error = await place.fail(github, silence_s=0.3)
    assert error.trouble is Trouble.NO_NETWORK
    assert "did not answer in time" in error.happened


async def test_something_else_than_a_web_server_says_so(github: ReleaseServer, place: Place) -> None:
    github.faults.not_http = True
    error = await place.fail(github)
    assert error.trouble is Trouble.NO_NETWORK
    assert "not answer like a web server" in error.happened


# -- TLS and proxies ---------------------------------------------------------------------------------------------------


@pytest.fixture
def secure(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReleaseServer]:
    """GitHub with a certificate that this computer trusts."""
    folder = tmp_path_factory.mktemp("tls")
    monkeypatch.setenv("SSL_CERT_FILE", str(make_certificate(folder)))
    with ReleaseServer(ZIP, tls=folder) as server:
        yield server


async def test_a_download_over_tls_is_cut_and_gone_on_with_too(secure: ReleaseServer, place: Place) -> None:
    secure.faults.cut_after = HALF
    assert (await place.fail(secure)).trouble is Trouble.DOWNLOAD_CUT
    assert_is_ours(await place.get(secure), FirmwareSource.DOWNLOAD)
    assert secure.downloads()[-1]["Range"] == f"bytes={HALF}-"


async def test_cancelling_ends_a_download_over_tls(secure: ReleaseServer, place: Place) -> None:
    secure.faults.hang_after = HALF
    task = asyncio.create_task(place.get(secure))
    assert await asyncio.to_thread(secure.reached.wait, ENOUGH_S)
    task.cancel()
    await asyncio.wait({task}, timeout=ENOUGH_S)
    assert task.cancelled()
    assert not any(thread.name == "firmware" for thread in threading.enumerate())


async def test_a_certificate_that_nobody_vouches_for_is_told_apart_from_no_network(
    secure: ReleaseServer, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    error = await place.fail(secure)
    assert error.trouble is Trouble.SERVER_NOT_TRUSTED
    assert "self-signed" in error.happened
    assert not secure.asked


async def test_a_server_without_tls_where_it_should_be_is_not_trusted(github: ReleaseServer, place: Place) -> None:
    url = github.url.replace("http:", "https:")
    store = FirmwareStore(replace(github.release(pinned=True), url=url), place.cache, place.bundled)
    with pytest.raises(SetupError) as caught:
        await store.get(lambda done, total: None)
    assert caught.value.trouble is Trouble.SERVER_NOT_TRUSTED


async def test_a_download_goes_through_the_proxy_of_the_environment(
    github: ReleaseServer, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WebProxy() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)
    assert [line.split()[0] for line in proxy.lines] == ["GET"] * 3
    assert f"GET {github.url} " in proxy.lines[1]


async def test_an_encrypted_download_goes_through_the_proxys_tunnel(
    secure: ReleaseServer, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WebProxy() as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        assert_is_ours(await place.get(secure), FirmwareSource.DOWNLOAD)
    assert [line.split()[0] for line in proxy.lines] == ["CONNECT"] * 3


@pytest.mark.parametrize("encrypted", [True, False])
async def test_a_proxy_that_wants_a_password_is_named(
    secure: ReleaseServer, github: ReleaseServer, place: Place, monkeypatch: pytest.MonkeyPatch, encrypted: bool
) -> None:
    with WebProxy(refuse=407) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("https_proxy", proxy.url)
        error = await place.fail(secure if encrypted else github, pinned=True)
    assert error.trouble is Trouble.DOWNLOAD_REFUSED
    assert "proxy" in error.happened
    assert "407" in error.happened


async def test_a_proxy_that_is_gone_is_what_cannot_be_reached(
    secure: ReleaseServer, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        proxy = f"http://localhost:{nobody.getsockname()[1]}"
    monkeypatch.setenv("https_proxy", proxy)
    error = await place.fail(secure)
    assert error.trouble is Trouble.NO_NETWORK
    assert "localhost refused the connection" in error.happened


# -- the disk ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux's")
async def test_a_full_disk_says_where_room_is_needed(github: ReleaseServer, place: Place) -> None:
    place.part.parent.mkdir(parents=True)
    place.part.symlink_to("/dev/full")
    error = await place.fail(github)
    assert error.trouble is Trouble.DISK_FULL
    assert str(place.part.parent) in error.happened
    assert not place.part.is_symlink(), "what was begun does not take up room"
    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)


PROGRAM = """
import asyncio, json, sys
from pathlib import Path
from atomcam_gui.provisioning.firmware.firmware_catalogue import Release
from atomcam_gui.provisioning.firmware.firmware_store import FirmwareStore
from atomcam_gui.provisioning.troubles import SetupError

async def main():
    store = FirmwareStore(Release(**json.loads(sys.argv[1])), Path(sys.argv[2]), Path("nothing"))
    try:
        firmware = await store.get(lambda done, total: None)
        print(firmware.source, firmware.image.sha256, flush=True)
    except SetupError as error:
        print(error.trouble, flush=True)

if len(sys.argv) > 3:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
asyncio.run(main())
"""


def program(github: ReleaseServer, place: Place, *more: str) -> subprocess.Popen[str]:
    """Another program that gets the firmware; it prints what came of it."""
    release = github.release()
    document = {name: getattr(release, name) for name in release.__slots__}
    command = [sys.executable, "-c", PROGRAM, json.dumps(document), str(place.cache), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def outcome(child: subprocess.Popen[str]) -> str:
    try:
        printed, _ = child.communicate(timeout=ENOUGH_S)
    finally:
        child.kill()
        child.wait()
    return printed.strip()


async def test_a_limit_on_the_size_of_files_is_a_full_disk_too(github: ReleaseServer, place: Place) -> None:
    child = program(github, place, str(HALF))
    assert await asyncio.to_thread(outcome, child) == "disk_full"
    assert not place.file.exists()
    assert not place.part.exists()


async def test_a_cache_that_cannot_be_written_says_where_and_why(github: ReleaseServer, place: Place) -> None:
    place.cache.write_bytes(b"a file where the folder should be")
    error = await place.fail(github)
    assert error.trouble is Trouble.CACHE_FAILED
    assert str(place.cache) in error.happened


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that nobody may write in is Linux's")
async def test_a_cache_that_nobody_may_write_in_says_so(github: ReleaseServer, place: Place) -> None:
    place.cache = Path("/proc/self/firmware")
    assert (await place.fail(github)).trouble is Trouble.CACHE_FAILED


# -- more than one program ---------------------------------------------------------------------------------------------


async def test_two_programs_that_download_at_once_both_get_it(github: ReleaseServer, place: Place) -> None:
    github.faults.hang_after = HALF
    first = program(github, place)
    try:
        assert await asyncio.to_thread(github.reached.wait, ENOUGH_S)
        github.faults.hang_after = None
        # The first has half of it and hangs; the second neither waits for it nor touches its part.
        assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)
        assert place.part.exists()
        github.let_go.set()
        assert await asyncio.to_thread(outcome, first) == "download_cut"
    finally:
        first.kill()
        first.wait()
    assert place.file.read_bytes() == ZIP
    assert {path.name for path in place.file.parent.iterdir()} >= {ASSET, f"{ASSET}.sha256"}


async def test_ten_programs_that_download_at_once_leave_one_whole_file(github: ReleaseServer, place: Place) -> None:
    taken = await asyncio.gather(*(place.get(github) for _ in range(10)))
    assert {firmware.image.sha256 for firmware in taken} == {sha256(FIRMWARE)}
    assert sorted(path.name for path in place.file.parent.iterdir()) == [ASSET, f"{ASSET}.lock", f"{ASSET}.sha256"]


async def test_a_program_that_was_killed_in_the_middle_leaves_a_part_to_go_on_with(
    github: ReleaseServer, place: Place
) -> None:
    github.faults.hang_after = HALF
    child = program(github, place)
    try:
        assert await asyncio.to_thread(github.reached.wait, ENOUGH_S)
        await until(lambda: place.part.exists() and place.part.stat().st_size > 0)
    finally:
        child.kill()
        outcome(child)
    have = place.part.stat().st_size
    github.faults.hang_after = None
    assert_is_ours(await place.get(github), FirmwareSource.DOWNLOAD)
    assert github.downloads()[-1]["Range"] == f"bytes={have}-"
