"""The set-up's decisions, page by page, without a window."""
