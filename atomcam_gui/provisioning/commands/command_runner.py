"""Runs a command's coroutine until it is done or a signal stops it, and makes an exit status of how it ended."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from atomcam_gui import program_log
from atomcam_gui.errors import AtomCamError
from atomcam_gui.provisioning.commands.command_output import Output
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from atomcam_gui.stop_signals import stop_signals

STOPPED = 130
"""What shells expect of a program that was stopped by Ctrl-C."""

Stop = Callable[[asyncio.Task[None]], object]


def run(work: Callable[[], Coroutine[Any, Any, None]], output: Output, *, stop: Stop, state: Callable[[], str]) -> int:
    """Run ``work`` to its end. Returns the exit status.

    Args:
        stop: ends the task at SIGINT or SIGTERM; it may take its time for that.
        state: a sentence about what a cancelled task leaves behind.

    Raises:
        AtomCamError: why it failed; ``output`` knows already.
    """
    program_log.start_for_command()
    try:
        asyncio.run(_run(work, stop, state))
    except AtomCamError as error:
        output.failed(error)
        if isinstance(error, SetupError) and error.trouble is Trouble.CANCELLED:
            print(f"atomcam: {error}", file=sys.stderr)  # noqa: T201
            return STOPPED
        raise
    return 0


async def _run(work: Callable[[], Coroutine[Any, Any, None]], stop: Stop, state: Callable[[], str]) -> None:
    stopped = asyncio.Event()
    with stop_signals(stopped):
        task = asyncio.get_running_loop().create_task(work())
        signal = asyncio.get_running_loop().create_task(stopped.wait())
        await asyncio.wait((task, signal), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            stop(task)
            await asyncio.wait((task,))
        signal.cancel()
        await asyncio.wait((signal,))
    if task.cancelled():
        raise SetupError(Trouble.CANCELLED, state=state())
    task.result()
