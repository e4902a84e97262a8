"""``atomcam ports``, ``flash`` and ``setup``."""
