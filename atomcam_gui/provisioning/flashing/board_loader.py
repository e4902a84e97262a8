"""The loader in a board's chip, spoken to by esptool. The one user of esptool, and for the flash helper process only.

esptool's logger is one for the whole process, and nothing can call back a thread that hangs in a serial driver.
"""

from __future__ import annotations

import contextlib
import errno
import re
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import serial
from esptool import cmds
from esptool.loader import ERASE_WRITE_TIMEOUT_PER_MB, ESPLoader, timeout_per_mb
from esptool.util import FatalError, flash_size_bytes

from atomcam_gui.phrase import Phrase
from atomcam_gui.provisioning.firmware.firmware_image import CHIP
from atomcam_gui.provisioning.flashing.flash_events import ChipInfo
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_HANG_UP = {errno.EIO, errno.ENXIO, errno.ENODEV, errno.EBADF, errno.ECONNRESET, errno.EPIPE}
_HANG_UP_TEXT = re.compile(
    r"disconnected|\[Errno (?:5|6|19|32|104)\]|device not configured|ClearCommError|GetOverlapped", re.I
)
_UNKNOWN_CHIP = "autodetect chip type"
_STUB_INFLATES = 32 * 1024
_ERASE_BLOCK = 64 * 1024

# What esptool and pyserial raise on a disturbed or vanished link. The last two: an answer that is too short.
_FAULTS: tuple[type[Exception], ...] = (FatalError, OSError, struct.error, IndexError)
if sys.platform != "win32":
    import termios

    _FAULTS += (termios.error,)


