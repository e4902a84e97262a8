"""How a camera fares: what is wrong in words, the figures of this moment, and the last hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.health import SAMPLE_S, HealthSample
from atomcam_gui.ui import icons, texts, theme
from atomcam_gui.ui.inspector import health_texts as words
from atomcam_gui.ui.inspector.health_causes import ENOUGH, Cause, CauseKind, find_causes
from atomcam_gui.ui.inspector.health_numbers import HealthNumbers, losses_of, numbers_of
from atomcam_gui.ui.inspector.plot import Plot
from atomcam_gui.ui.inspector.plot_layout import HOUR_S, Edge, PlotData, Series
from atomcam_gui.ui.inspector.plot_scale import span_for
from atomcam_gui.ui.inspector.reading import Reading
from atomcam_gui.ui.inspector.remark import Remark, RemarkKind
from atomcam_gui.ui.wizard.announce import announce

_MOST_CAUSES = 3
"""Whoever reads more at once cures none."""
_NOTHING = "–"
_SPANS_S = (600.0, 1800.0, HOUR_S)
"""An hour of which the first minutes are known would be an empty plot."""


@dataclass(frozen=True, slots=True)
class HealthView:
    """All that the page shows, of one camera at one moment."""

    camera: Camera
    samples: tuple[HealthSample, ...]
    """Of the last hour, oldest first."""
    now: float
    """Monotonic seconds of the registry's clock."""
    epoch: float
    """What to add to the clock's seconds to get seconds since the epoch."""
    wanted_fps: float | None = None
    """What the camera was asked for."""
    size: str | None = None
    """The picture's size in words."""


