"""``python -m atomcam_gui`` and the ``atomcam`` command."""

import sys

from atomcam_gui.cli import run


def main() -> int:
    """Run the command line of this process."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
