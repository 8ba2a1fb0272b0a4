"""A program that takes the arguments of `train`, and writes a run's record as a training does; the queue's tests start it.

How a training goes stands in the title of its network: `refused`, `failing`, `dying` (killed in its first epoch, each time it is
begun), `endless` (until it is told to stop); any other one takes two epochs.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

EPOCHS = 2


def main(arguments: list[str]) -> int:
    """Each start is a line in `starts`, beside the folder of the runs."""
    resumed = "--resume" in arguments
    folder = Path(arguments[arguments.index("--resume" if resumed else "--out") + 1])
    with (folder.parent.parent / "starts").open("a") as starts:
        starts.write(json.dumps(arguments) + "\n")
    name = json.loads((folder / "run.json").read_text())["network"] if resumed else _network(Path(arguments[1]))
    if name == "refused":
        print("Something else.\nlayerloom: The images are not there. Choose others.\nlast line", file=sys.stderr)
        return 2
    stopped: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: stopped.append(number))
    record = {"id": folder.name, "network": name, "created": time.time(), "started": time.time(), "planned_epochs": EPOCHS}
    record |= {"state": "running", "pid": os.getpid(), "epochs": 0}
    _write(folder, record)
    if name == "dying":
        os.kill(os.getpid(), signal.SIGKILL)
    while name == "endless" and not stopped and not resumed:
        time.sleep(0.01)
    if not stopped:
        record |= {"epochs": 0 if name == "failing" else EPOCHS}
    _write(folder, record | {"state": "stopped" if stopped else "failed" if name == "failing" else "finished", "pid": None})
    return 1 if name == "failing" else 0


def _network(project: Path) -> str:
    return str(json.loads(project.read_text())["graph"]["name"])


def _write(folder: Path, record: dict[str, object]) -> None:
    temporary = folder / ".run.json"
    temporary.write_text(json.dumps(record))
    temporary.replace(folder / "run.json")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
