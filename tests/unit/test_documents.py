"""What README and docs say is so: every link, command, key, variable, sentence and number that can be looked up."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from atomcam_gui import cli, serve_push, serve_sources, wire
from atomcam_gui.camera.controls import NAMES, parse_controls
from atomcam_gui.server.viewer_door import PAGES, ROUTES

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCUMENTS = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "device" / "README.md"]
SCREENSHOTS = ROOT / "docs" / "screenshots"

MOST_SCREENSHOTS, MOST_SCREENSHOT_BYTES = 8, 150_000
OTHERS_OPTIONS = {"--network-caching"}
"""Options of other programs that docs name."""


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=ids)


# -- reading Markdown ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """A page, taken apart."""

    prose: str
    """Without the blocks of code."""
    blocks: tuple[tuple[str, str], ...]
    """Language and content of each block of code."""

    @property
    def spans(self) -> list[str]:
        """What stands as code within the prose."""
        return re.findall(r"`([^`\n]+)`", self.prose)

    @property
    def tables(self) -> list[list[list[str]]]:
        """The rows of each table, in cells; the first row is the heading."""
        found = re.findall(r"(?:^\|.*\|\n)+", self.prose, re.MULTILINE)
        return [[_cells(line) for line in table.splitlines() if not re.fullmatch(r"[|\- ]+", line)] for table in found]

    @property
    def anchors(self) -> set[str]:
        """What links to its headings say, by GitHub's rule."""
        headings = re.findall(r"^#+ (.+)$", self.prose, re.MULTILINE)
        return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _cells(line: str) -> list[str]:
    # A bar within code is none of the table's, but README's synopsis has none in tables.
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@cache
def read(path: Path) -> Document:
    """A document of this repository."""
    text = path.read_text(encoding="utf-8")
    fence = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
    blocks = tuple((match[1], match[2]) for match in fence.finditer(text))
    return Document(fence.sub("", text), blocks)


