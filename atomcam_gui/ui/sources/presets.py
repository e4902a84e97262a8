"""Kinds of network cameras: how their addresses look, and what to do first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


def _tr(text: str) -> str:
    return QCoreApplication.translate("SourcePresets", text)


@dataclass(frozen=True, slots=True)
class Preset:
    """One kind."""

    title: str
    address: str
    """What the address begins with, or all of it."""
    hint: str
    """What to do first, and what the address looks like."""
    example: str
    wants_password: bool = False
    """Such cameras ask for user name and password as a rule."""


def presets() -> tuple[Preset, ...]:
    """All kinds; the first is for those who don't know."""
    return (
        Preset(
            _tr("Any camera in this network"),
            "",
            _tr("Type the camera's number, as the router or the camera's app shows it. AtomCam finds the rest."),
            "192.168.1.7",
        ),
        Preset(
            _tr("AtomS3R-CAM as it comes from the shop"),
            "http://192.168.4.1/api/v1/stream",
            _tr(
                "First join the camera's own WiFi with this computer: its name begins with AtomS3R. "
                "The internet is away meanwhile. For a camera in your own WiFi, choose “Set up a camera” instead."
            ),
            "http://192.168.4.1/api/v1/stream",
        ),
        Preset(
            _tr("ESP32 camera"),
            "http://",
            _tr("A board with CameraWebServer or ESPHome: its number is enough, as in 192.168.1.7."),
            "http://192.168.1.7:81/stream",
        ),
        Preset(
            _tr("RTSP camera"),
            "rtsp://",
            _tr(
                "Its manual has the address. Often it ends in\n"
                "/Streaming/Channels/102 (Hikvision), /stream2 (Tapo),\n"
                "/cam/realmonitor?channel=1&subtype=1 (Dahua), /h264Preview_01_sub (Reolink).\n"
                "The smaller stream is enough, and spares this computer work."
            ),
            "rtsp://192.168.1.7:554/stream",
            wants_password=True,
        ),
    )
