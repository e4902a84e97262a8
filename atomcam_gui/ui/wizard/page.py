"""What all pages of the set-up have in common: a heading, one sentence, a body, a place for trouble."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from atomcam_gui.provisioning.flow.setup_flow import SetupFlow
from atomcam_gui.provisioning.flow.setup_state import SetupState
from atomcam_gui.provisioning.troubles import SetupError
from atomcam_gui.ui.wizard.trouble_box import Cure, TroubleBox


@dataclass(frozen=True, slots=True)
class Buttons:
    """What the window's buttons say while a page is shown."""

    primary: str
    """What it does, as a verb."""
    help: str
    """What it does, as a sentence."""
    enabled: bool = True
    second: str = ""
    """Another way on; empty for none."""
    second_help: str = ""
    cancel: str = ""
    """What can be cancelled at the moment, as a sentence; empty for nothing. Then Back is away."""


class WizardPage(QWidget):
    """A page. It draws what it is told and hands what the user does to the flow; it decides nothing.

    A page keeps the widgets that the user types and chooses in: only what differs from the state is changed.
    """

    def __init__(self, flow: SetupFlow, parent: QWidget) -> None:
        super().__init__(parent)
        self.flow = flow
        self.heading = QLabel(self)
        self.heading.setProperty("heading", "true")
        self.heading.setWordWrap(True)
        self.sentence = paragraph("", self)
        self.sentence.setProperty("muted", "true")
        self._body = _Body(self)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("wizardScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(24, 24, 24, 8)
        self.column.setSpacing(8)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.sentence)
        self.column.addSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._scroll.setWidget(self._body)
        self.trouble: TroubleBox | None = None

    @property
    def body(self) -> QWidget:
        """The parent for the page's own widgets."""
        return self._body

    # -- for the window ------------------------------------------------------------------------------------------

    @abstractmethod
    def draw(self, state: SetupState) -> None:
        """Show a state."""

    @abstractmethod
    def buttons(self, state: SetupState) -> Buttons:
        """What the window's buttons say."""

    @abstractmethod
    def status(self, state: SetupState) -> str:
        """What happens on this page at the moment, as a sentence that a screen reader says when it changes."""

    def trouble_of(self, state: SetupState) -> SetupError | None:
        """The trouble that the page shows."""
        return None

    def primary(self, state: SetupState) -> None:
        """The button that goes on."""
        self.flow.advance()

    def second(self, state: SetupState) -> None:
        """The other way on."""

    def cancel(self, state: SetupState) -> None:
        """Stop what runs."""

    def focus_widget(self, state: SetupState) -> QWidget | None:
        """Where the user starts on this page; None for the button that goes on."""
        return None

    def leave(self) -> None:
        """The page is hidden, or the window closes."""

    # -- for pages -----------------------------------------------------------------------------------------------

    def add_trouble(self) -> None:
        """Give trouble its place, after what it is about."""
        self.trouble = TroubleBox(self._body)
        self.column.addWidget(self.trouble)

    def draw_trouble(self, error: SetupError | None, *cures: Cure, command: str = "") -> None:
        """Show or take away a trouble with what can be done about it, and make sure that it is seen."""
        if self.trouble is not None and self.trouble.show_trouble(error, cures, command) and error is not None:
            # Once it is laid out.
            QTimer.singleShot(0, self, self._scroll_to_trouble)

    def _scroll_to_trouble(self) -> None:
        if self.trouble is not None and not self.trouble.isHidden():
            self._scroll.ensureWidgetVisible(self.trouble, 0, 8)


class _Body(QWidget):
    """As high as it must be at its width. Qt's own guess is for wrapped text at any width, and scrolls for nothing."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if isinstance(layout, QLayout) else -1


def paragraph(text: str, parent: QWidget) -> QLabel:
    """Plain text over several lines."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def set_shown(widget: QWidget, shown: bool) -> None:
    """Show or hide, without a word where nothing changes."""
    if widget.isHidden() == shown:
        widget.setVisible(shown)
