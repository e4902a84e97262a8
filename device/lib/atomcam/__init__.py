"""The camera's software: what runs on the AtomS3R-CAM under MicroPython."""

VERSION = "0.1.0"
