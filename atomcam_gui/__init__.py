"""AtomCam: from a small WiFi camera board to a live picture on a desk."""

__version__ = "0.1.0"
