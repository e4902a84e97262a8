"""The library's page: what was saved, as cards."""
