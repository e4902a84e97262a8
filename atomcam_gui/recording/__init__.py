"""What is kept of the pictures: snapshots and recordings, in files that any program can open. No Qt here."""
