"""``python -m atomcam_gui`` and the ``atomcam`` command."""

import sys

from atomcam_gui.cli import run


def main() -> int:
    """Run the command line of this process. Whatever nobody expected ends in a sentence and status 1."""
    try:
        status = run(sys.argv[1:])
    except Exception as error:  # noqa: BLE001 - the last line of defence
        from atomcam_gui import last_words

        last_words.end(error)
    if "threading" not in sys.modules:  # nothing was started that could be left behind
        return status
    from atomcam_gui.leaving import leave

    return leave(status)


if __name__ == "__main__":
    sys.exit(main())
