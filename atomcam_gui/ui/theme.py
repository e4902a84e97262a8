"""Colours and shapes: the system's palette with a little of our own, light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from atomcam_gui import resources
from atomcam_gui.settings import Appearance

SPACE = 8
RADIUS = 8


@dataclass(frozen=True, slots=True)
class Colours:
    """What the palette does not name. All as ``#rrggbb``."""

    window: str
    base: str
    """Behind what is chosen from or typed into."""
    side: str
    """Behind what stands beside the matter."""
    button: str
    text: str
    muted: str
    border: str
    outline: str
    """Around what is typed or ticked: at least 3:1 against what is behind it."""
    hover: str
    pressed: str
    accent: str
    accent_text: str
    accent_hover: str
    info_surface: str
    warning: str
    warning_surface: str
    error: str
    error_surface: str
    live: str
    stalled: str
    lost: str


def is_dark() -> bool:
    """Whether windows are dark at the moment."""
    palette = QGuiApplication.palette()
    return (
        palette.color(QPalette.ColorRole.Window).lightness() < palette.color(QPalette.ColorRole.WindowText).lightness()
    )


def colours() -> Colours:
    """The colours that fit the palette of the moment."""
    return _colours(QGuiApplication.palette().cacheKey())


@lru_cache(maxsize=4)
def _colours(_palette_key: int) -> Colours:
    palette = QGuiApplication.palette()
    window = palette.color(QPalette.ColorRole.Window)
    text = palette.color(QPalette.ColorRole.WindowText)
    accent = palette.color(QPalette.ColorRole.Accent)
    dark = is_dark()
    warning = "#e5a50a" if dark else "#9a6200"
    error = "#ff7b72" if dark else "#c01c28"
    return Colours(
        window=window.name(),
        base=palette.color(QPalette.ColorRole.Base).name(),
        side=_mix(window, text, 0.04),
        button=palette.color(QPalette.ColorRole.Button).name(),
        text=text.name(),
        muted=_mix(text, window, 0.38),
        border=_mix(window, text, 0.16),
        outline=_mix(window, text, 0.5),
        hover=_mix(window, text, 0.08),
        pressed=_mix(window, text, 0.16),
        accent=accent.name(),
        accent_text="#ffffff" if accent.lightnessF() < 0.62 else "#101010",
        accent_hover=(accent.lighter(112) if dark else accent.darker(108)).name(),
        info_surface=_mix(window, accent, 0.16),
        warning=warning,
        warning_surface=_mix(window, QColor("#e5a50a"), 0.18),
        error=error,
        error_surface=_mix(window, QColor("#e01b24"), 0.16),
        live="#33d17a" if dark else "#1a8f4c",
        stalled=warning,
        lost=_mix(text, window, 0.5),
    )


def _mix(base: QColor, other: QColor, share: float) -> str:
    """``base`` with a share of ``other`` in it."""
    return QColor.fromRgbF(
        base.redF() + (other.redF() - base.redF()) * share,
        base.greenF() + (other.greenF() - base.greenF()) * share,
        base.blueF() + (other.blueF() - base.blueF()) * share,
    ).name()


_SCHEMES = {
    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
}


def apply(app: QApplication, appearance: Appearance) -> None:
    """Follow the system, or be light or dark. Widgets learn of it by their palette's change."""
    app.styleHints().setColorScheme(_SCHEMES[appearance])
    app.setPalette(QPalette())
    if appearance is not Appearance.SYSTEM and is_dark() != (appearance is Appearance.DARK):
        # A desktop without a colour scheme of its own (plain X11) leaves the palette to us.
        app.setPalette(_own_palette(dark=appearance is Appearance.DARK))
    refresh(app)


