"""Words that are kept in files: in English, whatever is spoken, and said in the language of whoever reads them.

A run's record says on what it was trained and why it ended. The texts of the modules in `KEPT` are told `in_english`, and `said`
finds them again: by their template, with the values in it. What is found nowhere (the name of a GPU, what an earlier version
wrote) is said as it stands.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cache

from cnn.words.filling import is_wide, put_together
from cnn.words.language import ENGLISH, Catalogue, catalogue, current, speaking

#: whose texts are kept
KEPT = ("cnn.worker.devices", "cnn.worker.fit.watchers", "cnn.runs.messages", "cnn.commands.train.run")
#: a place for a value in a template, and what else is said of it
_PLACE = re.compile(r"\{(\d+)[^{}]*\}")


def in_english() -> AbstractContextManager[None]:
    """What is told meanwhile is told in English."""
    return speaking(ENGLISH)


def said(text: str) -> str:
    """What was kept, in the language that is spoken now."""
    for kept, words in _templates(current().language):
        if found := kept.fullmatch(text):
            return _filled(words, {name: said(value) for name, value in found.groupdict().items()})
    return text


def _filled(words: str, values: Mapping[str, str]) -> str:
    pieces = _PLACE.split(words)  # words and names of places in turn
    pieces[1::2] = [values.get(f"_{name}", "") for name in pieces[1::2]]
    return put_together(pieces) if is_wide(current().language) else "".join(pieces)


@cache
def _templates(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What finds a text of these modules, and its words in a language; those that say most themselves come first."""
    found = sorted(_forms(catalogue(language)), key=lambda form: -len(_PLACE.sub("", form[0])))
    return tuple((re.compile(_finding(english), re.DOTALL), words) for english, words in found)


def _forms(known: Catalogue) -> Iterator[tuple[str, str]]:
    for key, words in known.messages.items():
        if not set(known.places.get(key, ())).isdisjoint(KEPT):
            one, _, many = key[0].partition("|")
            yield from ((form, known.form(words, number)) for form, number in ((one, 1), (many, 5)) if form)


def _finding(template: str) -> str:
    parts, end, seen = [], 0, set[str]()
    for place in _PLACE.finditer(template):
        name = f"_{place[1]}"
        parts += [re.escape(template[end : place.start()]), f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"]
        seen.add(name)
        end = place.end()
    return "".join((*parts, re.escape(template[end:])))
