"""What differs between the places where the same code runs: parameters of a function, variables of a loop.

Everything is asked for twice. The first time a scope learns which values differ; `settle` then gives them names, so that
the second time it can answer with them.
"""

import ast
import itertools
import keyword
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cnn.formats.python.expressions import Expression, flat, listing, quoted
from cnn.formats.python.repetition import name_parts

#: a value for each place, in order
Values = tuple[Expression, ...]

#: arguments of which one may be a multiple of another
_COUNTS = ("filters", "units")
#: what a number in a layer's name is called
NUMBER = "number"
#: …and another part of it that tells layers apart
TAG = "tag"


@dataclass(frozen=True)
class Hint:
    """What a value is: the argument it is given to, and the layer or block that takes it."""

    argument: str
    owner: str = ""

    def full(self) -> str:
        """A name that tells it from other values for the same argument: `filters_expand`, `conv2d_number`."""
        if self.argument in (NUMBER, TAG):
            return f"{re.sub(r'_?[0-9]+$', '', self.owner)}_{self.argument}"
        return f"{self.argument}_{self.owner}"


@dataclass
class Names:
    """Names of variables, each given once."""

    taken: set[str] = field(default_factory=set)

    def fresh(self, wanted: str) -> str:
        """`wanted` as Python would take it, with a number behind it when it is taken."""
        name = identifier(wanted)
        number, unique = 0, name
        while unique in self.taken:
            number += 1
            unique = f"{name}_{number}"
        self.taken.add(unique)
        return unique


def identifier(text: str) -> str:
    """A text as the name of a variable."""
    name = re.sub(r"\W+", "_", text, flags=re.ASCII)
    return name if name.isidentifier() and not keyword.iskeyword(name) else f"layer_{name}"


class Scope:
    """A place where code runs once: every value is what it is."""

    def __init__(self, names: Names, prefixes: Sequence[str] = ("",)) -> None:
        self.names, self.prefixes = names, tuple(prefixes)

    def value(self, values: Values, hint: Hint) -> Expression:
        """How a value is written here."""
        return values[0]

    def text(self, texts: Sequence[str], hint: Hint) -> Expression:
        """How the name of a layer, or of a block, is written here."""
        parts = [name_parts(text.removeprefix(prefix)) for text, prefix in zip(texts, self.prefixes, strict=True)]
        pieces = [("", "name")] if any(self.prefixes) else []
        for place, column in enumerate(zip(*parts, strict=True)):
            if len(set(column)) == 1:
                pieces.append((column[0], ""))
            elif place % 2:
                pieces.append(("", flat(self.value(_counted(column), Hint(NUMBER if _all_numbers(column) else TAG, hint.owner)))))
        return _joined(pieces)

    def settle(self) -> None:
        """Gives names to what was asked for."""


class Differing(Scope):
    """A place where code runs several times: what differs has a name."""

    def __init__(self, names: Names, prefixes: Sequence[str]) -> None:
        super().__init__(names, prefixes)
        self.asked: dict[Values, Hint] = {}
        self.named: dict[Values, str] = {}  # those that are given from outside
        self._derived: dict[Values, tuple[Values, str]] = {}  # from which others the rest follows, and how

    def value(self, values: Values, hint: Hint) -> Expression:
        if len(set(values)) == 1:
            return values[0]
        self.asked.setdefault(values, hint)
        if values in self._derived:
            base, relation = self._derived[values]
            return relation.format(self.named.get(base, ""))
        return self.named.get(values, "")

    def settle(self) -> None:
        for values, hint in sorted(self.asked.items(), key=lambda pair: _size(pair[0])):
            self._relate(values, hint)
        given = [(values, hint) for values, hint in self.asked.items() if values not in self._derived]
        arguments = [hint.argument for _, hint in given]
        for values, hint in given:
            alone = arguments.count(hint.argument) == 1 or not hint.owner
            self.named[values] = self.names.fresh(hint.argument if alone else hint.full())

    def _relate(self, values: Values, hint: Hint) -> None:
        """Notes when a value always follows from a smaller one."""
        for base, other in self.asked.items():
            if base not in self._derived and base != values and (relation := _relation(base, other, values, hint)):
                self._derived[values] = (base, relation)
                return


