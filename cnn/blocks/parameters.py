"""Parameters of a block of a person's own: which of the numbers inside may be changed, each under one name.

A parameter stands for an argument of some layers, or for a number of blocks within; where it stands for several, each of them can
be a multiple of it, as the 256 filters at the end of a bottleneck are 4 times those inside.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, create_model

from cnn.blocks.block import Block, Settings
from cnn.errors import EditError
from cnn.graph import Graph
from cnn.graph.made import Made, Number
from cnn.graph.node import enclosing_groups
from cnn.layers.arguments import Argument, Flag, is_int
from cnn.words.language import tr
from cnn.words.lists import listed

#: a block has no more of them
MOST = 32
#: of a number up to this nothing is called a multiple
LEAST = 3
_KINDS = ("int", "float", "bool", "choice", "size")

Blocks = Mapping[str, Block[Any]]


@dataclass(frozen=True)
class Target:
    """What a parameter sets: an argument of a layer, by its name, or a number of a block within, by its group's path with a `/`
    behind it; it is `times` the parameter there.
    """

    part: str
    argument: str
    times: int = 1


@dataclass(frozen=True)
class Parameter:
    """A number that a block of a person's own asks for, and what in it it sets."""

    name: str
    targets: tuple[Target, ...]


class Candidate(NamedTuple):
    """A number that stands in a block and could be a parameter: what it is called there, and where it stands."""

    argument: str
    value: Number
    parts: tuple[str, ...]


def candidates(piece: Graph, blocks: Blocks) -> tuple[Candidate, ...]:
    """All numbers of a piece that could be parameters, in order; an argument that several layers have alike is one.

    Layers of a block within are left to the numbers of that block.

    >>> from cnn.blocks import BLOCKS
    >>> candidates(BLOCKS["conv_bn_relu"].blueprint((32, 32, 3)), BLOCKS)[0]
    Candidate(argument='filters', value=32, parts=('conv',))
    """
    found: dict[tuple[str, str, Number], list[str]] = {}
    inner = inner_blocks(piece, blocks)
    for path, made in inner.items():
        for argument in blocks[made.kind].arguments():
            value = made.numbers.get(argument.name, argument.default)
            found.setdefault((argument.name, type(value).__name__, value), []).append(f"{path}/")
    for node in (piece.nodes[node_id] for node_id in piece.order):
        if not node.layer.ports or not inner.keys().isdisjoint(enclosing_groups(node.group)):
            continue
        for argument in node.own_layer.arguments():
            number = None if argument.advanced else _number(argument, node.own_layer.value(argument.name))
            if number is not None:
                found.setdefault((argument.name, type(number).__name__, number), []).append(node.name)
    return tuple(Candidate(argument, value, tuple(parts)) for (argument, _, value), parts in found.items())


def inner_blocks(piece: Graph, blocks: Blocks) -> dict[str, Made]:
    """The outermost blocks within a piece that are known here, by their paths."""
    return {
        path: made
        for path, made in piece.blocks.items()
        if made.kind in blocks and not any(outer in piece.blocks for outer in enclosing_groups(path) if outer != path)
    }


def multiples(found: Sequence[Candidate], place: int) -> dict[int, int]:
    """The places of those candidates that one can follow, the same argument elsewhere, and how many times them it is.

    >>> multiples([Candidate("filters", 64, ("a",)), Candidate("filters", 256, ("b",)), Candidate("units", 8, ("c",))], 1)
    {0: 4}
    """
    argument, value, _ = found[place]
    times: dict[int, int] = {}
    for other, one in enumerate(found):
        if one.argument != argument or type(one.value) is not type(value):
            continue
        if one.value == value:
            times |= {other: 1} if other < place else {}
        elif is_int(value) and is_int(one.value) and LEAST < one.value < value and value % one.value == 0:
            times[other] = value // one.value
    return times


def split(found: Iterable[Candidate], parameters: Sequence[Parameter]) -> tuple[Candidate, ...]:
    """The candidates, those of which a parameter sets only some parts, or some otherwise than others, in pieces."""
    pieces: list[Candidate] = []
    for one in found:
        sets: dict[tuple[str, int] | None, list[str]] = {}
        for part in one.parts:
            sets.setdefault(set_by(parameters, part, one.argument), []).append(part)
        pieces += [one._replace(parts=tuple(parts)) for parts in sets.values()]
    return tuple(pieces)


def set_by(parameters: Iterable[Parameter], part: str, argument: str) -> tuple[str, int] | None:
    """The parameter that sets an argument, and how many times it that is; `None` where none does."""
    found = ((one.name, target.times) for one in parameters for target in one.targets if _is(target, part, argument))
    return next(found, None)


def _is(target: Target, part: str, argument: str) -> bool:
    return (target.part, target.argument) == (part, argument)


