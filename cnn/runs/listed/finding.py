"""Which runs a person looks for, and in which order they stand; the same words in the window and in the terminal.

`lenet tag:thesis state:finished val_accuracy>0.9 -failed`: every word has to be there, one with a minus must not be. `FIELD:text`
looks in one field only; a figure or number is compared with >, >=, <, <= or =. What stands in quotation marks is one word.
"""

import operator
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import Any, NamedTuple

from cnn.runs.listed.row import RunRow
from cnn.runs.listed.title import told_apart, unnamed
from cnn.words.language import tr
from cnn.words.lists import listed

#: fields that a text is looked for in, by what a person calls them
FIELDS: Mapping[str, Callable[[RunRow], str]] = {
    "name": lambda row: f"{row.title} {row.id}",
    "tag": lambda row: " ".join(row.tags),
    "note": lambda row: row.note,
    "state": lambda row: row.state,
    "network": lambda row: row.network,
    "data": lambda row: row.dataset,
    "device": lambda row: f"{row.device} {row.computer}",
    "design": lambda row: row.design,
    "folder": lambda row: row.folder,
}
#: numbers that can be compared; other names are those of figures
NUMBERS: Mapping[str, Callable[[RunRow], float | None]] = {
    "epochs": lambda row: row.epochs,
    "params": lambda row: row.params,
    "seconds": lambda row: row.seconds,
    "seed": lambda row: row.seed,
    "best": lambda row: row.best,
}
#: what rows can be sorted by
ORDERS: Mapping[str, Callable[[RunRow], Any]] = {
    "name": lambda row: row.title.casefold(),
    "started": lambda row: row.created,
    "data": lambda row: row.dataset.casefold(),
    "epochs": lambda row: row.epochs,
    "best": lambda row: row.best,
    "params": lambda row: row.params or None,
    "time": lambda row: row.seconds or None,
    "state": lambda row: row.state,
    "tags": lambda row: " ".join(row.tags).casefold() or None,
    "note": lambda row: row.note.casefold() or None,
    "device": lambda row: f"{row.device} {row.computer}".strip().casefold() or None,
    "design": lambda row: row.design or None,
}
_WORDS = re.compile(r'-?(?:\w+[:<>=]+)?"[^"]*"?|\S+')
_COMPARED = re.compile(r"(\w+)(>=|<=|>|<|=)([-+.\de]+)$")
_SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
}


class Test(NamedTuple):
    """What one field or figure has to say (`sign` is ":" for a text in small letters, else a comparison), or must not."""

    name: str
    sign: str
    value: Any
    unwanted: bool = False


class Wanted(NamedTuple):
    """What is looked for: `words` that have to be there, others that must not be, and what single fields have to say."""

    words: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()


class Rows:
    """Runs that are found and sorted again and again; what that needs is worked out once."""

    def __init__(self, rows: Sequence[RunRow], *, words: Callable[[RunRow], str] = lambda _: "") -> None:
        self.rows = rows
        self._words = words
        self._orders: dict[tuple[str, bool], list[int]] = {}
        self._columns: dict[tuple[str, bool], list[Any]] = {}

    @cached_property
    def texts(self) -> list[str]:
        """What a word is looked for in, of each run; `words` gives more of it than the run itself says."""
        return [searched_text(row, self.title(row), self._words(row)) for row in self.rows]

    @cached_property
    def _repeated(self) -> frozenset[tuple[str, str, str]]:
        """Networks that were trained on the same images with several seeds: title, design and dataset."""
        seeds: dict[tuple[str, str, str], set[int]] = {}
        for row in self.rows:
            if row.title == row.network:
                seeds.setdefault((row.title, row.design, row.dataset), set()).add(row.seed)
        return frozenset(key for key, found in seeds.items() if len(found) > 1)

    @cached_property
    def _copied(self) -> dict[str, Counter[str]]:
        """Runs whose folder was copied: the names of the folders of each."""
        often = Counter(row.id for row in self.rows)
        names: dict[str, Counter[str]] = {}
        for row in self.rows:
            if often[row.id] > 1 and row.whole:
                names.setdefault(row.id, Counter())[row.path.name] += 1
        return names

    @cached_property
    def _alike(self) -> dict[str, str]:
        """What runs are called that were given a name which others have as well, by their folders."""
        given: dict[str, list[RunRow]] = {}
        for row in self.rows:
            if row.whole and row.title != row.network and row.id not in self._copied:
                given.setdefault(row.title, []).append(row)
        alike = [row for rows in given.values() if len(rows) > 1 for row in rows]
        titles = told_apart([(row.title, row.path) for row in alike])
        return {row.folder: title for row, title in zip(alike, titles, strict=True)}

    def title(self, row: RunRow) -> str:
        """What a run is called, with its seed where that tells it from others of the same; of folds the dataset says which. A
        copy of a run has the name of its folder as well, and where that is the same, of the folder around it; so has each of
        those that were given one name."""
        called = self._seeded(row)
        names, path = self._copied.get(row.id), row.path
        if names is None:
            return self._alike.get(row.folder, called)
        if not row.whole or (path.name == row.id and names[path.name] == 1):
            return called
        return f"{called} · {path.name if names[path.name] == 1 else path.parent.name}"

    def _seeded(self, row: RunRow) -> str:
        if row.title != row.network or row.state == "damaged" or not row.created:
            return row.title
        called = unnamed(row.network, row.created)
        if (row.title, row.design, row.dataset) not in self._repeated:
            return called
        return f"{called} · {tr('seed {0}', row.seed)}"

    def found(self, text: str) -> list[int]:
        """The places of the runs that are looked for."""
        sought = wanted(text)
        places = list(range(len(self.rows)))
        for word in sought.words:
            texts = self.texts
            places = [place for place in places if word in texts[place]]
        for word in sought.unwanted:
            texts = self.texts
            places = [place for place in places if word not in texts[place]]
        for test in sought.tests:
            places = self._passing(places, test)
        return places

    def _passing(self, places: Sequence[int], test: Test) -> list[int]:
        column, limit = self._column(test.name, text=test.sign == ":"), test.value
        if test.sign == ":":
            return [place for place in places if (limit in column[place]) != test.unwanted]
        compare = _SIGNS[test.sign]
        return [place for place in places if ((one := column[place]) is not None and compare(one, limit)) != test.unwanted]

    def _column(self, name: str, *, text: bool) -> list[Any]:
        """What each run says in a field, in small letters, or its number or figure of that name, `None` where it has none."""
        if (found := self._columns.get((name, text))) is None:
            if text:
                found = [told.casefold() for told in map(FIELDS[name], self.rows)]
                if name == "name":  # as it stands in the table as well
                    found = [f"{told} {self.title(row).casefold()}" for told, row in zip(found, self.rows, strict=True)]
            elif name in NUMBERS:
                found = list(map(NUMBERS[name], self.rows))
            else:
                found = _figures(self.rows, name)
            self._columns[name, text] = found
        return found

    def in_order(self, places: Sequence[int], by: str, *, falling: bool = False) -> list[int]:
        """Places in an order: pinned runs first, and last those of which the order knows nothing; of equal ones the first row."""
        if (order := self._orders.get((by, falling))) is None:
            order = self._orders[by, falling] = self._order(by, falling)
        if len(places) == len(order):
            return order.copy()
        shown = bytearray(len(order))
        for place in places:
            shown[place] = 1
        return list(compress(order, map(shown.__getitem__, order)))

    def _order(self, by: str, falling: bool) -> list[int]:
        """Every place in an order."""
        keys = list(map(ORDERS[by], self.rows))
        some = None in keys
        known = [place for place, key in enumerate(keys) if key is not None] if some else range(len(keys))
        order = sorted(known, key=keys.__getitem__, reverse=falling)
        if some:
            order += [place for place, key in enumerate(keys) if key is None]
        first = [row.pinned for row in self.rows]
        if True in first:
            order.sort(key=first.__getitem__, reverse=True)
        return order


