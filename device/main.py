"""Starts the program. Ctrl-C ends it, for the REPL; a soft reset (Ctrl-D) brings it back."""

import sys
import time

import rollback

try:
    rollback.guard()
    from atomcam import app

    app.run()
except Exception as error:  # noqa: BLE001 - a defect or a broken file; Ctrl-C is no Exception
    sys.print_exception(error)  # type: ignore[attr-defined]
    rollback.here().give_up()
    time.sleep(3)
    rollback.restart()
