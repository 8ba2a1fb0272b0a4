"""Lays a model and the models within it out as one graph: inner models become groups, repeated calls share weights."""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from cnn.errors import CycleError, FileError
from cnn.formats.keras.records import Model, Record, shared_places
from cnn.formats.keras.wires import Place
from cnn.graph import Graph
from cnn.graph.node import LONGEST_NAME, Node, fitting_name, fitting_names, numbered_name
from cnn.layers import Input, Layer
from cnn.words.language import tr

#: no network has more layers, even when all models within it are laid out
MOST_NODES = 20_000


class Stored(NamedTuple):
    """Where a file keeps the weights of a layer."""

    place: str  # in a `.keras` file: layers/functional/layers/conv2d_1
    outer: str  # in a `.h5` file: the name of the layer, or of the outermost model around it
    trainable: bool  # as the file has it


class Flat(NamedTuple):
    """A model laid out, where the file keeps each node's weights, and what is other than in the file."""

    graph: Graph
    stored: dict[str, Stored]
    remarks: tuple[str, ...]


@dataclass
class Frame:
    """One call of one model: where it stands in the network, and the nodes that its places are."""

    group: str = ""
    frozen: bool = False
    path: str = "layers"
    outer: str = ""
    key: tuple[str, ...] = ()
    tensors: dict[Place, str] = field(default_factory=dict)
    read: set[Place] = field(default_factory=set)


class _Flattener:
    """Collects nodes; the outermost model's layers keep their names, if those can be names here."""

    def __init__(self, outermost: Model) -> None:
        self.nodes: list[Node] = []
        self.stored: dict[str, Stored] = {}
        self.renamed: dict[str, str] = {}
        self._owners: dict[tuple[str, ...], Node] = {}
        self._places = shared_places(outermost)
        self._fitting = fitting_names(record.name for record in outermost.records)
        self._reserved = set(self._fitting.values())
        self._names: set[str] = set()
        self._orders: dict[int, list[tuple[Record, int]]] = {}  # of a model that is called often, worked out once
        self._numbers: dict[str, int] = {}

    def model(self, model: Model, frame: Frame, feeds: Sequence[str] | None) -> list[str]:
        """Adds the nodes of a model; `feeds` are the nodes that an inner model reads. Returns those it puts out."""
        if feeds is not None and len(feeds) != len(model.inputs):
            raise FileError(
                tr('the model "{0}" takes {1} inputs, not {2}.', model.name[:80], len(model.inputs), len(feeds)),
                tr("The file is damaged."),
            )
        if id(model) not in self._orders:
            self._orders[id(model)] = list(_in_order(model))
        if any(record.further for record in model.records):
            frame.read = {place for record in model.records for places in record.calls for place in places} | {*model.outputs}
        for record, call in self._orders[id(model)]:
            places = record.calls[call] if record.calls else []
            sources = tuple(self._source(place, frame) for place in places)
            if record.key in model.inputs and isinstance(record.content, Input) and feeds is not None:
                outputs = [dict(zip(model.inputs, feeds, strict=True))[record.key]]  # listed twice, the last counts, as in Keras
            elif record.further:
                self._several(record, call, sources, frame)
                continue
            elif isinstance(record.content, Layer):
                outputs = [self._node(record, record.content, sources, frame)]
            else:
                outputs = self.model(record.content, self._inner(record, call, frame), sources)
            for tensor, output in enumerate(outputs):
                frame.tensors[record.key, call, tensor] = output
        return [self._source(place, frame) for place in model.outputs]

    def _inner(self, record: Record, call: int, frame: Frame) -> Frame:
        assert isinstance(record.content, Model)
        name = _group_name(record.name) if call == 0 else f"{_group_name(record.name)}_{call}"
        return Frame(
            group=f"{frame.group}/{name}" if frame.group else name,
            frozen=frame.frozen or not (record.trainable and record.content.trainable),
            path=f"{self._place(record, frame)}/layers",
            outer=frame.outer or record.name,
            key=_identity(record, frame),
        )

    def _place(self, record: Record, frame: Frame) -> str:
        """Where the file keeps the weights of a layer, or of the layers of a model."""
        return f"{frame.path}/{record.stored}" if record.shared is None else self._places[record.shared]

    def _source(self, place: Place, frame: Frame) -> str:
        node = frame.tensors.get(place)
        if node is not None:
            return node
        name, _, tensor = place
        if tensor and (name, place[1], 0) in frame.tensors:
            raise FileError(
                tr('output {0} of "{1}" is used, but layers have one output here.', tensor, name[:80]),
                tr("Save the model without layers of several outputs."),
            )
        raise FileError(tr('it reads a layer "{0}" that is not there.', name[:80]), tr("The file is damaged or incomplete."))

    def _several(self, record: Record, call: int, sources: tuple[str, ...], frame: Frame) -> None:
        """A function of several outputs: a node for each that is read."""
        assert isinstance(record.content, Layer)
        for tensor, layer in enumerate((record.content, *record.further)):
            place = (record.key, call, tensor)
            if place in frame.read:
                frame.tensors[place] = self._node(record, layer, sources, frame, tensor)

    def _node(self, record: Record, layer: Layer, sources: tuple[str, ...], frame: Frame, tensor: int = 0) -> str:
        if len(self.nodes) >= MOST_NODES:
            raise FileError(tr("laid out flat, it has more than {0:,} layers.", MOST_NODES), tr("The file may be damaged."))
        node_id = f"n{len(self.nodes) + 1}"
        identity = (*_identity(record, frame), str(tensor)) if tensor else _identity(record, frame)
        owner = None if isinstance(layer, Input) else self._owners.get(identity)
        node = Node(
            id=node_id,
            name=self._fresh(record.name, frame),
            layer=layer if owner is None else owner.layer,
            inputs=sources,
            group=frame.group,
            trainable=record.trainable and not frame.frozen,
            shares=None if owner is None else owner.id,
        )
        self.nodes.append(node)
        if owner is None:
            self._owners[identity] = node
            if record.stored:
                self.stored[node_id] = Stored(self._place(record, frame), frame.outer or record.name, node.trainable)
        return node_id

    def _fresh(self, original: str, frame: Frame) -> str:
        """The layer's own name; another call's has a number behind it, an inner model's layer its model's name before it."""
        name = fitting_name(original) if frame.group else self._fitting[original]
        if name != original:
            self.renamed.setdefault(original, name)
        wanted = fresh = name
        if frame.group and (name in self._names or name in self._reserved):
            wanted = fresh = fitting_name(f"{frame.group}_{name}")
        while fresh in self._names or (fresh in self._reserved and (fresh != name or frame.group)):
            self._numbers[wanted] = self._numbers.get(wanted, 0) + 1
            fresh = numbered_name(wanted, self._numbers[wanted])
        self._names.add(fresh)
        return fresh


