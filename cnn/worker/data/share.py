"""Which rows of every batch one of several processes computes.

JAX shares a batch out evenly. Where its rows don't divide, the last ones are repeated until they do, and the step that trains
takes those away again inside the graph, before the first layer: loss, gradients, figures, the mean of a BatchNormalization and
the draws of a Dropout are those of the batch as it is, whatever its size.
"""

from dataclasses import dataclass
from typing import Any

import tensorflow as tf


@dataclass(frozen=True)
class Share:
    """The part with this `number`, from 0, of as many as there are `processes`; `devices` compute in all of them together."""

    number: int
    processes: int
    devices: int

    def filled(self, rows: int, full: int) -> int:
        """How many rows a batch is filled up to that has `rows` of the `full` ones; never the size of a filled full batch, from
        which it is told apart by its size. With two devices 32 of 32 stay 32, 7 become 8, and 31 become 34.
        """
        whole = self._up(full)
        size = self._up(rows)
        return size + self.devices if rows != full and size == whole else size

    def sizes(self, count: int, full: int) -> dict[int, int]:
        """Of each size that a batch is filled up to, where `count` images make batches of `full`, how many rows it has."""
        rows = {min(full, count), count % full or min(full, count)} if count >= full else {count}
        return {self.filled(number, full): number for number in rows}

    def places(self, rows: Any, full: int) -> Any:
        """Which rows of a batch of `rows` (int32) this process takes, those that fill it up among them."""
        size = -(-rows // self.devices) * self.devices
        again = tf.logical_and(tf.not_equal(rows, full), tf.equal(size, self._up(full)))
        size = tf.where(again, size + self.devices, size)
        part = size // self.processes
        return tf.minimum(self.number * part + tf.range(part), rows - 1)

    def _up(self, rows: int) -> int:
        return -(-rows // self.devices) * self.devices