class HealthPage(QWidget):
    """Draws a ``HealthView``. Figures that a camera does not tell are left out."""

    export_wanted = Signal()
    """The user wants the last hour as a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds: tuple[CauseKind, ...] = ()
        self._camera_id = ""
        self._drawn: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.verdict = Remark(self)
        column.addWidget(self.verdict)
        self._box = QFrame(self)
        self._box.setProperty("message", "warning")
        inner = QVBoxLayout(self._box)
        inner.setContentsMargins(10, 10, 10, 10)
        inner.setSpacing(theme.SPACE)
        self.causes = tuple(Remark(self._box) for _ in range(_MOST_CAUSES))
        for cause in self.causes:
            inner.addWidget(cause)
        self._box.hide()
        column.addWidget(self._box)
        self._make_readings()
        for reading in self.readings:
            column.addWidget(reading)
        self.export = QPushButton(icons.icon("save"), self.tr("Save as a table…"), self)
        self.export.setProperty("plain", "true")
        self.export.setToolTip(self.tr("The last hour's figures as a file for spreadsheets (CSV)"))
        self.export.setAutoDefault(False)
        self.export.clicked.connect(self.export_wanted)
        column.addWidget(self.export, 0, Qt.AlignmentFlag.AlignLeft)
        self.exported = Remark(self)
        column.addWidget(self.exported)
        column.addStretch(1)

    # -- building ------------------------------------------------------------------------------------------------

    def _make_readings(self) -> None:
        self.fps = self._plotted(self.tr("Pictures a second"), self.tr("How many arrive here."), words.fps, (0, 10))
        self.rate = Reading(self.tr("Data rate"), self.tr("What it takes of your WiFi."), self)
        self.losses = self._plotted(
            self.tr("Lost or damaged"),
            self.tr("Of the last five minutes' pictures."),
            lambda value: words.percent(value / 100),
            (0, 2),
        )
        self.losses.add_legend([self.tr("lost"), self.tr("damaged")])
        self.work = self._plotted(
            self.tr("Time for a picture"), self.tr("To make one and to send it."), words.ms, (0, 50)
        )
        self.work.add_legend([self.tr("capture"), self.tr("encode"), self.tr("send")])
        self.signal = self._plotted(
            self.tr("WiFi signal"),
            self.tr("At the camera; below −75 it gets slow."),
            words.dbm,
            (-100, -25),
        )
        self.latency = self._plotted(
            self.tr("Delay"), self.tr("From the camera's lens to this screen."), words.ms, (0, 100)
        )
        self.uptime = Reading(self.tr("Running for"), self.tr("Since the camera's last start."), self)
        self.memory = Reading(self.tr("Free memory"), self.tr("What is left to work with."), self)

    def _plotted(
        self, title: str, meaning: str, describe: Callable[[float], str], least: tuple[float, float]
    ) -> Reading:
        name = self.tr("%1, last hour").replace("%1", title)
        plot = Plot(name, describe, least)
        plot.cursor_moved.connect(self._move_cursor)
        return Reading(title, meaning, self, plot)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All figures, from the top."""
        return (
            self.fps,
            self.rate,
            self.losses,
            self.work,
            self.signal,
            self.latency,
            self.uptime,
            self.memory,
        )

    @property
    def plots(self) -> tuple[Plot, ...]:
        """All plots, from the top."""
        return tuple(reading.plot for reading in self.readings if reading.plot is not None)

    def _move_cursor(self, at: float | None) -> None:
        """One cursor for all: what happened to one figure at a moment explains another."""
        for plot in self.plots:
            plot.set_cursor(at)

    # -- showing -------------------------------------------------------------------------------------------------

    def show_health(self, view: HealthView) -> None:
        """Show this. Meant for once a second: what is as before costs next to nothing."""
        if view.camera.id != self._camera_id:
            self._camera_id, self._kinds = view.camera.id, ()
            self.exported.clear()
            self._move_cursor(None)
        numbers = numbers_of(view.camera, view.samples, view.now)
        self._show_causes(view, numbers)
        self._show_numbers(numbers)
        self._show_plots(view)
        self._show_what_is_known(view, numbers)

    def _show_causes(self, view: HealthView, numbers: HealthNumbers) -> None:
        causes = find_causes(view.samples, view.wanted_fps)
        away = words.away(view.camera)
        if away:
            self.verdict.say(RemarkKind.WARNING, away)
            # What holds a camera up is of no interest while it is not there.
            causes = tuple(cause for cause in causes if cause.kind is CauseKind.BREAKS)
        elif causes:
            self.verdict.clear()
        elif sum(sample.fps is not None for sample in view.samples) < ENOUGH:
            self.verdict.say(RemarkKind.WAITING, words.watching())
        else:
            self.verdict.say(RemarkKind.DONE, words.well(numbers.fps or 0.0))
        self._say_causes(causes[:_MOST_CAUSES], view.size)

    def _say_causes(self, causes: Sequence[Cause], size: str | None) -> None:
        sentences = [words.cause_text(cause, size) for cause in causes]
        for number, remark in enumerate(self.causes):
            remark.say(RemarkKind.WARNING, sentences[number] if number < len(sentences) else "")
        self._box.setVisible(bool(sentences))
        kinds = tuple(cause.kind for cause in causes)
        new = [text for text, kind in zip(sentences, kinds, strict=True) if kind not in self._kinds]
        self._kinds = kinds
        if new:
            announce(self, " ".join(new))

    def _show_numbers(self, numbers: HealthNumbers) -> None:
        self.fps.set_value(_or_nothing(numbers.fps, words.fps))
        self.rate.set_value(_or_nothing(numbers.kbps, texts.bit_rate))
        losses = numbers.losses
        known = losses.made > 0
        self.losses.set_value(words.percent(losses.lost_share + losses.corrupt_share) if known else _NOTHING)
        if self.losses.legend is not None:
            self.losses.legend.set_values([words.plain(losses.lost), words.plain(losses.corrupt)])
        parts = (numbers.capture_ms, numbers.encode_ms, numbers.send_ms)
        self.work.set_value(_or_nothing(sum(part or 0.0 for part in parts) if any(parts) else None, words.ms))
        if self.work.legend is not None:
            self.work.legend.set_values([_or_nothing(part, words.ms) for part in parts])
        self.signal.set_value(_or_nothing(numbers.rssi, words.signal))
        self.latency.set_value(_or_nothing(numbers.latency_ms, words.ms))
        self.uptime.set_value(_or_nothing(numbers.uptime_s, words.duration))
        self.memory.set_value(_or_nothing(numbers.free_memory, words.memory))

    def _show_plots(self, view: HealthView) -> None:
        samples = view.samples
        # In whole samples, so that the axis does not creep.
        end = (view.now + view.epoch) // SAMPLE_S * SAMPLE_S + SAMPLE_S
        drawn = (view.camera.id, len(samples), samples[-1].at if samples else None, end)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        times = tuple(sample.at + view.epoch for sample in samples)
        away = away_times(samples, view.epoch)
        span = span_for(end - times[0] if times else 0.0, _SPANS_S)

        def show(reading: Reading, *series: Series) -> None:
            if reading.plot is not None:
                reading.plot.show_data(PlotData(times, series, end, span, away))

        shares = [losses_of((sample,)) for sample in samples]
        heard = [sample.fps is not None for sample in samples]
        show(self.fps, Series(tuple(sample.fps for sample in samples)))
        show(
            self.losses,
            Series(_shares([share.lost_share for share in shares], heard), self.tr("lost")),
            Series(_shares([share.corrupt_share for share in shares], heard), self.tr("damaged")),
        )
        show(
            self.work,
            Series(tuple(sample.capture_ms for sample in samples), self.tr("capture")),
            Series(tuple(sample.encode_ms for sample in samples), self.tr("encode")),
            Series(tuple(sample.send_ms for sample in samples), self.tr("send")),
        )
        show(self.signal, Series(tuple(sample.rssi for sample in samples)))
        show(self.latency, Series(tuple(sample.latency_ms for sample in samples)))

    def _show_what_is_known(self, view: HealthView, numbers: HealthNumbers) -> None:
        """Leave out what this camera never tells."""
        samples = view.samples
        self.work.setVisible(_tells(samples, "encode_ms") or _tells(samples, "send_ms") or numbers.send_ms is not None)
        self.signal.setVisible(_tells(samples, "rssi") or numbers.rssi is not None)
        self.latency.setVisible(_tells(samples, "latency_ms"))
        self.uptime.setVisible(numbers.uptime_s is not None)
        self.memory.setVisible(numbers.free_memory is not None)
        self.rate.setVisible(view.camera.state is not CameraState.LOST)
        self.export.setEnabled(bool(samples))


def away_times(samples: Sequence[HealthSample], epoch: float) -> tuple[tuple[float, float], ...]:
    """From when to when nothing was heard of a camera between two samples in which it was.

    Args:
        epoch: what to add to a sample's time to get seconds since the epoch.
    """
    heard = [sample.at + epoch for sample in samples if sample.fps is not None]
    return tuple((before, after) for before, after in pairwise(heard) if after - before > 1.5 * SAMPLE_S)


def _shares(shares: Sequence[float], heard: Sequence[bool]) -> Edge:
    return tuple(100 * share if known else None for share, known in zip(shares, heard, strict=True))


def _tells(samples: Sequence[HealthSample], name: str) -> bool:
    return any(getattr(sample, name) is not None for sample in samples)


def _or_nothing(value: float | None, describe: Callable[[float], str]) -> str:
    return _NOTHING if value is None else describe(value)
