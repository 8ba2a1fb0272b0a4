"""The places on the canvas that can be pointed at: a card, its ports, a wire, the space beside a card, or empty ground.

A card shows a node, or a folded group as one; `node` is its id.
"""

from dataclasses import dataclass
from typing import Literal

from cnn.graph import Wire


@dataclass(frozen=True)
class OnNode:
    """On a card."""

    node: str


@dataclass(frozen=True)
class OnRepair:
    """On the repair that is offered under a card."""

    node: str


@dataclass(frozen=True)
class OnOutput:
    """On the output port at the bottom of a card."""

    node: str


@dataclass(frozen=True)
class OnInput:
    """On an input port at the top of a card; ports count from 0, and the last one may be free."""

    node: str
    port: int


@dataclass(frozen=True)
class OnWire:
    """On a wire."""

    wire: Wire


@dataclass(frozen=True)
class Beside:
    """In the free space left or right of a card."""

    node: str
    side: Literal["left", "right"]


@dataclass(frozen=True)
class OnGroup:
    """On the name of a group that is not folded."""

    path: str


@dataclass(frozen=True)
class Empty:
    """On nothing of these."""


Spot = OnNode | OnRepair | OnOutput | OnInput | OnWire | OnGroup | Beside | Empty

EMPTY = Empty()


def node_of(spot: Spot | None) -> str:
    """The id of the node that a place belongs to; "" when it belongs to none."""
    return spot.node if isinstance(spot, OnNode | OnRepair | OnOutput | OnInput) else ""
