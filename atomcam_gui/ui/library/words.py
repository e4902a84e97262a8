"""What the library says, in words for people."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from atomcam_gui.library.items import Condition, Item, Kind
from atomcam_gui.library.library import Shown
from atomcam_gui.library.search import DateWords
from atomcam_gui.recording.names import parse_name


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("library", text, "", number)


def day_text(day: date, today: date) -> str:
    """A day, as people call it."""
    if day == today:
        return _tr("Today")
    if day == today - timedelta(days=1):
        return _tr("Yesterday")
    return long_day(day)


def long_day(day: date) -> str:
    """A day with its weekday, as the user's locale writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def time_text(item: Item) -> str:
    """The time of day, to the second: snapshots may be a second apart."""
    at = _local(item.moment)
    return QLocale().toString(QTime(at.hour, at.minute, at.second), _with_seconds())


def _with_seconds() -> str:
    short = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    return short.replace("mm", "mm:ss") if ":" in short else short.replace("mm", "mm.ss")


def _local(moment: float) -> datetime:
    try:
        return datetime.fromtimestamp(moment)
    except (ValueError, OverflowError, OSError):
        return datetime(1970, 1, 1)


def has_own_name(item: Item) -> bool:
    """Whether somebody named it. The names that the program gives repeat what the heading says."""
    return _is_somebodys(item.file_name)


@functools.lru_cache(256)
def _is_somebodys(file_name: str) -> bool:
    return parse_name(file_name) is None


def title(item: Item) -> str:
    """What stands first on a card."""
    return item.name if has_own_name(item) else time_text(item)


def subtitle(item: Item) -> str:
    """What stands below it."""
    size = size_text(item.size)
    return f"{time_text(item)}  ·  {size}" if has_own_name(item) else size


def size_text(size: int) -> str:
    """Bytes in a unit that people know, in steps of 1000 as the systems count disks."""
    return QLocale().formattedDataSize(size, 1 if size >= 1_000_000 else 0, QLocale.DataSizeFormat.DataSizeSIFormat)


def duration_text(seconds: float) -> str:
    """0:42, 12:05 or 1:02:03."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def kind_text(item: Item) -> str:
    """What it is."""
    return _tr("Snapshot") if item.kind is Kind.SNAPSHOT else _tr("Recording")


def badge_text(item: Item) -> str:
    """What is special about it, in one or two words; empty where nothing is."""
    if item.condition is Condition.OPEN:
        return _tr("Recording now")
    if item.condition is Condition.DAMAGED:
        return _tr("Damaged")
    return _tr("Recovered") if item.recovered else ""


def description(item: Item, today: date) -> str:
    """All that is known, for a tooltip."""
    lines = [item.file_name, f"{day_text(item.day, today)}, {time_text(item)}"]
    if item.camera_name:
        lines.append(item.camera_name)
    facts = [kind_text(item)]
    if item.width and item.height:
        facts.append(f"{item.width} × {item.height}")
    if item.duration_s is not None:
        facts.append(duration_text(item.duration_s))
    facts.append(size_text(item.size))
    lines.append("  ·  ".join(facts))
    if item.marked:
        lines.append(_tr("Marked: it is never deleted to make room"))
    if item.is_damaged:
        lines.append(_tr("The file is empty, cut short, or not what its name says"))
    elif item.recovered:
        lines.append(_tr("It was cut off when the program or the computer stopped, and repaired"))
    elif item.is_open:
        lines.append(_tr("It is still being recorded"))
    return "\n".join(lines)


def spoken(item: Item, today: date) -> str:
    """An item for a screen reader, the telling part first."""
    parts = [kind_text(item)]
    if has_own_name(item):
        parts.append(item.name)
    parts += [item.camera_name, day_text(item.day, today), time_text(item)]
    if item.duration_s is not None:
        parts.append(duration_text(item.duration_s))
    parts += [badge_text(item), _tr("marked") if item.marked else "", size_text(item.size)]
    return ", ".join(part for part in parts if part)


def totals(shown: Shown) -> str:
    """How much there is, and how much of it is shown."""
    count = count_text(shown.snapshots, shown.recordings)
    if not shown.query.is_everything:
        rows = QLocale().toString(len(shown.arrangement.rows))
        count = _tr("%1 shown of %2").replace("%1", rows).replace("%2", count)
    return f"{count}  ·  {size_text(shown.size)}"


def count_text(snapshots: int, recordings: int) -> str:
    """Two numbers in words."""
    locale = QLocale()
    one = _tr("1 snapshot") if snapshots == 1 else _tr("%1 snapshots").replace("%1", locale.toString(snapshots))
    two = _tr("1 recording") if recordings == 1 else _tr("%1 recordings").replace("%1", locale.toString(recordings))
    return f"{one}, {two}" if snapshots and recordings else two if recordings else one


def date_words(today: date) -> DateWords:
    """The words of the user's language that mean days, for the search."""
    locale = QLocale()
    months = {locale.monthName(number).casefold(): number for number in range(1, 13)}
    months |= {locale.standaloneMonthName(number).casefold(): number for number in range(1, 13)}
    days = {_tr("Today").casefold(): today, _tr("Yesterday").casefold(): today - timedelta(days=1)}
    order = locale.dateFormat(QLocale.FormatType.ShortFormat).lower()
    return DateWords(days, months, month_first=-1 < order.find("m") < order.find("d"))


def selection_text(items: Sequence[Item]) -> str:
    """How much is selected, where it is more than one."""
    count = _tr("%1 selected").replace("%1", QLocale().toString(len(items)))
    return f"{count}  ·  {size_text(sum(item.size for item in items))}"


def delete_question(items: Sequence[Item]) -> str:
    """Asks before items go to the trash."""
    marked = sum(item.marked for item in items)
    if len(items) == 1:
        return _tr("You marked %1 to be kept. Move it to the trash?").replace("%1", items[0].file_name)
    text = _tr("Move these %1 items to the trash?").replace("%1", QLocale().toString(len(items)))
    if marked:
        text += " " + _tr("You marked %n of them to be kept.", marked)
    return text
