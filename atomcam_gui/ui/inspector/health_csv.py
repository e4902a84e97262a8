"""The last hour as a table that spreadsheets open. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from atomcam_gui.camera.health import HealthSample

_COLUMNS = ("fps", "lost", "corrupt", "capture_ms", "encode_ms", "send_ms", "rssi", "latency_ms")


def as_csv(samples: Sequence[HealthSample], epoch: float) -> bytes:
    """A line for each sample: its local time with the distance to UTC, then the figures; empty where none is known.

    Args:
        epoch: what to add to a sample's time to get seconds since the epoch.

    Returns:
        UTF-8 (RFC 4180: CRLF, commas), whatever the locale, so that programs can read it as well.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(("time", *_COLUMNS))
    for sample in samples:
        moment = datetime.fromtimestamp(round(sample.at + epoch)).astimezone()
        table.writerow((moment.isoformat(), *(_cell(getattr(sample, name)) for name in _COLUMNS)))
    return text.getvalue().encode()


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
