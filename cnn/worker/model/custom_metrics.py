"""A metric around another one of Keras, for labels and outputs of every kind.

This file needs nothing but Keras, so that exported code can carry it as it stands.
"""

from typing import Any

import keras


@keras.saving.register_keras_serializable(package="layerloom")
class Adapted(keras.metrics.Metric):  # type: ignore[misc]
    """Tells a metric rows of 0 and 1, and probabilities, whatever labels and outputs are.

    `units` is how many numbers the output gives, 0 where labels are rows already, each of which is there or not; `activation`
    is what turns the numbers into probabilities.
    """

    def __init__(self, metric: Any, units: int, activation: str) -> None:
        super().__init__(name=metric.name)
        self.metric = metric
        self.units = units
        self.activation = keras.activations.get(activation)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Takes in a batch of labels (numbers, or rows of shares) and outputs."""
        self.metric.update_state(self._rows(y_true), self.activation(y_pred), sample_weight)

    def result(self) -> Any:
        """What the metric says."""
        return self.metric.result()

    def reset_state(self) -> None:
        """Forgets all batches."""
        self.metric.reset_state()

    def get_config(self) -> dict[str, Any]:
        """What the constructor takes."""
        kept = keras.saving.serialize_keras_object(self.metric)
        return {"metric": kept, "units": self.units, "activation": keras.activations.serialize(self.activation)}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """The metric from what its constructor took."""
        kept = keras.saving.deserialize_keras_object(config["metric"])
        return cls(kept, config["units"], config["activation"])

    def _rows(self, labels: Any) -> Any:
        if not self.units:
            return keras.ops.cast(keras.ops.greater(labels, 0.5), "float32")  # labels that were mixed are shares
        if self.units == 1:
            return keras.ops.reshape(labels, (-1, 1))
        numbers = keras.ops.argmax(labels, axis=-1) if len(labels.shape) == 2 else labels
        return keras.ops.one_hot(numbers, self.units)
