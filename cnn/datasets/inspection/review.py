"""Every image of a dataset with what was found and what was decided about it: a list to be searched, sorted and filtered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from math import isfinite
from typing import Literal, NamedTuple

from cnn.datasets.division.curation import NONE, Curation, Label, Mark
from cnn.datasets.inspection.findings import Copies, Inspection
from cnn.words.language import tr
from cnn.words.lists import COMMA, sentences
from cnn.words.plain import is_number
from cnn.words.quantities import number_of

#: which images are listed
Filter = Literal["all", "copies", "odd", "suspects", "excluded", "relabelled", "moved"]
FILTERS: tuple[Filter, ...] = ("all", "copies", "odd", "suspects", "excluded", "relabelled", "moved")
#: what a list is ordered by: nothing, a column, or what is said of another of several things that are learned, by its place
Column = Literal["", "image", "split", "label", "remark"] | int


class Row(NamedTuple):
    """An image as it is listed: its split and label as decided, those of its source before an arrow where they are others."""

    key: str
    split: str
    label: str
    remark: str
    excluded: bool
    others: tuple[str, ...] = ()  # what is said of everything else that is learned


class Doubt(NamedTuple):
    """Why the label of an image looks wrong: its loss in a training, the class that the network saw ("": not known), and what of
    several things it is about."""

    loss: float
    guess: str
    target: str = ""


@dataclass
class Review:
    """The images in the order of their source; `doubts` come from a training, the first are the worst; of several
    things to learn each may be doubted."""

    keys: list[str] = field(default_factory=list)
    splits: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    inspection: Inspection | None = None
    doubts: Mapping[str, Sequence[Doubt]] = field(default_factory=dict)
    others: list[tuple[str, ...]] = field(default_factory=list)  # of each image the labels of whatever else is learned
    learned: tuple[str, ...] = ()  # what the things that are learned are called, where there are several
    curation: Curation = NONE
    _texts: list[str] = field(default_factory=list)  # what is searched: key, split and label of each

    def add(
        self, keys: Sequence[str], splits: Sequence[str], labels: Sequence[str], others: Sequence[tuple[str, ...]] = ()
    ) -> None:
        """More images; `others` are the labels of everything else that is learned of each."""
        others = others or ((),) * len(keys)
        self.keys += keys
        self.splits += splits
        self.labels += labels
        self.others += others
        words = ((key, split, label, *rest) for key, split, label, rest in zip(keys, splits, labels, others, strict=True))
        self._texts += [" ".join(text).casefold() for text in words]

    def counts(self) -> dict[Filter, int]:
        """How many images each filter lists."""
        return {name: len(self.keys) if name == "all" else len(self._ranks(name)) for name in FILTERS}

    def listed(self, name: Filter = "all", words: str = "", column: Column = "", *, descending: bool = False) -> list[int]:
        """The places of the images that a filter lists and in which all the words are found, whatever their case.

        Without a column near duplicates stand by their groups and suspects by their losses, the worst first; others as in their
        source.
        """
        if name == "all":
            places = list(range(len(self.keys)))
        else:
            ranks = self._ranks(name)
            found = ((ranks[key], place) for place, key in enumerate(self.keys) if key in ranks)
            places = [place for _, place in sorted(found)]
        if wanted := words.casefold().split():
            places = [place for place in places if self._has(place, wanted)]
        if column != "":
            places.sort(key=lambda place: _order(_cell(self.row(place), column)), reverse=descending)
        return places

    def _has(self, place: int, words: Sequence[str]) -> bool:
        text, key = self._texts[place], self.keys[place]
        if all(word in text for word in words):
            return True
        if key not in self.curation.marks and key not in self._copies and key not in self._odd and key not in self.doubts:
            return False
        row = self.row(place)
        text = " ".join((*row[:4], *row.others)).casefold()
        return all(word in text for word in words)

    def row(self, place: int) -> Row:
        """One image."""
        key = self.keys[place]
        mark = self.curation.marks.get(key)
        split, told = self.splits[place], (self.labels[place], *self.others[place])
        if mark is None:
            return Row(key, split, told[0], self.remark(key), excluded=False, others=told[1:])
        if mark.split is not None and mark.split != split:
            split = f"{split} → {mark.split}"
        label, *others = (
            _changed(own, mark.label_of(name, first=number == 0))
            for number, (own, name) in enumerate(zip_longest(told, self.learned[: len(told)], fillvalue=""))
        )
        return Row(key, split, label, self.remark(key), mark.excluded, tuple(others))

    def remark(self, key: str) -> str:
        """What was found about an image."""
        parts = [self._of_copies(key), self._odd.get(key, ""), self._of_doubt(key)]
        return sentences(*parts)

    def guesses(self, key: str) -> dict[str, str]:
        """The classes that a network saw in an image whose labels look wrong, as far as they are known, by what is learned."""
        known = self.learned or ("",)
        return {doubt.target: doubt.guess for doubt in self.doubts.get(key, ()) if doubt.guess and doubt.target in known}

    def group(self, key: str) -> tuple[str, ...]:
        """The images that show the same as this one, itself among them."""
        return copies.keys if (copies := self._copies.get(key)) is not None else ()

    # ------------------------------------------------------------------ what was found

    def _ranks(self, name: Filter) -> dict[str, int]:
        """The keys that a filter lists, and in which order."""
        marks = self.curation.marks
        if name == "excluded":
            return {key: 0 for key, mark in marks.items() if mark.excluded}
        if name == "relabelled":
            return {key: 0 for key, mark in marks.items() if mark.relabelled}
        if name == "moved":
            return {key: 0 for key, mark in marks.items() if mark.split is not None}
        if name == "suspects":
            found = {key: rank for rank, key in enumerate(self.doubts) if key not in marks or self._is_doubted(key, marks[key])}
        elif self.inspection is None:
            return {}
        elif name == "odd":
            found = {odd.key: 0 for odd in self.inspection.odd}
        else:
            left = (copies for copies in self.inspection.copies if sum(not self._is_out(key) for key in copies.keys) > 1)
            found = {key: rank for rank, copies in enumerate(left) for key in copies.keys}
        return {key: rank for key, rank in found.items() if not self._is_out(key)}

    def _is_doubted(self, key: str, mark: Mark) -> bool:
        """Whether a label of an image looks wrong about which nothing was decided."""
        first = self.learned[:1] or ("",)
        return any(mark.label_of(doubt.target, first=doubt.target in first) is None for doubt in self.doubts[key])

    def _is_out(self, key: str) -> bool:
        mark = self.curation.marks.get(key)
        return mark is not None and mark.excluded

    @property
    def _copies(self) -> dict[str, Copies]:
        self._index()
        return self._by_copies

    @property
    def _odd(self) -> dict[str, str]:
        self._index()
        return self._by_odd

    def _index(self) -> None:
        """What was found by the images' keys; made once for each inspection."""
        if getattr(self, "_indexed", _NEVER) is self.inspection:
            return
        self._indexed = self.inspection
        copies = self.inspection.copies if self.inspection is not None else ()
        odd = self.inspection.odd if self.inspection is not None else ()
        self._by_copies = {key: group for group in copies for key in group.keys}
        self._by_odd = {one.key: one.message for one in odd}

    def _of_copies(self, key: str) -> str:
        if (copies := self._copies.get(key)) is None:
            return ""
        others = [other for other in copies.keys if other != key]
        first = others[0] if len(others) == 1 else number_of("{1} and {0} other|{1} and {0} others", len(others) - 1, others[0])
        if copies.across and copies.differing:
            return tr("Shows the same as {0}, in another split, under another label.", first)
        if copies.across:
            return tr("Shows the same as {0}, in another split.", first)
        return (
            tr("Shows the same as {0}, under another label.", first) if copies.differing else tr("Shows the same as {0}.", first)
        )

    def _of_doubt(self, key: str) -> str:
        return sentences(*map(_in_words, self.doubts.get(key, ())))


