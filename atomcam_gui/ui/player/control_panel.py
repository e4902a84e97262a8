"""Below the picture: when it was taken, where it is in the recording, and the buttons."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.player import texts
from atomcam_gui.ui.player.player_actions import PlayerActions
from atomcam_gui.ui.player.timeline_bar import TimelineBar

_ICON = 20


class ControlPanel(QFrame):
    """Draws what it is told, and shows the actions as buttons with words for as long as there is room."""

    def __init__(self, actions: PlayerActions, timeline: TimelineBar, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("playerPanel")
        self.setAccessibleName(self.tr("Playback controls"))
        self.timeline = timeline
        self._actions = actions
        self._make_labels()
        self.play_button = self._button(actions.play)
        self.speed_button = self._speed_button()
        first = [self._button(each) for each in (actions.jump_back, actions.back, actions.forward)]
        first.append(self._button(actions.jump_forward))
        self.save_button = self._button(actions.save)
        self.full_screen_button = self._button(actions.full_screen)
        # Those whose icons say enough lose their words first.
        self._by_patience = [
            [self.full_screen_button],
            first[1:3],
            [self.save_button],
            [first[0], first[3]],
            [self.play_button],
        ]
        last = [self.speed_button, self.save_button, self.full_screen_button]
        self._buttons = [self.play_button, *first, *last]
        self._lay_out([self.play_button, *first], last)
        self._style()

    def _make_labels(self) -> None:
        self._moment: datetime | None = None
        self._time = QLabel(self)
        self._date = QLabel(self)
        self._date.setProperty("muted", "true")
        self._note = QLabel(self)
        self._note.setProperty("muted", "true")
        self._position = QLabel(self)
        font = QFont(self.font())
        # Digits of one width: the text does not tremble as it counts.
        font.setFeature(QFont.Tag("tnum"), 1)
        self._position.setFont(font)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setWeight(QFont.Weight.DemiBold)
        self._time.setFont(font)
        for label in (self._time, self._date, self._note, self._position):
            label.setTextFormat(Qt.TextFormat.PlainText)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(_ICON, _ICON))
        # The mouse leaves the focus where it is: Space plays and pauses.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.toolTip())
        return button

    def _speed_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon("speed"))
        button.setIconSize(QSize(_ICON, _ICON))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(self.tr("How fast to play (< and >)"))
        button.setAccessibleName(self.tr("Speed"))
        menu = QMenu(button)
        menu.addActions(list(self._actions.speeds.values()))
        menu.addSeparator()
        menu.addActions([self._actions.slower, self._actions.faster])
        menu.addSeparator()
        menu.addActions([self._actions.loop, self._actions.skip_gaps])
        button.setMenu(menu)
        return button

    def _lay_out(self, left: list[QToolButton], right: list[QToolButton]) -> None:
        times = self._times = QHBoxLayout()
        times.setSpacing(12)
        times.addWidget(self._time, 0, Qt.AlignmentFlag.AlignBaseline)
        times.addWidget(self._date, 0, Qt.AlignmentFlag.AlignBaseline)
        times.addStretch(1)
        times.addWidget(self._note, 0, Qt.AlignmentFlag.AlignBaseline)
        times.addWidget(self._position, 0, Qt.AlignmentFlag.AlignBaseline)
        times.setContentsMargins(10, 0, 10, 0)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        for button in left:
            self._row.addWidget(button)
        self._row.addStretch(1)
        for button in right:
            self._row.addWidget(button)
        self._row.setContentsMargins(4, 0, 4, 0)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 10, 8, 10)
        whole.setSpacing(2)
        whole.addLayout(times)
        whole.addWidget(self.timeline)
        whole.addSpacing(6)
        whole.addLayout(self._row)

    # -- what it says ----------------------------------------------------------------------------------------------

    def show_moment(self, moment: datetime | None) -> None:
        """The time of day and the date; nothing where they are unknown."""
        self._time.setText(texts.time_of_day(moment) if moment else "")
        self._moment = moment
        self._fit_date()

    def show_position(self, position_s: float, end_s: float) -> None:
        """Where playback stands, of how much."""
        self._position.setText(f"{texts.position(position_s)} / {texts.position(end_s)}" if end_s else "")
        self.timeline.set_position(position_s)

    def show_note(self, text: str) -> None:
        """Something that is going on meanwhile."""
        self._note.setText(text)

    def show_speed(self, speed: float) -> None:
        """How fast it plays."""
        self.speed_button.setText(self.tr("Speed %1").replace("%1", texts.speed(speed)))
        self._fit_words()

    def words_changed(self) -> None:
        """The first button has another label."""
        self.play_button.setAccessibleName(self._actions.play.toolTip())
        self._fit_words()

    @property
    def time_text(self) -> str:
        """The time of day, as it is shown."""
        return self._time.text()

    @property
    def position_text(self) -> str:
        """The position, as it is shown."""
        return self._position.text()

    @property
    def note_text(self) -> str:
        """What is going on, as it is shown."""
        return self._note.text()

    # -- room for words --------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_words()
        self._fit_date()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, super().minimumSizeHint().height())

    def _fit_date(self) -> None:
        """The weekday goes where there is no room for it."""
        if self._moment is None:
            self._date.setText("")
            return
        whole = texts.date(self._moment)
        margins = self._whole.contentsMargins()
        room = self.contentsRect().width() - margins.left() - margins.right()
        advance = self._date.fontMetrics().horizontalAdvance
        needed = self._times.minimumSize().width() - advance(self._date.text()) + advance(whole)
        self._date.setText(whole if needed <= room else texts.date(self._moment, short=True))

    def _fit_words(self) -> None:
        """Take the words from as many buttons as do not fit."""
        margins = self.contentsMargins()
        whole = self._whole.contentsMargins()
        room = self.width() - margins.left() - margins.right() - whole.left() - whole.right()
        with_words, bare = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        widths = {}
        for style in (bare, with_words):
            for button in self._buttons:
                button.setToolButtonStyle(style)
                widths[button, style] = button.sizeHint().width()
        row = self._row.contentsMargins()
        gaps = row.left() + row.right() + self._row.spacing() * len(self._buttons)
        needed = gaps + sum(widths[button, with_words] for button in self._buttons)
        for pair in self._by_patience:
            if needed <= room:
                break
            for button in pair:
                button.setToolButtonStyle(bare)
                needed -= widths[button, with_words] - widths[button, bare]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._style()
        super().changeEvent(event)

    def _style(self) -> None:
        c = theme.colours()
        sheet = f"""
QFrame#playerPanel {{ background: {c.window}; border: none; border-top: 1px solid {c.border}; }}
QFrame#playerPanel QToolButton {{ border: 2px solid transparent; border-radius: {theme.RADIUS}px; padding: 5px 8px; }}
QFrame#playerPanel QToolButton::menu-indicator {{ image: none; }}
QFrame#playerPanel QToolButton:hover {{ background: {c.hover}; }}
QFrame#playerPanel QToolButton:pressed, QFrame#playerPanel QToolButton:checked {{ background: {c.pressed}; }}
QFrame#playerPanel QToolButton:focus {{ border-color: {c.accent}; }}
"""
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
