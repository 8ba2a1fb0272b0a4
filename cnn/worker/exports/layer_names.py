"""Which layer an operation of a converted graph comes from."""

import re
from typing import Any

import keras


def layer_behind(model: keras.Model, operation: str) -> Any:
    """The layer of a model that an operation's name tells of: `alexnet_1/conv2d_1/convolution`; `None` where it tells of none.

    Keras appends a number to the scope of a layer that is called again.
    """
    names = {layer.name: layer for layer in model._flatten_layers(include_self=False)}
    for part in re.split(r"[/;:]", operation):
        for name in (part, re.sub(r"_\d+$", "", part)):
            if name in names:
                return names[name]
    return None
