"""The board's files as a file system, read back by who has to read it: MicroPython itself."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from littlefs import LittleFS, UserContext

from atomcam_gui import resources
from atomcam_gui.provisioning.flashing.board_filesystem import BLOCK_COUNT, BLOCK_SIZE, board_files, build_filesystem

MICROPYTHON = Path(sys.executable).with_name("micropython")

MOUNT = """
import sys, os, vfs, hashlib, binascii

class Flash:
    def __init__(self, path):
        self.file = open(path, "r+b")
    def readblocks(self, n, buf, off=0):
        self.file.seek(n * 4096 + off)
        self.file.readinto(buf)
    def writeblocks(self, n, buf, off=None):
        if off is None:
            self.ioctl(6, n)
            off = 0
        self.file.seek(n * 4096 + off)
        self.file.write(buf)
    def ioctl(self, op, arg):
        if op == 4:
            return 1536
        if op == 5:
            return 4096
        if op == 6:
            self.file.seek(arg * 4096)
            self.file.write(b"\\xff" * 4096)
        return 0

vfs.mount(vfs.VfsLfs2(Flash(sys.argv[1])), "/board")

def show(path):
    for name, kind, *_ in os.ilistdir(path):
        inner = path + "/" + name
        if kind == 0x4000:
            show(inner)
        else:
            with open(inner, "rb") as file:
                print(inner[7:], binascii.hexlify(hashlib.sha256(file.read()).digest()).decode())

show("/board")
with open("/board/written.txt", "w") as file:
    file.write("by the board" * 100)
with open("/board/main.py", "a") as file:
    file.write("# more")
vfs.umount("/board")
"""


@pytest.fixture(scope="module")
def image() -> bytes:
    return build_filesystem(resources.device_root())


def mounted(image: bytes) -> LittleFS:
    return LittleFS(UserContext(buffer=bytearray(image)), block_size=BLOCK_SIZE, block_count=BLOCK_COUNT, mount=True)


def test_the_image_fills_what_follows_the_firmware_to_the_last_block(image: bytes) -> None:
    assert len(image) == 0x800000 - 0x200000


def test_micropython_mounts_reads_and_writes_it(image: bytes, tmp_path: Path) -> None:
    flash = tmp_path / "flash"
    flash.write_bytes(image)
    script = tmp_path / "mount.py"
    script.write_text(MOUNT)
    done = subprocess.run(
        [MICROPYTHON, script, flash], capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stdout + done.stderr
    root = resources.device_root()
    wanted = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in board_files(root).items()}
    assert dict(line.split() for line in done.stdout.splitlines()) == wanted
    written = mounted(flash.read_bytes())
    with written.open("written.txt") as file:
        assert file.read() == "by the board" * 100


def test_only_what_the_board_runs_is_in_it(tmp_path: Path) -> None:
    kept = ["boot.py", "main.py", "lib/rollback.py", "lib/atomcam/__init__.py", "lib/atomcam/fast.mpy"]
    left = [
        *("README.md", "mypy.ini", "typings/camera.pyi", "typings/lib.py", "lib/atomcam/__pycache__/a.pyc"),
        *("lib/atomcam/notes.txt", ".hidden/x.py", "lib/atomcam/typing.pyi"),
    ]
    for name in kept + left:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert sorted(board_files(tmp_path)) == sorted(kept)
    files = mounted(build_filesystem(tmp_path))
    found = {f"{root.rstrip('/')}/{name}".lstrip("/") for root, _, names in files.walk("/") for name in names}
    assert found == set(kept)


def test_the_same_files_give_the_same_bytes(image: bytes) -> None:
    assert build_filesystem(resources.device_root()) == image


def test_the_image_is_mostly_blank_so_that_little_has_to_be_written(image: bytes) -> None:
    used = sum(image[at : at + 4096] != b"\xff" * 4096 for at in range(0, len(image), 4096))
    assert used * 4096 < 400_000
