"""How a camera fares, as one sees and hears it: words first, figures, the last hour with one cursor for all plots."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from atomcam_gui.camera.camera import Camera, CameraState
from atomcam_gui.camera.health import SAMPLE_S, SAMPLES, HealthSample
from atomcam_gui.camera.trust import Trust
from atomcam_gui.settings import Appearance
from atomcam_gui.ui import theme
from atomcam_gui.ui.inspector import health_page, plot
from atomcam_gui.ui.inspector.health_page import HealthPage, HealthView, away_times
from atomcam_gui.ui.inspector.plot import Plot
from atomcam_gui.ui.inspector.plot_layout import PlotData, Series
from atomcam_gui.wire import Stats
from tests.ui.conftest import grab

EPOCH = 1_700_000_000.0
WELL = HealthSample(0.0, 15.0, 0.0, 0.0, 12.0, 40.0, 15.0, -58.0, 90.0)
GAP = range(300, 360)


def an_hour(sample: HealthSample = WELL, gap: range = range(0)) -> tuple[HealthSample, ...]:
    """An hour of the same, but for a gap."""
    times = [SAMPLE_S * i for i in range(SAMPLES)]
    return tuple(HealthSample(at) if i in gap else replace(sample, at=at) for i, at in enumerate(times))


def camera(stats: Stats | None = None, state: CameraState = CameraState.LIVE) -> Camera:
    made = Camera("0a0000000001", "0a0000000001", "192.168.1.9", Trust.ALLOWED, "Kitchen", state)
    made.board_stats = stats
    for number in range(40):
        made.statistics.meter.add(SAMPLE_S * SAMPLES - 3 + number / 15, 10_000)
    return made


FULL = Stats(15.0, 100.0, 0.0, 12.0, 40.0, 15.0, -58.0, 4_100_000.0, 8000.0)


def view(samples: tuple[HealthSample, ...], of: Camera | None = None, wanted: float | None = 15.0) -> HealthView:
    return HealthView(of or camera(FULL), samples, SAMPLE_S * SAMPLES, EPOCH, wanted, "VGA · 640 × 480")


@pytest.fixture
def page(qapp: QApplication) -> Iterator[HealthPage]:
    theme.apply(qapp, Appearance.LIGHT)
    made = HealthPage()
    made.resize(260, 1200)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    theme.apply(qapp, Appearance.SYSTEM)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    for module in (health_page, plot):
        monkeypatch.setattr(module, "announce", lambda _, text, urgent=False: heard.append(text))
    return heard


def key(widget: QWidget, name: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, name, modifiers))


def hover(widget: QWidget, at: QPointF) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        widget.mapToGlobal(at),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def test_figures_have_units_and_the_signal_has_words(page: HealthPage) -> None:
    page.show_health(view(an_hour()))
    assert page.fps.value.endswith(" fps")
    assert page.rate.value.endswith(" Mbit/s")
    assert page.losses.value == "0 %"
    assert page.work.value == "67 ms"
    assert page.work.legend is not None
    assert page.work.legend.values == ("12 ms", "40 ms", "15 ms")
    assert page.signal.value == "good, −58 dBm"
    assert page.latency.value == "90 ms"
    assert page.uptime.value == "2 h 13 min"
    assert page.memory.value == "4.1 MB"
    assert page.verdict.text.startswith("All is well")


def test_what_a_camera_never_tells_is_left_out(page: HealthPage) -> None:
    plain = HealthSample(0.0, 12.0, 0.0, 0.0)
    page.show_health(view(an_hour(plain), camera(), None))
    shown = [reading for reading in page.readings if reading.isVisibleTo(page)]
    assert shown == [page.fps, page.rate, page.losses]


def test_a_camera_that_just_came_is_not_judged(page: HealthPage) -> None:
    page.show_health(view(()))
    assert "knows more" in page.verdict.text
    assert not page.export.isEnabled()


def test_a_camera_that_is_away_has_no_figures_of_now_but_keeps_its_hour(page: HealthPage) -> None:
    away = camera(FULL, CameraState.LOST)
    away.lost_at = time.time()
    page.show_health(view(an_hour(replace(WELL, rssi=-88.0)), away))
    assert page.verdict.text.startswith("Not connected since")
    assert page.fps.value == page.signal.value == "–"
    assert not any(cause.text for cause in page.causes)
    assert any(value is not None for value in page.plots[0].data.series[0].values)


def test_causes_come_first_in_words_and_are_said_once(page: HealthPage, said: list[str]) -> None:
    page.show_health(view(an_hour(replace(WELL, rssi=-82.0))))
    assert page.causes[0].text == "The WiFi is weak: −82 dBm. Move the camera nearer to the router."
    assert said == [page.causes[0].text]
    page.show_health(view(an_hour(replace(WELL, rssi=-83.0))))
    assert "−83" in page.causes[0].text
    assert len(said) == 1, "another number of the same cause is no news"
    page.show_health(view(an_hour()))
    assert not page.causes[0].isVisibleTo(page)


def test_the_size_that_is_too_large_is_named(page: HealthPage) -> None:
    page.show_health(view(an_hour(replace(WELL, fps=6.0, encode_ms=140.0))))
    text = "The camera needs 140 ms to encode a picture of VGA · 640 × 480: choose a smaller size."
    assert page.causes[0].text == text


def coloured(page: HealthPage, chart: Plot, at: float) -> int:
    """Pixels of the line's colour in the column of a moment."""
    image, layout, accent = grab(chart), chart._layout, QColor(theme.colours().accent)
    x = round(layout.across.place(at))
    column = [image.pixelColor(x, y) for y in range(int(layout.area.top()), int(layout.area.bottom()))]
    return sum(
        abs(c.red() - accent.red()) + abs(c.green() - accent.green()) + abs(c.blue() - accent.blue()) < 90
        for c in column
    )


