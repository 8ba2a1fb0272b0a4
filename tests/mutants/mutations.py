"""One-line breaks of a Python file: what a slip of the hand would make of it, one at a time."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

COMPARISONS: dict[type, tuple[str, str]] = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
ARITHMETIC: dict[type, tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "//"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.Pow: ("**", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutation:
    """A part of a file, in bytes, and what would stand there instead; `lines` are those of its statement up to its end."""

    start: int
    end: int
    new: str
    lines: range

    def of(self, source: str) -> str:
        """The file with this break."""
        data = source.encode()
        return (data[: self.start] + self.new.encode() + data[self.end :]).decode()

    def line(self, source: str) -> int:
        """Where it is."""
        return source.encode()[: self.start].count(b"\n") + 1

    def diff(self, source: str, path: str) -> str:
        """What it changes, as a diff."""
        lines = unified_diff(source.splitlines(keepends=True), self.of(source).splitlines(keepends=True), path, path, n=1)
        return "".join(lines)


def mutations(source: str) -> list[Mutation]:
    """All breaks of a file, in its order; each is a program that can be read, and another than the file."""
    found = _Finder(source)
    found.visit(ast.parse(source))
    return sorted((one for one in found.found if _is_another(one.of(source), source)), key=lambda one: (one.start, one.end))


def _is_another(code: str, source: str) -> bool:
    try:
        return ast.dump(ast.parse(code)) != ast.dump(ast.parse(source))
    except SyntaxError:
        return False


class _Finder(ast.NodeVisitor):
    """Goes through what runs; types, words for people and what only readers of types see are left alone."""

    def __init__(self, source: str) -> None:
        self._data = source.encode()
        self._starts = [0, *(match.end() for match in re.finditer(rb"\n", self._data))]
        self._line = 1
        self.found: list[Mutation] = []

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.stmt):
            self._line = node.lineno
        for start, end, new in self._breaks(node):
            last = self._data[:end].count(b"\n") + 1
            self.found.append(Mutation(start, end, new, range(self._line, last + 1)))
        for child in self._children(node):
            self.visit(child)

    def _children(self, node: ast.AST) -> Iterator[ast.AST]:
        if isinstance(node, ast.JoinedStr | ast.Assert | ast.Import | ast.ImportFrom):
            return
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            return
        types = (getattr(node, "annotation", None), getattr(node, "returns", None))
        yield from (child for child in ast.iter_child_nodes(node) if child not in types)

    def _place(self, node: ast.AST) -> tuple[int, int]:
        start = self._starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        end = self._starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        return start, end

    def _between(self, left: ast.AST, right: ast.AST, old: str, new: str) -> Iterator[tuple[int, int, str]]:
        """Another operator between two operands."""
        start, end = self._place(left)[1], self._place(right)[0]
        words = (
            rb"(?<![\w])" + re.escape(old.encode()).replace(rb"\ ", rb"\s+") + rb"(?![\w])"
            if old[0].isalpha()
            else re.escape(old.encode())
        )
        if match := re.search(words, self._data[start:end]):
            yield start + match.start(), start + match.end(), new

    def _breaks(self, node: ast.AST) -> Iterator[tuple[int, int, str]]:
        match node:
            case ast.Compare(left=left, ops=operators, comparators=others):
                for operator, one, other in zip(operators, (left, *others), others, strict=False):
                    yield from self._between(one, other, *COMPARISONS[type(operator)])
            case ast.BoolOp(op=operator, values=values):
                words = ("and", "or") if isinstance(operator, ast.And) else ("or", "and")
                yield from self._between(values[0], values[1], *words)
            case ast.BinOp(op=operator, left=left, right=right) if type(operator) in ARITHMETIC:
                yield from self._between(left, right, *ARITHMETIC[type(operator)])
            case ast.AugAssign(op=operator, target=left, value=right) if type(operator) in ARITHMETIC:
                old, new = ARITHMETIC[type(operator)]
                yield from self._between(left, right, f"{old}=", f"{new}=")
            case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
                yield self._place(node)[0], self._place(operand)[0], ""
            case ast.Constant(value=bool(value)):
                yield *self._place(node), str(not value)
            case ast.Constant(value=int(value) | float(value)):
                yield *self._place(node), repr(value + 1)
            case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test) if not isinstance(
                test, ast.Compare | ast.UnaryOp
            ):
                start, end = self._place(test)
                yield start, end, f"not ({self._data[start:end].decode()})"
            case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
                yield *self._place(value), "None"
            case ast.Expr(value=ast.Call() | ast.Await() | ast.Yield()):
                yield *self._place(node), "pass"
            case ast.Call(func=ast.Name(id=name) as function) if name in CALLS:
                yield *self._place(function), CALLS[name]
            case ast.Continue():
                yield *self._place(node), "break"
            case ast.Break():
                yield *self._place(node), "continue"