def _figures(rows: Sequence[RunRow], name: str) -> list[float | None]:
    """The figure of that name of each run's best epoch (see `RunRow.figures`, of which this is one)."""
    mark = f";{name}="
    size = len(mark)
    return [
        row.best
        if row.figure == name
        else float(told[at + size : told.index(";", at + 1)])
        if (at := (told := row.bests).find(mark)) >= 0
        else None
        for row in rows
    ]


def searched_text(row: RunRow, *more: str) -> str:
    """All that a word is looked for in, in small letters."""
    told = (row.title, row.id, row.network, row.dataset, row.state, row.note, row.device, row.computer, row.design, *row.tags)
    return "\n".join((*told, *more)).casefold()


def wanted(text: str) -> Wanted:
    """What a person looks for; text that is no comparison and names no field is a word to look for.

    >>> wanted("LeNet -failed").words, wanted("LeNet -failed").unwanted
    (('lenet',), ('failed',))
    """
    words: list[str] = []
    unwanted: list[str] = []
    tests: list[Test] = []
    for word in _WORDS.findall(text):
        not_this = word.startswith("-") and len(word) > 1
        bare = word.removeprefix("-") if not_this else word
        test = _comparison(bare) or _in_field(bare)
        if test is not None:
            tests.append(test._replace(unwanted=not_this))
        elif plain := bare.replace('"', "").casefold():
            (unwanted if not_this else words).append(plain)
    return Wanted(tuple(words), tuple(unwanted), tuple(tests))


def unknown_fields(text: str, rows: Sequence[RunRow] = ()) -> list[str]:
    """Words that look like a field with a text, or a comparison, and name none that there is, nor a figure of one of the runs.

    >>> unknown_fields("stat:finished epochs>2 epochs>many http://a")
    ['stat:', 'epochs>many']
    """
    found = []
    figures = {row.figure for row in rows} | {name for row in rows for name in re.findall(r";(\w+)=", row.bests)} | {*NUMBERS}
    for word in _WORDS.findall(text):
        bare = word.removeprefix("-")
        if (compared := _COMPARED.match(bare)) is not None and compared[1] not in figures:
            found.append(bare)
            continue
        if _comparison(bare) is not None or _in_field(bare) is not None:
            continue
        if match := re.match(r"(\w+)(:(?!//)|>=|<=|>|<|=)", bare):
            found.append(bare if match[2] != ":" else f"{match[1]}:")
    return found


def known_words() -> str:
    """What `FIELD:text` and comparisons may name."""
    return tr(
        "Known are {0} with a text, and with <, > or = {1} and figures such as val_accuracy.",
        listed(f"{name}:" for name in FIELDS),
        listed(NUMBERS),
    )


def _comparison(word: str) -> Test | None:
    """`params<100000` or `val_loss<0.3`; `None` where it is none."""
    if not (match := _COMPARED.match(word)):
        return None
    name, sign, number = match.groups()
    try:
        return Test(name, sign, float(number))
    except ValueError:
        return None


def _in_field(word: str) -> Test | None:
    name, colon, text = word.partition(":")
    text = text.replace('"', "").casefold()
    if colon and name in NUMBERS and re.fullmatch(r"[-+.\de]+", text):
        return _comparison(f"{name}={text}")
    return Test(name, ":", text) if colon and text and name in FIELDS else None
