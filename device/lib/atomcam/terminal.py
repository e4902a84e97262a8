"""The serial port's side of the console: reads keystrokes, writes echo and answers, one answer per command."""

import select
import sys
from asyncio import StreamReader

from micropython import const

from atomcam.console import PROMPT, BadLine, LineEditor
from atomcam.port import sleep_ms

_BURST = const(256)  # bytes taken at once, before everything else gets its turn


class Terminal:
    """Standard input and output, a byte at a time: the port's ``stdin`` waits for every byte that is asked for.

    Args:
        answer: a coroutine function from a line (str or BadLine) to the text to show.
    """

    def __init__(self, answer) -> None:
        self._answer = answer
        self._editor = LineEditor()
        self._input = sys.stdin.buffer
        self._output = sys.stdout.buffer
        self._poll = select.poll()
        self._poll.register(self._input, select.POLLIN)

    async def run(self, banner: str) -> None:
        """Serve. Never ends."""
        self._write(banner + "\r\n" + PROMPT)
        reader = StreamReader(self._input)  # type: ignore[arg-type]
        while True:
            data = await reader.read(1)
            if not data:
                await sleep_ms(100)
                continue
            await self._take(data[0])
            for _ in range(_BURST):
                if not self._poll.poll(0):
                    break
                data = self._input.read(1)
                if not data:
                    break
                await self._take(data[0])
            self._flush()

    async def _take(self, byte: int) -> None:
        try:
            line = self._editor.feed(byte)
        except BadLine as bad:
            line = bad
        if line is None:
            return
        self._flush()
        self._write(await self._answer(line) + PROMPT)

    def _flush(self) -> None:
        echo = self._editor.echo()
        if echo:
            self._output.write(echo)

    def _write(self, text: str) -> None:
        self._output.write(text.encode())