class BoardLoader:
    """A board in its loader, for as long as the ``with`` block lasts. All calls block.

    Args:
        path: the port.
        baud: bits a second to work with; by the chip's own USB it makes no difference.

    Raises:
        SetupError: from every method; ``doing`` says what was being done when the board was unplugged.
    """

    def __init__(self, path: str, baud: int) -> None:
        self._path = path
        self._baud = baud
        self._esp: Any = None
        self._port: Any = None
        self.doing: str = Phrase("connecting")
        """What goes on, to follow "while"."""

    def __enter__(self) -> BoardLoader:
        try:
            self._port = serial.serial_for_url(self._path, exclusive=True, do_not_open=True)
            if sys.platform == "win32":
                # Opening would reset some boards otherwise.
                self._port.rts = False
                self._port.dtr = False
            self._port.open()
        except (OSError, ValueError) as error:
            # Here, because what it takes to find out who holds a port takes a tenth of a second to load.
            from atomcam_gui.provisioning.serial.port_access import open_trouble

            raise open_trouble(self._path, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(*_FAULTS):
            self._port.close()

    # -- getting to know it ----------------------------------------------------------------------------------------

    def connect(self) -> str:
        """Switch the board to its loader. Returns the chip's name."""
        with self._translated(Trouble.NOT_IN_LOADER):
            # Told which chip to expect, esptool goes on with one that it has never heard of. Asked, it knows or fails.
            self._esp = cmds.detect_chip(self._port, ESPLoader.ESP_ROM_BAUD)
        return str(self._esp.CHIP_NAME)

    def describe(self) -> ChipInfo:
        """Start the fast loader and ask the chip about itself."""
        with self._translated():
            self._refuse_locked()
            self._esp = cmds.run_stub(self._esp)
            if self._baud > self._port.baudrate:
                self._esp.change_baud(self._baud)
            cmds.attach_flash(self._esp)
            flash = self._flash_size()
            self._esp.flash_set_parameters(flash)
            features = ", ".join(self._esp.get_chip_features())
            return ChipInfo(
                chip=self._esp.CHIP_NAME,
                mac=bytes(self._esp.read_mac("BASE_MAC")).hex(),
                flash_mb=flash // 1024 // 1024,
                psram_mb=_psram_mb(features),
                description=self._esp.get_chip_description(),
                features=features,
            )

    def _refuse_locked(self) -> None:
        esp = self._esp
        if esp.secure_download_mode or esp.get_secure_boot_enabled() or esp.get_flash_encryption_enabled():
            raise SetupError(Trouble.BOARD_LOCKED, port=self._path)

    def _flash_size(self) -> int:
        size = cmds.detect_flash_size(self._esp)
        if size is None:
            raise SetupError(Trouble.FLASHER_FAILED, reason=Phrase("the board's flash memory does not tell its size"))
        return int(flash_size_bytes(size))

    # -- flash -----------------------------------------------------------------------------------------------------

    def md5(self, address: int, size: int) -> str:
        """MD5 of a part of the flash, in lower-case hex."""
        with self._translated():
            return str(self._esp.flash_md5sum(address, size))

    def erase(self, address: int, size: int) -> None:
        """Blank whole sectors."""
        with self._translated():
            self._esp.erase_region(address, size)

    def write(self, address: int, size: int, packed: bytes, on_sent: Callable[[int], None]) -> None:
        """Erase and write whole sectors.

        Args:
            size: bytes of the content.
            packed: the content, deflated.
            on_sent: told how many of ``packed`` are sent.
        """
        with self._translated():
            esp, block = self._esp, int(self._esp.FLASH_WRITE_SIZE)
            inflate = zlib.decompressobj()
            esp.flash_defl_begin(size, len(packed), address)
            timeout = _block_timeout(0)
            for number, start in enumerate(range(0, len(packed), block)):
                part = packed[start : start + block]
                esp.flash_defl_block(part, number, timeout=timeout)
                # A block is acknowledged when it has come, and written while the next one comes: that one has to wait.
                timeout = _block_timeout(len(inflate.decompress(part)))
                on_sent(start + len(part))
            esp.flash_defl_finish(reboot=False, timeout=timeout)

    # -- end -------------------------------------------------------------------------------------------------------

    def reset(self) -> None:
        """Restart the board into what is in its flash.

        By the chip's own USB a reset does not look at the button's pin again, and a board that was put into its loader
        by hand would stay there; the watchdog's reset does look.
        """
        esp = self._esp
        # The board goes in the middle of it. Whether it comes back is seen when it is looked for.
        with contextlib.suppress(*_FAULTS):
            by_watchdog = esp.CHIP_NAME == CHIP and (esp.uses_usb_jtag_serial() or self._was_forced())
            if by_watchdog:
                esp.write_reg(esp.RTC_CNTL_OPTION1_REG, 0, esp.RTC_CNTL_FORCE_DOWNLOAD_BOOT_MASK)
            cmds.reset_chip(esp, "watchdog-reset" if by_watchdog else "hard-reset")

    def _was_forced(self) -> bool:
        """Whether the button was held at the last reset that looked."""
        return not self._esp.read_reg(self._esp.GPIO_STRAP_REG) & self._esp.GPIO_STRAP_SPI_BOOT_MASK

    # -- errors ----------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _translated(self, trouble: Trouble = Trouble.LINK_ERROR) -> Iterator[None]:
        try:
            yield
        except _FAULTS as error:
            raise self._error(error, trouble) from error

    def _error(self, error: Exception, trouble: Trouble) -> SetupError:
        reason = str(error).strip().split("\n", 1)[0].rstrip(".") or type(error).__name__
        if self._is_gone(error):
            return SetupError(Trouble.UNPLUGGED, doing=self.doing)
        if trouble is not Trouble.NOT_IN_LOADER:
            return SetupError(Trouble.LINK_ERROR, reason=reason)
        if _UNKNOWN_CHIP in str(error):
            return SetupError(Trouble.WRONG_CHIP, port=self._path, chip=Phrase("unknown chip"), wanted=CHIP)
        return SetupError(Trouble.NOT_IN_LOADER, port=self._path)

    def _is_gone(self, error: Exception) -> bool:
        if Path(self._path).is_absolute() and not Path(self._path).exists():
            return True
        number = error.args[0] if error.args else None
        return number in _HANG_UP or _HANG_UP_TEXT.search(str(error)) is not None


def _block_timeout(size: int) -> float:
    """Seconds that the loader may take to inflate and write ``size`` bytes, with an erase for each of its buffers."""
    erases = -(-size // _STUB_INFLATES) + 1
    return float(timeout_per_mb(ERASE_WRITE_TIMEOUT_PER_MB, size + erases * _ERASE_BLOCK))


def _psram_mb(features: str) -> int | None:
    found = re.search(r"PSRAM (\d+)MB", features)
    return int(found[1]) if found else None
