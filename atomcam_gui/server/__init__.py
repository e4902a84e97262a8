"""The camera server: WebSocket and HTTP endpoints. The only network code."""
