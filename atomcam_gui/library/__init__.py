"""What was saved: snapshots and recordings, found on the disk and shown again. No Qt."""
