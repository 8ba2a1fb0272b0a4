"""`runs`: past runs and their best figures."""

import sys
import time
from typing import Any

from cnn.commands.output import AsJson, figure, print_json, print_table
from cnn.runs.folder import RunRecord, default_runs_folder
from cnn.runs.history import past_runs

#: the figure a table shows, the first of these that a run has
_SHOWN = ("val_accuracy", "accuracy", "val_mae", "mae", "val_loss", "loss")


def runs(as_json: AsJson = False) -> None:
    """List past runs, the newest first, with their best figures."""
    records = past_runs()
    if as_json:
        print_json([document(record) for record in records])
    elif not records:
        print(f"No runs yet in {default_runs_folder()}.")
    else:
        print_table(("Run", "Network", "Data", "State", "Epochs", "Best", "Started"), map(_row, records), right=("Epochs",))
        print(f"\nIn {default_runs_folder()}")
        for record in records:
            if record.state == "damaged":
                print(f"layerloom: {record.message} {record.hint}", file=sys.stderr)


def document(record: RunRecord) -> dict[str, Any]:
    """A run as plain values; its id is called `run`, as in events."""
    values = record.model_dump(mode="json")
    return {"run": values.pop("id"), "folder": record.folder, **values}


def _row(record: RunRecord) -> tuple[str, ...]:
    shown = next((name for name in (record.monitor, *_SHOWN) if record.best.get(name) is not None), "")
    best = f"{shown} {figure(record.best[shown])}" if shown else ""
    started = time.strftime("%Y-%m-%d %H:%M", time.localtime(record.created)) if record.created else ""
    epochs = f"{record.epochs}/{record.planned_epochs}"
    state = f"{record.state} on {record.computer}" if record.computer else record.state
    return record.id, record.network, record.data, state, epochs, best, started
