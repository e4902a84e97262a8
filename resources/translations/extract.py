"""Brings the ``.ts`` files in line with the program: new texts come in unfinished, texts that are gone go out.

What is a text is seen in the syntax: ``self.tr("…")`` in a class, ``translate("context", "…")``, and ``_tr("…")`` in a
module that defines it; ``Phrase("…")``, an error's first argument, and ``template = "…"`` in an error's class. Tables
of sentences that are translated before facts are put in are named in ``TABLES``.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

ERROR = "Error"
"""The context of what ``ui/error_texts.py`` translates."""

TABLES = {
    ("atomcam_gui.provisioning.troubles", "TEXTS"): "Trouble",
    ("atomcam_gui.provisioning.computer.this_computer", "WARNING_TEXTS"): ERROR,
    ("atomcam_gui.provisioning.computer.firewall_verdict", "CURES"): ERROR,
    ("atomcam_gui.sources.troubles", "SENTENCES"): ERROR,
    ("atomcam_gui.playback.troubles", "SENTENCES"): ERROR,
    ("atomcam_gui.camera.board_words", "SENTENCES"): ERROR,
    ("atomcam_gui.errors", "JpegFault"): ERROR,
}
"""(module, name) of a table whose entries are sources, and their context: texts, or dataclasses whose fields are."""

NOT_SHOWN = frozenset({"UsageError", "DemoCameraError", "WireError", "NotAnswering"})
"""Errors of the command line alone, and of strangers' bytes, which a window tells in words of its own."""


_FACT = re.compile(r"\{\w+\}")
"""A template that is nothing but a fact: there is nothing to translate."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One text of the program."""

    context: str
    text: str
    plural: bool = False


def sources() -> list[Source]:
    """All texts of the program."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "atomcam_gui").rglob("*.py"))]
    errors = error_classes(trees)
    found = {source for tree in trees for source in (*_of_module(tree), *_of_errors(tree, errors))}
    for (module, name), context in TABLES.items():
        table = getattr(importlib.import_module(module), name)
        found |= {Source(context, text) for row in _rows(table) for text in _texts(row) if not _FACT.fullmatch(text)}
    return sorted(found)


def _rows(table: Any) -> Iterable[Any]:
    return table.values() if isinstance(table, dict) else table


def _texts(row: Any) -> Iterator[str]:
    if isinstance(row, Enum):
        yield row.value
    elif isinstance(row, str):
        yield row
    else:
        yield from (getattr(row, field.name) for field in dataclasses.fields(row))


def error_classes(trees: Iterable[ast.Module]) -> frozenset[str]:
    """The names of ``AtomCamError`` and of all that come from it and may be shown in a window."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = {"AtomCamError"}
    while True:
        more = {node.name for node in classes if found & {_name(base) for base in node.bases}} - NOT_SHOWN
        if more <= found:
            return frozenset(found)
        found |= more


def _of_errors(tree: ast.Module, errors: frozenset[str]) -> Iterator[Source]:
    for owner, call in _calls(tree, ""):
        makes_one = _name(call.func) in errors | {"Phrase"}
        if makes_one or (owner in errors and _name(call.func) == "__init__"):
            yield from (Source(ERROR, text) for text in _either(call.args[:1]))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name in errors:
            for statement in node.body:
                if isinstance(statement, ast.Assign) and _name(statement.targets[0]).strip("_") in _TEMPLATES:
                    values = statement.value.values if isinstance(statement.value, ast.Dict) else [statement.value]
                    yield from (Source(ERROR, text) for text in _either(values))


_TEMPLATES = ("template", "templates")


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _either(nodes: Iterable[ast.expr]) -> Iterator[str]:
    """The texts that an expression stands for; of a condition both."""
    for node in nodes:
        if isinstance(node, ast.IfExp):
            yield from _either((node.body, node.orelse))
        elif _text(node):
            yield str(_text(node))


def _of_module(tree: ast.Module) -> Iterator[Source]:
    local = _local_context(tree)
    for owner, node in _calls(tree, ""):
        name = _name(node.func)
        words = [_text(argument) for argument in node.args]
        plural = len(node.args) > (1 if name == "_tr" else 2 if name == "tr" else 3)
        if name == "tr" and isinstance(node.func, ast.Attribute) and words and words[0] is not None:
            yield Source(owner, words[0], plural)
        elif name == "_tr" and local and words and words[0] is not None:
            yield Source(local, words[0], plural)
        elif name == "translate" and len(words) > 1 and words[0] is not None and words[1] is not None:
            yield Source(words[0], words[1], plural)


def _calls(node: ast.AST, owner: str) -> Iterator[tuple[str, ast.Call]]:
    """All calls, each with the class that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield owner, child
        yield from _calls(child, child.name if isinstance(child, ast.ClassDef) else owner)


def _local_context(tree: ast.Module) -> str:
    """The context of a module's own ``_tr``."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "_tr":
            for _, call in _calls(node, ""):
                if isinstance(call.func, ast.Attribute) and call.func.attr == "translate":
                    return _text(call.args[0]) or ""
    return ""


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def update(language: str) -> tuple[int, int]:
    """Rewrite one ``.ts`` file. Returns how many texts there are, and how many of them are unfinished."""
    path = HERE / f"atomcam_{language}.ts"
    known = _known(path)
    wanted = [source for source in sources() if language != "en" or source.plural]
    root = ElementTree.Element("TS", version="2.1", language={"en": "en_US", "de": "de_DE"}[language])
    contexts: dict[str, ElementTree.Element] = {}
    unfinished = 0
    for source in wanted:
        if source.context not in contexts:
            contexts[source.context] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[source.context], "name").text = source.context
        message = ElementTree.SubElement(contexts[source.context], "message")
        if source.plural:
            message.set("numerus", "yes")
        ElementTree.SubElement(message, "source").text = source.text
        translation = ElementTree.SubElement(message, "translation")
        forms = known.get((source.context, source.text), ())
        if len(forms) != (2 if source.plural else 1):
            translation.set("type", "unfinished")
            unfinished += 1
            forms = ("", "") if source.plural else ("",)
        if source.plural:
            for form in forms:
                ElementTree.SubElement(translation, "numerusform").text = form
        else:
            translation.text = forms[0]
    ElementTree.indent(root, "    ")
    content = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{content}\n', encoding="utf-8")
    return len(wanted), unfinished


def _known(path: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    from atomcam_gui.ui import translation

    if not path.exists():
        return {}
    translation.messages_of.cache_clear()
    return dict(translation.messages_of(path.stem.removeprefix("atomcam_")))


if __name__ == "__main__":
    for language in ("en", "de"):
        count, unfinished = update(language)
        print(f"{language}: {count} texts, {unfinished} unfinished")  # noqa: T201
