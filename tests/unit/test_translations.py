"""Everything that the window says can be said in another language, and is said in German."""

from __future__ import annotations

import ast
import os
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from atomcam_gui import errors
from atomcam_gui.app import make_application
from atomcam_gui.camera import board_words
from atomcam_gui.camera.controls import CameraControls, NumberControl
from atomcam_gui.errors import AtomCamError, BadJpeg, JpegFault
from atomcam_gui.phrase import Phrase
from atomcam_gui.playback.troubles import CannotPlay, PlayFault
from atomcam_gui.provisioning.computer.firewall_verdict import Cure, FirewallState, Verdict
from atomcam_gui.provisioning.computer.this_computer import HostWarning, warning_facts, warning_text
from atomcam_gui.provisioning.firmware.web import HttpRefusal
from atomcam_gui.provisioning.flashing.flash_events import Failed, decode, encode
from atomcam_gui.provisioning.troubles import SetupError, Trouble
from atomcam_gui.push import troubles as push
from atomcam_gui.recording.convert import NothingToConvert
from atomcam_gui.recording.mp4 import EncodingFailed
from atomcam_gui.settings import SettingsStore, load_or_default
from atomcam_gui.sources.troubles import SourceError, SourceTrouble
from atomcam_gui.ui import error_texts, translation
from atomcam_gui.ui.translation import Speech, language_for, messages_of

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "atomcam_gui"
TRANSLATIONS = ROOT / "resources" / "translations"

sys.path.insert(0, str(TRANSLATIONS))
import extract  # noqa: E402

SOURCES = extract.sources()
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PROGRAM.rglob("*.py"))}


@pytest.fixture(scope="module")
def qapp() -> QApplication:
    instance = QApplication.instance()
    return instance if isinstance(instance, QApplication) else make_application()


# -- the files -----------------------------------------------------------------------------------------------------


Message = tuple[tuple[str, ...], bool]
"""The forms of a translation, and whether it is finished."""


def messages(language: str) -> dict[tuple[str, str], Message]:
    found: dict[tuple[str, str], Message] = {}
    for context in ElementTree.parse(TRANSLATIONS / f"atomcam_{language}.ts").getroot().iter("context"):
        for message in context.iter("message"):
            translated = message.find("translation")
            assert translated is not None
            forms = tuple(form.text or "" for form in translated.iter("numerusform")) or (translated.text or "",)
            key = (context.findtext("name", ""), message.findtext("source", ""))
            assert key not in found, f"twice: {key}"
            found[key] = forms, translated.get("type") is None and all(forms)
    return found


def test_every_text_of_the_program_is_in_german() -> None:
    german = messages("de")
    missing = [f"{s.context}: {s.text}" for s in SOURCES if not german.get((s.context, s.text), ((), False))[1]]
    assert not missing, "\n".join(("run resources/translations/extract.py and translate:", *missing))


def test_every_plural_is_in_english() -> None:
    english = messages("en")
    plurals = {(source.context, source.text) for source in SOURCES if source.plural}
    assert set(english) == plurals
    assert all(finished and len(forms) == 2 for forms, finished in english.values())


def test_nothing_is_translated_that_nobody_says() -> None:
    assert set(messages("de")) <= {(source.context, source.text) for source in SOURCES}


def test_no_text_is_said_as_a_plural_in_one_place_and_plain_in_another() -> None:
    kinds = Counter((source.context, source.text) for source in SOURCES)
    assert [text for text, count in kinds.items() if count > 1] == []


_PLACE = re.compile(r"%L?\d|%n|\{\w[^}]*\}")
_TAG = re.compile(r"</?\w[^>]*>")
_MNEMONIC = re.compile(r"&(?=\w)(?!\w+;)")


@pytest.mark.parametrize("language", ["de", "en"])
def test_translations_keep_places_keys_and_marks(language: str) -> None:
    wrong = []
    for (context, text), (forms, finished) in messages(language).items():
        for number, form in enumerate(forms if finished else ()):
            places = Counter(_PLACE.findall(form))
            wanted = Counter(_PLACE.findall(text))
            if len(forms) == 2 and number == 0:
                wanted.pop("%n", None)  # "one picture" needs no number
                places.pop("%n", None)
            if places != wanted:
                wrong.append(f"{context}: places in {form!r} of {text!r}")
            if Counter(_TAG.findall(form)) != Counter(_TAG.findall(text)):
                wrong.append(f"{context}: tags in {form!r} of {text!r}")
            if len(_MNEMONIC.findall(form)) != len(_MNEMONIC.findall(text)):
                wrong.append(f"{context}: & in {form!r} of {text!r}")
            if text.endswith("…") != form.endswith("…"):
                wrong.append(f"{context}: the end of {form!r} of {text!r}")
    assert not wrong, "\n".join(wrong)


