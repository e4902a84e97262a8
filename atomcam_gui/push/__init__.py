"""Passing cameras on to a server made for many viewers: RTSP out, JPEG as it is or H.264. No Qt."""