_NEVER = object()


def _changed(own: str, decided: Label | None) -> str:
    """A label, with what was decided instead behind an arrow."""
    return own if decided is None or (spelled := spell(decided)) == own else f"{own} → {spelled}"


def _in_words(doubt: Doubt) -> str:
    loss, of, seen = f"{doubt.loss:.3g}", doubt.target, doubt.guess
    if seen:
        words = tr("Hard to learn (loss {0} of {1}), seen as {2}.", loss, of, seen)
        return words if of else tr("Hard to learn (loss {0}), seen as {1}.", loss, seen)
    return tr("Hard to learn (loss {0} of {1}).", loss, of) if of else tr("Hard to learn (loss {0}).", loss)


def spell(label: Label) -> str:
    """A label that a person gave, as it stands in the list."""
    if isinstance(label, str):
        return label
    return COMMA.join(item if isinstance(item, str) else f"{item:.4g}" for item in label) or "–"


def _cell(row: Row, column: Column) -> str:
    """What stands in a column of a row."""
    if isinstance(column, int):
        return row.others[column]
    return str(row[("image", "split", "label", "remark").index(column)])


def _order(text: str) -> tuple[object, ...]:
    """Where a text stands among others: numbers by their values, and what was decided instead of what was there before."""
    text = text.rpartition(" → ")[2]
    parts = text.split(", ")
    if all(is_number(part) and isfinite(float(part)) for part in parts):
        return tuple((0, float(part), "") for part in parts)
    return _natural(text)


def _natural(text: str) -> tuple[object, ...]:
    """`a2` before `a10`: the parts of a text, numbers by their value."""
    parts: list[object] = []
    digits = ""
    for char in f"{text.casefold()}\0":
        if char.isascii() and char.isdigit():
            digits += char
            continue
        if digits:
            parts.append((0, int(digits[:18]), ""))
            digits = ""
        parts.append((1, 0, char))
    return tuple(parts)
