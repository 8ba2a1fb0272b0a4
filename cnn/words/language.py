"""The language that people read: English as it stands in the code, or what a file of translations says for it.

A text is a template and the values that go into it: `tr("{0} reads nothing", name)`. The template is looked up in the catalogue
that was chosen, by the window or by `LANG`; what no catalogue knows stays English. No Qt is needed; the window's own `tr` asks
here as well.

A catalogue is one file of Qt Linguist's, `assets/translations/zh_CN.ts`. It is read as it is: nothing has to be compiled.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnn.words import filling

if TYPE_CHECKING:
    from xml.etree import ElementTree

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "translations"
#: the language of the code
ENGLISH = "en"
#: names another language than the system's or the one that was chosen
VARIABLE = "LAYERLOOM_LANGUAGE"
#: the remark that tells labels of forms from the same words elsewhere
SETTING = "setting"
#: what something is called, and what is said of it
LABELLED = "{0}: {1}"
#: readers of these are not served by simplified characters
_TRADITIONAL = {"tw", "hk", "mo", "hant"}
#: which of the forms that stand in a file a number takes; languages that are not named have those of English
_FORMS: Mapping[str, Callable[[int], int]] = {
    **dict.fromkeys(("zh", "ja", "ko", "vi"), lambda _: 0),
    "fr": lambda number: int(number > 1),
    **dict.fromkeys(("ru", "uk"), lambda number: _slavic(number, number % 10 == 1 and number % 100 != 11)),
    "pl": lambda number: _slavic(number, number == 1),
}


@dataclass(frozen=True)
class Catalogue:
    """What texts are called in one language: by their English, and by the remark that tells two of the same English apart."""

    language: str = ENGLISH
    messages: Mapping[tuple[str, str], str] = field(default_factory=dict)
    places: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)  # the modules where a text stands

    def find(self, source: str, remark: str = "") -> str | None:
        """The text in this language; the forms for one and for many stand apart by `|`. `None` where it is not translated."""
        return self.messages.get((source, remark)) or (self.messages.get((source, "")) if remark else None)

    def form(self, forms: str, number: int) -> str:
        """The one of several forms that a number takes."""
        several = forms.split("|")
        place = _FORMS.get(self.language[:2], _english)(number)
        return several[min(place, len(several) - 1)]


_state: dict[str, Any] = {"current": Catalogue(), "handed": "", "named": ""}
#: another one for a while, in one thread: the others go on speaking as they do
_meanwhile: ContextVar[Catalogue | None] = ContextVar("meanwhile", default=None)


def current() -> Catalogue:
    """The catalogue that texts are taken from now."""
    found: Catalogue = _meanwhile.get() or _state["current"]
    return found


def use(language: str) -> Catalogue:
    """Takes texts from the catalogue of a language from now on; English where there is none."""
    _state["current"] = catalogue(language)
    return current()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Takes texts from the catalogue of a language meanwhile, in this thread: what is written for others may have one of its
    own."""
    before = _meanwhile.set(catalogue(language))
    try:
        yield
    finally:
        _meanwhile.reset(before)


def use_in_children(language: str) -> None:
    """Processes that this one starts from now on speak that language as well."""
    _state["named"] = _named()
    _state["handed"] = os.environ[VARIABLE] = language


def _named() -> str:
    """What whoever started this process names in the variable, also when another language was handed to children in it since."""
    found = os.environ.get(VARIABLE, "")
    named: str = _state["named"] if found == _state["handed"] else found
    return named


def tr(template: str, *values: object, **named: object) -> str:
    """A text in the language chosen, with its values filled in.

    >>> tr("{0} has no {what}", "conv2d", what="bias")
    'conv2d has no bias'
    """
    words = current().find(template) or template
    return filled(words, *values, **named) if values or named else words


def filled(words: str, *values: object, **named: object) -> str:
    """A template that is in the language chosen already, with its values filled in: what `tr` of a window gives.

    >>> filled("{0} of {1}", 3, 10)
    '3 of 10'
    """
    values = tuple(map(filling.readable, values))
    named = {name: filling.readable(value) for name, value in named.items()}
    if filling.is_wide(current().language):
        return filling.filled(words, values, named)
    return words.format(*values, **named)