def _own_palette(*, dark: bool) -> QPalette:
    window, base, text = ("#2b2b2b", "#1f1f1f", "#f2f2f2") if dark else ("#efefef", "#ffffff", "#1a1a1a")
    button, accent, link = ("#3a3a3a", "#3d8fd9", "#7ab8f5") if dark else ("#f6f6f6", "#2a7fc4", "#1a5fb4")
    palette = QPalette(QColor(button), QColor(window))
    role = QPalette.ColorRole
    for names, colour in (
        ((role.Window, role.AlternateBase), window),
        ((role.Base,), base),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), text),
        ((role.Button, role.ToolTipBase), button),
        ((role.Highlight, role.Accent), accent),
        ((role.HighlightedText,), "#ffffff"),
        ((role.Link,), link),
    ):
        for name in names:
            palette.setColor(name, QColor(colour))
    muted = QColor(_mix(QColor(text), QColor(window), 0.5))
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, muted)
    palette.setColor(role.PlaceholderText, muted)
    return palette


def refresh(app: QApplication) -> None:
    """Make the style sheet anew from the palette of the moment."""
    sheet = _style_sheet(colours())
    if sheet != app.styleSheet():
        app.setStyleSheet(sheet)


def _style_sheet(c: Colours) -> str:
    tick = (resources.root() / "icons" / "tick-on.svg").as_posix()
    return f"""
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolBar {{ border: none; border-bottom: 1px solid {c.border}; padding: 6px 8px; spacing: 4px; }}
QToolBar QToolButton {{ border: 1px solid transparent; border-radius: {RADIUS}px; padding: 6px 10px; }}
QToolBar QToolButton:hover {{ background: {c.hover}; }}
QToolBar QToolButton:pressed, QToolBar QToolButton:checked {{ background: {c.pressed}; }}
QToolBar QToolButton:focus {{ border-color: {c.accent}; }}
QStatusBar {{ border-top: 1px solid {c.border}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ padding: 2px 4px; }}
QStatusBar QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 3px 8px; }}
QStatusBar QToolButton:hover {{ background: {c.hover}; }}
QStatusBar QToolButton:focus {{ border-color: {c.accent}; }}
QListView#cameras {{ border: none; background: {c.window}; padding: 4px; outline: none; }}
QFrame#sidebar {{ border: none; border-right: 1px solid {c.border}; }}
QToolButton#allCameras {{
  border: 2px solid transparent; border-radius: {RADIUS}px; padding: 8px; margin: 0 8px; text-align: left;
}}
QToolButton#allCameras:hover {{ background: {c.hover}; }}
QToolButton#allCameras:checked {{ background: {c.pressed}; font-weight: 600; }}
QToolButton#allCameras:focus {{ border-color: {c.accent}; }}
QToolButton#allCameras:disabled {{ color: {c.lost}; }}
QScrollArea#inspector {{ border: none; border-left: 1px solid {c.border}; }}
QLabel[heading="true"] {{ font-size: 18pt; font-weight: 600; }}
QLabel[caption="true"] {{ color: {c.muted}; font-weight: 600; }}
QLabel[muted="true"] {{ color: {c.muted}; }}
QLabel[address="true"], QPlainTextEdit[code="true"] {{ font-family: monospace; }}
QPushButton[primary="true"] {{
  background: {c.accent}; color: {c.accent_text}; border: 2px solid {c.accent}; border-radius: {RADIUS}px;
  padding: 9px 22px; font-weight: 600;
}}
QPushButton[primary="true"]:hover {{ background: {c.accent_hover}; border-color: {c.accent_hover}; }}
QPushButton[primary="true"]:focus {{ border-color: {c.text}; }}
QPushButton[primary="true"]:disabled {{ background: {c.pressed}; color: {c.lost}; border-color: transparent; }}
QPushButton[link="true"] {{
  background: transparent; color: {c.text}; border: 2px solid transparent; border-radius: {RADIUS}px;
  padding: 6px 14px; text-decoration: underline;
}}
QPushButton[link="true"]:hover {{ background: {c.hover}; }}
QPushButton[link="true"]:focus {{ border-color: {c.accent}; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator {{
  width: 16px; height: 16px; border: 1px solid {c.outline}; border-radius: 4px; background: {c.base};
}}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url("{tick}"); }}
QCheckBox::indicator:focus {{ border: 2px solid {c.text}; width: 14px; height: 14px; }}
QCheckBox::indicator:disabled {{ border-color: {c.border}; }}
QCheckBox::indicator:checked:disabled {{ background: {c.lost}; border-color: {c.lost}; }}
QLabel[strong="true"] {{ font-weight: 600; }}
QLineEdit[code="true"] {{ font-family: monospace; }}
QFrame#wizardSteps {{ background: {c.side}; border: none; border-right: 1px solid {c.border}; }}
QFrame#logPanel {{ border: none; border-top: 1px solid {c.border}; }}
QToolButton#step {{
  border: 2px solid transparent; border-radius: {RADIUS}px; padding: 7px 8px; color: {c.text}; text-align: left;
}}
QToolButton#step[now="true"] {{ background: {c.pressed}; font-weight: 600; }}
QToolButton#step:disabled {{ color: {c.muted}; }}
QToolButton#step:hover:enabled {{ background: {c.hover}; }}
QToolButton#step:focus {{ border-color: {c.accent}; }}
QToolButton#fold {{ border: 2px solid transparent; border-radius: {RADIUS}px; padding: 4px 6px 4px 0; }}
QToolButton#fold:hover {{ background: {c.hover}; }}
QToolButton#fold:focus {{ border-color: {c.accent}; }}
QFrame[message] QToolButton#fold, QToolButton#fold[inline="true"] {{ margin-left: -8px; }}
QLineEdit[field="true"] {{
  background: {c.base}; border: 1px solid {c.outline}; border-radius: 6px; padding: 4px 6px;
}}
QLineEdit[field="true"]:focus {{ border: 2px solid {c.accent}; padding: 3px 5px; }}
QLineEdit[field="true"]:disabled {{ color: {c.lost}; border-color: {c.border}; }}
QPushButton[plain="true"] {{
  background: {c.button}; color: {c.text}; border: 1px solid {c.border}; border-radius: {RADIUS}px; padding: 7px 16px;
}}
QPushButton[plain="true"]:hover {{ background: {c.hover}; }}
QPushButton[plain="true"]:pressed {{ background: {c.pressed}; }}
QPushButton[plain="true"]:focus {{ border: 2px solid {c.accent}; padding: 6px 15px; }}
QPushButton[plain="true"]:disabled {{ color: {c.lost}; }}
QListView#wizardList {{
  background: {c.base}; border: 1px solid {c.border}; border-radius: {RADIUS}px; padding: 3px; outline: none;
}}
QFrame[card="true"] {{ background: {c.side}; border: 1px solid {c.border}; border-radius: {RADIUS}px; }}
QPushButton[card="true"] {{ background: {c.side}; border: 1px solid {c.border}; border-radius: {RADIUS}px; }}
QPushButton[card="true"]:hover {{ background: {c.hover}; }}
QPushButton[card="true"]:pressed {{ background: {c.pressed}; }}
QPushButton[card="true"]:focus {{ border: 2px solid {c.accent}; }}
QFrame[card="true"] QLabel {{ background: transparent; border: none; }}
QFrame[message="error"] {{ background: {c.error_surface}; border: none; border-radius: {RADIUS}px; }}
QFrame[message="warning"] {{ background: {c.warning_surface}; border: none; border-radius: {RADIUS}px; }}
QFrame[message] QLabel {{ background: transparent; }}
QFrame[notice="question"],
QFrame[notice="info"] {{ background: {c.info_surface}; border: none; border-bottom: 1px solid {c.border}; }}
QFrame[notice="warning"] {{ background: {c.warning_surface}; border: none; border-bottom: 1px solid {c.border}; }}
QFrame[notice="error"] {{ background: {c.error_surface}; border: none; border-bottom: 1px solid {c.border}; }}
QFrame[notice] QLabel {{ background: transparent; }}
QFrame[notice] QPushButton {{
  background: {c.window}; color: {c.text}; border: 1px solid {c.border}; border-radius: {RADIUS}px; padding: 5px 12px;
}}
QFrame[notice] QPushButton:hover {{ background: {c.hover}; }}
QFrame[notice] QPushButton:focus {{ border-color: {c.accent}; }}
QToolButton[segment] {{
  background: {c.button}; color: {c.text}; border: 1px solid {c.border}; padding: 5px 12px;
}}
QToolButton[segment]:hover {{ background: {c.hover}; }}
QToolButton[segment]:checked {{ background: {c.pressed}; font-weight: 600; }}
QToolButton[segment]:focus {{ border-color: {c.accent}; }}
QToolButton[segment]:disabled {{ color: {c.lost}; }}
QToolButton[segment="first"] {{ border-top-left-radius: {RADIUS}px; border-bottom-left-radius: {RADIUS}px; }}
QToolButton[segment="middle"] {{ border-left: none; border-right: none; }}
QToolButton[segment="last"] {{ border-top-right-radius: {RADIUS}px; border-bottom-right-radius: {RADIUS}px; }}
QToolButton[segment="single"] {{ border-radius: {RADIUS}px; }}
QToolBar QToolButton[segment] {{ border: 1px solid {c.border}; }}
QToolBar QToolButton[segment]:checked {{ font-weight: normal; }}
QToolBar QToolButton[segment]:focus {{ border-color: {c.accent}; }}
QToolBar QToolButton[segment="first"] {{ border-top-right-radius: 0; border-bottom-right-radius: 0; }}
QToolBar QToolButton[segment="last"] {{
  border-top-left-radius: 0; border-bottom-left-radius: 0; border-left: none;
}}
QWidget#libraryFilter {{ border-bottom: 1px solid {c.border}; }}
QAbstractItemView#library {{ border: none; background: {c.window}; outline: none; }}
QFrame#librarySelection {{ border: none; border-top: 1px solid {c.border}; }}
QFrame#librarySelection QToolButton {{
  border: 1px solid transparent; border-radius: {RADIUS}px; padding: 5px 8px; color: {c.text};
}}
QFrame#librarySelection QToolButton:disabled {{ color: {c.lost}; }}
QFrame#librarySelection QToolButton:hover {{ background: {c.hover}; }}
QFrame#librarySelection QToolButton:checked {{ background: {c.pressed}; }}
QFrame#librarySelection QToolButton:focus {{ border-color: {c.accent}; }}
QTableWidget::item {{ padding: 2px 8px; }}
QHeaderView::section {{ padding: 6px 8px; border: none; border-bottom: 1px solid {c.border}; }}
QFrame#viewControls {{ background: rgba(20, 20, 20, 190); border: none; border-radius: 12px; }}
QFrame#viewControls QToolButton {{ border: 1px solid transparent; border-radius: {RADIUS}px; padding: 6px; }}
QFrame#viewControls QToolButton:hover {{ background: rgba(255, 255, 255, 40); }}
QFrame#viewControls QToolButton:checked {{ background: rgba(255, 255, 255, 70); }}
QFrame#viewControls QToolButton:focus {{ border-color: #ffffff; }}
QFrame#viewControls QToolButton {{ color: #ffffff; }}
QFrame#viewControls QToolButton:disabled {{ color: #8a8a8a; }}
QFrame#viewControls QToolButton:pressed {{ background: rgba(255, 255, 255, 70); }}
QFrame#toast {{ background: rgba(20, 20, 20, 225); border: none; border-radius: 12px; }}
QFrame#toast QLabel {{ color: #ffffff; background: transparent; }}
QFrame#toast QLabel[muted="true"] {{ color: #c8c8c8; }}
QFrame#toast QToolButton {{
  color: #ffffff; border: 1px solid transparent; border-radius: {RADIUS}px; padding: 5px 8px;
}}
QFrame#toast QToolButton:hover {{ background: rgba(255, 255, 255, 40); }}
QFrame#toast QToolButton:pressed {{ background: rgba(255, 255, 255, 70); }}
QFrame#toast QToolButton:focus {{ border-color: #ffffff; }}
"""
