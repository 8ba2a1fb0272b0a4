"""A node and a wire, and what the graph asks of them: their order, their names and groups, and whether they fit together."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cnn.errors import CycleError, EditError, LayerNameError, PortError, UnknownNodeError
from cnn.layers.base import Layer
from cnn.words.language import tr

LONGEST_NAME = 200
#: what a network from a file may have; ten times what published ones do, and still drawn at once
MOST_LAYERS, MOST_WIRES, DEEPEST_GROUP = 10_000, 2_000, 40

#: a name that ends with the number of a copy
_IN_A_ROW = re.compile(r"(?P<stem>.+)_(?P<number>[1-9][0-9]{0,8})")

#: TensorFlow traces no layer whose name has other characters, nor a network whose name begins with another one
_FITTING = re.compile(r"[A-Za-z0-9_.>-]+")
_FITTING_NETWORK = re.compile(r"[A-Za-z0-9.][A-Za-z0-9_.>-]*")


class Wire(NamedTuple):
    """From `source` into input number `port` of `target` (both node ids)."""

    source: str
    target: str
    port: int


@dataclass(frozen=True)
class Node:
    """One place in the network.

    `inputs` are the ids read from, in Keras's order; `group` is a path like `stage2/block1`, "" outside any;
    `shares` is the id of the node whose weights this one uses; `bypassed` is the layer that waits while an Identity stands in
    for it (`cnn.graph.bypass`).
    """

    id: str
    name: str
    layer: Layer
    inputs: tuple[str, ...] = ()
    group: str = ""
    trainable: bool = True
    shares: str | None = None
    position: tuple[float, float] | None = None
    bypassed: Layer | None = None

    def with_layer(self, layer: Layer) -> "Node":
        """The same place with another layer in it; half the time of `dataclasses.replace`, and many go at once."""
        return Node(self.id, self.name, layer, self.inputs, self.group, self.trainable, self.shares, self.position, self.bypassed)

    @property
    def own_layer(self) -> Layer:
        """The layer that was put here: while it is skipped, the one that waits and not its stand-in."""
        return self.bypassed or self.layer

    @property
    def free_port(self) -> bool:
        """Whether one more wire may end here."""
        return self.layer.variadic or len(self.inputs) < len(self.layer.ports)


Nodes = Mapping[str, Node]


def check_size(nodes: Nodes) -> None:
    """Raises `EditError` for a network larger than any that could be drawn or trained."""
    if len(nodes) > MOST_LAYERS:
        raise EditError(
            tr("It has {0:,} layers.", len(nodes)), tr("Layerloom opens networks of at most {0:,} layers.", MOST_LAYERS)
        )
    readers = Counter(source for node in nodes.values() for source in node.inputs)
    for node in nodes.values():
        wires = max(len(node.inputs), readers[node.id])
        if wires > MOST_WIRES:
            raise EditError(
                tr('At "{0}" there are {1:,} wires.', node.name, wires),
                tr("Layerloom draws at most {0:,} at a layer.", MOST_WIRES),
            )
        if (depth := node.group.count("/") + 1) > DEEPEST_GROUP:
            raise EditError(
                tr('"{0}" stands in {1:,} groups within each other.', node.name, depth),
                tr("Layerloom draws at most {0}.", DEEPEST_GROUP),
            )


def consumers(nodes: Nodes) -> dict[str, tuple[str, ...]]:
    """For each id, the ids that read it (once each), in order."""
    found: dict[str, list[str]] = {node_id: [] for node_id in nodes}
    for node in nodes.values():
        for source in node.inputs if len(node.inputs) < 2 else dict.fromkeys(node.inputs):
            if source in found:
                found[source].append(node.id)
    return {node_id: tuple(ids) for node_id, ids in found.items()}


def topological_order(nodes: Nodes, ends: Iterable[str] | None = None) -> tuple[str, ...]:
    """All ids, or those that the nodes `ends` depend on, so that each stands behind what it reads; else in the order given.

    Wires that close a loop, and wires from nowhere, don't count.
    """
    if ends is None and _is_ordered(nodes):
        return tuple(nodes)
    done: dict[str, None] = {}
    entered: set[str] = set()
    for start in nodes if ends is None else ends:
        stack = [start]
        while stack:
            current = stack[-1]
            entered.add(current)
            waiting = [s for s in nodes[current].inputs if s not in done and s not in entered and s in nodes]
            if waiting and current not in done:
                stack.extend(reversed(waiting))
            else:
                done[stack.pop()] = None
    return tuple(done)


def _is_ordered(nodes: Nodes) -> bool:
    """Whether the nodes stand in such an order already; most graphs do, and it is five times quicker to see."""
    behind: set[str] = set()
    for node_id, node in nodes.items():
        if not behind.issuperset(node.inputs):
            return False
        behind.add(node_id)
    return True


def in_group(node: Node, group: str) -> bool:
    """Whether a node lies in a group or in a group within it."""
    return node.group == group or node.group.startswith(f"{group}/")


def enclosing_groups(group: str) -> Iterator[str]:
    """`a`, `a/b`, `a/b/c` for `a/b/c`; nothing for "".

    >>> list(enclosing_groups("stage2/block1"))
    ['stage2', 'stage2/block1']
    """
    return iter(_enclosing(group))


@lru_cache(maxsize=4096)
def _enclosing(group: str) -> tuple[str, ...]:
    """Every node of every graph asks for them, again with each edit."""
    parts = group.split("/") if group else []
    return tuple("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def common_group(a: str, b: str) -> str:
    """The innermost group that holds both; "" where there is none.

    >>> common_group("stage2/block1/conv", "stage2/block1"), common_group("stage2", "stage3")
    ('stage2/block1', '')
    """
    shared = []
    for left, right in zip(a.split("/"), b.split("/"), strict=False):
        if left != right:
            break
        shared.append(left)
    return "/".join(shared)


def group_between(source: str, readers: Iterable[str]) -> str:
    """The group of what comes to stand between a node and its readers, by their groups: the innermost that holds the node and
    one of the readers. What stands at the end of a group, or of the network, is no part of the group."""
    return max((common_group(source, reader) for reader in readers), key=len, default="")


def count_ports(layer: Layer) -> str:
    """How many inputs a layer takes, in words."""
    number = len(layer.ports)
    return "one input" if number == 1 else f"{number} inputs" if number else "no input"


def is_name(name: str) -> bool:
    """Whether Keras takes it as a name."""
    return bool(name) and "/" not in name and name == name.strip() and name.isprintable() and len(name) <= LONGEST_NAME


def check_name(name: str) -> None:
    """Raises `LayerNameError` for a name that Keras would refuse."""
    if not is_name(name):
        raise LayerNameError(tr("{0!r} can't be a layer's name.", name[:80]), tr("Use letters, digits and _, and no slash."))


def check_new_name(name: str) -> None:
    """Raises `LayerNameError` for a name under which a layer could be built, but not trained."""
    check_name(name)
    if not _FITTING.fullmatch(name):
        raise LayerNameError(
            tr("{0!r} can't be a layer's name: TensorFlow couldn't train it.", name[:80]),
            tr("Use the letters a to z, digits, and _ - . only."),
        )


def fitting_name(name: str, default: str = "layer") -> str:
    """A name like that one under which a layer can be trained: what doesn't fit becomes _, at the ends it goes. Where no letter
    is left of a word, the default says what it is.

    >>> fitting_name("conv 1 (a)"), fitting_name("卷积 3"), fitting_name("卷积")
    ('conv_1_a', 'layer_3', 'layer')
    """
    if _FITTING.fullmatch(name) and len(name) <= LONGEST_NAME:
        return name
    fits = re.sub(r"[^A-Za-z0-9_.>-]+", "_", name.strip())[:LONGEST_NAME].strip("_")
    is_told = not any(map(str.isalpha, name)) or any(map(str.isalpha, fits))
    return (fits if is_told else f"{default}_{fits}".strip("_")[:LONGEST_NAME]) or default


def fitting_names(names: Iterable[str]) -> dict[str, str]:
    """For each name a fitting one of its own; those that fit stay as they are."""
    wanted = {name: fitting_name(name) for name in names}
    taken = {name for name, fitting in wanted.items() if name == fitting}
    for name, fitting in wanted.items():
        if name != fitting:
            wanted[name] = unused_name(fitting, taken)
            taken.add(wanted[name])
    return wanted


def unused_name(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or with `_1`, `_2` … behind when it is taken, as Keras names layers."""
    if wanted not in taken:
        return wanted
    return next(name for name in (numbered_name(wanted, number) for number in range(1, len(taken) + 2)) if name not in taken)


