"""A small note over the picture: what was just saved, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from atomcam_gui.ui import icons
from atomcam_gui.ui.animation import animation_ms
from atomcam_gui.ui.wizard.announce import announce

THUMBNAIL = QSize(96, 72)

_SHOWN_MS = 6000
_MARGIN = 16
_ABOVE_CONTROLS = 72
_INSET = 8
"""Of the words, so that they stand above the buttons' own."""


class Toast(QFrame):
    """Goes by itself, but not while the pointer or the keyboard is in it."""

    show_in_folder_clicked = Signal()
    copy_clicked = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("toast")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._view = view
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(self)
        self._title.setProperty("strong", "true")
        self._name = QLabel(self)
        self._name.setProperty("muted", "true")
        for label in (self._title, self._name):
            label.setContentsMargins(_INSET, 0, 0, 0)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.show_button = self._button("folder", self.tr("Show in folder"), self.tr("Show the file in its folder"))
        self.show_button.clicked.connect(self.show_in_folder_clicked)
        self.copy_button = self._button("copy", self.tr("Copy"), self.tr("Copy the picture, to paste it elsewhere"))
        self.copy_button.clicked.connect(self.copy_clicked)
        self.close_button = self._button("close", "", self.tr("Close this message"))
        self.close_button.clicked.connect(self.dismiss)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self._go_unless_used)
        self._full_name = ""
        self._effect: QGraphicsOpacityEffect | None = None
        self._animation: QPropertyAnimation | None = None
        view.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(self.show_button)
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._name)
        words.addLayout(buttons)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(10, 10, 6, 8)
        row.setSpacing(6)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def _button(self, icon: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(QIcon(icons.tinted_pixmap(icon, "#ffffff", 18, self.devicePixelRatioF())))
        button.setIconSize(QSize(18, 18))
        button.setText(f" {text}" if text else "")
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonTextBesideIcon if text else style.ToolButtonIconOnly)
        button.setToolTip(tip)
        button.setAccessibleName(text or tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._title.text()}: {self._full_name}"

    def tell(self, title: str, name: str, picture: QImage, *, can_copy: bool = True) -> None:
        """Show it, or what it says now, for some seconds.

        Args:
            picture: no larger than ``THUMBNAIL``; none shows none.
        """
        self._title.setText(title)
        self._full_name = name
        self._name.setToolTip(name)
        self._picture.setPixmap(QPixmap.fromImage(picture))
        self._picture.setVisible(not picture.isNull())
        self.copy_button.setVisible(can_copy)
        self.setAccessibleName(self.text)
        was_shown = self.isVisible()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        self._fade(0.0 if not was_shown else 1.0, 1.0)
        announce(self, self.text)

    def dismiss(self) -> None:
        """Let it go."""
        self._timer.stop()
        if self.isVisible():
            self._fade(1.0, 0.0)

    def _go_unless_used(self) -> None:
        focus = self.window().focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start()
        else:
            self.dismiss()

    def _fade(self, start: float, end: float) -> None:
        """The effect is there only while it fades: all through it would cost a copy for each picture below."""
        if self._animation is not None:
            self._animation.stop()
            self._end_fade()
        duration = animation_ms(self) if start != end else 0
        if not duration:
            self.setVisible(end > 0)
            return
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setOpacity(start)
        self.setGraphicsEffect(self._effect)
        self._animation = QPropertyAnimation(self._effect, b"opacity", self)
        self._animation.setDuration(duration)
        self._animation.setStartValue(start)
        self._animation.setEndValue(end)
        self._animation.finished.connect(lambda: self._faded(end))
        self._animation.start()

    def _faded(self, end: float) -> None:
        self._end_fade()
        self.setVisible(end > 0)

    def _end_fade(self) -> None:
        animation, self._animation = self._animation, None
        if animation is not None:
            animation.deleteLater()
        self._effect = None
        self.setGraphicsEffect(None)  # type: ignore[arg-type]

    def _place(self) -> None:
        room = self._view.width() - 2 * _MARGIN
        self._name.setText(self._full_name)
        self._fit()
        if self.width() > room:
            wanted = self._name.width() - _INSET - (self.width() - room)
            text = self._name.fontMetrics().elidedText(self._full_name, Qt.TextElideMode.ElideMiddle, max(80, wanted))
            self._name.setText(text)
            self._fit()
        self.move(_MARGIN, self._view.height() - self.height() - _ABOVE_CONTROLS)

    def _fit(self) -> None:
        self.ensurePolished()
        self._row.invalidate()
        self._row.activate()
        self.resize(self.sizeHint())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.start()
        super().enterEvent(event)
