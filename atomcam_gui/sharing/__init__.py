"""Letting others watch: links with tokens, and the pictures' other forms. No sockets here."""
