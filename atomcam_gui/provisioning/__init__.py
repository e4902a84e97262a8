"""From a board in a box to its first picture: ports, firmware, flashing, the serial console, and the set-up's decisions.

No Qt here, and no widget decides anything: the window and the command line do the same through the same code.
"""
