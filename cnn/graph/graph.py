"""The network as a value: nodes and wires that never change; an edit returns a new graph.

Because a graph can't change, undo keeps the old one, background work keeps the one it was given, and the
picture follows by comparing nodes by identity.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from cnn.errors import CycleError, EditError, LayerNameError, PortError, UnknownNodeError
from cnn.graph.made import Made, standing
from cnn.graph.node import (
    Node,
    Wire,
    check_acyclic,
    check_group,
    check_name,
    check_new_name,
    check_node,
    check_sharing,
    check_size,
    common_group,
    consumers,
    count_ports,
    enclosing_groups,
    group_between,
    in_group,
    topological_order,
    unused_name,
)
from cnn.layers.base import Layer
from cnn.words.language import tr

__all__ = ["Graph", "Node", "Wire", "common_group", "in_group"]


@dataclass(frozen=True)
class Graph:
    """All nodes of a network, in the order they were added; always free of cycles and dangling wires.

    `marked_outputs` are outputs that other nodes read as well; nodes that nobody reads are outputs anyway. Each edit returns a
    new graph and leaves this one as it is. `made` says by their paths which blocks groups were made from: not what the network
    is, so that networks without it are the same; of groups that are gone something may be left, `blocks` has those that stand.

    >>> from cnn.layers import Add, Conv2D, Dense, Flatten, Input
    >>> graph, image = Graph().add(Input(shape=(28, 28, 1)))
    >>> graph, conv = graph.append(Conv2D(filters=6, padding="same"))
    >>> [node.name for node in graph.nodes.values()], graph.outputs == (conv.id,)
    (['input', 'conv2d'], True)
    """

    nodes: Mapping[str, Node] = field(default_factory=dict)
    name: str = "network"
    marked_outputs: tuple[str, ...] = ()
    next_id: int = field(default=1, compare=False)
    made: Mapping[str, Made] = field(default_factory=dict, compare=False)

    # ------------------------------------------------------------------ reading

    def __len__(self) -> int:
        return len(self.nodes)

    def __contains__(self, node_id: object) -> bool:
        return node_id in self.nodes

    def node(self, node_id: str) -> Node:
        """The node with that id; raises `UnknownNodeError`."""
        try:
            return self.nodes[node_id]
        except KeyError:
            raise UnknownNodeError(tr("There is no node {0!r} in this network.", node_id)) from None

    def named(self, name: str) -> Node:
        """The node with that layer name; raises `UnknownNodeError`.

        >>> from cnn.presets import PRESETS
        >>> PRESETS["lenet5"].graph().named("conv2d").layer.headline()
        '6 · 5×5 · tanh'
        """
        for node in self.nodes.values():
            if node.name == name:
                return node
        raise UnknownNodeError(tr("There is no layer named {0!r} in this network.", name))

    @cached_property
    def consumers(self) -> Mapping[str, tuple[str, ...]]:
        """For each node id, the ids that read it (once each), in order."""
        return consumers(self.nodes)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """All ids so that each stands behind what it reads; otherwise in the order they were added."""
        return topological_order(self.nodes)

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Ids of the Input nodes."""
        return tuple(node_id for node_id, node in self.nodes.items() if not node.layer.ports)

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        """Ids of the outputs: those marked, then the nodes that nobody reads."""
        read = {source for node in self.nodes.values() for source in node.inputs}
        leaves = (node_id for node_id in self.nodes if node_id not in read)
        return tuple(dict.fromkeys((*(item for item in self.marked_outputs if item in self.nodes), *leaves)))

    @property
    def wires(self) -> tuple[Wire, ...]:
        """Every wire."""
        return tuple(Wire(source, node.id, port) for node in self.nodes.values() for port, source in enumerate(node.inputs))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Every group path, outer before inner, in order of first appearance."""
        paths = (path for node in self.nodes.values() for path in enclosing_groups(node.group))
        return tuple(dict.fromkeys(paths))

    @cached_property
    def blocks(self) -> Mapping[str, Made]:
        """What the groups that were made from a block were made from, by their paths."""
        return standing(self.made, self.nodes) if self.made else {}

    def members(self, group: str) -> tuple[Node, ...]:
        """The nodes in a group and in the groups within it."""
        within = f"{group}/"
        return tuple([node for node in self.nodes.values() if node.group == group or node.group.startswith(within)])

    def group_behind(self, node_id: str) -> str:
        """The group of what is put behind a node: that of the node where one of its readers is in it as well."""
        source = self.node(node_id)
        return group_between(source.group, (self.nodes[reader].group for reader in self.consumers[node_id]))

    def ancestors(self, node_id: str) -> tuple[str, ...]:
        """The ids of all nodes that this one depends on, each behind what it reads, itself last."""
        return topological_order(self.nodes, (node_id,))

    def descendants(self, node_id: str) -> set[str]:
        """The ids of all nodes that depend on this one, itself included."""
        found = {node_id}
        stack = [node_id]
        while stack:
            for consumer in self.consumers[stack.pop()]:
                if consumer not in found:
                    found.add(consumer)
                    stack.append(consumer)
        return found

    def nodes_not_in(self, other: "Graph") -> tuple[Node, ...]:
        """The nodes that `other` doesn't have in exactly this form (compared by identity)."""
        return tuple(node for node in self.nodes.values() if other.nodes.get(node.id) is not node)

    def fresh_name(self, wanted: str) -> str:
        """`wanted`, or with `_1`, `_2` … behind when it is taken, as Keras names layers."""
        return unused_name(wanted, {node.name for node in self.nodes.values()})

    # ------------------------------------------------------------------ edits

    def add(
        self, layer: Layer, *sources: str, name: str = "", group: str = "", trainable: bool = True, shares: str | None = None
    ) -> "tuple[Graph, Node]":
        """A new graph with one more node that reads `sources` (node ids), and that node.

        Without a `name` it gets the one that Keras would give. Raises `UnknownNodeError` for a source that isn't there,
        `PortError` for more sources than the layer takes, `LayerNameError` for a name that is taken, `EditError` for a group
        or an owner of weights (`shares`) that can't be.

        >>> from cnn.layers import Dense, Input
        >>> graph, image = Graph().add(Input(shape=(784,)))
        >>> graph, dense = graph.add(Dense(units=10), image.id, name="classes")
        >>> dense.name, dense.inputs == (image.id,)
        ('classes', True)
        """
        check_group(group)
        for source in sources:
            self.node(source)
        if shares is not None:
            check_sharing(layer, shares, self.nodes)
        if len(sources) > len(layer.ports) and not layer.variadic:
            raise PortError(tr("{0} takes {1}, not {2}.", layer.class_name, count_ports(layer), len(sources)))
        node = Node(
            id=f"n{self.next_id}",
            name=self._checked_name(name) if name else self.fresh_name(layer.default_name()),
            layer=layer,
            inputs=sources,
            group=group,
            trainable=trainable,
            shares=shares,
        )
        return replace(self, nodes={**self.nodes, node.id: node}, next_id=self.next_id + 1), node

    def append(self, layer: Layer, *, group: str = "") -> "tuple[Graph, Node]":
        """Adds a layer after the network's last output, and returns its node as well; a layer without input, and the first one,
        stand alone.

        >>> from cnn.layers import Dense, Input
        >>> graph, _ = Graph().append(Input(shape=(784,)))
        >>> graph, dense = graph.append(Dense(units=10))
        >>> [graph.node(source).name for source in dense.inputs]
        ['input']
        """
        if not layer.ports or not self.nodes:
            return self.add(layer, group=group)
        last = self.outputs[-1]
        grown, new = self.add(layer, last, group=group)
        return (grown if self.consumers[last] else grown.mark_instead(last, new.id)), new

    def insert_after(self, node_id: str, layer: Layer) -> "tuple[Graph, Node]":
        """Puts a layer behind a node, and returns its node as well; whatever read the node now reads the new one.

        Raises `UnknownNodeError`, and `PortError` for a layer without input.

        >>> from cnn.layers import Dropout
        >>> from cnn.presets import PRESETS
        >>> graph = PRESETS["lenet5"].graph()
        >>> graph, dropout = graph.insert_after(graph.named("flatten").id, Dropout(rate=0.5))
        >>> graph.named("dense").inputs == (dropout.id,)
        True
        """
        self._require_ports(layer)
        grown, new = self.add(layer, node_id, group=self.group_behind(node_id))
        return grown.hand_over(node_id, new.id, self.consumers[node_id]).mark_instead(node_id, new.id), new

    def insert_on_wire(self, wire: Wire, layer: Layer) -> "tuple[Graph, Node]":
        """Puts a layer into one wire, and returns its node as well; other wires from the same source stay.

        Raises `EditError` for a wire that isn't there, `PortError` for a layer without input.

        >>> from cnn.layers import ReLU
        >>> from cnn.presets import PRESETS
        >>> graph = PRESETS["lenet5"].graph()
        >>> graph, relu = graph.insert_on_wire(graph.wires[0], ReLU())
        >>> relu.name, len(graph)
        ('re_lu', 11)
        """
        self._require_wire(wire)
        self._require_ports(layer)
        target = self.node(wire.target)
        group = common_group(self.node(wire.source).group, target.group)
        grown, new = self.add(layer, wire.source, group=group)
        inputs = tuple(new.id if port == wire.port else source for port, source in enumerate(target.inputs))
        return grown._with(replace(target, inputs=inputs)), new

    def branch(self, node_id: str, layer: Layer) -> "tuple[Graph, Node]":
        """Starts a branch: a new layer that reads a node beside those that read it already; returns its node as well.

        Raises `UnknownNodeError`, and `PortError` for a layer without input.
        """
        self._require_ports(layer)
        return self.add(layer, node_id, group=self.group_behind(node_id))

    def remove(self, *node_ids: str, heal: bool = True) -> "Graph":
        """Takes nodes away; with `heal`, what read them reads what they read (their first input). Raises `UnknownNodeError`.

        >>> from cnn.presets import PRESETS
        >>> graph = PRESETS["lenet5"].graph()
        >>> graph = graph.remove(graph.named("conv2d_1").id)
        >>> [graph.node(source).name for source in graph.named("average_pooling2d_1").inputs]
        ['average_pooling2d']
        """
        graph = self
        for node_id in node_ids:
            graph = graph._remove_one(node_id, heal)
        return graph

    def connect(self, source: str, target: str, port: int | None = None) -> "Graph":
        """Adds a wire between two nodes (ids), to a given port (from 0) or to the next free one.

        Raises `PortError` when no port is free, `CycleError` when the network would read its own output, `UnknownNodeError`.

        >>> from cnn.layers import Add, Conv2D, Input
        >>> graph, image = Graph().add(Input(shape=(28, 28, 1)))
        >>> graph, conv = graph.append(Conv2D(filters=1, padding="same"))
        >>> graph, total = graph.append(Add())
        >>> graph = graph.connect(image.id, total.id)
        >>> [graph.node(source).name for source in graph.node(total.id).inputs]
        ['conv2d', 'input']
        """
        self.node(source)
        node = self.node(target)
        if port is not None and not (0 <= port < len(node.layer.ports) or (node.layer.variadic and port >= 0)):
            raise PortError(tr('"{0}" has no input {1}; it takes {2}.', node.name, port + 1, count_ports(node.layer)))
        if port is not None and port < len(node.inputs):
            raise PortError(tr('Input {0} of "{1}" is taken.', port + 1, node.name), tr("Remove the wire that ends there first."))
        if not node.free_port:
            if not node.layer.ports:
                raise PortError(tr('"{0}" is an input of the network; nothing can be wired into it.', node.name))
            raise PortError(
                tr('"{0}" takes {1}, and every port is taken.', node.name, count_ports(node.layer)),
                tr("Join the two with Add or Concatenate first."),
            )
        self._refuse_cycle(source, target)
        return self._with(replace(node, inputs=(*node.inputs, source)))

    def rewire(self, source: str, target: str, port: int) -> "Graph":
        """Makes an existing input of `target` (ports count from 0) read `source` instead.

        Raises `PortError` for a port without a wire, `CycleError`, `UnknownNodeError`.
        """
        self.node(source)
        node = self.node(target)
        if not 0 <= port < len(node.inputs):
            raise PortError(tr('"{0}" has no wire at input {1}.', node.name, port + 1))
        self._refuse_cycle(source, target)
        return self._with(replace(node, inputs=tuple(source if i == port else item for i, item in enumerate(node.inputs))))

    def disconnect(self, wire: Wire) -> "Graph":
        """Takes one wire away; raises `EditError` when there is none such."""
        self._require_wire(wire)
        node = self.node(wire.target)
        return self._with(replace(node, inputs=node.inputs[: wire.port] + node.inputs[wire.port + 1 :]))

    def replace_layer(self, node_id: str, layer: Layer) -> "Graph":
        """Gives a node another layer, and those that share its weights the same one; wires beyond its ports go.

        Raises `EditError` where an Input would become another layer, or another layer an Input.

        >>> from cnn.presets import PRESETS
        >>> graph = PRESETS["lenet5"].graph()
        >>> last = graph.named("dense_2")
        >>> graph = graph.replace_layer(last.id, last.layer.replace(units=26))
        >>> graph.named("dense_2").layer.units
        26
        """
        node = self.node(node_id)
        if (not node.layer.ports and layer.ports) or (node.layer.ports and not layer.ports):
            raise EditError(tr("An Input can't become another layer, nor another layer an Input."), tr("Add a new node instead."))
        if node.layer is layer:
            return self
        owner = node.shares or node_id
        family = [owner, *(item.id for item in self.nodes.values() if item.shares == owner)]
        return replace(self, nodes={**self.nodes, **{item: _with_layer(self.nodes[item], layer) for item in family}})

    def hand_over(self, source: str, heir: str, readers: Iterable[str]) -> "Graph":
        """Lets those nodes of `readers` that read `source` read `heir` instead; raises `CycleError`."""
        self.node(source)
        nodes = dict(self.nodes)
        for reader in readers:
            self._refuse_cycle(heir, reader)
            nodes[reader] = _rewired(self.node(reader), {source: heir})
        return replace(self, nodes=nodes)

    def rename(self, node_id: str, name: str) -> "Graph":
        """Gives a node another layer name; raises `LayerNameError` when Keras would refuse it."""
        node = self.node(node_id)
        return self if name == node.name else self._with(replace(node, name=self._checked_name(name)))

    def rename_network(self, name: str) -> "Graph":
        """Gives the whole network another name; raises `LayerNameError` when Keras would refuse it."""
        check_name(name)
        return replace(self, name=name)

    def mark_output(self, node_id: str, marked: bool = True) -> "Graph":
        """Makes a node that others read an output as well, or takes that back."""
        self.node(node_id)
        rest = tuple(item for item in self.marked_outputs if item != node_id)
        return replace(self, marked_outputs=(*rest, node_id) if marked else rest)

    def move_to_group(self, node_ids: Iterable[str], group: str) -> "Graph":
        """Puts nodes into a group ("" takes them out of any); raises `EditError` for a path with empty parts."""
        path = group.strip("/")
        check_group(path)
        moved = {node_id: replace(self.node(node_id), group=path) for node_id in node_ids}
        return replace(self, nodes={**self.nodes, **moved})

    def with_made(self, path: str, made: Made | None) -> "Graph":
        """Notes which block a group was made from, or that it is no block any more."""
        if made:
            return replace(self, made={**self.blocks, path: made})
        return replace(self, made={group: one for group, one in self.blocks.items() if group != path})

    def set_trainable(self, node_ids: Iterable[str], trainable: bool) -> "Graph":
        """Freezes or thaws nodes; raises `UnknownNodeError`."""
        moved = {node_id: replace(self.node(node_id), trainable=trainable) for node_id in node_ids}
        return replace(self, nodes={**self.nodes, **moved})

    def mark_instead(self, old: str, new: str) -> "Graph":
        """Passes the mark of an output on to another node."""
        return replace(self, marked_outputs=tuple(new if item == old else item for item in self.marked_outputs))

    def unshare(self, node_id: str) -> "Graph":
        """Gives a node weights of its own."""
        return self._with(replace(self.node(node_id), shares=None))

    def place(self, positions: Mapping[str, tuple[float, float] | None]) -> "Graph":
        """Pins nodes to places on the canvas (x, y in logical pixels); `None` lets them arrange themselves again."""
        moved = {node_id: replace(self.node(node_id), position=position) for node_id, position in positions.items()}
        return replace(self, nodes={**self.nodes, **moved})

    # ------------------------------------------------------------------ inside

    @classmethod
    def from_nodes(cls, nodes: Iterable[Node], *, name: str = "network", marked_outputs: tuple[str, ...] = ()) -> "Graph":
        """A graph of ready nodes, as a file gives them; raises `EditError` when they don't hang together."""
        check_name(name)
        found: dict[str, Node] = {}
        names: set[str] = set()
        for node in nodes:
            if node.id in found or node.name in names:
                raise LayerNameError(tr('Two layers are called "{0}".', node.name), tr("Every layer needs a name of its own."))
            found[node.id] = node
            names.add(node.name)
        check_size(found)
        for node in found.values():
            check_node(node, found)
        for output in marked_outputs:
            if output not in found:
                raise UnknownNodeError(tr("The network's output {0!r} is not one of its layers.", output))
        numbers = [int(match[1]) for match in map(re.compile(r"n(\d{1,9})$").match, found) if match]
        check_acyclic(found)
        return cls(found, name, tuple(dict.fromkeys(marked_outputs)), max(numbers, default=0) + 1)

    def _with(self, node: Node) -> "Graph":
        return replace(self, nodes={**self.nodes, node.id: node})

    def _checked_name(self, name: str) -> str:
        check_new_name(name)
        if any(node.name == name for node in self.nodes.values()):
            raise LayerNameError(tr('There is a layer named "{0}" already.', name), tr("Every layer needs a name of its own."))
        return name

    def _require_wire(self, wire: Wire) -> None:
        inputs = self.node(wire.target).inputs
        if not (0 <= wire.port < len(inputs) and inputs[wire.port] == wire.source):
            raise EditError(tr("There is no such wire."))

    def _require_ports(self, layer: Layer) -> None:
        if not layer.ports:
            raise PortError(tr("{0} has no input; it can only stand at the beginning.", layer.class_name))

    def _refuse_cycle(self, source: str, target: str) -> None:
        if source in self.descendants(target):
            raise CycleError(
                tr(
                    '"{0}" depends on "{1}" already; the network would read its own output.',
                    self.nodes[source].name,
                    self.nodes[target].name,
                )
            )

    def _remove_one(self, node_id: str, heal: bool) -> "Graph":
        gone = self.node(node_id)
        heir = gone.inputs[0] if gone.inputs and heal else None
        nodes = {key: value for key, value in self.nodes.items() if key != node_id}
        for consumer in self.consumers[node_id]:
            nodes[consumer] = _without(nodes[consumer], node_id, heir)
        sharers = [node.id for node in self.nodes.values() if node.shares == node_id]
        for sharer in sharers:  # the first of them owns the weights from now on
            nodes[sharer] = replace(nodes[sharer], shares=None if sharer == sharers[0] else sharers[0])
        marked = tuple(heir if item == node_id else item for item in self.marked_outputs if item != node_id or heir)
        return replace(self, nodes=nodes, marked_outputs=tuple(item for item in dict.fromkeys(marked) if item))


def _rewired(node: Node, new_ids: Mapping[str, str]) -> Node:
    return replace(node, inputs=tuple(new_ids.get(source, source) for source in node.inputs))


def _without(node: Node, gone: str, heir: str | None) -> Node:
    if heir is None or (node.layer.variadic and heir in node.inputs):
        return replace(node, inputs=tuple(source for source in node.inputs if source != gone))
    return _rewired(node, {gone: heir})


def _with_layer(node: Node, layer: Layer) -> Node:
    inputs = node.inputs if layer.variadic else node.inputs[: len(layer.ports)]
    return replace(node, layer=layer, inputs=inputs, bypassed=None)
