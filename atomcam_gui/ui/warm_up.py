"""Loads, soon after the window is there, what its first use would otherwise have to wait for.

The window comes without it: FFmpeg, NumPy, the set-up and all dialogs are half of what there is to load.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
import threading

from atomcam_gui.daemon_call import DaemonCall

BEGIN_AFTER_S = 0.5
"""The first pictures come first."""

_PAUSE_S = 0.01
"""Between two modules, for whatever else there is to do."""

IN_A_THREAD = (
    "atomcam_gui.video.decode",
    "numpy",
    "simplejpeg",
    "psutil",
    "av",
    "atomcam_gui.demo.client",
    "atomcam_gui.library.library",
    "atomcam_gui.playback.reader",
    "atomcam_gui.recording.convert",
    "atomcam_gui.recording.motion",
    "atomcam_gui.recording.recovery",
    "atomcam_gui.provisioning.computer.current_wifi",
    "atomcam_gui.provisioning.computer.remembered_networks",
    "atomcam_gui.provisioning.console.board_console",
    "atomcam_gui.provisioning.firmware.firmware_store",
    "atomcam_gui.provisioning.flashing.flasher",
    "atomcam_gui.provisioning.flashing.installing",
    "atomcam_gui.provisioning.flow.setup_flow",
    "atomcam_gui.provisioning.flow.first_picture",
    "atomcam_gui.provisioning.serial.udev_rule",
    "segno",
)
"""Without Qt, whose classes are made when they are first asked for, and that by one thread at a time."""

IN_THE_WINDOWS_THREAD = (
    "atomcam_gui.ui.wizard.texts",
    "atomcam_gui.ui.wizard.page",
    "atomcam_gui.ui.wizard.trouble_box",
    "atomcam_gui.ui.wizard.board_list",
    "atomcam_gui.ui.wizard.plug_page",
    "atomcam_gui.ui.wizard.firmware_page",
    "atomcam_gui.ui.wizard.flash_page",
    "atomcam_gui.ui.wizard.network_list",
    "atomcam_gui.ui.wizard.wifi_page",
    "atomcam_gui.ui.wizard.computer_page",
    "atomcam_gui.ui.wizard.picture_page",
    "atomcam_gui.ui.wizard.wizard_window",
    "atomcam_gui.ui.wizard.services",
    "atomcam_gui.ui.library.library_delegate",
    "atomcam_gui.ui.library.library_view",
    "atomcam_gui.ui.library.library_page",
    "atomcam_gui.ui.library.trash",
    "atomcam_gui.ui.player.player_actions",
    "atomcam_gui.ui.player.control_panel",
    "atomcam_gui.ui.player.player_window",
    "atomcam_gui.ui.convert_parts",
    "atomcam_gui.ui.convert_dialog",
    "atomcam_gui.ui.inspector.update_dialog",
    "atomcam_gui.ui.region_editor",
    "atomcam_gui.ui.motion_dialog",
    "atomcam_gui.ui.sharing.qr_code",
    "atomcam_gui.ui.sharing.browser_page",
    "atomcam_gui.ui.sharing.server_page",
    "atomcam_gui.ui.sharing.share_dialog",
    "atomcam_gui.ui.sources.source_dialog",
    "atomcam_gui.ui.report_dialog",
)
"""What draws, in pieces that take a few milliseconds each."""


async def load_the_rest() -> bool:
    """Load it, in a thread and in small steps; whether anything was not there yet. Being cancelled ends it soon."""
    await asyncio.sleep(BEGIN_AFTER_S)
    if all(name in sys.modules for name in (*IN_A_THREAD, *IN_THE_WINDOWS_THREAD)):
        return False
    stop = threading.Event()
    await DaemonCall(lambda: _load(stop), "atomcam warm-up").result_or_stop(stop.set)
    for name in IN_THE_WINDOWS_THREAD:
        importlib.import_module(name)
        await asyncio.sleep(_PAUSE_S)
    return True


def _load(stop: threading.Event) -> None:
    for name in IN_A_THREAD:
        importlib.import_module(name)
        if stop.wait(_PAUSE_S):
            return
