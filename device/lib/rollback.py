"""The safety net under updates. It lies outside of what an update replaces, and is small enough to be right.

``/lib/atomcam`` is the software. An update is written to ``atomcam.new`` beside it; once that is whole and checked, the
state file says ``install``. The next start swaps the folders, keeping the old one as ``atomcam.old``, and the state is
``trial``. The new software calls ``confirm`` once it has reached the computer. If it does not within 60 s, or the board
starts a second time before (a crash, a hang, a power cut), the old folder comes back. Every step is one rename or one
replaced file, so that the power may go at any moment.
"""

import os

_STATE = "update.state"
INSTALL, TRIAL, REVERT, REVERTED = "install", "trial", "revert", "reverted"
TRIAL_S = 60


def _base() -> str:
    return __file__.rpartition("/")[0]


class Rollback:
    """The folders and the state file below ``base``."""

    def __init__(self, base: str) -> None:
        self._state_file = base + "/" + _STATE
        self.current = base + "/atomcam"
        self.new = base + "/atomcam.new"
        self.old = base + "/atomcam.old"
        self._bad = base + "/atomcam.bad"

    def state(self) -> str:
        """What is going on: one of the constants above, or nothing."""
        try:
            with open(self._state_file) as file:
                return file.read()
        except (OSError, ValueError):
            return ""

    def request_install(self) -> None:
        """``new`` is whole: the next start shall install it."""
        remove(self.old)
        self._write(INSTALL)

    def confirm(self) -> None:
        """The software on trial is good."""
        if self.state() == TRIAL:
            self._write("")
            remove(self.old)

    def at_start(self) -> None:
        """Decide which software this start runs. Takes milliseconds, and may be interrupted anywhere."""
        state = self.state()
        if state == INSTALL:
            if exists(self.new):
                if exists(self.current):
                    os.rename(self.current, self.old)
                os.rename(self.new, self.current)
            self._write(TRIAL)
        elif state == TRIAL:
            self._write(REVERT)
            self._revert()
        elif state == REVERT:
            self._revert()
        elif not exists(self.current) and exists(self.old):
            os.rename(self.old, self.current)

    def give_up(self) -> bool:
        """If software is on trial, the next start shall take the old one back. Whether it was."""
        if self.state() != TRIAL:
            return False
        self._write(REVERT)
        return True

    def _revert(self) -> None:
        if exists(self.old):
            if exists(self.current):
                remove(self._bad)
                os.rename(self.current, self._bad)
            os.rename(self.old, self.current)
        self._write(REVERTED)
        remove(self._bad)

    def _write(self, state: str) -> None:
        beside = self._state_file + ".new"
        with open(beside, "w") as file:
            file.write(state)
        os.rename(beside, self._state_file)


def exists(path: str) -> bool:
    """Whether there is a file or folder of this name."""
    try:
        os.stat(path)
    except OSError:
        return False
    return True


def remove(folder: str) -> None:
    """Remove a folder and the files in it, if it is there."""
    if not exists(folder):
        return
    for name in os.listdir(folder):
        os.remove(folder + "/" + name)
    os.rmdir(folder)


def here() -> Rollback:
    """The one of this board."""
    return Rollback(_base())


def restart() -> None:
    """Reset the board. The one use of ``machine`` outside of ``board``, which may be what is broken."""
    import machine

    machine.reset()


def guard() -> None:
    """If software is on trial: a thread that takes the old one back when nobody confirms in time."""
    import _thread

    if here().state() == TRIAL:
        _thread.start_new_thread(_watch, ())


def _watch() -> None:
    import time

    time.sleep(TRIAL_S)
    if here().give_up():
        restart()
