"""What is said of a layer that can't be built here: what it is, and what can be put in its place."""

import json
from typing import Any

import pytest

from cnn.errors import ShapeError
from cnn.layers.opaque import Opaque

POLICY = {"class_name": "GPTQDTypePolicy", "config": {"mode": "gptq/4/128", "source_name": "float32"}}


@pytest.mark.parametrize(
    ("kind", "document", "what", "instead"),
    [
        ("Swirl", {"module": "mine", "registered_name": "mine>Swirl"}, "Swirl is a layer that", "known layers"),
        ("Hashing", {"module": "keras.layers", "registered_name": None}, "Hashing is a Keras layer that", "known layers"),
        ("Dense", {"config": {"dtype": POLICY}}, "Dense is quantized (gptq/4/128)", "before it was quantized"),
        ("Dense", {"config": {"dtype": "int8_from_float32"}}, "Dense is quantized (int8)", "before it was quantized"),
        ("Dense", {"config": {"activation": {"class_name": "PReLU", "config": {}}}}, "Dense has PReLU", "PReLU behind it"),
        ("Dense", {"config": {"unheard_of": 1}}, "Dense has settings here", "new Dense"),
        ("Dense", {"config": []}, "Dense has settings here", "new Dense"),
    ],
)
def test_it_says_what_it_is(kind: str, document: dict[str, Any], what: str, instead: str) -> None:
    with pytest.raises(ShapeError) as refused:
        Opaque(kind=kind, kept=json.dumps(document)).output_shape((8,))
    assert refused.value.message.startswith(what)
    assert "kept as the file has it and never run" in refused.value.message
    assert instead in refused.value.hint
