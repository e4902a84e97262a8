"""The start of the program with a window. Where this user's is open already it says so before Qt is loaded."""

from __future__ import annotations

import gc
import os
from dataclasses import replace

from atomcam_gui import single_instance
from atomcam_gui.paths import find_paths
from atomcam_gui.single_instance import Wish


def run(wish: Wish) -> int:
    """Open the window and go on until it is closed, or SIGINT or SIGTERM comes. Returns the exit status.

    Where this user's window is open already, it comes to the front and does what is wished.

    Raises:
        NotAnswering: it is open but hangs.
    """
    paths = find_paths()
    instance = single_instance.claim(paths.state)
    if instance is None:
        token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
        single_instance.ask_first(paths.state, replace(wish, activation_token=token))
        return 0
    # Loading makes no garbage, but enough objects to have it looked for again and again: an eighth of the start.
    # ``WindowThreadCollector`` does that from then on.
    gc.disable()
    from atomcam_gui import app

    return app.run(wish, paths, instance)
