"""What a block is: a few numbers, and a function that adds a group of layers to a network."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from cnn.blocks.functional import Network, Tensor
from cnn.blocks.stamping import fresh_group, stamp
from cnn.errors import ArgumentError, EditError, brief
from cnn.graph import Graph, Node, Wire, common_group
from cnn.graph.made import Made
from cnn.layers.arguments import Argument, describe
from cnn.layers.reasons import reason_of
from cnn.shapes import Shape
from cnn.words.language import tr

#: what is read where nothing is known of it
OPEN: Shape = (None, None, None)


class Settings(BaseModel):
    """The few numbers a block asks for; described like a layer's arguments, so that the same form edits them."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    #: what messages call the block
    title: ClassVar[str] = "Block"


S = TypeVar("S", bound=Settings)


@dataclass(frozen=True)
class Block(Generic[S]):
    """A ready-made group of layers: its name in the palette, what it asks for, and the function that builds it."""

    name: str
    title: str
    help: str
    settings: type[S]
    build: Callable[[Network, Tensor, S], Tensor]
    synonyms: tuple[str, ...] = ()
    chosen: S | None = None
    #: whether its layers are called as they are in it, without the group's name in front
    plain_names: ClassVar[bool] = False

    def with_numbers(self, values: dict[str, Any]) -> "Block[S]":
        """The same block, asking for nothing: it is built with these numbers. Raises `ArgumentError`."""
        return replace(self, chosen=self.create(values))

    def arguments(self) -> tuple[Argument, ...]:
        """The numbers it asks for, described for forms."""
        return describe(self.settings)

    def create(self, values: dict[str, Any] | None = None) -> S:
        """Settings from plain values; raises `ArgumentError` in words for people."""
        try:
            return self.settings.model_validate(values or {})
        except ValidationError as error:
            raise self._refusal(error) from None

    def insert(self, graph: Graph, after: str | None, settings: S | None = None) -> tuple[Graph, Node]:
        """A new graph with the block as a group behind a node, or behind the last output, and the block's last node.

        Whatever read the node reads the block. Raises `EditError` when there is nothing to put it behind.
        """
        if after is None and not graph.outputs:
            raise EditError(tr("{0} needs something to read.", tr(self.title)), tr("Start with an Input layer."))
        source = graph.node(graph.outputs[-1] if after is None else after).id
        readers = graph.consumers[source]
        grown, end = self._grown(graph, source, graph.group_behind(source), settings)
        return grown.hand_over(source, end.id, readers).mark_instead(source, end.id), end

    def insert_on_wire(self, graph: Graph, wire: Wire, settings: S | None = None) -> tuple[Graph, Node]:
        """A new graph with the block in one wire, and the block's last node; other wires from the same source stay.

        Raises `EditError` when there is no such wire, or the block can't be put there.
        """
        if wire not in graph.wires:
            raise EditError(tr("There is no such wire."))
        outer = common_group(graph.node(wire.source).group, graph.node(wire.target).group)
        grown, end = self._grown(graph, wire.source, outer, settings)
        return grown.rewire(end.id, wire.target, wire.port), end

    def blueprint(self, reads: Shape | None, settings: S | None = None) -> Graph:
        """What the block makes of something of that shape: a network of its own, whose one Input stands for what it reads, and
        whose one output it puts out. Raises `EditError` where it can't be made of that.

        >>> from cnn.blocks import BLOCKS
        >>> [node.name for node in BLOCKS["conv_bn_relu"].blueprint((32, 32, 3)).nodes.values()]
        ['reads', 'conv', 'bn', 'relu']
        """
        net = Network(self.name)
        end = self.build(net, net.input(reads if reads is not None else OPEN, name="reads"), settings or self.settings())
        net.mark_outputs(end)
        return net.graph

    def _grown(self, graph: Graph, source: str, outer: str, settings: S | None) -> tuple[Graph, Node]:
        """The graph with the block in a group `outer` beside what there is, and the block's last node."""
        from cnn.analysis.image_sizes import shape_at  # late: the names of blocks need no analysis

        chosen, reads = settings or self.chosen or self.settings(), shape_at(graph, source)
        made = Made(self.name, chosen.model_dump(), reads=reads)
        path = fresh_group(graph, outer, self.name)
        return stamp(graph, self.blueprint(reads, chosen), source, path, made, plain_names=self.plain_names)

    def _refusal(self, error: ValidationError) -> ArgumentError:
        first = error.errors(include_url=False)[0]
        argument = str(first["loc"][0]) if first["loc"] else ""
        if first["type"] == "extra_forbidden":
            return ArgumentError(tr("{0} has no setting {1}.", tr(self.title), brief(argument)), argument=argument)
        reason = reason_of(first["msg"]).replace("must be", "should be")
        return ArgumentError(
            tr("{0}: {1} {2}; it is {3}.", tr(self.title), argument, reason, brief(first.get("input"))), argument=argument
        )


def known_channels(net: Network, x: Tensor, title: str) -> int:
    """How many channels a block reads; raises `EditError` when that is open or can't be known."""
    channels = net.channels(x)
    if channels is None:
        raise EditError(
            tr("{0} needs to know how many channels it reads.", tr(title)),
            tr("Set them in the Input layer, or cure what is red."),
        )
    return channels
