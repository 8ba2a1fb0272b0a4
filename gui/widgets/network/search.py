"""Ranks names by how well they fit what somebody types: prefixes, initials, synonyms, left-out letters, one typo."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

T = TypeVar("T")

#: what a name costs in which the letters stand in the middle of a word, "add" in "padding"; short ones show when no other fits
INSIDE, SHORT = 4.5, 3
#: what a name costs that fits only if a letter was mistyped; such names show when no other fits
TYPO = 6

#: how much worse than the best a phrase may fit: less than "lenet" does in "the whole network", the best being LeNet-5
FAR = 3.5
#: so many of what has a name of its own come among phrases
NAMED = 5
#: what it costs that something is only called so as well
OTHERWISE = 0.2

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


def rank_phrases(
    query: str, candidates: Iterable[tuple[T, str, Sequence[str]]], named: Iterable[tuple[T, str, Sequence[str]]] = ()
) -> list[T]:
    """The candidates (thing, name, other words) that fit, best first, of those that fit alike the first; all for an empty query.

    Names are phrases here: words may be typed in any order, each found in the name or in what else it is called. Of what is
    `named` (thing, name, phrases with that name in them), at most `NAMED` whose names fit stand among them; none for an empty
    query.
    """
    words = [_flat(word) for word in query.split() if _flat(word)]
    if not words:
        return [thing for thing, _, _ in candidates]
    found = []
    for place, (thing, name, others) in enumerate(candidates):
        whole, by_name = _cost("".join(words), name, others), _name_cost("".join(words), name)
        each = [_cost(word, name, others) for word in words]
        costs = [] if whole is None else [whole + (OTHERWISE if whole != by_name else 0)]
        if all(cost is not None and cost < TYPO for cost in each):
            costs.append(1 + max(cost for cost in each if cost is not None))
        if costs:
            found.append((min(costs), place, thing))
    found = _near(found)
    behind = max((place for _, place, _ in found), default=0) + 1
    best = min((cost for cost, _, _ in found), default=float(TYPO))
    found += [(cost, behind + place, thing) for cost, place, thing in _best_named("".join(words), named) if cost < best + FAR]
    return [thing for _, _, thing in sorted(found, key=lambda item: item[:2])]


def _near(found: list[tuple[float, int, T]]) -> list[tuple[float, int, T]]:
    """Of costs, places and things, those that fit hardly worse than the best."""
    limit = min((cost for cost, _, _ in found), default=0.0) + FAR
    return [item for item in found if item[0] < limit]


def _best_named(wanted: str, named: Iterable[tuple[T, str, Sequence[str]]]) -> list[tuple[float, int, T]]:
    """Costs, places and things of those whose names fit best, also where they are typed with the words before them."""
    found = []
    for place, (thing, name, phrases) in enumerate(named):
        heads = [whole.removesuffix(_flat(name)) for whole in map(_flat, phrases)]
        typed = [wanted, *(wanted.removeprefix(head) for head in heads if head and wanted.startswith(head) and wanted != head)]
        costs = [cost for one in typed if (cost := _name_cost(one, name)) is not None and cost <= INSIDE]
        if costs:
            found.append((min(costs), place, thing))
    return sorted(_near(found), key=lambda item: item[:2])[:NAMED]


def _cost(wanted: str, name: str, synonyms: Sequence[str]) -> float | None:
    """How far a name is from what is wanted: 0 is the name itself, None doesn't fit."""
    costs = [_name_cost(wanted, name), *(_synonym_cost(wanted, synonym) for synonym in synonyms)]
    return min((cost for cost in costs if cost is not None), default=None)


def _name_cost(wanted: str, name: str) -> float | None:
    flat, words = _flat(name), _words(name)
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
    return INSIDE if wanted in flat and len(wanted) > (2 if wanted.isascii() else 1) else None  # two characters are a word


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(name))


@cache
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
