"""The board's port: which there are, who may open them, and bytes in and out."""
