"""A worker without TensorFlow: speaks the same words at the same pipes, so that the window's end can be tested in no time.

The environment variable PRETEND names what it does out of turn: `die` (kills itself in the second epoch of a
fresh run), `starve` (gets no memory for batches of more than 20 images), `mute` (ignores
whatever it is told once it trains), `validate` (after a stop, until that is skipped),
`refuse` (fails to train), `no member` (fails before it is ready), `ponder` (evaluates until it is called off),
`garbage` (tells lines that are no events). PRETEND_CLASSES are the names of the classes, as JSON,
PRETEND_GPUS is how many GPUs there are.
"""

import itertools
import json
import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path

MANNER = os.environ.get("PRETEND", "")
CLASSES = json.loads(os.environ.get("PRETEND_CLASSES", '["a", "b"]'))
STEPS = 10
run = ""
stop, go, skip, given_up = (threading.Event() for _ in range(4))
go.set()
commands: "queue.Queue[dict]" = queue.Queue()


def tell(event: str, **values: object) -> None:
    sys.stdout.write(json.dumps({"event": event, "run": run, "time": time.time(), **values}) + "\n")
    sys.stdout.flush()


def listen() -> None:
    for line in sys.stdin:
        command = json.loads(line)
        match command["command"]:
            case "stop":
                stop.set()
                go.set()
            case "skip_validation":
                skip.set()
            case "pause":
                go.clear()
            case "resume":
                go.set()
            case "call_off":
                given_up.set()
            case "set_epochs":
                print("epochs", command["epochs"], file=sys.stderr, flush=True)
            case "restore_learning_rate":
                print("learning rate before", file=sys.stderr, flush=True)
            case "set_learning_rate":
                print("learning rate", command["learning_rate"], file=sys.stderr, flush=True)
            case _:
                commands.put(command)
    stop.set()
    go.set()
    commands.put({"command": "shutdown"})


def note(folder: Path, **changes: object) -> None:
    path = folder / "run.json"
    new = path.with_suffix(".new")
    new.write_text(json.dumps({**json.loads(path.read_text()), **changes}))
    new.replace(path)


