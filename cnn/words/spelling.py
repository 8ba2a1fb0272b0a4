"""Which name a person means: in any case, with or without `_`, `-` and spaces, by another name for it, or nearly right.

One mechanism for every name that is typed: presets, datasets, settings of the recipe, layers, options. What programs write is
understood as well: `keras.optimizers.Adam()` is `Adam`; with arguments in its brackets it is only proposed.
"""

import difflib
import re
from collections.abc import Iterable, Mapping

from cnn.words.language import tr

_NO_OTHERS: Mapping[str, str] = {}


def understood(word: str, names: Iterable[str], others: Mapping[str, str] = _NO_OTHERS) -> str | None:
    """The name that a word stands for, `None` when it is none of them.

    `others` are further words for the names: `{"mse": "mean_squared_error"}`.

    >>> understood("keras.optimizers.adam", ["SGD", "Adam"])
    'Adam'
    """
    names = tuple(names)
    if word in names:
        return word
    name, arguments = _as_in_programs(word)
    return None if arguments else _by_bare_word(names, others).get(_bare(name))


def nearest(word: str, names: Iterable[str], others: Mapping[str, str] = _NO_OTHERS) -> str:
    """The name that is most like a word: by nearly the same letters, or as one that has all its parts; "" when none is."""
    names, word = tuple(names), _as_in_programs(word)[0]
    parts = _parts(word)
    complete = sorted((name for name in names if parts and parts <= _parts(name)), key=len)
    spellings, also = _by_bare_word(names, _NO_OTHERS), _by_bare_word((), others)
    swapped = [spellings[bare] for bare in spellings if sorted(bare) == sorted(_bare(word))]
    least = 0.5 if len(_bare(word)) == 2 else 0.6  # one letter of two: f2 is nearly f1
    found = (*swapped, *_alike(word, spellings, 0.85), *complete, *_alike(word, spellings, 0.6), *_alike(word, also, least))
    return found[0] if found else ""


def guess(word: str, names: Iterable[str], others: Mapping[str, str] = _NO_OTHERS) -> str:
    """`Did you mean Adam?` for what is nearly a name; "" for what isn't.

    >>> guess("Adem", ["SGD", "Adam"])
    'Did you mean Adam?'
    """
    names = tuple(names)
    name, arguments = _as_in_programs(word)
    near = (understood(name, names, others) if arguments else None) or nearest(name, names, others)
    if not near:
        return ""
    return tr("Did you mean {0}? Its arguments are settings of their own.", near) if arguments else tr("Did you mean {0}?", near)


def _as_in_programs(word: str) -> tuple[str, str]:
    """The name of a word as programs write it, without Keras's modules before it, and what stands in brackets behind it."""
    found = re.fullmatch(r"\s*(?:(?:tf|tensorflow|keras|tf_keras)\.(?:\w+\.)*)?([^()]*?)\s*(?:\((.*?)\)?\s*)?", word, re.DOTALL)
    return (found[1], (found[2] or "").strip()) if found and found[1] else (word, "")


def _by_bare_word(names: tuple[str, ...], others: Mapping[str, str]) -> dict[str, str]:
    return {**{_bare(other): name for other, name in others.items()}, **{_bare(name): name for name in names}}


def _alike(word: str, known: Mapping[str, str], least: float) -> list[str]:
    """The name whose spelling is most like a word, if it is at least so alike; of several one that begins like it."""
    bare = _bare(word)[:100]
    close = difflib.get_close_matches(bare, known, n=3, cutoff=least)
    ratios = {name: difflib.SequenceMatcher(None, name, bare).ratio() for name in close}
    best = sorted(close, key=lambda name: (-ratios[name], name[:1] != bare[:1]))
    return [known[name] for name in best[:1]]


def _parts(word: str) -> set[str]:
    return set(filter(None, re.split(r"[\W_]+", word.casefold())))


def _bare(word: str) -> str:
    """Only what is heard of a word: letters and digits, in lower case."""
    return re.sub(r"[\W_]+", "", word).casefold()
