"""The window that sets up a camera: it draws a ``SetupState`` and tells a ``SetupFlow`` what the user wants."""
