"""First at every start, before USB is up: which software runs after an update. Nothing here waits or loops."""

try:
    import rollback

    rollback.here().at_start()
except Exception:  # noqa: BLE001 - whatever it is, the board must come up
    pass