@cache
def words() -> str:
    """Every text in the program's code, without the marks of its keys; one after the other."""
    found = []
    for path in sorted((ROOT / "atomcam_gui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(re.sub(r"&(?!&)", "", node.value))
    return "\n".join(found)


# -- links ---------------------------------------------------------------------------------------------------------


def links(path: Path) -> list[tuple[str, str]]:
    """Text and target of each link and picture."""
    return re.findall(r"!?\[([^\]]*)\]\(([^)\s]+)\)", read(path).prose)


@every_document
def test_every_link_leads_somewhere(path: Path) -> None:
    for text, target in links(path):
        assert text.strip(), f"nobody hears what {target} is"
        parts = urlsplit(target)
        if parts.scheme:
            assert parts.scheme == "https", target
            assert "." in parts.netloc, target
            continue
        file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        assert file.exists(), target
        assert file.is_relative_to(ROOT), target
        if parts.fragment:
            assert parts.fragment in read(file).anchors, target


def test_the_pictures_are_those_that_the_script_makes() -> None:
    tree = ast.parse((ROOT / "tests" / "screenshots.py").read_text(encoding="utf-8"))
    (stories,) = [
        node.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "STORIES"
    ]
    assert isinstance(stories, ast.Dict)
    made = {f"{key.value}.png" for key in stories.keys if isinstance(key, ast.Constant)}
    pictures = {(path.parent / target).resolve() for path in DOCUMENTS for _, target in links(path)}
    shown = {path.name for path in pictures if path.parent == SCREENSHOTS}
    there = {path.name: path.stat().st_size for path in SCREENSHOTS.iterdir()}
    assert made == shown == there.keys()
    assert len(there) <= MOST_SCREENSHOTS
    assert max(there.values()) <= MOST_SCREENSHOT_BYTES, there


# -- commands ------------------------------------------------------------------------------------------------------


def command_lines(path: Path) -> Iterator[str]:
    """The commands in blocks of code, without what explains them; one that goes on in the next line as one."""
    for language, content in read(path).blocks:
        if language:
            continue
        joined = re.sub(r"\n {8,}(?=\[)", " ", content)
        for line in joined.splitlines():
            yield re.split(r"\s{3,}|\s+# ", line.strip())[0]


def atomcam_lines(path: Path) -> Iterator[list[str]]:
    """The words of each command of ours, after the program's name."""
    for line in command_lines(path):
        with contextlib.suppress(ValueError):
            found = shlex.split(line)
            while found and re.fullmatch(r"[A-Z_]+=\S*", found[0]):
                found.pop(0)
            if found[:1] == ["atomcam"]:
                yield found[1:]


def is_synopsis(found: list[str]) -> bool:
    return any(word.startswith("[-") or word == "P" for word in found)


def options_of(command: str | None) -> set[str]:
    """All options of a command, or of the window."""
    parser = cli._parser()
    if command is not None:
        (commands,) = [action for action in parser._actions if isinstance(action.choices, dict)]
        assert command in commands.choices, command
        parser = commands.choices[command]
    return {name for action in parser._actions for name in action.option_strings if name.startswith("--")} - {"--help"}


def all_options() -> set[str]:
    return set().union(*map(options_of, (None, "serve", "demo-camera", "ports", "flash", "setup")))


def command_of(found: list[str]) -> str | None:
    return found[0] if found and not found[0].startswith(("-", "[")) else None


def named_options(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


@every_document
def test_every_command_is_one(path: Path) -> None:
    for found in atomcam_lines(path):
        if is_synopsis(found):
            assert named_options(" ".join(found)) <= options_of(command_of(found)), found
            continue
        if found == ["--version"]:
            continue
        try:
            options = cli._parser().parse_args(found)
        except SystemExit:
            raise AssertionError(f"atomcam {shlex.join(found)} is no command") from None
        for text in getattr(options, "source", []):
            serve_sources.parse_source(text, {})
        serve_push.read_wishes(getattr(options, "push", []), io.StringIO())


def test_the_synopsis_names_every_command_and_option() -> None:
    told: dict[str | None, set[str]] = {}
    for found in atomcam_lines(README):
        if is_synopsis(found) or found == ["--version"]:
            told.setdefault(command_of(found), set()).update(named_options(" ".join(found)))
    assert told == {
        command: options_of(command) for command in (None, "serve", "demo-camera", "ports", "flash", "setup")
    }


@every_document
def test_options_and_commands_in_the_prose_exist(path: Path) -> None:
    for span in read(path).spans:
        if span.startswith("atomcam "):
            found = span.split()[1:]
            assert named_options(span) <= options_of(command_of(found)), span
        elif span.startswith("--"):
            assert named_options(span) <= all_options() | OTHERS_OPTIONS, span


@every_document
def test_every_target_of_make_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    lines = [*command_lines(path), *read(path).spans]
    for line in lines:
        if re.match(r"make( |$)", line):
            wanted = [word for word in line.split()[1:] if "=" not in word]
            assert set(wanted) <= targets, line


@every_document
def test_every_script_exists(path: Path) -> None:
    for line in [*command_lines(path), *read(path).spans]:
        match = re.match(r"python (?:-m )?(\S+)", line)
        if match and "/" in match[1]:
            assert (ROOT / match[1]).is_file() or (path.parent / match[1]).is_file(), line
        elif match and "-m" in line and match[1].startswith(("tests.", "atomcam_gui")):
            assert (ROOT / match[1].replace(".", "/")).with_suffix(".py").is_file(), line


def test_the_two_commands_of_a_developer_come_first() -> None:
    beginning = README.read_text(encoding="utf-8").splitlines()[:20]
    assert any(line.startswith("make run ") for line in beginning)
    assert any(line.startswith("make test ") for line in beginning)


# -- environment ---------------------------------------------------------------------------------------------------


def variables_in(folder: str, pattern: str = "*") -> set[str]:
    files = (path for path in (ROOT / folder).rglob(pattern) if path.is_file() and "__pycache__" not in path.parts)
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    return set(re.findall(r"\b(?:ATOMCAM_[A-Z_]+|SOURCE_DATE_EPOCH)\b", text))


def test_every_variable_is_read_somewhere_and_every_one_of_the_program_is_told() -> None:
    told = {
        name
        for path in DOCUMENTS
        for name in re.findall(r"\b(?:ATOMCAM_[A-Z_]+|SOURCE_DATE_EPOCH)\b", path.read_text(encoding="utf-8"))
    }
    program = variables_in("atomcam_gui", "*.py")
    assert program <= told
    assert told <= program | variables_in("resources/installers") | variables_in(".github")


# -- keys and words of the windows -----------------------------------------------------------------------------------

KEY_TABLES = ("over the picture", "everywhere", "in the player")
NAMES_OF_KEYS = {"←": "Left", "→": "Right", "Shift+←": "Shift+Left", "Shift+→": "Shift+Right"}


def shortcuts_in(name: str) -> list[set[str]]:
    """The shortcuts of each action that a module makes."""
    tree = ast.parse((ROOT / "atomcam_gui" / "ui" / name).read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("_make", "_toggle")
        ):
            texts = {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
            keys = {text for text in texts if re.fullmatch(r"(?:(?:Ctrl|Shift|Alt)\+)*(?:\S|F\d+|[A-Z]\w+)", text)}
            found.append(keys)
    return [keys for keys in found if keys]


def told_keys() -> set[str]:
    tables = [table for table in read(README).tables if table[0][0] in KEY_TABLES]
    assert len(tables) == len(KEY_TABLES)
    keys = {key for table in tables for row in table[1:] for key in re.findall(r"`([^`]+)`", row[0])}
    return {NAMES_OF_KEYS.get(key, key) for key in keys}


def exists_in_windows(key: str) -> bool:
    shortcuts = set().union(*shortcuts_in("actions.py"), *shortcuts_in("player/player_actions.py"))
    pressed = {"Esc": "Key_Escape", "Space": "Key_Space", "Enter": "Key_Return"}
    if key in pressed:
        return any(pressed[key] in path.read_text(encoding="utf-8") for path in (ROOT / "atomcam_gui/ui").rglob("*.py"))
    return key in shortcuts


def test_every_key_in_the_tables_does_something() -> None:
    assert {key for key in told_keys() if not exists_in_windows(key)} == set()


def test_every_shortcut_of_the_main_window_is_told() -> None:
    told = told_keys()
    assert [keys for keys in shortcuts_in("actions.py") if not keys & told] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "resources" / "help" / "en").glob("*.html")), ids=lambda path: path.stem
)
def test_every_key_in_help_does_something(path: Path) -> None:
    for key in re.findall(r"\{Key\|([^}]+)\}", path.read_text(encoding="utf-8")):
        assert exists_in_windows(key), key


def test_what_one_sees_when_something_is_wrong_is_what_the_program_says() -> None:
    (table,) = [table for table in read(README).tables if table[0][0] == "what you see"]
    quoted = [text for row in table[1:] for text in re.findall(r'"([^"]+)"', row[0])]
    assert len(quoted) > 10
    for text in quoted:
        parts = [part.strip() for part in re.split(r"…|\d+", text)]
        assert all(part in words() for part in parts if len(part) > 2), text


@every_document
def test_menus_and_buttons_have_these_names(path: Path) -> None:
    for said in re.findall(r"(?<!\*)\*((?:Camera|Recording|View|Help) → [^*]+)\*(?!\*)", read(path).prose):
        for name in said.split(" → "):
            assert re.search(rf"^{re.escape(name)}$", words(), re.MULTILINE), f"{name} of {said}"


# -- the protocol ----------------------------------------------------------------------------------------------------

PROTOCOL = ROOT / "docs" / "protocol.md"
MESSAGES_TO_A_CAMERA = {"set", "time", "identify", "challenge"}


def json_objects(path: Path) -> Iterator[str]:
    """Each object in the blocks of JSON, as it is written."""
    for language, content in read(path).blocks:
        at = 0
        while language == "json" and content[at:].strip():
            at += len(content[at:]) - len(content[at:].lstrip())
            end = json.JSONDecoder().raw_decode(content, at)[1]
            yield content[at:end]
            at = end


def test_the_messages_of_the_protocol_are_understood() -> None:
    seen = set()
    for text in json_objects(PROTOCOL):
        kind, fields = wire.parse_object(text)
        seen.add(kind)
        if kind in MESSAGES_TO_A_CAMERA:
            assert kind == "challenge" or "id" in fields
            assert fields.keys() - {"type", "id", "nonce"} <= {*NAMES, "name"}
            continue
        message = wire.parse_message(text)
        assert not isinstance(message, wire.Unknown), text
        if isinstance(message, wire.Hello):
            controls, complaints = parse_controls(message.controls)
            assert complaints == ()
            assert len(controls.all) == len(message.controls)
        if isinstance(message, wire.Stats):
            assert None not in [getattr(message, name) for name in wire.Stats.__slots__]
    assert seen == MESSAGES_TO_A_CAMERA | {"hello", "proof", "stats", "reply"}


def test_every_control_and_every_kind_of_it_is_told() -> None:
    document = read(PROTOCOL)
    assert set(NAMES) <= set(document.spans)
    (forms,) = [table for table in document.tables if table[0] == ["form", "control"]]
    for form, _ in forms[1:]:
        told = json.loads(form.strip("`"))
        name = "vflip" if False in told.get("values", []) else "frame_size" if "values" in told else "quality"
        assert parse_controls({name: told})[0].get(name) is not None, form


def test_the_proofs_to_check_ones_own_with_are_right() -> None:
    text = PROTOCOL.read_text(encoding="utf-8")
    told = {row[0]: row[1].strip("`") for table in read(PROTOCOL).tables for row in table if len(row) == 2}
    key = wire.parse_key(told["key"])
    nonces = told["AtomCam's nonce"], told["the camera's nonce"]
    assert told["mac"] == wire.proof_mac(key, told["id"], *nonces)
    match = re.search(r"^ +([0-9a-f]{64}) (\d+) (\S+)$", text, re.MULTILINE)
    assert match is not None
    content = wire.update_content_hash([(match[3], int(match[2]), match[1])])
    assert f"the mac is `{wire.update_mac(key, nonces[1], content)}`" in text


def test_the_camera_in_the_readme_is_the_one_that_is_tested() -> None:
    (shown,) = [content for language, content in read(README).blocks if language == "python"]
    assert shown == (ROOT / "docs" / "examples" / "camera.py").read_text(encoding="utf-8")


# -- sharing, packages -----------------------------------------------------------------------------------------------


def test_every_address_for_viewers_is_told_and_no_other() -> None:
    (table,) = [table for table in read(ROOT / "docs" / "sharing.md").tables if table[0][0] == "address"]
    told = {address for row in table[1:] for address in re.findall(r"`([^`]+)`", row[0])}
    assert told == {*PAGES, *ROUTES}


@every_document
def test_settings_of_other_programs_can_be_read(path: Path) -> None:
    yaml = pytest.importorskip("yaml")
    for language, content in read(path).blocks:
        if language == "yaml":
            assert isinstance(yaml.safe_load(content), dict)


def test_every_package_has_its_place_on_the_map() -> None:
    spans = " ".join(read(ROOT / "docs" / "architecture.md").spans)
    packages = [path.parent for path in (ROOT / "atomcam_gui").glob("*/__init__.py")]
    assert len(packages) > 10
    for package in packages:
        assert re.search(rf"(?<!\w){package.name}/", spans), package.name


def test_every_file_on_the_map_is_there() -> None:
    for name in re.findall(r"(?<![\w/*.])[\w/]+\.py\b", " ".join(read(ROOT / "docs" / "architecture.md").spans)):
        assert list((ROOT / "atomcam_gui").rglob(name)) or (ROOT / name).is_file(), name
