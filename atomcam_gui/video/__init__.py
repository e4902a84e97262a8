"""From JPEG bytes to pixels: decoding in threads, newest frame only. No Qt."""
