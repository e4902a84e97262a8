"""The window that plays a recording: it draws what ``playback`` has worked out."""
