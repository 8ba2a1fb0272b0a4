"""`presets`, `layers`, `datasets`."""

import pytest

from cnn.datasets import known
from cnn.layers import LAYERS
from cnn.presets import PRESETS
from tests.cnn.commands.cli import Command


def test_presets_as_json(command: Command) -> None:
    found = {item["name"]: item for item in command("presets", "--json").document}
    assert list(found) == list(PRESETS)
    lenet = found["lenet5"]
    assert (lenet["params"], lenet["image"], lenet["classes"], lenet["year"]) == (61_706, [28, 28, 1], 10, 1998)
    assert lenet["deviations"]
    assert "LeCun" in lenet["paper"]


def test_layers_as_json(command: Command) -> None:
    found = {item["class_name"]: item for item in command("layers", "--json").document}
    assert list(found) == list(LAYERS)
    arguments = {item["name"]: item for item in found["Conv2D"]["arguments"]}
    filters = arguments["filters"]
    assert (filters["kind"], filters["default"], filters["minimum"], filters["maximum"]) == ("int", 32, 1, 1 << 24)
    assert arguments["padding"]["choices"] == ["valid", "same"]
    assert arguments["kernel_initializer"]["default"]["class_name"] == "GlorotUniform"
    assert all(item["description"] and item["family"] for item in found.values())
    assert found["Conv2D"]["page"].startswith("https://keras.io/")


def test_datasets_as_json(command: Command) -> None:
    found = {item["name"]: item for item in command("datasets", "--json").document}
    assert list(found) == [info.name for info in known()]
    digits = found["mnist-sample"]
    assert (digits["images"], digits["image_shape"], len(digits["classes"])) == (5000, [28, 28, 1], 10)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("presets", ["lenet5", "61,706"]), ("layers", ["Conv2D", "Pooling"]), ("datasets", ["mnist-sample", "5,000"])],
)
def test_as_tables(command: Command, name: str, expected: list[str]) -> None:
    outcome = command(name)
    assert outcome.code == 0
    assert all(word in outcome.out for word in expected)
    assert outcome.err == ""
