"""All live pictures side by side."""