def train(command: dict) -> None:
    global run
    run, folder = command["run"], Path(command["folder"])
    os.dup2(os.open(folder / "log.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)  # what is printed in a run is its log's
    recipe = json.loads((folder / "project.loom").read_text())["recipe"]
    if MANNER == "refuse":
        print("looked everywhere", file=sys.stderr, flush=True)
        told = {"log": "looked everywhere", "refused": not command["resume"]}
        tell("failed", error="DatasetError", message="The images are gone.", hint="Put them back.", **told)
        return
    if MANNER == "garbage":
        print("I am not JSON", flush=True)
        tell("unheard of")
    if MANNER == "starve" and recipe["batch_size"] > 20:
        note(folder, state="failed")
        tell("failed", error="OutOfMemory", message="No more memory.", hint="A smaller batch.", out_of_memory=True)
        return
    tell("phase", phase="data")
    tell("phase", phase="build")
    done = json.loads((folder / "run.json").read_text())["epochs"] if command["resume"] else 0
    if command.get("checkpoint"):
        done = int(command["checkpoint"].split("-")[1].partition(".")[0])
    if command["resume"]:
        rates = json.loads(os.environ.get("PRETEND_RATES", "[]"))
        tell("phase", phase="resumed", detail=f"after {done} epochs", learning_rates=rates)
    tell("phase", phase="train")
    note(folder, state="running", pid=os.getpid())
    for epoch in range(done + 1, recipe["epochs"] + 1):
        if not run_epoch(epoch, command["resume"]):
            break
        done = epoch
        note(
            folder,
            epochs=done,
            best_epoch=done,
            best={"val_accuracy": 0.9},
            monitor="val_accuracy",
            seconds=done,
            images_per_second=500,
        )
        logs = {"loss": 1 / epoch, "accuracy": 1 - 0.5 / epoch, "val_loss": 1.1 / epoch, "val_accuracy": 0.9}
        tell("epoch", epoch=epoch, epochs=recipe["epochs"], seconds=0.1, images_per_second=500, logs=logs)
    if MANNER == "validate" and stop.is_set():
        validate()
    tell("phase", phase="save")
    (folder / "model.keras").write_text("weights")
    (folder / "events.jsonl").touch()
    state = "stopped" if stop.is_set() else "finished"
    note(folder, state=state)
    tell("finished", state=state, best={"val_accuracy": 0.9}, model=str(folder / "model.keras"))
    stop.clear()


def validate() -> None:
    for batch in itertools.count(1):
        tell("phase", phase="validate", detail=f"finishing, batch {batch} of 12,000")
        if skip.wait(0.1):
            return


def run_epoch(epoch: int, resumed: bool) -> bool:
    for step in range(1, STEPS + 1):
        if MANNER == "mute":
            time.sleep(3600)
        if MANNER == "die" and epoch == 2 and not resumed:
            print("Killed by a test", file=sys.stderr, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        if not go.is_set():
            tell("phase", phase="paused")
            go.wait()
            tell("phase", phase="train")
        if stop.is_set():
            return False
        time.sleep(0.01)
        tell("batch", epoch=epoch, step=step, steps=STEPS, logs={"loss": 1 / (epoch + step / STEPS), "accuracy": 0.5})
    return True


def preview(command: dict) -> None:
    """Grey images, whose brightness says which version it is; in the last one half of every label is another class."""
    import numpy as np

    count, versions = command["images"], command["versions"]
    shares = np.stack([np.eye(10)[:count]] * versions)
    shares[-1] = 0.6 * shares[-1] + 0.4 * np.eye(10)[1 : count + 1]
    changed = np.arange(versions, dtype=np.uint8)[:, None, None, None, None] * np.ones((1, count, 4, 4, 1), np.uint8)
    np.savez(command["path"], originals=changed[0] + 200, changed=changed, shares=shares)
    result = {"path": command["path"], "labels": list(range(count)), "classes": list("abcdefghij")}
    tell("answer", request=command["request"], result=result)


def scores(command: dict) -> dict:
    """Every image right but one, which is of the last class and taken for the first."""
    rows = [{"class": name, "precision": 0.9, "recall": 1.0, "f1": 0.95, "images": 10} for name in CLASSES]
    matrix = [[10 * (row == column) for column in range(len(CLASSES))] for row in range(len(CLASSES))]
    matrix[-1][0], matrix[-1][-1] = 1, 9
    return {
        "loss": 0.1,
        "metrics": {"accuracy": 0.95},
        "per_class": rows,
        "confusion_matrix": matrix,
        "classes": CLASSES,
        "images": 10 * len(CLASSES),
    }


def classes(command: dict) -> list:
    """All images are of the first class; what is called `broken` can't be read, `odd` is unlike, `vague` is uncertain."""
    if command.get("path"):
        import numpy as np

        np.save(command["path"], np.array([[0.75, *[0.0] * (len(CLASSES) - 2), 0.25]] * len(command["images"]), np.float32))
    top = [{"class": CLASSES[0], "probability": 0.75}, {"class": CLASSES[-1], "probability": 0.25}]
    return [
        {"image": name, "top": [], "error": "It is torn."}
        if "broken" in Path(name).name
        else {"image": name, "top": top, "uncertain": "vague" in Path(name).name, "unlike": "odd" in Path(name).name}
        for name in command["images"]
    ]


def opened(_: dict) -> dict:
    """A model whose marks are known."""
    marks = {"uncertain": "of images this unsure, about 4 in 10 are wrong", "unlike": "further than 99 of 100"}
    return {"task": "classes", "classes": CLASSES, "marks": marks, "notes": []}


def seen(command: dict) -> dict:
    """As `classes` of one image, and which process said so."""
    name = command["image"]["file"] or str(command["image"]["place"])
    if command["path"]:
        import numpy as np

        np.savez(command["path"], input_0=np.full((28, 28, 1), 200, np.float32))
    told = {"truth": "", "classes": CLASSES, "weights": "", "state": "trained", "pid": os.getpid()}
    return {**classes({"images": [name]})[0], **told}


def described(_: dict) -> dict:
    """A network for 28×28 grey images, drawn on black and centred."""
    outputs = [{"name": "dense", "task": "classes", "classes": CLASSES, "layers": ["conv2d", "conv2d_1"]}]
    drawing = {"paper": 0, "ink": 255, "centres": True, "coloured": False}
    parts = {"train": 40, "validation": 10}
    told = {"outputs": outputs, "size": [28, 28, 1], "parts": parts, "drawing": drawing}
    return {**told, "state": "trained", "weights": "2 of 2 layers trained"}


def explained(command: dict) -> dict:
    """A map with one bright place in the third row and fifth column."""
    import numpy as np

    values = np.zeros((28, 28), np.float32)
    values[2, 4] = 1
    if command["path"]:
        np.savez(command["path"], map=values, raw=values, image=np.full((28, 28, 1), 9, np.float32))
    target = command["target"] or CLASSES[0]
    told = {"method": command["method"], "output": "dense", "task": "classes", "target": CLASSES.index(target), "class": target}
    more = {"layer": command["layer"] or "conv2d_1", "size": [28, 28]} if command["method"].startswith("grad_cam") else {}
    if command["method"] == "integrated_gradients":
        more = {"baseline": command["baseline"], "difference": 2.0, "sum": 1.99}
    rest = {"classes": CLASSES, "outputs": ["dense"], "score": 2.0, "said": 0.75, "scale": 1.0, "layers": ["conv2d", "conv2d_1"]}
    return {**told, **rest, "truth": "", **more}


def looked_inside(command: dict) -> dict:
    """A network that shows nothing of itself."""
    import numpy as np

    np.savez(command["path"])
    return {"path": command["path"], "layers": [], "refused": {}, "blank": False, "weights": "fresh", "origin": "", "notes": []}


def image_shown(command):
    """A black image."""
    import numpy as np

    np.savez(command["path"], image=np.zeros((28, 28), np.uint8))
    return {"path": command["path"]}


#: what is answered unless the test says what
ANSWERS = {
    "activations": looked_inside,
    "show_image": image_shown,
    "inspect_layer": lambda _: {"known": False, "why": "Only a real worker knows."},
    "evaluate": scores,
    "predict": classes,
    "predict_image": seen,
    "open_predictor": opened,
    "describe": described,
    "explain": explained,
}


def export(command: dict) -> None:
    """The text of the first file of weights that a layer is taken from, else "fresh"; what holds none is written as it is."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from cnn.analysis import analyse
    from cnn.errors import FileError
    from cnn.files.files import read_regular, write_bytes
    from cnn.formats.files import WITHOUT_WEIGHTS, content_of, kind_named
    from cnn.project import load
    from cnn.runs.origins import origins, sources_of

    try:
        project = load(Path(command["project"]))
        found = origins(analyse(project.graph), sources_of(project, command["weights"]))
        text = next((read_regular(source.path, 1 << 24) for source in found.taken.values()), b"fresh")
        kind = kind_named(command["kind"])
        alone = kind is not None and kind.suffix in WITHOUT_WEIGHTS
        text = content_of(kind, project, Path(command["path"])) if kind is not None and alone else text
        write_bytes(Path(command["path"]), text)
    except (FileError, OSError) as error:
        tell("failed", request=command["request"], error="FileError", message=str(error), hint="")
        return
    result = {"path": command["path"], "bytes": 1, "checked": True, "weights": "no weights" if alone else found.summary}
    tell("answer", request=command["request"], result=result)


def answer(command: dict) -> None:
    if command["command"] == "export":
        export(command)
    elif command["command"] == "preview" and MANNER != "refuse":
        preview(command)
    elif MANNER == "refuse":
        tell("failed", request=command["request"], error="FileError", message="No such model.", hint="Train first.")
    elif MANNER == "ponder" and command["command"] == "evaluate":
        given_up.wait()
        tell("failed", request=command["request"], error="CalledOffError", message="It was called off.", hint="")
    else:
        told = os.environ.get("PRETEND_ANSWER") if command["command"] != "open_predictor" else ""
        result = json.loads(told) if told else ANSWERS.get(command["command"], lambda _: {})(command)
        if command["command"] == "evaluate":
            result = keep(command, result)
        tell("answer", request=command["request"], result=result)


def keep(command: dict, result: dict) -> dict:
    """Writes what was said of each image, as the figures tell it."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from tests.gui.judged import write_for

    if command.get("path"):
        write_for(Path(command["path"]), result)
    return {"split": "test", "data": "", "source": "mnist-sample", **result}


if MANNER == "no member":
    tell("failed", error="RecipeError", message="There is no JAX here.", hint="")
    sys.exit()
threading.Thread(target=listen, daemon=True).start()
cpu = {"kind": "CPU", "name": "2 cores", "reason": "no GPU", "memory": 8 << 30, "choice": "cpu"}
gpus = [
    {"kind": "GPU", "name": f"GPU {number}", "memory": 1 << 30, "choice": f"gpu:{number}"}
    for number in range(int(os.environ.get("PRETEND_GPUS", "0")))
]
tell("ready", device=(gpus or [cpu])[0], versions={"keras": "3.99.1", "tensorflow": "2.99.2"}, devices=[cpu, *gpus])
while True:
    order = commands.get()
    if order["command"] == "shutdown":
        break
    if order["command"] == "train":
        train(order)
    elif order["command"] != "join":  # who joins others keeps nothing, and tells nothing
        answer(order)