def called(label: str) -> str:
    """What a form calls a setting; the same word may mean another thing elsewhere, as "Precision" does.

    >>> called("Kernel size")
    'Kernel size'
    """
    return current().find(label, SETTING) or label


def called_within(name: str, label: str = "") -> str:
    """What a form calls the setting of a name, as it stands within a sentence; with its label where that is no plain one.

    >>> called_within("kernel_size")
    'kernel size'
    """
    words = name.replace("_", " ")
    return current().find(label or words.capitalize(), SETTING) or words


def labelled(label: str, words: object) -> str:
    """What something is called and what is said of it, with the colon of the language that is spoken."""
    return tr("{0}: {1}", label, words)


def marked(source: str) -> str:
    """A text that is translated later, where it is shown: what stands in a table that is made once."""
    return source


def available() -> tuple[str, ...]:
    """The languages there are, English first."""
    return (ENGLISH, *sorted(file.stem for file in FOLDER.glob("*.ts")))


def wanted(others: Iterable[str] = ()) -> str:
    """The language of the system, else the first of `others` that there is, else English."""
    return next((found for name in (*_of_system(), *others) if (found := nearest(name))), ENGLISH)


def nearest(name: str) -> str:
    """The language there is that serves readers of another; "" when none does.

    >>> nearest("zh_CN.UTF-8"), nearest("zh-Hans-SG"), nearest("en_GB"), nearest("zh_TW"), nearest("C")
    ('zh_CN', 'zh_CN', 'en', '', 'en')
    """
    bare = re.split(r"[.@]", name)[0].replace("-", "_")
    if bare in ("C", "POSIX") or bare.split("_")[0] == ENGLISH:
        return ENGLISH
    if bare in available():
        return bare
    parts = bare.lower().split("_")
    if _TRADITIONAL & set(parts):
        return ""
    return next((language for language in available() if language.lower().split("_")[0] == parts[0]), "")


@cache
def catalogue(language: str) -> Catalogue:
    """What stands in the file of a language; an empty one where there is no file, or none that can be read."""
    file = FOLDER / f"{language}.ts"
    if language == ENGLISH or language not in available():
        return Catalogue()
    from xml.etree import ElementTree  # who reads English waits for no parser

    try:
        root = ElementTree.parse(file).getroot()
    except (OSError, ElementTree.ParseError):
        return Catalogue()
    found = tuple(_messages(root))
    return Catalogue(language, {key: words for key, words, _ in found}, {key: places for key, _, places in found})


def _messages(root: "ElementTree.Element") -> Iterable[tuple[tuple[str, str], str, tuple[str, ...]]]:
    for message in root.iter("message"):
        source, told = message.findtext("source") or "", message.find("translation")
        if told is None or told.get("type") in ("unfinished", "vanished", "obsolete"):
            continue
        forms = [form.text or "" for form in told.iter("numerusform")]
        words = "|".join(forms) if forms else told.text or ""
        if words:
            files = (place.get("filename", "") for place in message.iter("location"))
            places = tuple(file.removesuffix(".py").strip("./").replace("/", ".") for file in files)
            yield (source, message.findtext("comment") or ""), words, places


def _of_system() -> tuple[str, ...]:
    """The names of languages that the environment asks for, the first wanted most."""
    if named := _named():
        return (named,)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            several = os.environ.get("LANGUAGE", "") if value not in ("C", "POSIX") else ""
            return (*filter(None, several.split(":")), value)
    return _of_windows() if sys.platform == "win32" else ()


def _of_windows() -> tuple[str, ...]:
    import ctypes
    import locale

    number = getattr(ctypes, "windll").kernel32.GetUserDefaultUILanguage()  # noqa: B009 - mypy knows it on Windows only
    return tuple(filter(None, (locale.windows_locale.get(number),)))


def _english(number: int) -> int:
    return int(number != 1)


def _slavic(number: int, one: bool) -> int:
    few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
    return 0 if one else 1 if few else 2
