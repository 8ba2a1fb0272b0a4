"""Writes a network as the functions that build it: a function for what repeats, a loop for what follows itself.

Every line knows the nodes that it makes, so that a view of the code can mark them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cnn.blocks import BLOCKS
from cnn.formats.python.expressions import WIDTH, Call, Expression, call, flat, listing, literal, one_or_list, quoted, render
from cnn.formats.python.layers import argument, class_name, written_arguments
from cnn.formats.python.names import comment, function_name, input_names, plural_of, takes_over
from cnn.formats.python.operations import operation_call
from cnn.formats.python.repetition import Block, Item, Loop, Shape, Statement, Use, outline
from cnn.formats.python.scopes import NUMBER, Differing, Hint, Names, Rounds, Scope, Values, annotation
from cnn.graph import Graph
from cnn.graph.node import fitting_network_name
from cnn.layers import Input, Layer, Operation
from cnn.recipe import Recipe

_INDENT = 4
#: loops whose tables would be wider are written out
_MOST_COLUMNS = 4
#: names that the program needs for itself
_RESERVED = ("keras", "layers", "np", "sys", "ops", "Any", "x", "build", "train", "compile_model", "network", "data")


@dataclass(frozen=True)
class Line:
    """A line of the program, and the nodes it makes."""

    text: str
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class _Function:
    """The function for blocks that are built alike, and what each of them gives it."""

    name: str
    places: dict[int, int]  # of a block, by its identity
    parameters: dict[str, tuple[Values, Hint]]
    named: bool

    def given(self, block: Block, parameter: str) -> Expression:
        return self.parameters[parameter][0][self.places[id(block)]]


def network_functions(graph: Graph, recipe: Recipe) -> list[list[Line]]:
    """The functions that build a network; the last is `build`, which needs the others."""
    return _Writer(graph, recipe).functions()


class _Writer:
    """Writes the functions of one network, innermost first."""

    def __init__(self, graph: Graph, recipe: Recipe) -> None:
        self._graph, self._recipe = graph, recipe
        mixed = recipe.precision != "float32"
        self._full = set(graph.outputs) if mixed else set()  # probabilities and loss need full precision
        self._outline = outline(graph, {node_id: self._read(node_id) for node_id in graph.nodes})
        self._names = Names(set(_RESERVED) | {node.layer.class_name for node in graph.nodes.values()})
        self._functions: dict[Shape, _Function] = {}
        self._shared: dict[str, str] = {}

    def functions(self) -> list[list[Line]]:
        defined = [self._define(blocks) for blocks in self._outline.blocks]
        return [*defined, self._build()]

    def _read(self, node_id: str) -> Statement:
        node = self._graph.nodes[node_id]
        if isinstance(node.layer, Input | Operation):
            return Statement(node, {})
        settings = {name: argument(node.layer, name) for name in written_arguments(node.layer)}
        return Statement(node, {**settings, "dtype": quoted("float32")} if node_id in self._full else settings)

    # ------------------------------------------------------------------ functions

    def _define(self, blocks: Sequence[Block]) -> list[Line]:
        first = blocks[0]
        name = self._names.fresh(function_name(blocks))
        scope = Differing(Names(self._names.taken | {"name"}), [block.prefix for block in blocks])
        inputs = input_names(first.items, first.reads)
        body = self._body(blocks, scope, inputs)  # finds out what differs
        scope.settle()
        body = self._body(blocks, scope, inputs)
        parameters = {parameter: (values, scope.asked[values]) for values, parameter in scope.named.items()}
        named = any(scope.prefixes)
        self._functions[first.shape] = _Function(name, {id(b): i for i, b in enumerate(blocks)}, parameters, named)
        tensors = [(variable, "keras.KerasTensor") for variable in inputs]
        given = [(parameter, annotation(values)) for parameter, (values, _) in parameters.items()]
        signature = [*tensors, *given, *([("name", "str")] if named else [])]
        outs = "keras.KerasTensor" if len(first.outs) == 1 else f"tuple[{', '.join(['keras.KerasTensor'] * len(first.outs))}]"
        head = Call(name, tuple(("", f"{variable}: {kind}") for variable, kind in signature))
        lines = [Line(text) for text in render("def ", head, f" -> {outs}:")]
        return [*lines, Line(f'    """{self._summary(first.items, self._block_title(blocks))}"""'), *body]

    def _body(self, blocks: Sequence[Block], scope: Scope, inputs: Sequence[str]) -> list[Line]:
        first = blocks[0]
        work = _Body(self, scope, Names(scope.names.taken | set(inputs)), dict(zip(first.reads, inputs, strict=True)), _INDENT)
        return work.returning([block.items for block in blocks], first.outs)

    def _block_title(self, blocks: Sequence[Block]) -> str:
        """What the block is called that all of these were made from; "" where there is none."""
        made = [self._graph.blocks.get(block.path) for block in blocks]
        kinds = {one.kind if one else "" for one in made}
        kind = kinds.pop() if len(kinds) == 1 else ""
        return comment(BLOCKS[kind].title if kind in BLOCKS else kind)

    def _summary(self, items: Sequence[Item], title: str = "") -> str:
        """What a function builds: the block that it is, the kinds of its layers, and the functions it calls."""
        kinds = list(dict.fromkeys(kind for item in items for kind in self._kinds(item)))
        text = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
        start = f"{title}: " if title else ""
        while len(start + text) > WIDTH - 2 * _INDENT - 4 and len(kinds) > 1:
            kinds = kinds[:-1]
            text = f"{', '.join(kinds)} …"
        text = start + text
        return text if text.endswith("…") else f"{text}."

    def _kinds(self, item: Item) -> Iterator[str]:
        if isinstance(item, Statement):
            yield item.node.layer.class_name
        elif isinstance(item, Use):
            yield self._functions[item.block.shape].name
        else:
            for one in item.rounds[0]:
                yield from self._kinds(one)

    def _build(self) -> list[Line]:
        graph = self._graph
        lines = [Line("def build() -> keras.Model:"), Line('    """Builds the network with fresh weights."""')]
        if self._recipe.precision != "float32":
            lines.append(Line(f"    keras.config.set_dtype_policy({quoted(self._recipe.precision)})"))
        names = Names(set(self._names.taken))
        owners = dict.fromkeys(node.shares for node in graph.nodes.values() if node.shares)
        self._shared = {owner: names.fresh(f"{graph.nodes[owner].name}_layer") for owner in owners}
        work = _Body(self, Scope(names), names, {}, _INDENT)
        lines += work.items([self._outline.items], graph.outputs, keep=set(graph.inputs))
        inputs = one_or_list([work.variables[node_id] for node_id in graph.inputs])
        outputs = one_or_list([work.variables[node_id] for node_id in graph.outputs])
        made = call("keras.Model", inputs, outputs, name=quoted(fitting_network_name(graph.name)))
        return [*lines, *(Line(text) for text in render("return ", made, indent=_INDENT))]

    def function(self, block: Block) -> _Function:
        """The function that builds a block."""
        return self._functions[block.shape]

    def shared(self, statement: Statement) -> str:
        """The variable of a layer that is called several times; "" for one that isn't."""
        return self._shared.get(statement.node.shares or statement.node.id, "")

    @property
    def inputs(self) -> int:
        """How many inputs the network has."""
        return len(self._graph.inputs)


