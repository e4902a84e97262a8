"""Where a camera's way to a server is written down: camera, address, name, password, form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from atomcam_gui.errors import PushError
from atomcam_gui.push.push_order import PushForm, PushOrder
from atomcam_gui.push.push_url import HIDDEN, PushUrl, parse_push_url
from atomcam_gui.ui import error_texts
from atomcam_gui.ui.sharing import share_texts
from atomcam_gui.ui.wizard.announce import announce

EXAMPLE = "rtsp://192.168.1.5:8554/kitchen"


class PushEditor(QFrame):
    """A new order, or one that is changed. It decides nothing."""

    accepted = Signal(object, object, str)
    """PushUrl, PushForm, camera id."""
    test_wanted = Signal(object, object)
    """PushUrl, PushForm."""
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._before: PushUrl | None = None
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.camera = QComboBox(self)
        self.camera.setAccessibleName(self.tr("Camera"))
        form.addRow(self.tr("Ca&mera:"), self.camera)
        self.address = self._field(self.tr("The server's address"), EXAMPLE)
        form.addRow(self.tr("&Address:"), self.address)
        self.user = self._field(self.tr("Name, where the server asks for one"), self.tr("only if the server asks"))
        form.addRow(self.tr("&Name:"), self.user)
        self.password = self._field(self.tr("Password, where the server asks for one"), "")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        form.addRow(self.tr("&Password:"), self.password)
        self.form = QComboBox(self)
        self.form.setAccessibleName(self.tr("Form"))
        for each in PushForm:
            self.form.addItem(share_texts.form_name(each), each)
        form.addRow(self.tr("&Form:"), self.form)
        self.result = QLabel(self)
        self.result.setWordWrap(True)
        self.result.hide()
        form.addRow(self.result)
        form.addRow(self._make_buttons())

    def _field(self, name: str, placeholder: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setProperty("field", "true")
        field.setPlaceholderText(placeholder)
        field.setAccessibleName(name)
        field.setToolTip(name)
        field.textEdited.connect(self._hide_result)
        field.returnPressed.connect(self._accept)
        return field

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.test = QPushButton(self.tr("&Test"), self)
        self.test.setToolTip(self.tr("See whether the server would take the camera"))
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setToolTip(self.tr("Leave everything as it was"))
        self.save = QPushButton(self.tr("Pass it &on"), self)
        self.save.setToolTip(self.tr("Send the camera there from now on, also after the next start"))
        for button in (self.test, self.cancel):
            button.setProperty("plain", "true")
        self.save.setProperty("primary", "true")
        row.addWidget(self.test)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        self.test.clicked.connect(self._test)
        self.cancel.clicked.connect(self.cancelled)
        self.save.clicked.connect(self._accept)
        return row

    def begin(self, cameras: Sequence[tuple[str, str]], order: PushOrder | None = None) -> None:
        """Show an order, or empty fields for a new one.

        Args:
            cameras: those to choose from, as (id, name).
        """
        self._before = order.url if order is not None else None
        self.camera.clear()
        for camera_id, name in cameras:
            self.camera.addItem(name, camera_id)
        if order is not None:
            if order.camera and self.camera.findData(order.camera) < 0:
                self.camera.addItem(order.camera, order.camera)
            self.camera.setCurrentIndex(max(0, self.camera.findData(order.camera)))
            self.form.setCurrentIndex(self.form.findData(order.form))
        url = self._before
        self.address.setText(replace(url, user="", password="").secret if url is not None else "")
        self.user.setText(url.user if url is not None else "")
        self.password.clear()
        self.password.setPlaceholderText(HIDDEN if url is not None and url.password else "")
        self.save.setText(self.tr("Pass it &on") if order is None else self.tr("Sa&ve"))
        self.result.hide()
        self.address.setFocus()

    def show_result(self, text: str) -> None:
        """Say how a test went, or what is wrong."""
        self.result.setText(text)
        self.result.show()
        self.test.setEnabled(True)
        announce(self.result, text)

    def _url(self) -> PushUrl | None:
        """The address with name and password; None, and a word about it, where it is none."""
        try:
            url = parse_push_url(self.address.text())
        except PushError as error:
            self.show_result(error_texts.sentence(error))
            self.address.setFocus()
            return None
        if url.user or url.password:
            # Somebody has pasted a whole address.
            return url
        password = self.password.text()
        user = self.user.text().strip()
        if not password and self._before is not None and _is_same_login(replace(url, user=user), self._before):
            password = self._before.password
        return replace(url, user=user, password=password)

    def _test(self) -> None:
        url = self._url()
        if url is not None:
            self.show_result(self.tr("Asking the server…"))
            self.test.setEnabled(False)
            self.test_wanted.emit(url, PushForm(self.form.currentData()))

    def _accept(self) -> None:
        url = self._url()
        if url is not None:
            self.accepted.emit(url, PushForm(self.form.currentData()), str(self.camera.currentData() or ""))

    def _hide_result(self) -> None:
        self.result.hide()


def _is_same_login(new: PushUrl, before: PushUrl) -> bool:
    """Whether a password that nobody has typed anew may go to this address: it was given for one server only."""
    return (new.scheme, new.place, new.user) == (before.scheme, before.place, before.user)
