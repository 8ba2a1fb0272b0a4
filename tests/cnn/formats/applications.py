"""What Keras says of every network of `keras.applications`, kept as a table: its JSON, its counts, the shapes it gives out.

Keras takes a second or two to build each. Where its version changes, `python -m tests.cnn.formats.applications` makes it anew.
"""

import json
import lzma
from functools import cache
from math import prod
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("applications.json.xz")


@cache
def table() -> dict[str, Any]:
    """The version of `keras`, and under `networks` what it says of each by name; the `model` of each is JSON in a string."""
    found: dict[str, Any] = json.loads(lzma.decompress(TABLE.read_bytes()))
    return found


def asked(name: str) -> dict[str, Any]:
    """What Keras says of one network now: `model` (JSON), `params`, `trainable`, and the shapes of its `outputs`."""
    import keras

    from tests.cnn.keras_models import without_numbers

    keras.backend.clear_session()  # type: ignore[no-untyped-call]
    with without_numbers():
        model = getattr(keras.applications, name)(weights=None)
    return {
        "model": model.to_json(separators=(",", ":")),
        "params": model.count_params(),
        "trainable": sum(prod(weight.shape) for weight in model.trainable_weights),
        "outputs": [list(tensor.shape[1:]) for tensor in model.outputs],
    }


def names() -> list[str]:
    """Every network that Keras has now."""
    import keras

    return sorted(name for name in dir(keras.applications) if name[0].isupper())


def main() -> None:
    """Remakes the table."""
    import keras

    found = {"keras": keras.__version__, "networks": {name: asked(name) for name in names()}}
    TABLE.write_bytes(lzma.compress(json.dumps(found, separators=(",", ":")).encode(), preset=9))


if __name__ == "__main__":
    main()
