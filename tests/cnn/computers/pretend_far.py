"""Layerloom on the other computer, with a worker that pretends: its epochs take no time, and none begins before the gate is open.

`FAR/gate` holds the number of the last epoch that may be trained; without that file, all.
"""

import json
import os
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve()
FAR = Path(os.environ["LAYERLOOM_FAR"])


def gate() -> float:
    try:
        return float((FAR / "gate").read_text())
    except (OSError, ValueError):
        return float("inf") if not (FAR / "gate").exists() else 0


def work() -> None:
    """Speaks as a worker does, and writes what one writes."""
    import threading

    out = os.fdopen(os.dup(1), "w")
    stop, go = threading.Event(), threading.Event()
    go.set()
    trains: list[dict[str, object]] = []
    rates: list[float] = []
    ended = threading.Event()

    def listen() -> None:
        for line in sys.stdin:
            command = json.loads(line)
            match command["command"]:
                case "stop":
                    stop.set()
                case "pause":
                    go.clear()
                case "resume":
                    go.set()
                case "set_learning_rate":
                    rates.append(command["learning_rate"])
                case "train":
                    trains.append(command)
                case "shutdown":
                    break
        stop.set()
        ended.set()

    threading.Thread(target=listen, daemon=True).start()
    device = {"kind": "CPU", "name": "2 cores"}
    out.write(json.dumps({"event": "ready", "time": time.time(), "device": device, "versions": {}}) + "\n")
    out.flush()
    while not trains:
        time.sleep(0.01)
    command = trains[0]
    run, folder = str(command["run"]), Path(str(command["folder"]))

    def tell(event: str, **values: object) -> None:
        line = json.dumps({"event": event, "run": run, "time": time.time(), **values}) + "\n"
        with (folder / "events.jsonl").open("a") as file:
            file.write(line)
        out.write(line)
        out.flush()

    def note(**changes: object) -> None:
        path = folder / "run.json"
        path.with_suffix(".new").write_text(json.dumps({**json.loads(path.read_text()), **changes}))
        path.with_suffix(".new").replace(path)

    recipe = json.loads((folder / "project.loom").read_text())["recipe"]
    note(state="running", pid=os.getpid(), started=time.time())
    (folder / "checkpoints").mkdir(exist_ok=True)
    tell("phase", phase="data")
    done = int(json.loads((folder / "run.json").read_text())["epochs"]) if command["resume"] else 0
    if command["resume"]:
        lines = [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]
        kept = [
            line
            for line in lines
            if line["event"] not in ("finished", "failed") and not (line["event"] == "epoch" and line["epoch"] > done)
        ]
        new = folder / "events.new"
        new.write_text("".join(json.dumps(line) + "\n" for line in kept))
        new.replace(folder / "events.jsonl")
        tell("phase", phase="resumed", detail=f"after {done} epochs")
    tell("phase", phase="train")
    paused = False
    while done < recipe["epochs"] and not stop.is_set():
        if paused != (not go.is_set()):
            paused = not paused
            tell("phase", phase="paused" if paused else "train")
        if not go.is_set() or done + 1 > gate():
            time.sleep(0.01)
            continue
        done += 1
        logs = {"loss": 1 / done, "val_accuracy": 1 - 0.5 / done, "learning_rate": rates[-1] if rates else 0.001}
        for old in (folder / "checkpoints").glob(f"epoch-{done - 2:06d}.npz"):
            old.unlink()
        (folder / "checkpoints" / f"epoch-{done:06d}.npz").write_bytes(f"checkpoint {done}".encode() * 1000)
        (folder / "history.csv").write_text(
            "epoch,seconds,images_per_second,loss\n" + "".join(f"{n},1,1,{1 / n}\n" for n in range(1, done + 1))
        )
        note(epochs=done, best={"val_accuracy": 0.9}, monitor="val_accuracy", rates=len(rates))
        tell("epoch", epoch=done, epochs=recipe["epochs"], seconds=0.1, images_per_second=500, logs=logs)
        tell("checkpoint", epoch=done, step=0, path=str(folder / "checkpoints" / f"epoch-{done:06d}.npz"))
    if ended.is_set():  # whoever kept it is gone
        note(state="interrupted")
        return
    new = folder / "model.new"
    new.write_bytes(b"model" * 400_000)
    new.replace(folder / "model.keras")
    state = "stopped" if stop.is_set() else "finished"
    note(state=state, ended=time.time(), final={"epoch": done})
    tell("finished", state=state, best={"val_accuracy": 0.9}, model=str(folder / "model.keras"))
    while not ended.is_set():
        time.sleep(0.01)


def main() -> int:
    """As `main.py` of the build that was set up, but for the worker."""
    app = next(
        path for path in sorted((FAR / "app").glob("*/layerloom/app")) if path.parent.parent.name == os.environ["FAR_BUILD"]
    )
    sys.path[0] = str(app)
    if sys.argv[1:2] == ["worker"]:
        work()
        return 0
    import main as program
    from cnn import client
    from cnn.computers import wheel  # before what it is built from is another

    wheel.build()
    client._command_line = lambda *_: [sys.executable, str(HERE), "worker"]
    import cnn.program

    cnn.program.MAIN = HERE
    return program.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
