"""Widgets. They draw what the other packages decided."""
