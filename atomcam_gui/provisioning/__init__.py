"""From a board in a box to its first picture: ports, firmware, flashing, the console, and the decisions of set-up.

No Qt here, and no widget decides anything: the window and the command line do the same through the same code.
"""
