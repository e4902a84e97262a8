"""The real parts of a set-up, for the program with its window."""

from __future__ import annotations

from atomcam_gui.backend import Backend
from atomcam_gui.paths import Paths
from atomcam_gui.provisioning.computer.current_wifi import current_ssid
from atomcam_gui.provisioning.computer.firewall import firewall_state
from atomcam_gui.provisioning.computer.remembered_networks import RememberedNetworks
from atomcam_gui.provisioning.console.board_console import BoardConsole
from atomcam_gui.provisioning.firmware.firmware_store import FirmwareStore
from atomcam_gui.provisioning.flashing.flasher import Flasher
from atomcam_gui.provisioning.flashing.installing import install
from atomcam_gui.provisioning.flow.first_picture import BackendCameras
from atomcam_gui.provisioning.flow.setup_services import SetupServices
from atomcam_gui.provisioning.serial.ports import PortWatcher
from atomcam_gui.provisioning.serial.udev_rule import install_rule
from atomcam_gui.server.addresses import local_addresses


def program_services(backend: Backend, paths: Paths) -> SetupServices:
    """This computer's ports, network and keyring, and the program's own server.

    Raises:
        AtomCamError: the firmware catalogue is missing or damaged.
    """
    return SetupServices(
        watcher=PortWatcher(),
        open_console=BoardConsole.open,
        flasher=Flasher(),
        install=install,
        store=FirmwareStore.default(paths),
        local_addresses=local_addresses,
        firewall_state=firewall_state,
        current_ssid=current_ssid,
        remembered=RememberedNetworks(),
        install_rule=install_rule,
        cameras=BackendCameras(backend),
    )
