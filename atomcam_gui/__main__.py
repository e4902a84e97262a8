"""``python -m atomcam_gui`` and the ``atomcam`` command."""

import sys

from atomcam_gui.cli import run


def main() -> int:
    """Run the command line of this process. Whatever nobody expected ends in a sentence and status 1."""
    try:
        return run(sys.argv[1:])
    except Exception as error:  # noqa: BLE001 - the last line of defence
        from atomcam_gui import last_words

        last_words.end(error)


if __name__ == "__main__":
    sys.exit(main())
