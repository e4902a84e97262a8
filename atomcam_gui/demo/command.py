"""``atomcam demo-camera``: the demo camera as a program of its own."""

from __future__ import annotations

import asyncio

from atomcam_gui import program_log
from atomcam_gui.demo import client
from atomcam_gui.demo.client import DemoCamera
from atomcam_gui.stop_signals import stop_signals


def run(camera: DemoCamera) -> int:
    """Send pictures until all are sent or a signal ends it. Returns the exit status.

    Raises:
        DemoCameraError: no server answers at the address, or it refused this camera for good.
    """
    program_log.start_for_command()
    return asyncio.run(_run(camera))


async def _run(camera: DemoCamera) -> int:
    stop = asyncio.Event()
    with stop_signals(stop):
        sending = asyncio.create_task(client.run(camera))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([sending, stopping], return_when=asyncio.FIRST_COMPLETED)
        for task in (sending, stopping):
            task.cancel()
        results = await asyncio.gather(sending, stopping, return_exceptions=True)
    error = results[0]
    if isinstance(error, BaseException) and not isinstance(error, asyncio.CancelledError):
        raise error
    return 0