class Rounds(Differing):
    """The body of a loop: what is the same in all rounds comes from around it, the rest from a table."""

    def __init__(self, outer: Scope, counts: Sequence[int], names: Names) -> None:
        prefixes = [prefix for prefix, count in zip(outer.prefixes, counts, strict=True) for _ in range(count)]
        super().__init__(Names(set(names.taken)), prefixes)
        self._outer, self.counts = outer, counts
        self.number: Values = ()  # what is counted up

    def value(self, values: Values, hint: Hint) -> Expression:
        rounds = self.by_place(values)
        if all(len(set(one)) == 1 for one in rounds):
            return self._outer.value(tuple(one[0] for one in rounds), hint)
        return super().value(values, hint)

    def by_place(self, values: Values) -> list[Values]:
        """The values of the rounds at each of the places where the loop runs."""
        found, start = [], 0
        for count in self.counts:
            found.append(values[start : start + count])
            start += count
        return found

    def settle(self) -> None:
        super().settle()
        for values in self.named:
            if self.asked[values].argument == NUMBER and all(_counts_up(one) for one in self.by_place(values)):
                self.number = values
                return

    @property
    def columns(self) -> dict[Values, str]:
        """What the table holds."""
        return {values: name for values, name in self.named.items() if values != self.number}

    def tables(self) -> Values:
        """The table at each of the places where the loop runs."""
        columns = [self.by_place(values) for values in self.columns]
        return tuple(_table(place) for place in zip(*columns, strict=True))

    def starts(self) -> Values:
        """The first number at each place."""
        return tuple(one[0] for one in self.by_place(self.number))


def _table(columns: Sequence[Values]) -> Expression:
    rows = [row[0] if len(row) == 1 else f"({', '.join(map(flat, row))})" for row in zip(*columns, strict=True)]
    return listing(rows)


# ---------------------------------------------------------------------- values


def _relation(base: Values, base_hint: Hint, values: Values, hint: Hint) -> str:
    """How `values` follow from `base`; "" when they don't."""
    if base_hint.argument != hint.argument or not (_are_numbers(base) and _are_numbers(values)):
        return ""
    pairs = [(int(flat(a)), int(flat(b))) for a, b in zip(base, values, strict=True)]
    if hint.argument.startswith(_COUNTS) and all(a > 0 and b % a == 0 for a, b in pairs):
        factors = {b // a for a, b in pairs}
        return f"{factors.pop()} * {{}}" if len(factors) == 1 and min(factors) > 1 else ""
    steps = {b - a for a, b in pairs}
    return f"{{}} + {steps.pop()}" if hint.argument == NUMBER and len(steps) == 1 and min(steps) > 0 else ""


def _are_numbers(values: Values) -> bool:
    return all(isinstance(value, str) and value.isdigit() for value in values)


def _size(values: Values) -> tuple[int, ...]:
    return tuple(int(flat(value)) for value in values) if _are_numbers(values) else (-1,)


def _counts_up(values: Values) -> bool:
    return _are_numbers(values) and all(int(flat(b)) == int(flat(a)) + 1 for a, b in itertools.pairwise(values))


def _all_numbers(column: Iterable[str]) -> bool:
    return all(part.isdigit() and str(int(part)) == part for part in column)


def _counted(column: Sequence[str]) -> Values:
    """Parts of names as values: numbers, or texts where one of them is no number."""
    return tuple(column) if _all_numbers(column) else tuple(map(quoted, column))


def _joined(pieces: Sequence[tuple[str, str]]) -> Expression:
    """A text of pieces, some of which are variables, as Python writes it."""
    pieces = [piece for piece in pieces if piece != ("", "")]
    if not any(variable for _, variable in pieces):
        return quoted("".join(text for text, _ in pieces))
    if len(pieces) == 1:
        name = pieces[0][1]
        return name if name == "name" else f'f"{{{name}}}"'
    return 'f"' + "".join(f"{{{variable}}}" if variable else _inside(text) for text, variable in pieces) + '"'


def _inside(text: str) -> str:
    """A text as it stands within an f-string in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return escaped.replace("{", "{{").replace("}", "}}")


# ---------------------------------------------------------------------- types


def annotation(values: Iterable[Expression]) -> str:
    """The type of a parameter that takes these values."""
    return " | ".join(sorted({_type_of(flat(value)) for value in values}, key=lambda name: (name == "None", name)))


def _type_of(text: str) -> str:
    try:
        return _type_name(ast.literal_eval(text))
    except (ValueError, SyntaxError):  # 1 / 255, or an object of Keras
        return "float" if re.fullmatch(r"-?1 / \d+", text) else text.partition("(")[0] if text.startswith("keras.") else "object"


def _type_name(value: object) -> str:
    if isinstance(value, list):
        return f"list[{_either(value)}]"
    if isinstance(value, tuple):
        kinds = [_type_name(item) for item in value]
        return f"tuple[{', '.join(kinds)}]"
    return "None" if value is None else type(value).__name__


def _either(values: Sequence[object]) -> str:
    return " | ".join(dict.fromkeys(map(_type_name, values)))
