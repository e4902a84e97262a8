"""Adding and changing network cameras in the window."""
