"""``atomcam`` on a computer whose ports are those of one USB board: a PTY has no USB ids of its own.

``python -m tests.fakes.atomcam_with_ports FOLDER MAC ARGUMENT…``
"""

from __future__ import annotations

import sys
from pathlib import Path

from atomcam_gui.provisioning.serial import ports
from atomcam_gui.provisioning.serial.ports import Port, PortKind

_KINDS = {"ttyACM0": PortKind.LOADER, "ttyACM1": PortKind.MICROPYTHON, "ttyUSB0": PortKind.OTHER}


def main(folder: str, mac: str, *arguments: str) -> int:
    """Run the command line there."""

    def lister() -> list[Port]:
        found = [(Path(folder) / name, kind) for name, kind in _KINDS.items()]
        return [
            Port(str(path), kind, "Board", None if kind is PortKind.OTHER else mac)
            for path, kind in found
            if path.exists()
        ]

    ports.list_ports = lister  # before whoever takes it from there is imported
    from atomcam_gui import cli

    return cli.run(arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
