"""The pages of the settings for snapshots and recordings."""

from __future__ import annotations

import dataclasses

from PySide6.QtWidgets import QComboBox, QSizePolicy, QSpinBox, QWidget

from atomcam_gui import settings as limits
from atomcam_gui.paths import Paths
from atomcam_gui.settings import FileNames, Settings, SnapshotTurn
from atomcam_gui.ui.settings_parts import FolderEdit, OptionalNumber, form_of, hint

_USUAL_MINUTES, _USUAL_MB, _USUAL_FLOOR_GB, _USUAL_QUOTA_GB = 60, 4000, 5, 100


class SnapshotPage(QWidget):
    """Folder, names and orientation of snapshots, and how often a time-lapse takes one."""

    def __init__(self, settings: Settings, paths: Paths, parent: QWidget) -> None:
        super().__init__(parent)
        form = form_of(self)
        wanted = settings.recording
        self.folder = FolderEdit(settings.pictures_folder, paths.pictures, self.tr("Pictures folder"), self)
        form.addRow(self.tr("&Folder:"), self.folder)
        self.names = QComboBox(self)
        self.names.addItem(self.tr("Garden 2026-11-22 15.20.31"), FileNames.CAMERA_FIRST)
        self.names.addItem(self.tr("2026-11-22 15.20.31 Garden"), FileNames.DATE_FIRST)
        self.names.setCurrentIndex(self.names.findData(wanted.file_names))
        self.names.setToolTip(self.tr("How new files are named, which is how a folder sorts them"))
        self.names.setAccessibleName(self.tr("File names"))
        form.addRow(self.tr("File na&mes:"), self.names)
        form.addRow("", hint(self.tr("For snapshots and recordings."), self))
        self.turn = QComboBox(self)
        self.turn.addItem(self.tr("Just as the camera made it"), SnapshotTurn.AS_MADE)
        self.turn.addItem(self.tr("Turned as on the screen"), SnapshotTurn.TAGGED)
        self.turn.setCurrentIndex(self.turn.findData(wanted.snapshot_turn))
        self.turn.setToolTip(self.tr("How other programs show a snapshot of a picture that is turned or mirrored here"))
        self.turn.setAccessibleName(self.tr("Orientation"))
        form.addRow(self.tr("&Orientation:"), self.turn)
        form.addRow(
            "",
            hint(
                self.tr("The picture itself stays as it is; a note in the file says how to show it."),
                self,
            ),
        )
        self.timelapse = QSpinBox(self)
        self.timelapse.setRange(1, limits.MAX_TIMELAPSE_S)
        self.timelapse.setPrefix(self.tr("every "))
        self.timelapse.setSuffix(self.tr(" s"))
        self.timelapse.setGroupSeparatorShown(True)
        self.timelapse.setValue(wanted.timelapse_s)
        self.timelapse.setToolTip(self.tr("A time-lapse takes a snapshot so often; holds for the next one"))
        self.timelapse.setAccessibleName(self.tr("Time-lapse interval in seconds"))
        self.timelapse.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        form.addRow(self.tr("&Time-lapse:"), self.timelapse)

    def applied(self, settings: Settings) -> Settings:
        """``settings`` with what this page shows."""
        recording = dataclasses.replace(
            settings.recording,
            snapshot_turn=SnapshotTurn(self.turn.currentData()),
            file_names=FileNames(self.names.currentData()),
            timelapse_s=self.timelapse.value(),
        )
        return dataclasses.replace(settings, pictures_folder=self.folder.folder, recording=recording)


class RecordingPage(QWidget):
    """Folder of recordings, what goes into one, when a new file begins, and how full the disk may get."""

    def __init__(self, settings: Settings, paths: Paths, parent: QWidget) -> None:
        super().__init__(parent)
        form = form_of(self)
        wanted = settings.recording
        self.folder = FolderEdit(settings.recordings_folder, paths.videos, self.tr("Recordings folder"), self)
        form.addRow(self.tr("&Folder:"), self.folder)
        self.before = QSpinBox(self)
        self.before.setRange(0, limits.MAX_PRERECORD_S)
        self.before.setSuffix(self.tr(" s"))
        self.before.setSpecialValueText(self.tr("nothing"))
        self.before.setValue(wanted.prerecord_s)
        self.before.setToolTip(
            self.tr("So much from before you press Record is in memory already, and goes into the recording")
        )
        self.before.setAccessibleName(self.tr("Seconds from before the button"))
        self.before.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        form.addRow(self.tr("&Before the button:"), self.before)
        self.minutes = OptionalNumber(
            self.tr("&after"),
            wanted.segment_minutes or None,
            _USUAL_MINUTES,
            (1, limits.MAX_SEGMENT_MINUTES),
            self.tr(" min"),
            self.tr("A long recording goes on in a new file after so many minutes"),
            self,
        )
        form.addRow(self.tr("New file:"), self.minutes)
        self.megabytes = OptionalNumber(
            self.tr("a&t"),
            wanted.segment_mb or None,
            _USUAL_MB,
            (limits.MIN_SEGMENT_MB, limits.MAX_SEGMENT_MB),
            self.tr(" MB"),
            self.tr("A long recording goes on in a new file at this size; memory cards take 4,294 MB at most"),
            self,
        )
        form.addRow("", self.megabytes)
        self.floor = OptionalNumber(
            self.tr("&stop when less is free than"),
            None if wanted.floor_gb is None else round(wanted.floor_gb),
            _USUAL_FLOOR_GB,
            (0, limits.MAX_DISK_GB),
            self.tr(" GB"),
            self.tr("Recordings stop when the disk has less room than this. Without a tick: 1 GB or 2 % of the disk"),
            self,
        )
        self._floor_gb = wanted.floor_gb
        form.addRow(self.tr("Disk:"), self.floor)
        form.addRow("", hint(self.tr("Otherwise at 1 GB or 2 % of the disk, whichever is more."), self))
        self.quota = OptionalNumber(
            self.tr("&delete the oldest beyond"),
            max(1, round(wanted.quota_gb)) if wanted.quota_gb else None,
            _USUAL_QUOTA_GB,
            (1, limits.MAX_DISK_GB),
            self.tr(" GB"),
            self.tr("Keeps all recordings together below this size. What you marked in the library always stays"),
            self,
        )
        self._quota_gb = wanted.quota_gb
        form.addRow("", self.quota)
        form.addRow("", hint(self.tr("What you marked in the library is never deleted."), self))

    def applied(self, settings: Settings) -> Settings:
        """``settings`` with what this page shows."""
        recording = dataclasses.replace(
            settings.recording,
            prerecord_s=self.before.value(),
            segment_minutes=self.minutes.value or 0,
            segment_mb=self.megabytes.value or 0,
            floor_gb=_exact(self.floor.value, self._floor_gb),
            quota_gb=_exact(self.quota.value, self._quota_gb) or 0.0,
        )
        return dataclasses.replace(settings, recordings_folder=self.folder.folder, recording=recording)


def _exact(shown: int | None, before: float | None) -> float | None:
    """A number that was not touched stays as exact as it was, in a file that was written by hand."""
    if shown is None:
        return None
    return before if before and max(1, round(before)) == shown else float(shown)
