"""The panel beside the picture: a camera's settings, and how it fares."""
