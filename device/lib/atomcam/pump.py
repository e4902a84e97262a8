"""From the camera to the sender: paces, stamps, counts; and brings the camera back when it is lost."""

from micropython import const

from atomcam.controls import BadControl, Controls
from atomcam.port import Any, sleep_ms, ticks_add, ticks_diff, ticks_ms
from atomcam.source import CameraError

_FIRST_PAUSE_MS = const(1000)
_LONGEST_PAUSE_MS = const(30000)
_STEP_MS = const(50)
_POLL_MS = const(2)
_MOST_BLANKS = const(5)


class Pump:
    """Keeps the camera open and, while somebody receives, sends what it sees.

    Args:
        changed: called when the camera came or went, so that the computer can be told.
    """

    def __init__(self, source, controls: Controls, sender, clock, changed) -> None:
        self.source = source
        self.controls = controls
        self.error: Any = "the camera has not started yet"
        self.powered = True
        self.tried = False
        """Whether the camera has been opened once, with or without success."""
        self.sequence = 0
        self.capture_us = 0
        self.encode_us = 0
        self._sender = sender
        self._clock = clock
        self._changed = changed
        self._again = False

    async def run(self) -> None:
        """Serve. Never ends."""
        pause = _FIRST_PAUSE_MS
        while True:
            if not self.powered:
                await sleep_ms(_STEP_MS)
                continue
            self._again = False
            try:
                values = self.controls.values
                await self.source.open(values["frame_size"], values["quality"])
                if self.powered:
                    self.controls.ask(self.source)
                    self.error = None
                    self.tried = True
                    self._changed()
                    pause = await self._pump(pause)
                continue
            except (CameraError, OSError, RuntimeError) as error:
                self.error = str(error)
            except MemoryError:
                self.error = "out of memory"
            self.tried = True
            self.source.close()
            self._changed()
            await self._rest(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_MS)

    def power(self, on: bool) -> None:
        """Switch the camera on, or off until it is switched on."""
        if not on:
            self.powered = False
            self.source.power(False)
            self.error = "the camera is switched off"
        elif not self.powered:
            self.source.power(True)
            self.powered = True
        self._again = True

    def change(self, changes: dict) -> None:
        """Set controls: all of them, or none.

        Raises:
            BadControl: one is not offered, out of range, or refused by the camera.
        """
        source, controls = self.source, self.controls
        values = controls.check(changes, source.sizes())
        before = dict(controls.values)
        controls.values.update(values)
        try:
            if source.camera is not None and ("frame_size" in values or "quality" in values):
                source.change(controls.values["frame_size"], controls.values["quality"])
                controls.ask(source)
            for name in values:
                if name in controls.offered:
                    setattr(source.camera, name, values[name])
        except (CameraError, OSError, ValueError) as error:
            controls.restore(before)
            self._again = True
            source.close()
            raise BadControl(str(error)) from None

    async def _rest(self, pause: int) -> None:
        until = ticks_add(ticks_ms(), pause)
        while not self._again and ticks_diff(until, ticks_ms()) > 0:
            await sleep_ms(_STEP_MS)

    async def _pump(self, pause: int) -> int:
        """Until the camera is to be opened again. Gives the pause before the attempt that follows a failure."""
        source, sender = self.source, self._sender
        now_us, values = self._clock.now_us, self.controls.values
        idle = True
        due = blanks = 0
        while not self._again:
            if not sender.active:
                idle = True
                await sleep_ms(_STEP_MS)
                continue
            if idle:
                source.skip()
                idle, due = False, ticks_ms()
            if not source.ready():
                await sleep_ms(_POLL_MS)
                continue
            capture_us = now_us()
            jpeg = source.grab()
            if jpeg is None:
                blanks += 1
                if blanks >= _MOST_BLANKS:
                    raise CameraError("the camera delivers damaged frames")
                await sleep_ms(_POLL_MS)
                continue
            blanks = 0
            pause = _FIRST_PAUSE_MS
            self.sequence += 1
            self.capture_us += source.capture_us
            self.encode_us += source.encode_us
            sender.put(jpeg, self.sequence, capture_us)
            jpeg = None  # the sender's now: not held here until the next one
            due = ticks_add(due, 1000 // values["fps"])
            early = ticks_diff(due, ticks_ms())
            if early > 0:
                await sleep_ms(early)
            else:
                due = ticks_ms()
                # Twice: whoever waits for input is queued by the first turn and served by the second.
                await sleep_ms(0)
                await sleep_ms(0)
        return pause