def test_templates_of_one_error_take_the_same_facts_in_german() -> None:
    """What ``str.format`` would stumble over."""
    for (context, text), (forms, finished) in messages("de").items():
        if finished and context in ("Error", "Trouble"):
            facts = {place[1:-1].partition(":")[0].partition("!")[0] for place in re.findall(r"\{[^}]*\}", text)}
            numbers = dict.fromkeys(facts, 1)
            assert forms[0].format(**numbers)


# -- nothing is said past the translator ---------------------------------------------------------------------------

_SAYING = {
    *("setText", "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis", "setTitle", "setPlaceholderText"),
    *("setAccessibleName", "setAccessibleDescription", "setInformativeText", "setDetailedText", "setIconText"),
    *(
        "setLabelText",
        "setPrefix",
        "setSuffix",
        "setSpecialValueText",
        "setNameFilter",
        "setHeaderLabels",
        "setItemText",
    ),
    *("addAction", "addMenu", "addItem", "addItems", "addTab", "addRow", "addButton", "showMessage", "announce"),
    *(
        "QLabel",
        "QPushButton",
        "QToolButton",
        "QCheckBox",
        "QRadioButton",
        "QGroupBox",
        "QAction",
        "QMenu",
        "QFileDialog",
    ),
    *("paragraph", "heading", "FoldButton", "Choice", "Reading", "set_caption", "setFormat", "setButtonText"),
}
_NAMES = {"AtomCam"}