class _Body:
    """Writes the items of one place, or of several places at once that are built alike.

    `variables` holds what the tensors at the first of these places are called.
    """

    def __init__(self, writer: _Writer, scope: Scope, names: Names, variables: dict[str, str], indent: int) -> None:
        self._writer, self._scope, self._names, self.variables, self._indent = writer, scope, names, variables, indent

    def returning(self, places: Sequence[Sequence[Item]], outs: Sequence[str]) -> list[Line]:
        """The lines of a function's body."""
        aligned = self._aligned(places)
        last = aligned[-1][0]
        if len(outs) == 1 and last.outs == tuple(outs) and not isinstance(last, Loop):
            return self._written(aligned, outs, set(), "return ")
        lines = self._written(aligned, outs, set())
        return [*lines, Line(f"{' ' * self._indent}return {', '.join(self.variables[out] for out in outs)}")]

    def items(
        self, places: Sequence[Sequence[Item]], outs: Sequence[str], *, keep: Iterable[str] = (), into: str = ""
    ) -> list[Line]:
        """The lines; what is in `keep` has a variable of its own, the last item's output goes `into` one."""
        return self._written(self._aligned(places), outs, set(keep), f"{into} = " if into else "")

    def _written(self, aligned: list[tuple[Item, ...]], outs: Sequence[str], keep: set[str], last: str = "") -> list[Line]:
        firsts = [items[0] for items in aligned]
        lines: list[Line] = []
        group = ""
        for number, items in enumerate(aligned):
            first = firsts[number]
            target = last if last and number == len(aligned) - 1 else f"{self._target(firsts, number, outs, keep)} = "
            if len(items) == 1 and isinstance(first, Statement) and first.node.group != group and first.node.group:
                lines.append(Line(f"{' ' * self._indent}# {comment(first.node.group)}"))
            begin = first.rounds[0][0] if isinstance(first, Loop) else first
            group = begin.node.group if isinstance(begin, Statement) else ""
            members = frozenset(member for item in items for member in item.members())
            lines += self._lines(items, target, members)
        return lines

    def _lines(self, items: tuple[Item, ...], target: str, members: frozenset[str]) -> list[Line]:
        if isinstance(items[0], Loop):
            return self._loop([item for item in items if isinstance(item, Loop)], target.removesuffix(" = "), members)
        if isinstance(items[0], Use):
            texts = self._use([item for item in items if isinstance(item, Use)], target)
        else:
            texts = self._statement([item for item in items if isinstance(item, Statement)], target)
        return [Line(text, members) for text in texts]

    def _aligned(self, places: Sequence[Sequence[Item]]) -> list[tuple[Item, ...]]:
        """What stands at the same place in all of them; rounds too few for a loop are written out."""
        aligned: list[tuple[Item, ...]] = []
        for items in zip(*places, strict=True):
            loops = [item for item in items if isinstance(item, Loop)]
            if loops and self._is_written_out(loops):
                for place in range(len(loops[0].rounds)):
                    aligned += self._aligned([loop.rounds[place] for loop in loops])
            else:
                aligned.append(items)
        return aligned

    def _is_written_out(self, loops: Sequence[Loop]) -> bool:
        counts = {len(loop.rounds) for loop in loops}
        if len(counts) > 1:
            return False
        return min(counts) < 3 or len(self._rounds(loops, {}, "x")[0].columns) > _MOST_COLUMNS

    # ------------------------------------------------------------------ variables

    def _target(self, items: Sequence[Item], number: int, outs: Sequence[str], keep: set[str]) -> str:
        """The variables for what an item puts out: `x` where the next one reads it and nobody else."""
        found = []
        for place, out in enumerate(items[number].outs):
            name = self._variable(items, number, out, outs, keep, place)
            self.variables[out] = name
            found.append(name)
        return ", ".join(found)

    def _variable(self, items: Sequence[Item], number: int, out: str, outs: Sequence[str], keep: set[str], place: int) -> str:
        item = items[number]
        readers = [i for i, other in enumerate(items) if out in other.reads]
        if out in keep:
            return self._names.fresh("inputs" if self._writer.inputs == 1 else item.name)
        if len(item.outs) == 1 and tuple(outs) == item.outs and number == len(items) - 1:
            return "x"
        if len(item.outs) == 1 and out not in outs and readers == [number + 1] and takes_over(items[number + 1], out):
            return "x"
        return self._names.fresh(self._wanted(items, item, readers, place))

    def _wanted(self, items: Sequence[Item], item: Item, readers: Sequence[int], place: int) -> str:
        last = item.rounds[-1][-1] if isinstance(item, Loop) else item
        own = last.name.removeprefix(self._scope.prefixes[0]).strip("_")
        if isinstance(self._scope, Differing) and not self._scope.prefixes[0]:
            own = re.sub(r"_\d+$", "", own)
        if self._scope.prefixes[0] and own[:1].isdigit():
            reader = items[readers[0]] if len(readers) == 1 else None
            joined = isinstance(reader, Statement) and reader.node.layer.class_name == "Add"
            own = "shortcut" if joined else f"branch_{own}"
        return own or "result" if len(item.outs) == 1 else f"{own}_{place + 1}"

    # ------------------------------------------------------------------ one layer

    def _statement(self, items: Sequence[Statement], target: str) -> Iterator[str]:
        first = items[0]
        layer = first.node.layer
        name = self._scope.text([item.name for item in items], Hint("name", self._owner(items)))
        if isinstance(layer, Input):
            kind = {"dtype": quoted(layer.dtype)} if layer.dtype else {}
            yield from render(target, call("keras.Input", shape=literal(layer.shape), **kind, name=name), indent=self._indent)
            return
        if isinstance(layer, Operation):
            made = operation_call(layer, [self.variables[source] for source in first.reads])
            yield from render(target, made, indent=self._indent)
            return
        made = call(class_name(layer), **self._keywords(items), name=name)
        inputs = _inputs([self.variables[source] for source in first.reads], layer)
        shared = self._writer.shared(first)
        if shared and first.node.shares is None:
            yield from render(f"{shared} = ", made, indent=self._indent)
        if shared:
            yield from render(target, Call(shared, inputs), indent=self._indent)
        else:
            yield from _called(target, made, inputs, self._indent)

    def _keywords(self, items: Sequence[Statement]) -> dict[str, Expression]:
        layer = items[0].node.layer
        given = {key for item in items for key in item.settings}
        owner = self._owner(items)
        found = {}
        for key in [*layer.argument_names, *(() if "dtype" in layer.argument_names else ("dtype",))]:
            if key in given:
                values = tuple(item.settings[key] if key in item.settings else argument(item.node.layer, key) for item in items)
                found[key] = self._scope.value(values, Hint(key, owner))
        if not all(item.node.trainable for item in items) and not layer.class_name.startswith(
            "SpatialDropout"
        ):  # which refuses it
            found["trainable"] = self._scope.value(tuple(str(item.node.trainable) for item in items), Hint("trainable", owner))
        return found

    def _owner(self, items: Sequence[Statement]) -> str:
        return items[0].name.removeprefix(self._scope.prefixes[0]).strip("_")

    # ------------------------------------------------------------------ a function

    def _use(self, items: Sequence[Use], target: str) -> Iterator[str]:
        function = self._writer.function(items[0].block)
        inputs = [("", self.variables[source]) for source in items[0].reads]
        given: list[tuple[str, Expression]] = [*inputs]
        for parameter, (_, hint) in function.parameters.items():
            values = tuple(function.given(item.block, parameter) for item in items)
            counted = hint.argument if hint.argument == NUMBER else parameter
            given.append((parameter, self._scope.value(values, Hint(counted, function.name))))
        if function.named:
            given.append(("name", self._scope.text([item.name for item in items], Hint("name", function.name))))
        yield from render(target, Call(function.name, tuple(given)), indent=self._indent)

    # ------------------------------------------------------------------ a loop

    def _loop(self, loops: Sequence[Loop], target: str, members: frozenset[str]) -> list[Line]:
        first = loops[0]
        coming = self.variables[first.reads[first.carried]]
        lines = [] if coming == target else [Line(f"{' ' * self._indent}{target} = {coming}", members)]
        rounds, body = self._rounds(loops, self.variables, target)
        texts = render("", self._header(rounds, plural_of(first)), ":", self._indent)
        return [*lines, *(Line(text) for text in texts), *body]

    def _rounds(self, loops: Sequence[Loop], variables: dict[str, str], target: str) -> tuple[Rounds, list[Line]]:
        rounds = Rounds(self._scope, [len(loop.rounds) for loop in loops], self._names)
        self._round_lines(loops, rounds, variables, target)  # finds out what differs
        rounds.settle()
        return rounds, self._round_lines(loops, rounds, variables, target)

    def _round_lines(self, loops: Sequence[Loop], rounds: Rounds, variables: dict[str, str], target: str) -> list[Line]:
        first = loops[0]
        carried, body = first.reads[first.carried], first.rounds[0]
        names = Names(set(rounds.names.taken))
        kept = any(carried in item.reads for item in body[1:])
        inner = {**dict.fromkeys(first.reads, "x"), **variables, carried: names.fresh("shortcut") if kept else target}
        work = _Body(self._writer, rounds, names, inner, self._indent + _INDENT)
        start = [Line(f"{' ' * (self._indent + _INDENT)}{inner[carried]} = {target}")] * kept
        return [*start, *work.items([one for loop in loops for one in loop.rounds], body[-1].outs, into=target)]

    def _header(self, rounds: Rounds, plural: str) -> Expression:
        number = rounds.named.get(rounds.number, "")
        start = self._scope.value(rounds.starts(), Hint("first")) if number else ""
        columns = list(rounds.columns.values())
        if not columns:
            return Call(f"for {number} in range", self._range(rounds, flat(start), plural))
        variables = columns[0] if len(columns) == 1 else f"({', '.join(columns)})"
        table = self._scope.value(rounds.tables(), Hint(f"{columns[0]}_of_{plural}" if len(columns) == 1 else plural))
        if not number:
            return _for(variables.strip("()"), table)
        begin = () if start == "0" else (("start", start),)
        return Call(f"for {number}, {variables} in enumerate", (("", table), *begin))

    def _range(self, rounds: Rounds, start: str, plural: str) -> tuple[tuple[str, Expression], ...]:
        if not start.isdigit():
            count = flat(self._scope.value(tuple(map(str, rounds.counts)), Hint(plural)))
            return (("", start), ("", f"{start} + {count}"))
        ends = tuple(str(int(start) + count - 1 + (start == "0")) for count in rounds.counts)  # the last number, or how many
        end = flat(self._scope.value(ends, Hint(plural)))
        if start == "0":
            return (("", end),)
        return (("", start), ("", str(int(end) + 1) if end.isdigit() else f"{end} + 1"))


def _for(variables: str, table: Expression) -> Expression:
    return (
        Call(f"for {variables} in ", table.arguments, table.brackets)
        if isinstance(table, Call)
        else f"for {variables} in {table}"
    )


def _inputs(names: list[str], layer: Layer) -> tuple[tuple[str, Expression], ...]:
    return (("", listing(names)),) if layer.takes_list else tuple(("", name) for name in names)


def _called(target: str, made: Call, inputs: tuple[tuple[str, Expression], ...], indent: int) -> Iterator[str]:
    """`x = layers.Layer(…)(x)`: on one line, or with the longer of the two pairs of brackets broken."""
    behind = Call("", inputs).flat()
    lines = render(target, made, behind, indent)
    if max(len(lines[0]), len(lines[-1])) > WIDTH or (len(lines) > 1 and len(behind) > len(made.flat())):
        lines = render(target, Call(made.flat(), inputs), indent=indent)
    yield from lines
