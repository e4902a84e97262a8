"""``atomcam ports``: what is plugged in."""

from __future__ import annotations

import contextlib
import json
import os
import sys

from atomcam_gui.provisioning.serial import port_access
from atomcam_gui.provisioning.serial.ports import Port, PortKind, PortLister, list_ports, mac_with_colons
from atomcam_gui.provisioning.troubles import SetupError, Trouble

_WHAT = {
    PortKind.LOADER: "waits for software, or runs other software than MicroPython",
    PortKind.OTG_LOADER: "waits for software",
    PortKind.MICROPYTHON: "runs MicroPython",
    PortKind.ESPRESSIF: "a board of another kind",
    PortKind.OTHER: "no camera board",
}

_NOTHING = "no port: plug the camera in with a USB cable that carries data; if it is, try another cable and socket"


def run(*, as_json: bool, lister: PortLister = list_ports) -> int:
    """Print one line for each port, boards first. Returns the exit status.

    Args:
        as_json: one object a line, for programs; nothing at all where there is no port.
        lister: what is plugged in.

    Raises:
        SetupError: PORTS_UNKNOWN, the system does not tell.
    """
    try:
        ports = lister()
    except OSError as error:
        raise SetupError(Trouble.PORTS_UNKNOWN, reason=str(error)) from error
    busy = port_access.holders_by_port(port.path for port in ports)
    for port in ports:
        permitted = port_access.may_open(port.path)
        _print(_as_json(port, busy[port.path], permitted) if as_json else _as_text(port, busy[port.path], permitted))
    if not ports and not as_json:
        print(f"atomcam: {_NOTHING}", file=sys.stderr)  # noqa: T201
    return 0


def _as_json(port: Port, busy: list[str], permitted: bool) -> str:
    return json.dumps(
        {
            "port": port.path,
            "kind": port.kind,
            "product": port.product,
            "mac": port.mac,
            "vid": port.vid,
            "pid": port.pid,
            "board": port.is_board,
            "busy": busy,
            "permitted": permitted,
        }
    )


def _as_text(port: Port, busy: list[str], permitted: bool) -> str:
    facts = [port.product or "serial port"]
    if port.mac:
        facts.append(mac_with_colons(port.mac))
    facts.append(_WHAT[port.kind])
    if busy:
        facts.append(f"in use by {' and '.join(busy)}")
    if not permitted:
        facts.append("this user may not open it")
    return f"{port.path}  {', '.join(facts)}"


def _print(line: str) -> None:
    """Letters of a product's name that this terminal lacks are written as escapes; a reader may have gone away."""
    left = memoryview(f"{line}\n".encode(sys.stdout.encoding, "backslashreplace"))
    with contextlib.suppress(BrokenPipeError):
        while left:
            left = left[os.write(sys.stdout.fileno(), left) :]