def flattened(model: Model) -> Flat:
    """The graph of a model, and where the file keeps each node's weights; raises `LayerloomError`."""
    names = [record.key for record in model.records]
    twice = next((name for name, other in zip(sorted(names), sorted(names)[1:], strict=False) if name == other), None)
    if twice is not None:
        raise FileError(tr('Two layers are called "{0}".', twice[:80]), tr("Every layer needs a name of its own."))
    work = _Flattener(model)
    given = work.model(model, Frame(frozen=not model.trainable), None)
    outputs = tuple(dict.fromkeys(given))
    graph = Graph.from_nodes(work.nodes, name=model.name or "network")
    if outputs != graph.outputs:
        graph = Graph.from_nodes(work.nodes, name=graph.name, marked_outputs=outputs)
    renamed = (tr('"{0}" is called {1} here', _short(name), fitting) for name, fitting in work.renamed.items())
    repeated = (
        tr("{0}: listed as an output {1} times → once", graph.nodes[i].name, n) for i, n in Counter(given).items() if n > 1
    )
    read = ((work.renamed.get(name, name), n) for name, n in Counter(model.inputs).items() if n > 1)
    read_twice = (tr("{0}: listed as an input {1} times → once", _short(name), n) for name, n in read)
    return Flat(graph, work.stored, (*renamed, *read_twice, *repeated))


def _identity(record: Record, frame: Frame) -> tuple[str, ...]:
    """What tells one layer from another: Keras's number where it gave one, else its name and the models around it."""
    return (*frame.key, record.key) if record.shared is None else ("shared", str(record.shared))


@lru_cache(maxsize=1024)
def _group_name(name: str) -> str:
    readable = "".join(letter if letter.isprintable() and letter != "/" else "_" for letter in name)
    return readable[:LONGEST_NAME].strip() or "model"


def _short(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name[:60])


def _in_order(model: Model) -> Iterator[tuple[Record, int]]:
    """Every call of every record so that each stands behind what it reads: inputs first, then as the file has them."""
    places = {name: number for number, name in reversed(list(enumerate(model.inputs)))}
    calls = [(record, call) for record in model.records for call in range(max(len(record.calls), 1))]
    calls.sort(key=lambda item: places.get(item[0].key, len(places)))
    numbers = {(record.key, call): number for number, (record, call) in enumerate(calls)}
    if len(numbers) < len(calls):
        raise FileError(tr('Two layers of the model "{0}" have the same name.', model.name[:80]), tr("The file is damaged."))
    readers: dict[int, list[int]] = {}
    waiting = [0] * len(calls)
    for number, (record, call) in enumerate(calls):
        sources = {(name, index) for name, index, _ in (record.calls[call] if record.calls else [])}
        for source in sources & numbers.keys():
            readers.setdefault(numbers[source], []).append(number)
            waiting[number] += 1
    ready = [number for number, count in enumerate(waiting) if not count]
    done = 0
    while ready:
        number = heapq.heappop(ready)
        done += 1
        yield calls[number]
        for reader in readers.get(number, ()):
            waiting[reader] -= 1
            if not waiting[reader]:
                heapq.heappush(ready, reader)
    if done < len(calls):
        stuck = next(calls[number][0].name for number, count in enumerate(waiting) if count)
        raise CycleError(tr('The layers around "{0}" read their own output.', stuck[:80]), tr("The file is damaged."))
