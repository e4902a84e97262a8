"""The steps at the left: which are done, which is open, which are to come."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from atomcam_gui.provisioning.flow.setup_state import Page, SetupState
from atomcam_gui.ui import icons, theme
from atomcam_gui.ui.wizard import texts

_ICON = 20


class StepButton(QToolButton):
    """One step. It says its state in words to a screen reader, and is pressed to go back to it."""

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = page
        self.setObjectName("step")
        self.setText(f" {texts.page_name(page)}")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._drawn: tuple[bool, bool, bool, bool] | None = None

    def show_step(self, *, done: bool, now: bool, skipped: bool, reachable: bool) -> None:
        """Show how it stands with the step, and whether the user can go there."""
        drawn = (done, now, skipped, reachable)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.setProperty("now", "true" if now else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        # The open one cannot be gone to, but is not greyed either.
        self.setEnabled(reachable or now)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if reachable and not now else Qt.FocusPolicy.NoFocus)
        name = texts.page_name(self.page)
        if now:
            state = self.tr("open step")
        elif done:
            state = self.tr("done")
        elif skipped:
            state = self.tr("skipped")
        else:
            state = self.tr("to come")
        self.setAccessibleName(f"{name}, {state}")
        self.setToolTip(self.tr("Go back to this step") if reachable and not now else f"{name}: {state}")
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._drawn is not None:
            self._draw_icon()
        super().changeEvent(event)

    def _draw_icon(self) -> None:
        done, now, skipped, _ = self._drawn or (False,) * 4
        colours = theme.colours()
        if now:
            symbol, colour = "step-now", colours.accent
        elif done:
            symbol, colour = "check", colours.live
        else:
            symbol, colour = "step-skipped" if skipped else "step-ahead", colours.muted
        pixmap: QPixmap = icons.tinted_pixmap(symbol, colour, _ICON, self.devicePixelRatioF())
        icon = QIcon(pixmap)
        icon.addPixmap(pixmap, QIcon.Mode.Disabled)
        self.setIcon(icon)


class StepsList(QWidget):
    """All steps. ``wanted`` tells the step that the user pressed."""

    wanted = Signal(Page)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Steps"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.steps = {page: StepButton(page, self) for page in Page}
        for step in self.steps.values():
            step.clicked.connect(lambda _=False, page=step.page: self.wanted.emit(page))
            column.addWidget(step)

    def draw(self, state: SetupState, reachable: frozenset[Page]) -> None:
        """Show a state."""
        for page, step in self.steps.items():
            step.show_step(
                done=page in state.finished,
                now=page is state.page,
                skipped=state.skipped_flash and page in (Page.FIRMWARE, Page.FLASH),
                reachable=page in reachable,
            )
