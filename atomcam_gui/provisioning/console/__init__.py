"""What is typed at a board and what it answers: the protocol without I/O, and one board's console."""
