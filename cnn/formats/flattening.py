"""Lays a model and the models within it out as one graph: inner models become groups, repeated calls share weights."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cnn.errors import CycleError, FileError
from cnn.formats.keras_wires import Place
from cnn.graph import Graph
from cnn.layers import Input, Layer
from cnn.node import Node

#: no network has more layers, even when all models within it are laid out
MOST_NODES = 20_000


class Stored(NamedTuple):
    """Where a file keeps the weights of a layer."""

    place: str  # in a `.keras` file: layers/functional/layers/conv2d_1
    outer: str  # in a `.h5` file: the name of the layer, or of the outermost model around it
    trainable: bool  # as the file has it


@dataclass
class Frame:
    """One call of one model: where it stands in the network, and the nodes that its places are."""

    group: str = ""
    frozen: bool = False
    path: str = "layers"
    outer: str = ""
    key: tuple[str, ...] = ()
    tensors: dict[Place, str] = field(default_factory=dict)


class _Flattener:
    """Collects nodes; the names in `reserved` are those of the outermost model's layers, and stay theirs."""

    def __init__(self, reserved: Iterable[str]) -> None:
        self.nodes: list[Node] = []
        self.stored: dict[str, Stored] = {}
        self._owners: dict[tuple[str, ...], str] = {}
        self._reserved = set(reserved)
        self._names: set[str] = set()
        self._numbers: dict[str, int] = {}

    def model(self, model: Any, frame: Frame, feeds: Sequence[str] | None) -> list[str]:
        """Adds the nodes of a model; `feeds` are the nodes that an inner model reads. Returns those it puts out."""
        if feeds is not None and len(feeds) != len(model.inputs):
            raise FileError(f'the model "{model.name[:80]}" takes {len(model.inputs)} inputs, not {len(feeds)}.',
                            "The file is damaged.")  # fmt: skip
        for record, call in _in_order(model):
            places = record.calls[call] if record.calls else []
            sources = tuple(self._source(place, frame) for place in places)
            if record.name in model.inputs and isinstance(record.content, Input) and feeds is not None:
                outputs = [feeds[model.inputs.index(record.name)]]
            elif isinstance(record.content, Layer):
                outputs = [self._node(record, call, sources, frame)]
            else:
                outputs = self.model(record.content, self._inner(record, call, frame), sources)
            for tensor, output in enumerate(outputs):
                frame.tensors[record.name, call, tensor] = output
        return [self._source(place, frame) for place in model.outputs]

    def _inner(self, record: Any, call: int, frame: Frame) -> Frame:
        name = _group_name(record.name) if call == 0 else f"{_group_name(record.name)}_{call}"
        return Frame(
            group=f"{frame.group}/{name}" if frame.group else name,
            frozen=frame.frozen or not (record.trainable and record.content.trainable),
            path=f"{frame.path}/{record.stored}/layers",
            outer=frame.outer or record.name,
            key=(*frame.key, record.name),
        )

    def _source(self, place: Place, frame: Frame) -> str:
        node = frame.tensors.get(place)
        if node is not None:
            return node
        name, _, tensor = place
        if tensor and (name, place[1], 0) in frame.tensors:
            raise FileError(f'output {tensor} of "{name[:80]}" is used, but layers have one output here.',
                            "Save the model without layers of several outputs.")  # fmt: skip
        raise FileError(f'it reads a layer "{name[:80]}" that is not there.', "The file is damaged or incomplete.")

    def _node(self, record: Any, call: int, sources: tuple[str, ...], frame: Frame) -> str:
        if len(self.nodes) >= MOST_NODES:
            raise FileError(f"laid out flat, it has more than {MOST_NODES:,} layers.", "The file may be damaged.")
        node_id = f"n{len(self.nodes) + 1}"
        key = (*frame.key, record.name)
        owner = self._owners.setdefault(key, node_id)
        self.nodes.append(
            Node(
                id=node_id,
                name=self._fresh(record.name, frame),
                layer=record.content,
                inputs=sources,
                group=frame.group,
                trainable=record.trainable and not frame.frozen,
                shares=None if owner == node_id or isinstance(record.content, Input) else owner,
            )
        )
        if owner == node_id and record.stored:
            self.stored[node_id] = Stored(
                f"{frame.path}/{record.stored}", frame.outer or record.name, record.trainable and not frame.frozen
            )
        return node_id

    def _fresh(self, name: str, frame: Frame) -> str:
        """The layer's own name; another call's has a number behind it, an inner model's layer its model's name before it."""
        wanted = fresh = name
        if frame.group and (name in self._names or name in self._reserved):
            wanted = fresh = f"{frame.group.replace('/', '_')}_{name}"
        while fresh in self._names or (fresh in self._reserved and (fresh != name or frame.group)):
            self._numbers[wanted] = self._numbers.get(wanted, 0) + 1
            fresh = f"{wanted}_{self._numbers[wanted]}"
        self._names.add(fresh)
        return fresh


def flattened(model: Any) -> tuple[Graph, dict[str, Stored]]:
    """The graph of a model, and where the file keeps each node's weights; raises `LayerloomError`."""
    names = [record.name for record in model.records]
    twice = next((name for name, other in zip(sorted(names), sorted(names)[1:], strict=False) if name == other), None)
    if twice is not None:
        raise FileError(f'Two layers are called "{twice[:80]}".', "Every layer needs a name of its own.")
    work = _Flattener(names)
    outputs = tuple(dict.fromkeys(work.model(model, Frame(frozen=not model.trainable), None)))
    graph = Graph.from_nodes(work.nodes, name=model.name or "network")
    if outputs != graph.outputs:
        graph = Graph.from_nodes(work.nodes, name=graph.name, marked_outputs=outputs)
    return graph, work.stored


def _group_name(name: str) -> str:
    return name.replace("/", "_").strip() or "model"


def _in_order(model: Any) -> Iterator[tuple[Any, int]]:
    """Every call of every record so that each stands behind what it reads: inputs first, then as the file has them."""
    places = {name: number for number, name in reversed(list(enumerate(model.inputs)))}
    calls = [(record, call) for record in model.records for call in range(max(len(record.calls), 1))]
    calls.sort(key=lambda item: places.get(item[0].name, len(places)))
    numbers = {(record.name, call): number for number, (record, call) in enumerate(calls)}
    if len(numbers) < len(calls):
        raise FileError(f'Two layers of the model "{model.name[:80]}" have the same name.', "The file is damaged.")
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
        raise CycleError(f'The layers around "{stuck[:80]}" read their own output.', "The file is damaged.")
