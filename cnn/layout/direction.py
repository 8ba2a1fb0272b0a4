"""Which way a network runs: downwards, in one column or in several, or to the right in lines. Here alone stands what that
means on the screen.

Whoever places nodes and leads wires counts across the flow and along it: downwards that is x and y, to the right y and x.
"""

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Name = Literal["down", "right"]

NODE_WIDTH = 260
NODE_HEIGHT = 46


class Point(NamedTuple):
    """A place on the canvas; y grows downwards."""

    x: float
    y: float


class Page(NamedTuple):
    """The room, in logical pixels, that a network would fill in lines or columns, as text fills a page."""

    width: float
    height: float


#: what the canvas has to itself in the first layout of the window
USUAL_PAGE = Page(814.0, 600.0)


@dataclass(frozen=True, eq=False)
class Direction:
    """One way to run, and the distances (in pixels) that look right in it."""

    name: str
    turned: bool  # along the flow is x
    lined: bool  # it goes on in the next line, downwards in the next column, where one is full
    across: float  # a node's size across the flow, and along it
    along: float
    gap: float  # between two rows that only straight wires join; each track of turning wires adds to it
    track: float
    beside: float  # between two nodes in a row, between a node and a wire that passes it, between two wires
    passing: float
    lanes: float
    corner: float  # wires enter a node at least this far from its corners, and this far apart
    apart: float
    between: float  # two lines, without the wires that lead from one to the next; and what names of groups take beside a line
    names: float

    def point(self, across: float, along: float) -> Point:
        """What lies there, on the screen."""
        return Point(along, across) if self.turned else Point(across, along)

    def page(self, page: Page) -> Page:
        """A page in the flow: `width` is how long its lines are, `height` what they share."""
        return page if self.turned else Page(page.height, page.width)

    def flow(self, place: tuple[float, float]) -> tuple[float, float]:
        """A place on the screen: how far across the flow, and how far along it."""
        return (place[1], place[0]) if self.turned else (place[0], place[1])

    def output(self, place: tuple[float, float]) -> Point:
        """Where wires leave a node whose upper left corner stands there."""
        across, along = self.flow(place)
        return self.point(across + self.across / 2, along + self.along)


DOWN = Direction("down", False, False, NODE_WIDTH, NODE_HEIGHT, 16, 12, 36, 22, 16, 24, 18, 64, 96)
COLUMNS = replace(DOWN, name="columns", lined=True)
RIGHT = Direction("right", True, True, NODE_HEIGHT, NODE_WIDTH, 16, 12, 20, 14, 12, 8, 10, 32, 16)


def direction_of(name: str) -> Direction:
    """The direction with that name; downwards in one column for any other."""
    return next((one for one in (RIGHT, COLUMNS) if one.name == name), DOWN)
