"""`devices`: what can be computed on here, and why there is no GPU when there is none."""

from typing import Any

from cnn.backends import AUTO, BACKENDS, TENSORFLOW, installed, settled, title
from cnn.commands.output import AsJson, print_json, print_table
from cnn.commands.train.run import begin
from cnn.runs.messages import Device, Ready
from cnn.words.language import labelled, tr
from cnn.words.quantities import spell_bytes


def devices(as_json: AsJson = False) -> None:
    """List the processors that training can use, with their memory. Asks each backend that is installed: a few seconds."""
    backends = [name for name in BACKENDS if installed(name)]
    told = {name: _ready(name) for name in backends}
    usual = _ready(AUTO) if settled(AUTO) == AUTO else told[TENSORFLOW]
    if as_json:
        print_json({**_said(usual), "backend": usual.backend, "why": usual.why or None,
                    "backends": {name: _said(ready) for name, ready in told.items()}})  # fmt: skip
        return
    rows = (
        (name, device.choice, device.kind, device.called, _memory(device))
        for name, ready in told.items()
        for device in ready.devices
    )
    print_table(("--backend", "--device", tr("Kind"), tr("Name"), tr("Memory")), rows, right=(tr("Memory"),))
    for name, ready in told.items():
        if ready.device.reason:
            print(tr("{0} uses no GPU: {1}", title(name), ready.device.why))
    if len(told) > 1:
        usually = tr("By itself a training takes {0}", title(usual.backend))
        print(labelled(usually, usual.why) if usual.why else tr("{0}.", usually))


def _ready(backend: str) -> Ready:
    begun = begin(backend)
    begun.close()
    return begun.ready


def _said(ready: Ready) -> dict[str, Any]:
    return {"devices": [_document(device) for device in ready.devices], "reason": ready.device.reason or None}


def _document(device: Device) -> dict[str, Any]:
    return {"device": device.choice, "kind": device.kind, "name": device.name, "memory_bytes": device.memory}


def _memory(device: Device) -> str:
    return "" if device.memory is None else spell_bytes(device.memory)
