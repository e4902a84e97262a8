"""Brings the ``.ts`` files in line with the program: new texts come in unfinished, texts that are gone go out.

What is a text is seen in the syntax: ``self.tr("…")`` in a class, ``translate("context", "…")``, and ``_tr("…")`` in a
module that defines it. Tables of sentences that are translated before facts are put in are named in ``TABLES``.
"""

from __future__ import annotations

import ast
import importlib
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

TABLES = {("atomcam_gui.provisioning.troubles", "TEXTS"): "Trouble"}
"""(module, name) of a dictionary whose values' text fields are sources, and their context."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One text of the program."""

    context: str
    text: str
    plural: bool = False


def sources() -> list[Source]:
    """All texts of the program."""
    found = {source for path in sorted((ROOT / "atomcam_gui").rglob("*.py")) for source in _of_file(path)}
    for (module, name), context in TABLES.items():
        for row in getattr(importlib.import_module(module), name).values():
            found |= {Source(context, getattr(row, field)) for field in row.__slots__}
    return sorted(found)


def _of_file(path: Path) -> Iterator[Source]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    local = _local_context(tree)
    for owner, node in _calls(tree, ""):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
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
