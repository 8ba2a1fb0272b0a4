"""`devices`: what can be computed on here, and why there is no GPU when there is none."""

from typing import Any

from cnn.commands.output import AsJson, print_json, print_table
from cnn.commands.train.run import begin
from cnn.runs.messages import Device, Ready
from cnn.words.quantities import spell_bytes


def devices(as_json: AsJson = False) -> None:
    """List the processors that training can use, with their memory. Asks TensorFlow, which takes a few seconds."""
    ready = _ready()
    if as_json:
        print_json({"devices": [_document(device) for device in ready.devices], "reason": ready.device.reason or None})
        return
    rows = ((device.choice, device.kind, device.name, _memory(device)) for device in ready.devices)
    print_table(("--device", "Kind", "Name", "Memory"), rows, right=("Memory",))
    if ready.device.reason:
        print(f"No GPU is used: {ready.device.reason}")


def _ready() -> Ready:
    begun = begin()
    begun.close()
    return begun.ready


def _document(device: Device) -> dict[str, Any]:
    return {"device": device.choice, "kind": device.kind, "name": device.name, "memory_bytes": device.memory}


def _memory(device: Device) -> str:
    return "" if device.memory is None else spell_bytes(device.memory)