def next_name(name: str, taken: Collection[str]) -> str:
    """`name` for a copy, or where it is taken the next free number of its row.

    >>> next_name("conv2d_1", {"conv2d", "conv2d_1", "conv2d_2"})
    'conv2d_3'
    """
    if name not in taken:
        return name
    row = _IN_A_ROW.fullmatch(name)
    stem, first = (row["stem"], int(row["number"]) + 1) if row else (name, 1)
    return next(new for number in range(first, first + len(taken) + 1) if (new := numbered_name(stem, number)) not in taken)


def numbered_name(name: str, number: int) -> str:
    """`name_1` for `name`, as Keras numbers layers; a name of full length gives way to its number."""
    end = f"_{number}"
    return f"{name[: LONGEST_NAME - len(end)]}{end}"


def fitting_network_name(name: str) -> str:
    """A name like that one under which a whole network can be trained."""
    fitting = fitting_name(name, "network")
    return fitting if _FITTING_NETWORK.fullmatch(fitting) else f"n{fitting}"


def check_group(group: str) -> None:
    """Raises `EditError` for a group path with empty or unreadable parts."""
    parts = group.split("/") if group else []
    if not all(part.strip() and part.isprintable() and len(part) <= LONGEST_NAME for part in parts):
        raise EditError(tr("A group path has no empty parts; got {0!r}.", group[:80]), tr("Write it like stage2/block1."))


