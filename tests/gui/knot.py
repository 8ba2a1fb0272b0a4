"""What only a collection can end, for tests of the collector."""


class Knot:
    """Part of a reference cycle, counted while it is there."""

    alive = 0

    def __init__(self) -> None:
        self.me = self
        Knot.alive += 1

    def __del__(self) -> None:
        Knot.alive -= 1
