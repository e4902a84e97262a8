"""What esptool's and pyserial's errors mean for a person, on every system."""

from __future__ import annotations

import errno
import struct
import termios
from pathlib import Path
from types import SimpleNamespace

import pytest
from esptool.util import FatalError
from serial import SerialException, SerialTimeoutException

from atomcam_gui.provisioning.flashing.board_loader import BoardLoader
from atomcam_gui.provisioning.troubles import SetupError, Trouble


@pytest.fixture
def port(tmp_path: Path) -> str:
    path = tmp_path / "ttyACM0"
    path.touch()
    return str(path)


def raised(loader: BoardLoader, error: Exception, trouble: Trouble = Trouble.LINK_ERROR) -> SetupError:
    with pytest.raises(SetupError) as caught, loader._translated(trouble):
        raise error
    return caught.value


@pytest.mark.parametrize(
    "error",
    [
        SerialException("device reports readiness to read but returned no data (device disconnected or …?)"),
        SerialException("write failed: [Errno 5] Input/output error"),
        SerialException("read failed: [Errno 6] Device not configured"),
        SerialException("ClearCommError failed (PermissionError(13, 'The device does not recognize the command.'))"),
        SerialException("socket disconnected"),
        OSError(errno.ENXIO, "No such device or address"),
        termios.error(errno.EIO, "Input/output error"),
    ],
)
def test_a_hang_up_means_unplugged(port: str, error: Exception) -> None:
    loader = BoardLoader(port, 115200)
    loader.doing = "writing"
    told = raised(loader, error)
    assert (told.trouble, told.facts["doing"]) == (Trouble.UNPLUGGED, "writing")


def test_whatever_went_wrong_a_port_that_is_gone_means_unplugged(port: str) -> None:
    Path(port).unlink()
    loader = BoardLoader(port, 115200)
    assert raised(loader, FatalError("No serial data received.")).trouble is Trouble.UNPLUGGED
    assert raised(loader, FatalError("Failed"), Trouble.NOT_IN_LOADER).trouble is Trouble.UNPLUGGED


@pytest.mark.parametrize(
    "error",
    [
        FatalError("Serial data stream stopped: Possible serial noise or corruption."),
        FatalError("Invalid head of packet (0x7F): Possible serial noise or corruption."),
        FatalError("Failed to start stub flasher. There was no response.\nFor troubleshooting steps visit: …"),
        SerialTimeoutException("Write timeout"),
        struct.error("unpack requires a buffer of 8 bytes"),
        IndexError("index out of range"),
    ],
)
def test_noise_and_silence_mean_a_disturbed_link(port: str, error: Exception) -> None:
    told = raised(BoardLoader(port, 115200), error)
    assert told.trouble is Trouble.LINK_ERROR
    assert "\n" not in str(told)
    assert "visit" not in str(told)


@pytest.mark.parametrize(
    "text",
    [
        "Failed to connect to ESP32-S3: No serial data received.",
        "Failed to connect to ESP32-S3: Wrong boot mode detected (0x8)! The chip needs to be in download mode.",
        "Failed to connect to ESP32-S3: Invalid head of packet (0x49): Possible serial noise or corruption.",
    ],
)
def test_who_does_not_answer_to_the_loaders_greeting_is_not_in_it(port: str, text: str) -> None:
    told = raised(BoardLoader(port, 115200), FatalError(text), Trouble.NOT_IN_LOADER)
    assert told.trouble is Trouble.NOT_IN_LOADER


def test_a_chip_that_esptool_has_never_heard_of_is_the_wrong_one(port: str) -> None:
    text = "Unexpected chip ID value 77. Failed to autodetect chip type.\nProbably it is unsupported."
    assert raised(BoardLoader(port, 115200), FatalError(text), Trouble.NOT_IN_LOADER).trouble is Trouble.WRONG_CHIP


@pytest.mark.parametrize("lock", ["secure_download_mode", "secure_boot", "encryption"])
def test_a_locked_board_is_refused_before_anything_is_loaded_into_it(port: str, lock: str) -> None:
    loader = BoardLoader(port, 115200)
    loader._esp = SimpleNamespace(
        secure_download_mode=lock == "secure_download_mode",
        get_secure_boot_enabled=lambda: lock == "secure_boot",
        get_flash_encryption_enabled=lambda: lock == "encryption",
    )
    with pytest.raises(SetupError) as caught:
        loader.describe()
    assert caught.value.trouble is Trouble.BOARD_LOCKED
