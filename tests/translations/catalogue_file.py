"""The file of a language as Qt Linguist reads and writes it: brought up to date with the code, keeping what was translated."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from cnn.words.language import FOLDER
from tests.translations.sources import Source

Key = tuple[str, str]


def translated(file: Path) -> dict[Key, tuple[str, ...]]:
    """What each text is called, in as many forms as the language has; empty forms where nobody has translated it yet."""
    found: dict[Key, tuple[str, ...]] = {}
    if not file.exists():
        return found
    for message in ElementTree.parse(file).getroot().iter("message"):
        told = message.find("translation")
        key = (message.findtext("source") or "", message.findtext("comment") or "")
        forms = [form.text or "" for form in told.iter("numerusform")] if told is not None else []
        found[key] = tuple(forms) or ((told.text or "",) if told is not None else ("",))
    return found


def written(language: str, texts: Iterable[Source], known: Mapping[Key, tuple[str, ...]]) -> str:
    """The file: each text once, in the context of the module where it stands first, with all places where it stands."""
    places: dict[Key, list[str]] = {}
    for text, remark, module in texts:
        modules = places.setdefault((text, remark), [])
        if module not in modules:
            modules.append(module)
    contexts: dict[str, list[Key]] = {}
    for key, modules in places.items():
        contexts.setdefault(modules[0], []).append(key)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}" sourcelanguage="en">',
    ]
    for context, keys in contexts.items():
        lines += ["<context>", f"    <name>{context}</name>"]
        for key in keys:
            lines += _message(key, places[key], known.get(key, ("",)))
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def file_of(language: str) -> Path:
    """Where the translations of a language stand."""
    return FOLDER / f"{language}.ts"


def _message(key: Key, modules: list[str], forms: tuple[str, ...]) -> list[str]:
    text, remark = key
    several = "|" in text and "{0}" in text
    unfinished = "" if all(forms) else ' type="unfinished"'
    if several:
        told = [f"        <translation{unfinished}>", *(f"            <numerusform>{_xml(form)}</numerusform>" for form in forms)]
        told.append("        </translation>")
    else:
        told = [f"        <translation{unfinished}>{_xml(forms[0])}</translation>"]
    return [
        '    <message numerus="yes">' if several else "    <message>",
        *(f'        <location filename="../../{module.replace(".", "/")}.py"/>' for module in modules),
        f"        <source>{_xml(text)}</source>",
        *([f"        <comment>{_xml(remark)}</comment>"] if remark else []),
        *told,
        "    </message>",
    ]


def _xml(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&apos;"})
