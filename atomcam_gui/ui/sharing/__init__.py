"""Letting others watch: the window's side of sharing and of passing cameras on."""
