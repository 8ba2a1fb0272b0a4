"""The metric around others: it forgets an epoch as they do."""

import pytest

pytest.importorskip("keras")

import keras
import numpy as np

from cnn.worker.model.custom_metrics import Adapted

pytestmark = pytest.mark.keras


def test_a_new_epoch_begins_from_nothing() -> None:
    wrapped, plain = (keras.metrics.Precision(name="precision") for _ in range(2))
    metric = Adapted(wrapped, 2, "softmax")
    outputs = np.array([[4.0, -4.0], [4.0, -4.0]], np.float32)
    metric.update_state(np.array([1, 1]), outputs)
    assert float(metric.result()) == 0
    metric.reset_state()
    metric.update_state(np.array([0, 0]), outputs)
    plain.update_state(np.array([[1, 0], [1, 0]]), keras.activations.softmax(outputs))
    assert float(metric.result()) == float(plain.result()) == 1
