"""Waits until a board's stream has arrived: by the board's own word and, where the server is here, by the server's."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import socket

from atomcam_gui.provisioning.console.board_console import BoardConsole, StreamStatus
from atomcam_gui.provisioning.flow.ticks import trouble_of_stream, trouble_of_wifi
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from atomcam_gui.server.addresses import is_loopback, local_addresses, own_names

SECONDS = 20.0
_LOOK_S = 0.4
_STEADY = 3
"""Looks in a row that must find the stream up: a server that refuses the key takes the connection first."""
_REFUSALS = 10
"""Looks in a row that must find the key refused: the board tries several times meanwhile, and the server may just be
reading its book."""
_STATUS_S = 2.0


async def wait_for_stream(
    console: BoardConsole, host: str, port: int, camera_id: str | None, *, seconds: float = SECONDS
) -> None:
    """Wait until a server has accepted the board.

    Args:
        camera_id: the board's id where it has a key, else None.

    Raises:
        SetupError: what the board or the server says against it, or HOST_UNREACHABLE where neither says anything.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    is_here = await asyncio.to_thread(_is_here, host)
    if is_here and camera_id is None:  # whose firmware does not say why it fails
        await _complain_if_nothing_listens(host, port)
    steady = refusals = 0
    while True:
        status = await console.stream_status()
        steady = steady + 1 if _arrives(status, host, port) else 0
        trouble = trouble_of_stream(status, host, port)
        if steady >= _STEADY:
            if not is_here or await asyncio.to_thread(_is_admitted, port, camera_id) is not False:
                return
            hint = "AtomCam there does not know this camera; it may be another user's."
            trouble = SetupError(Trouble.KEY_REFUSED, hint=hint)
        if trouble is not None and trouble.trouble is Trouble.HOST_UNREACHABLE and is_here:
            await _complain_if_nothing_listens(host, port)
        refusals = refusals + 1 if trouble is not None and trouble.trouble is Trouble.KEY_REFUSED else 0
        if loop.time() > end or refusals >= _REFUSALS:
            raise await _verdict(console, trouble, host, port)
        await asyncio.sleep(_LOOK_S)


def _arrives(status: StreamStatus, host: str, port: int) -> bool:
    return status.up and (status.host, status.port) == (host, port)


async def _verdict(console: BoardConsole, trouble: SetupError | None, host: str, port: int) -> SetupError:
    if trouble is not None and trouble.trouble is not Trouble.NO_PICTURE:
        return trouble
    return trouble_of_wifi(await console.wifi_status()) or SetupError(Trouble.HOST_UNREACHABLE, host=host, port=port)


# -- where the server is on this computer --------------------------------------------------------------------------


def _is_here(host: str) -> bool:
    """Whether an address is this computer's own. Blocks for some milliseconds."""
    return is_loopback(host) or host.lower() in own_names() or any(local.address == host for local in local_addresses())


async def _complain_if_nothing_listens(host: str, port: int) -> None:
    """There may be no server at all: then there is no use in waiting.

    Raises:
        SetupError: HOST_UNREACHABLE.
    """
    try:
        await asyncio.to_thread(lambda: socket.create_connection((host, port), _STATUS_S).close())
    except ConnectionRefusedError as error:
        hint = f"Nothing listens there: open AtomCam, or without a window, type: atomcam serve --port {port}"
        raise SetupError(Trouble.HOST_UNREACHABLE, host=host, port=port, hint=hint) from error
    except OSError:  # whatever keeps us out need not keep the camera out
        return


def _is_admitted(port: int, camera_id: str | None) -> bool | None:
    """Whether this computer's server has let the camera in; None where it is no AtomCam that tells us. Blocks.

    Any camera counts where it has no id.
    """
    cameras = _listed_cameras(port)
    if cameras is None:
        return None
    return any(
        isinstance(camera, dict)
        and camera.get("trust") == "allowed"
        and camera.get("state") != "lost"
        and (camera_id is None or camera.get("id") == camera_id)
        for camera in cameras
    )


def _listed_cameras(port: int) -> list[object] | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_STATUS_S)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException, ValueError):
        connection.request("GET", "/status")
        document = json.loads(connection.getresponse().read())
        cameras = document.get("cameras") if isinstance(document, dict) else None
        return cameras if isinstance(cameras, list) else None
    return None
