"""What lies under a point of the canvas."""

from dataclasses import dataclass
from typing import Literal

from cnn.graph import Wire


@dataclass(frozen=True)
class OnNode:
    """A card."""

    node: str


@dataclass(frozen=True)
class OnRepair:
    """The repair that is offered under a card."""

    node: str


@dataclass(frozen=True)
class OnOutput:
    """The output port at the bottom of a card."""

    node: str


@dataclass(frozen=True)
class OnInput:
    """An input port at the top of a card; the last one may be free."""

    node: str
    port: int


@dataclass(frozen=True)
class OnWire:
    """A wire."""

    wire: Wire


@dataclass(frozen=True)
class Beside:
    """The free space left or right of a card."""

    node: str
    side: Literal["left", "right"]


@dataclass(frozen=True)
class OnGroup:
    """The name of an open group."""

    path: str


@dataclass(frozen=True)
class Empty:
    """Nothing."""


Spot = OnNode | OnRepair | OnOutput | OnInput | OnWire | OnGroup | Beside | Empty

EMPTY = Empty()


def node_of(spot: Spot | None) -> str:
    """The node a spot belongs to, or nothing."""
    return spot.node if isinstance(spot, OnNode | OnRepair | OnOutput | OnInput) else ""