def _words_in(node: ast.expr) -> Iterator[str]:
    """Literal words that an argument is made of, without those that a call in it (``tr`` most likely) has."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            yield from (text for part in parts for text in _words_in(part))
        case ast.BinOp(left=left, right=right):
            yield from (*_words_in(left), *_words_in(right))
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_words_in(body), *_words_in(orelse))
        case ast.Call(func=ast.Attribute(value=value, attr="replace" | "join" | "format")):
            yield from _words_in(value)


def test_no_widget_is_given_bare_english() -> None:
    bare = []
    for path, tree in TREES.items():
        if path.is_relative_to(PROGRAM / "ui") or path.name == "app.py":
            for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
                if extract._name(call.func) in _SAYING:
                    texts = [text for argument in call.args for text in _words_in(argument)]
                    said = [text for text in texts if re.search(r"[A-Za-z]{2}", text) and text not in _NAMES]
                    bare += [f"{path.relative_to(ROOT)}:{call.lineno}: {text!r}" for text in said]
    assert not bare, "\n".join(bare)


_COMMAND_LINE = (
    "cli.py",
    "serve.py",
    "serve_push.py",
    "serve_recording.py",
    "serve_sources.py",
    "provisioning/commands",
    "provisioning/stream_check.py",
    "provisioning/firmware/pin_firmware.py",
)
"""No window ever says what these do."""


def test_errors_that_a_window_shows_are_made_of_template_and_facts() -> None:
    """An f-string cannot be translated: ``PortInUse(f"port {port} …")`` stays English."""
    shown = extract.error_classes(TREES.values())
    finished = []
    for path, tree in TREES.items():
        if any(path.is_relative_to(PROGRAM / part) for part in _COMMAND_LINE):
            continue
        for owner, call in extract._calls(tree, ""):
            name = extract._name(call.func)
            if owner == "SetupError":  # which puts its table's texts together
                continue
            if name not in shown | {"Phrase", "SetupError"} and not (owner in shown and name == "__init__"):
                continue
            first = [] if name == "SetupError" else call.args[:1]
            facts = [keyword.value for keyword in call.keywords] if name == "SetupError" else []
            for value in (*first, *facts):
                text = "f-string" if isinstance(value, ast.JoinedStr) else extract._text(value) if facts else None
                if text is not None:
                    finished.append(f"{path.relative_to(ROOT)}:{call.lineno}: {text}")
    assert not finished, "\n".join(finished)


# -- errors --------------------------------------------------------------------------------------------------------

FOLDER = Path("/media/Bücher {1}")
MKV = FOLDER / "Tür 2026-11-22.mkv"
FULL = errors.DiskFull(FOLDER)

SHOWN: tuple[AtomCamError, ...] = (
    errors.SettingsError("{path} could not be read ({reason})", path=MKV, reason=OSError("Input/output error")),
    errors.ServerError(
        "cannot listen on {bind} port {port} ({reason}): choose another port", bind="::", port=1, reason=""
    ),
    errors.PortInUse(8080, 8081),
    errors.PortInUse(8080, None),
    errors.PortNotPermitted(80, None),
    errors.AddressUnavailable("10.0.0.1"),
    SetupError(Trouble.PORT_BUSY, port="/dev/ttyACM0", holder=Phrase("{some} and {other}", some="a", other="b")),
    SetupError(Trouble.DOWNLOAD_CUT, have=Phrase("{amount:.1f} MB", amount=0.7), total=Phrase("an unknown size")),
    HttpRefusal(404, Phrase("{host} did not answer in time", host="example.org")),
    errors.RecordingError("{name} is still being recorded: stop the recording first", name=MKV.name),
    FULL,
    errors.DiskFloorReached(FOLDER, 1_200_000_000, 2_000_000),
    errors.FolderUnusable(FOLDER, Phrase("a file is in the place of a folder")),
    errors.PathTooLong(MKV),
    errors.RecordingDamaged(MKV, Phrase("{size:.0f} MB more have to be free on its disk", size=41.5)),
    errors.KeptElsewhere(FULL, FOLDER),
    CannotPlay(MKV, PlayFault.UNREADABLE, "Input/output error"),
    EncodingFailed(MKV, "no such encoder"),
    NothingToConvert(MKV),
    SourceError(SourceTrouble.BUSY, "192.168.1.7", Phrase("answer {status}", status=503)),
    errors.RequestError("AtomCam is being closed: nothing is changed on the camera any more"),
    errors.CameraGone("Küche"),
    errors.RequestTimedOut("Küche", 5.0),
    errors.RequestRefused("{name} has nothing that could be set from here", name="Küche"),
    errors.RequestRefused(board_words.heard("quality must be a number from 10 to 95")),
    errors.UpdateFailed("{name} is being updated already: wait for its end", name="Küche"),
    errors.UpdateCancelled("Küche"),
    push.PushUrlWrong("this is too long, or has characters in it that no address has"),
    push.ServerNotKnown("nas"),
    push.ServerNotThere("nas port 554", Phrase("no answer")),
    push.ServerSilent("nas port 554", 5.0),
    push.NotRtsp("nas port 554"),
    push.LoginWanted("nas port 554"),
    push.LoginRefused("nas port 554"),
    push.NotTaken("nas port 554", 404, "Not Found"),
    push.NotTaken("nas port 554", 500, "Internal Server Error"),
    push.CertificateRefused("nas port 322", "self-signed certificate"),
    push.NoTls("nas port 554"),
    push.ServerLeft("nas port 554"),
    push.ServerStuck("nas port 554", 10.0),
    push.NoPictures(20.0),
    push.NoEncoder(Phrase("the program is ending")),
    push.PictureUnfit(
        "of {width}×{height} pixels (no side may be longer than {most})", width=9000, height=8, most=2040
    ),
    push.Fault("KeyError"),
)

_BASES = {"AtomCamError", "PushError", "PushTrouble", "_Explained"}
"""Never raised themselves."""


class Foreign(QTranslator):
    """Stands for a language: what it has translated is between marks."""

    def __init__(self) -> None:
        super().__init__()
        self._known = {(source.context, source.text) for source in SOURCES}
        self.lacking: list[str] = []

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        if context not in ("Error", "Trouble") or re.fullmatch(r"\{\w+\}", source):  # Qt asks for much of its own
            return None
        if (context, source) not in self._known:
            self.lacking.append(source)
        return f"«{source}»"


@pytest.fixture
def foreign(qapp: QApplication) -> Iterator[None]:
    translator = Foreign()
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)
    QLocale.setDefault(before)
    assert not translator.lacking, "extract.py does not find these"


def plain(text: str) -> str:
    return text.replace("«", "").replace("»", "")


def test_there_is_an_example_of_every_error_that_a_window_shows() -> None:
    assert {type(error).__name__ for error in SHOWN} | _BASES == set(extract.error_classes(TREES.values()))


@pytest.mark.parametrize("error", SHOWN, ids=lambda error: type(error).__name__)
def test_every_error_is_said_in_the_users_language(error: AtomCamError, foreign: None) -> None:
    said = error_texts.words(error)
    assert said.startswith("«")
    assert plain(said) == str(error), "the same facts at the same places"
    assert plain(error_texts.sentence(error)).rstrip(".").casefold() == str(error).rstrip(".").casefold()
    assert str(error) == error.template.format(**error.facts) if error.facts else str(error) == error.template
    assert "«" not in str(error), "the command line and the log stay as they are"


def test_what_an_error_is_made_of_is_translated_too(foreign: None) -> None:
    said = error_texts.sentence(errors.KeptElsewhere(errors.FolderUnusable(FOLDER, Phrase("it is a folder")), FOLDER))
    assert said.count("«") == 3
    assert "(«it is a folder»)" in said
    assert said.endswith(f"{FOLDER}».")


def test_an_error_of_somebody_else_says_what_it_says(foreign: None) -> None:
    assert error_texts.words(OSError(28, "No space left on device")) == "[Errno 28] No space left on device"
    assert error_texts.sentence("it broke") == "It broke."
    assert error_texts.sentence("") == ""


def test_a_damaged_picture_is_told_without_what_only_the_log_wants(foreign: None) -> None:
    error = BadJpeg(JpegFault.DAMAGED, "Corrupt JPEG data: 3 extraneous bytes")
    assert error_texts.words(error) == "«damaged picture data»"
    assert "extraneous" in str(error)


def test_numbers_in_errors_have_the_decimal_point_of_the_language(qapp: QApplication) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("de"))
    try:
        said = error_texts.words(errors.DiskFloorReached(FOLDER, 1_200_000_000, 2_000_000))
        assert "1,2 GB" in said
        assert "2 MB" in said
        assert "0,5 s" in error_texts.words(errors.RequestTimedOut("Küche", 0.5))
        assert "8080" in error_texts.words(errors.PortInUse(8080, 8081))
    finally:
        QLocale.setDefault(before)


def test_a_broken_settings_file_is_told_in_the_users_language(tmp_path: Path, foreign: None) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{")
    said = load_or_default(SettingsStore(path))
    assert error_texts.sentence(said).startswith("«The settings file was damaged")


def test_hints_about_this_computer_are_told_in_the_users_language(foreign: None) -> None:
    firewall = FirewallState(Verdict.BLOCKED, "ufw", Cure.COMMAND, "sudo ufw allow 8080/tcp")
    facts = warning_facts(None, board_ip=None, bind="0.0.0.0", port=8080, firewall=firewall)
    for warning in HostWarning:
        text = warning_text(warning, **facts)
        for part in (text.happened, text.next_step):
            assert plain(error_texts.words(part)) == part
    cure = error_texts.words(warning_text(HostWarning.FIREWALL_UNSURE, **facts).next_step)
    assert cure == "«If the camera does not connect: «Type this in a terminal: sudo ufw allow 8080/tcp»»"


def test_what_is_set_wrongly_is_told_with_the_controls_own_name(foreign: None) -> None:
    controls = CameraControls((NumberControl("quality", 10, 95, 1, 80),))
    with pytest.raises(errors.RequestRefused) as refused:
        controls.checked({"quality": 5})
    assert str(refused.value) == refused.value.reason == "quality is a number from 10 to 95"
    assert error_texts.words(refused.value.reason) == "««quality» is a number from 10 to 95»"


def test_the_flashing_helper_hands_over_what_words_are_made_of(foreign: None) -> None:
    where = Phrase("{part}, from {address:#x} on", part=Phrase("firmware"), address=4096)
    report = decode(encode(Failed.of(SetupError(Trouble.VERIFY_FAILED, where=where))).strip())
    assert isinstance(report, Failed)
    assert report.error().facts["where"] == "firmware, from 0x1000 on"
    assert "««firmware», from 0x1000 on»" in error_texts.words(report.error())


# -- what boards say -----------------------------------------------------------------------------------------------


def test_what_boards_say_is_understood_and_nothing_else() -> None:
    said = "no camera: the camera refused VGA: out of memory"
    heard = board_words.heard(said)
    assert heard == said
    assert isinstance(heard, Phrase)
    assert heard.template == "no camera: {reason}"
    inner = heard.facts["reason"]
    assert isinstance(inner, Phrase)
    assert inner.template == "the camera refused {size}: {reason}"
    assert not isinstance(board_words.heard("ein anderes Board sagt {etwas}"), Phrase)


@pytest.mark.parametrize("template", board_words.SENTENCES)
def test_boards_still_say_so(template: str) -> None:
    """The words stand in the board's software, or in the demo camera's."""
    literals = "\n".join(_literals())
    for part in re.split(r"\{\w+\}", template):
        words = part.strip(" :()").rstrip(".").lower()
        assert words in literals, f"nobody says {words!r} any more"


def _literals() -> Iterator[str]:
    for folder in (ROOT / "device" / "lib", PROGRAM / "demo"):
        for path in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value.lower()


# -- the translators of an application -----------------------------------------------------------------------------


@pytest.fixture
def german(qapp: QApplication) -> Iterator[Speech]:
    speech = Speech(qapp, "de")
    yield speech
    speech.end()


def test_speech_says_what_the_file_says(german: Speech) -> None:
    assert german.language == "de"
    for (context, text), forms in messages_of("de").items():
        if len(forms) == 1:
            assert QCoreApplication.translate(context, text) == forms[0]
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen", "Qt's own buttons too"


def test_speech_chooses_between_one_and_many(german: Speech) -> None:
    plurals = {key: forms for key, forms in messages_of("de").items() if len(forms) == 2}
    assert plurals
    for (context, text), (one, many) in plurals.items():
        assert QCoreApplication.translate(context, text, None, 1) == one.replace("%n", "1")
        for count in (0, 2, 1000):
            number = QLocale().toString(count)
            assert QCoreApplication.translate(context, text, None, count) == many.replace("%n", number)


def test_speech_leaves_what_it_does_not_know(german: Speech) -> None:
    assert QCoreApplication.translate("texts", "nobody ever says this") == "nobody ever says this"
    assert QCoreApplication.translate("nowhere", "live") == "live"


def test_speech_writes_numbers_as_the_language_does(qapp: QApplication) -> None:
    before = QLocale()
    speech = Speech(qapp, "de")
    assert QLocale().toString(1.5, "f", 1) == "1,5"
    speech.end()
    assert QLocale() == before


def test_speech_takes_itself_back(qapp: QApplication) -> None:
    (context, text), forms = next(
        (key, forms) for key, forms in messages_of("de").items() if len(forms) == 1 and forms[0] != key[1]
    )
    speech = Speech(qapp, "de")
    assert QCoreApplication.translate(context, text) == forms[0]
    speech.end()
    assert QCoreApplication.translate(context, text) == text
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    speech.end()  # no harm


def test_english_has_plurals_and_nothing_else(qapp: QApplication) -> None:
    speech = Speech(qapp, "en")
    for (context, text), (one, many) in messages_of("en").items():
        assert QCoreApplication.translate(context, text, None, 1) == one.replace("%n", "1")
        assert QCoreApplication.translate(context, text, None, 2) == many.replace("%n", "2")
    assert QCoreApplication.translate("texts", "live") == "live"
    speech.end()


class _Elsewhere:
    """A system that speaks other languages."""

    spoken: tuple[str, ...] = ()

    @classmethod
    def system(cls) -> _Elsewhere:
        return cls()

    def uiLanguages(self) -> list[str]:  # noqa: N802 - Qt's own name
        return list(self.spoken)


@pytest.mark.parametrize(
    ("wished", "spoken", "language"),
    [
        ("de", ("en-US",), "de"),
        ("en", ("de-AT", "de"), "en"),
        ("", ("de-AT", "de"), "de"),
        ("", ("fr_CH", "de_CH", "en"), "de"),
        ("", ("fr", "en"), "en"),
        ("", ("fr", "it"), "en"),
        ("xx", ("fr",), "en"),
    ],
)
def test_the_users_choice_comes_before_the_systems(
    wished: str, spoken: tuple[str, ...], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Elsewhere, "spoken", spoken)
    monkeypatch.setattr(translation, "QLocale", _Elsewhere)
    assert language_for(wished) == language


def test_a_translation_that_cannot_be_read_leaves_english(caplog: pytest.LogCaptureFixture) -> None:
    assert messages_of("klingon") == {}
    assert "klingon" in caplog.text
    messages_of.cache_clear()