def check_node(node: Node, nodes: Nodes) -> None:
    """Raises an `EditError` when a node doesn't fit among the others."""
    check_name(node.name)
    check_group(node.group)
    for source in node.inputs:
        if source not in nodes:
            raise UnknownNodeError(
                tr('"{0}" reads a layer that is not there.', node.name), tr("The file is damaged or incomplete.")
            )
    if len(node.inputs) > len(node.layer.ports) and not node.layer.variadic:
        raise PortError(
            tr('"{0}" ({1}) takes {2}, not {3}.', node.name, node.layer.class_name, count_ports(node.layer), len(node.inputs))
        )
    if node.shares is not None:
        check_sharing(node.layer, node.shares, nodes)


def check_sharing(layer: Layer, owner_id: str, nodes: Nodes) -> None:
    """Raises an `EditError` unless a layer may use the weights of that node."""
    owner = nodes.get(owner_id)
    if owner is None:
        raise UnknownNodeError(tr("There is no node {0!r} to share weights with.", owner_id[:80]))
    if owner.shares is not None or owner.layer != layer:
        raise EditError(
            tr('"{0}" can\'t share its weights with a {1} that is set differently.', owner.name, layer.class_name),
            tr("Share with the layer that owns the weights, and set both alike."),
        )


def check_acyclic(nodes: Nodes) -> None:
    """Raises `CycleError` when some of the nodes read their own output."""
    if _is_ordered(nodes):
        return
    readers = consumers(nodes)
    waiting = {node.id: len(set(node.inputs)) for node in nodes.values()}
    ready = [node_id for node_id, number in waiting.items() if not number]
    while ready:
        for reader in readers[ready.pop()]:
            waiting[reader] -= 1
            if not waiting[reader]:
                ready.append(reader)
    if stuck := [nodes[node_id].name for node_id, number in waiting.items() if number]:
        raise CycleError(
            tr('The layers around "{0}" read their own output.', stuck[0]), tr("Remove one of the wires of the loop.")
        )
