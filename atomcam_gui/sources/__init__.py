"""Cameras that are asked for their pictures: MJPEG over HTTP, snapshots, RTSP. No Qt."""
