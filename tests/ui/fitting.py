"""Whether what a window says has room in it, and in which language it is said."""

from __future__ import annotations

import functools
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from atomcam_gui import resources
from atomcam_gui.ui.elided_label import ElidedLabel

SMALL_SCREEN = (800, 600)
_ARROW = 20
"""What a choice's arrow takes, at least."""


# -- room ------------------------------------------------------------------------------------------------------------


def unfit(window: QWidget) -> list[str]:
    """What is cut off in a window, in words; nothing where all is well. Texts that are cut with dots are."""
    found = [f"{_called(widget)}: {what}" for widget in _visible(window) for what in _cut_off(widget)]
    least = window.sizeHint() if isinstance(window, QMenu) else window.minimumSizeHint()
    if window.minimumWidth() == 0 and (least.width() > SMALL_SCREEN[0] or least.height() > SMALL_SCREEN[1]):
        found.append(f"it needs {least.width()}×{least.height()}")
    return found


def _visible(window: QWidget) -> Iterator[QWidget]:
    yield window
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window:
            yield widget


def _called(widget: QWidget) -> str:
    text = getattr(widget, "text", str)()
    return f"{type(widget).__name__} “{text if isinstance(text, str) else ''}”"


def _cut_off(widget: QWidget) -> Iterator[str]:
    metrics, width = widget.fontMetrics(), widget.width()
    match widget:
        case ElidedLabel():
            pass
        case QLabel() if widget.text() and widget.wordWrap():
            yield from _wrapped(widget, metrics)
        case QLabel() if widget.text() and widget.sizeHint().width() > width:
            yield f"{width} px wide, {widget.sizeHint().width()} needed"
        case QAbstractButton() if widget.text() and widget.sizeHint().width() > width:
            yield f"{width} px wide, {widget.sizeHint().width()} needed"
        case QTabBar():
            for number in range(widget.count()):
                needed = metrics.horizontalAdvance(widget.tabText(number).replace("&", ""))
                if widget.tabRect(number).width() < needed + 8 or widget.tabRect(number).right() > width:
                    yield f"tab {number} is cut off"
        case QComboBox() if metrics.horizontalAdvance(widget.currentText()) + _ARROW > width:
            yield f"“{widget.currentText()}” in {width} px"
        case QAbstractSpinBox():
            line = widget.findChild(QLineEdit)
            if line is not None and metrics.horizontalAdvance(line.text()) > line.width() - 2:
                yield f"“{line.text()}” in {line.width()} px"
        case QLineEdit() if not widget.text() and not Path(widget.placeholderText()).is_absolute():
            if metrics.horizontalAdvance(widget.placeholderText()) > width - 8:
                yield f"“{widget.placeholderText()}” in {width} px"
        case QHeaderView():
            for number in range(widget.count()):
                if not widget.isSectionHidden(number) and widget.sectionSizeHint(number) > widget.sectionSize(number):
                    yield f"column {number} is cut off"
        case QScrollArea():
            inner = widget.widget()
            if inner is not None and inner.width() > widget.viewport().width():
                yield f"{inner.width()} px in {widget.viewport().width()}"
    if isinstance(widget, QAbstractButton | QLabel):
        yield from _outside(widget)


def _wrapped(label: QLabel, metrics: QFontMetrics) -> Iterator[str]:
    if label.heightForWidth(label.width()) > label.height():
        yield f"{label.height()} px high, {label.heightForWidth(label.width())} needed"
    plain = re.sub("<[^>]*>", "", label.text())
    longest = max((metrics.horizontalAdvance(word) for word in re.split(r"[\s/-]", plain)), default=0)
    if longest > label.contentsRect().width():
        yield f"a word of {longest} px in {label.contentsRect().width()}"


def _outside(widget: QWidget) -> Iterator[str]:
    """Beyond the edge of the window, or of what holds it; what scrolls may be."""
    area, above = QRect(QPoint(), widget.size()), widget
    while not above.isWindow():
        area.translate(above.pos())
        parent = above.parentWidget()
        if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
            return
        if not parent.rect().contains(area):
            yield f"{area.getRect()} is outside of {type(parent).__name__} {parent.width()}×{parent.height()}"
            return
        above = parent


# -- keys ------------------------------------------------------------------------------------------------------------


def shared_keys(window: QWidget) -> list[str]:
    """Letters that are underlined in more than one thing that is seen at the same time."""
    found: dict[str, list[str]] = {}
    for text in {text for widget in _visible(window) for text in _underlined(widget)}:
        letter = re.search("&([^&])", text.replace("&&", ""))
        if letter is not None:
            found.setdefault(letter[1].casefold(), []).append(text)
    return [f"Alt+{letter}: {sorted(texts)}" for letter, texts in sorted(found.items()) if len(texts) > 1]


def _underlined(widget: QWidget) -> Iterator[str]:
    match widget:
        case QMenu() | QMenuBar():
            yield from (action.text() for action in widget.actions())
        case QTabBar():
            yield from (widget.tabText(number) for number in range(widget.count()))
        case QLabel() if widget.buddy() is not None:
            yield widget.text()
        case QPushButton() | QCheckBox():
            yield widget.text()


# -- language --------------------------------------------------------------------------------------------------------


def untranslated(window: QWidget) -> list[str]:
    """Texts of a window that are English, though there is German for them."""
    texts = {text for widget in _visible(window) for text in _texts(widget) if text}
    return sorted(text for text in texts if _is_english(text))


def _texts(widget: QWidget) -> Iterator[str]:
    """All that it shows, says and explains."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(number) for number in range(widget.count()))
        case QTabBar():
            yield from (widget.tabText(number) for number in range(widget.count()))
        case QAbstractSpinBox():
            yield from (getattr(widget, name, str)() for name in ("prefix", "suffix", "specialValueText"))
        case QMenu() | QMenuBar():
            for action in widget.actions():
                yield from (action.text(), action.toolTip(), action.statusTip())
        case QAbstractItemView():
            yield from _items(widget)


def _items(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    columns = view.horizontalHeader().count() if isinstance(view, QTableView) else 1
    for row in range(model.rowCount() if model is not None else 0):
        for column in range(columns):
            for role in roles:
                said = model.data(model.index(row, column), role)
                if isinstance(said, str):
                    yield from (said, *re.split(r", |\n|  ·  ", said))


def _is_english(text: str) -> bool:
    words, templates = _english()
    # Behind a tooltip stand its keys.
    plain = re.sub(r" \([^()]*\)$", "", text)
    return text in words or plain in words or any(each.fullmatch(plain) for each in templates)


@functools.cache
def _english() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Whole texts, and patterns of those with places in them."""
    sources, german = set(), set()
    for message in ElementTree.fromstring(resources.text("translations/atomcam_de.ts")).iter("message"):
        source, translation = message.findtext("source", ""), message.find("translation")
        if translation is None or translation.get("type") is not None:
            continue
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        german.update(forms)
        if source not in forms:
            sources.add(source)
    sources -= german
    places = {source for source in sources if re.search(r"%[\dn]|\{\w+\}", source)}
    patterns = []
    for source in sorted(places):
        parts = re.split(r"%[\dn]|\{\w+\}", source)
        if re.search(r"[a-z]{3}", " ".join(parts)):
            patterns.append(re.compile(".+".join(map(re.escape, parts)), re.DOTALL))
    return frozenset(sources - places), tuple(patterns)
