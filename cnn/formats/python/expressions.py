"""Python expressions that print themselves as `ruff format` would: on one line, or one argument a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 88
_STEP = 4


@dataclass(frozen=True)
class Call:
    """`function(a, b=c)`; an argument is text or another call, with its keyword ("" when it has none)."""

    function: str
    arguments: tuple[tuple[str, "Expression"], ...] = ()
    brackets: str = "()"

    def flat(self) -> str:
        """On one line."""
        inside = ", ".join(keyword_of(key, self.brackets) + flat(value) for key, value in self.arguments)
        return f"{self.function}{self.brackets[0]}{inside}{self.brackets[1]}"


Expression = str | Call


def call(function: str, *positional: Expression, **keywords: Expression) -> Call:
    """A call, written as it will read."""
    return Call(function, (*(("", value) for value in positional), *keywords.items()))


def listing(items: Sequence[Expression]) -> Call:
    """`[a, b]`"""
    return Call("", tuple(("", item) for item in items), "[]")


def one_or_list(items: Sequence[Expression]) -> Expression:
    """An expression for one thing, or a list of several."""
    return items[0] if len(items) == 1 else listing(items)


def flat(expression: Expression) -> str:
    """An expression on one line."""
    return expression if isinstance(expression, str) else expression.flat()


def keyword_of(key: str, brackets: str = "()") -> str:
    """`key=`, or nothing; in braces the key of an entry, `"key": `."""
    if brackets == "{}":
        return f"{quoted(key)}: "
    return f"{key}=" if key else ""


def render(before: str, expression: Expression, after: str = "", indent: int = 0) -> list[str]:
    """The lines of `before` + expression + `after`, broken only when they would be wider than `WIDTH`."""
    margin = " " * indent
    line = margin + before + flat(expression) + after
    if len(line) <= WIDTH or isinstance(expression, str) or not expression.arguments:
        return [line]
    lines = [f"{margin}{before}{expression.function}{expression.brackets[0]}"]
    for key, value in expression.arguments:
        lines += render(keyword_of(key, expression.brackets), value, ",", indent + _STEP)
    return [*lines, f"{margin}{expression.brackets[1]}{after}"]


def literal(value: Any) -> str:
    """A JSON value as Python writes it; 1/255 stays readable."""
    if isinstance(value, bool) or value is None:
        return repr(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, float):
        return _fraction(value)
    if isinstance(value, Sequence):
        items = [literal(item) for item in value]
        return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"
    return repr(value)


def quoted(text: str) -> str:
    """A string in double quotes."""
    inner = repr(text)[1:-1]
    if repr(text)[0] == '"':  # it has single quotes and no double ones
        return repr(text)
    return f'"{inner}"' if '"' not in inner else repr(text)


def _fraction(value: float) -> str:
    """`1 / 255` for a float that is the inverse of an integer and looks like nothing."""
    text = repr(value)
    if len(text) < 12 or not 0 < abs(value) < 1:
        return text
    inverse = round(1 / value)
    return f"{'-' if inverse < 0 else ''}1 / {abs(inverse)}" if 1 / inverse == value else text
