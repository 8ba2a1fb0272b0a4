"""Ranks names by how well they fit what somebody types: prefixes, initials, synonyms, left-out letters, one typo."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

#: what a name costs in which the letters stand in the middle of a word, "add" in "padding"; short ones show when no other fits
INSIDE, SHORT = 4.5, 3
#: what a name costs that fits only if a letter was mistyped; such names show when no other fits
TYPO = 6

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+[A-Z]?")


def rank(query: str, candidates: Iterable[tuple[T, str, Sequence[str]]], usual: Sequence[str] = ()) -> list[T]:
    """The candidates (thing, name, synonyms) that fit, best first; all of them for an empty query.

    Of several that fit alike, those of the `usual` names come first, in their order; then the shorter name.
    """
    wanted = _flat(query)
    if not wanted:
        return [thing for thing, _, _ in candidates]
    order = {name: place for place, name in enumerate(usual)}
    found = []
    for place, (thing, name, synonyms) in enumerate(candidates):
        if (cost := _cost(wanted, name, synonyms)) is not None:
            found.append((cost, order.get(name, len(order)), len(_flat(name)), place, thing))
    best = min((item[0] for item in found), default=0.0)
    limit = INSIDE if best < INSIDE and len(wanted) <= SHORT else TYPO if best < TYPO else TYPO + 1
    return [item[-1] for item in sorted(found, key=lambda item: item[:4]) if item[0] < limit]


def _cost(wanted: str, name: str, synonyms: Sequence[str]) -> float | None:
    """How far a name is from what is wanted: 0 is the name itself, None doesn't fit."""
    costs = [_name_cost(wanted, name), *(_synonym_cost(wanted, synonym) for synonym in synonyms)]
    return min((cost for cost in costs if cost is not None), default=None)


def _name_cost(wanted: str, name: str) -> float | None:
    flat, words = _flat(name), [word.lower() for word in _WORD.findall(name)]
    initials = "".join(word if word[0].isdigit() else word[0] for word in words)
    if flat == wanted:
        return 0
    if flat.startswith(wanted):
        return 1
    if initials.startswith(wanted) and len(wanted) > 1:
        return 2
    starts = ["".join(words[place:]).startswith(wanted) for place in range(len(words))]
    if any(starts):
        return 3 + starts.index(True) / 100
    if wanted in flat:
        return INSIDE
    if _in_order(wanted, flat):
        return 5
    return TYPO if _one_typo(wanted, flat[: len(wanted) + 1]) else None


def _synonym_cost(wanted: str, synonym: str) -> float | None:
    flat = _flat(synonym)
    if flat == wanted:
        return 1
    if flat.startswith(wanted):
        return 2.5
    if any(word.startswith(wanted) for word in synonym.lower().split()):
        return 4
    return INSIDE if wanted in flat and len(wanted) > 2 else None


def _flat(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _in_order(wanted: str, text: str) -> bool:
    """Whether all letters stand in the text in that order, the first at its beginning."""
    if len(wanted) < 2 or text[:1] != wanted[:1]:
        return False
    letters = iter(text)
    return all(letter in letters for letter in wanted)


def _one_typo(wanted: str, text: str) -> bool:
    """Whether one letter changed, left out, added or swapped turns what is wanted into a beginning of the text."""
    if len(wanted) < 4:
        return False
    for place in range(len(wanted)):
        head, tail = wanted[:place], wanted[place:]
        if not text.startswith(head):
            return False
        rest = text[place:]
        swapped = tail[1:2] + tail[:1] + tail[2:]
        if rest.startswith((tail[1:], swapped)) or rest[1:].startswith((tail, tail[1:])):
            return True
    return False