def test_a_gap_is_a_gap_and_not_a_line_across_it(page: HealthPage) -> None:
    page.show_health(view(an_hour(gap=GAP)))
    chart = page.plots[0]
    assert coloured(page, chart, EPOCH + SAMPLE_S * 200) > 0
    assert coloured(page, chart, EPOCH + SAMPLE_S * 330) == 0
    assert coloured(page, chart, EPOCH + SAMPLE_S * 500) > 0
    assert away_times(an_hour(gap=GAP), 0.0) == ((SAMPLE_S * 299, SAMPLE_S * 360),)
    assert chart.words_at(EPOCH + SAMPLE_S * 330)[0].endswith("nothing was heard")


def test_all_plots_share_their_time_axis_and_their_cursor(page: HealthPage) -> None:
    page.show_health(view(an_hour()))
    QApplication.processEvents()
    shown = [chart for chart in page.plots if chart.isVisible()]
    assert len(shown) == 5
    assert len({(chart._layout.area.left(), chart._layout.area.right()) for chart in shown}) == 1
    area = shown[2].area
    hover(shown[2], QPointF(area.center().x(), area.center().y()))
    middle = EPOCH + SAMPLE_S * SAMPLES / 2
    assert all(abs((chart.cursor_at or 0.0) - middle) < 30 for chart in shown)
    assert shown[3].words_at(middle)[0].endswith("−58 dBm")
    assert [line.split()[0] for line in shown[2].words_at(middle)[1:]] == ["capture", "encode", "send"]
    QApplication.sendEvent(shown[2], QEvent(QEvent.Type.Leave))
    assert all(chart.cursor_at is None for chart in shown)


def test_the_keyboard_steps_through_the_hour_and_every_step_is_said(page: HealthPage, said: list[str]) -> None:
    page.show_health(view(an_hour()))
    chart = page.plots[0]
    last = EPOCH + SAMPLE_S * (SAMPLES - 1)
    key(chart, Qt.Key.Key_Left)
    assert chart.cursor_at == last
    key(chart, Qt.Key.Key_Left)
    assert chart.cursor_at == last - 60
    key(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert chart.cursor_at == last - 60 + SAMPLE_S
    key(chart, Qt.Key.Key_Home)
    assert chart.cursor_at == EPOCH
    key(chart, Qt.Key.Key_Left)
    assert chart.cursor_at == EPOCH
    key(chart, Qt.Key.Key_End)
    assert chart.cursor_at == last
    assert len(said) == 6
    assert all("15.0 fps" in text for text in said)
    key(chart, Qt.Key.Key_Escape)
    assert chart.cursor_at is None


def test_an_empty_plot_takes_no_steps(qapp: QApplication, said: list[str]) -> None:
    chart = Plot("nothing", str, (0, 1))
    chart.resize(200, 100)
    key(chart, Qt.Key.Key_Left)
    assert (chart.cursor_at, said) == (None, [])
    grab(chart)


def test_the_same_figures_draw_nothing_anew(page: HealthPage) -> None:
    samples = an_hour()
    page.show_health(view(samples))
    drawn = [chart._layout for chart in page.plots]
    page.show_health(view(samples))
    assert all(chart._layout is before for chart, before in zip(page.plots, drawn, strict=True))
    page.show_health(view((*samples[1:], replace(WELL, at=SAMPLE_S * SAMPLES))))
    assert all(chart._layout is not before for chart, before in zip(page.plots, drawn, strict=True))


def test_stacked_values_lie_on_top_of_one_another_even_where_one_is_not_told() -> None:
    data = PlotData((1.0, 2.0, 3.0), (Series((10.0, None, None)), Series((5.0, 5.0, None)), Series((1.0, 1.0, None))))
    assert data.edges() == ((10.0, 0.0, None), (15.0, 5.0, None), (16.0, 6.0, None))


def test_the_first_minutes_fill_the_plot(page: HealthPage) -> None:
    few = tuple(replace(WELL, at=SAMPLE_S * (SAMPLES - 20 + i)) for i in range(20))
    page.show_health(view(few))
    assert page.plots[0].data.span == 600.0
    page.show_health(view(an_hour()))
    assert page.plots[0].data.span == 3600.0


def test_plots_grow_with_the_font(qapp: QApplication) -> None:
    chart = Plot("large", str, (0, 1))
    before, font = chart.sizeHint().height(), chart.font()
    font.setPointSizeF(2 * font.pointSizeF())
    chart.setFont(font)
    assert chart.sizeHint().height() > 1.6 * before
    assert chart.mapToParent(QPoint()) == QPoint()
