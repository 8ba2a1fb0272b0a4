"""What a Keras file says that its network was trained for: the loss it was compiled with. Nothing in the file is run."""

import re
from pathlib import Path
from typing import Any

from cnn.datasets.task import Task
from cnn.errors import FileError
from cnn.formats.keras.archive import read_config

#: losses of numbers, in Keras's names and short forms, lower case and without what divides words
_OF_NUMBERS = ("meansquarederror", "mse", "meanabsoluteerror", "mae", "meansquaredlogarithmicerror", "msle",
               "meanabsolutepercentageerror", "mape", "huber", "logcosh", "cosinesimilarity")  # fmt: skip


def stated_task(path: Path) -> Task | None:
    """`numbers` or `classes`, as the loss of the first output in a `.keras` file says; None where nobody knows.

    The part `compile_config` of its JSON is asked. https://keras.io/api/models/model_saving_apis/
    """
    if path.suffix.lower() != ".keras":
        return None
    try:
        config = read_config(path)
    except FileError:
        return None
    compiled = config.get("compile_config") if isinstance(config, dict) else None
    name = re.sub(r"[^a-z]", "", _name(compiled.get("loss") if isinstance(compiled, dict) else None).lower())
    if not name:
        return None
    return "numbers" if name in _OF_NUMBERS else "classes"


def _name(loss: Any) -> str:
    """Of a loss as it is stored: by its name, as an object, or as the losses of several outputs."""
    if isinstance(loss, list):
        return _name(loss[0]) if loss else ""
    if isinstance(loss, dict):
        if "class_name" in loss:
            config = loss.get("config")
            return config if isinstance(config, str) and loss["class_name"] == "function" else str(loss["class_name"])
        return _name(next(iter(loss.values()), ""))
    return loss if isinstance(loss, str) else ""
