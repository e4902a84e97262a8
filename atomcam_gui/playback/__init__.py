"""Recordings played back: files and their times, the clock, a thread that reads ahead. No Qt."""