def parameter_name(title: str) -> str:
    """What a person calls a parameter, as a name; raises `EditError` for what can't be one."""
    name = re.sub(r"\W+", "_", title.strip().lower()).strip("_")
    if not name.isidentifier() or len(name) > 40 or hasattr(Settings, name) or name.startswith("model_"):
        raise _misnamed(title)
    return name


def _misnamed(title: str) -> EditError:
    return EditError(tr("{0!r} can't be the name of a number.", title[:40]), tr("Use a word such as filters."))


def settings_of(title: str, piece: Graph, parameters: Sequence[Parameter], blocks: Blocks) -> type[Settings]:
    """What a block with these parameters asks for; what stands in the piece is what it asks for at first.

    Raises `EditError` for a parameter that sets nothing in the piece, what is no number, or numbers that are not alike.
    """
    fields: dict[str, Any] = {}
    if len(parameters) > MOST:
        raise EditError(tr("A block has at most {0} numbers; these are {1}.", MOST, len(parameters)), tr("Leave some out."))
    for parameter in parameters:
        if parameter_name(parameter.name) != parameter.name:
            raise _misnamed(parameter.name)
        if parameter.name in fields:
            raise EditError(tr("There are two numbers called {0}.", parameter.name[:40]), tr("Give each its own name."))
        fields[parameter.name] = _field(piece, parameter, blocks)
    made: type[Settings] = create_model(f"{title} settings", __base__=Settings, **fields)
    made.title = title
    return made


def values_in(parameters: Iterable[Parameter], settings: Settings) -> dict[str, dict[str, Any]]:
    """What each part is set to: by its name or path the arguments with their values."""
    found: dict[str, dict[str, Any]] = {}
    for parameter in parameters:
        value = getattr(settings, parameter.name)
        for target in parameter.targets:
            found.setdefault(target.part, {})[target.argument] = value if target.times == 1 else value * target.times
    return found


def _field(piece: Graph, parameter: Parameter, blocks: Blocks) -> tuple[Any, Any]:
    """A pydantic field: the type and bounds of the first thing that it sets, and the value that stands there."""
    if not parameter.targets:
        raise EditError(tr("{0} sets nothing in the block.", parameter.name), tr("Keep the block again."))
    found = [_stands(piece, target, blocks) for target in parameter.targets]
    values = [
        value if target.times == 1 else _part_of(value, target.times)
        for target, (_, value) in zip(parameter.targets, found, strict=True)
    ]
    first = values[0]
    if first is None or any(value != first or type(value) is not type(first) for value in values):
        shown = listed(str(value) for _, value in found)
        raise EditError(
            tr("{0} would set numbers that are not alike: {1}.", parameter.name, shown), tr("Make them numbers of their own.")
        )
    argument = found[0][0]
    names = listed(_said(target) for target in parameter.targets)
    return _annotation(argument), Field(first, description=tr("{0} of {1}", argument.label, names))


def _said(target: Target) -> str:
    return target.part.rstrip("/") if target.times == 1 else f"{target.part.rstrip('/')} ({target.times} ×)"


def _stands(piece: Graph, target: Target, blocks: Blocks) -> tuple[Argument, Number | None]:
    """The argument that a target is, and what it is now."""
    if target.part.endswith("/"):
        made = inner_blocks(piece, blocks).get(target.part[:-1])
        arguments = blocks[made.kind].arguments() if made else ()
        held: Mapping[str, Any] = made.numbers if made else {}
    else:
        layer = next((node.own_layer for node in piece.nodes.values() if node.name == target.part and node.layer.ports), None)
        arguments = layer.arguments() if layer is not None else ()
        held = {one.name: layer.value(one.name) for one in arguments} if layer is not None else {}
    argument = next((one for one in arguments if one.name == target.argument), None)
    if argument is None or not 1 <= target.times <= 1 << 16:
        raise EditError(tr("There is no {0} in {1}.", target.argument, target.part.rstrip("/")), tr("Keep the block again."))
    return argument, _number(argument, held.get(argument.name, argument.default))


def _number(argument: Argument, value: Any) -> Number | None:
    """The value of an argument as one number or word; `None` where it is none."""
    if argument.kind not in _KINDS:
        return None
    if argument.kind == "size" and isinstance(value, tuple):
        return value[0] if value and is_int(value[0]) and all(one == value[0] for one in value) else None
    return value if isinstance(value, int | float | str) else None


def _part_of(value: Number | None, times: int) -> int | None:
    return value // times if is_int(value) and value % times == 0 else None


def _annotation(argument: Argument) -> Any:
    """The type of a parameter that sets such an argument."""
    if argument.kind == "bool":
        return Flag
    if argument.kind == "choice":
        return Literal[argument.choices]
    bounds: dict[str, Any] = {"ge": argument.minimum, "le": argument.maximum}
    bounds = {name: bound for name, bound in bounds.items() if bound is not None}
    if argument.kind == "float":
        return Annotated[float, Field(strict=True, allow_inf_nan=False, **bounds)]
    return Annotated[int, Field(strict=True, **bounds)]
