"""Folders of runs, whole and damaged: whatever reads them, in window and terminal, is tried with these."""

import os
from pathlib import Path

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.project import Project
from cnn.runs.folder import RunFolder

ODD = {
    "no JSON": b"{",
    "no text": b"\xff\xfe",
    "another thing": b"[1, 2]",
    "no id": b'{"state": "finished"}',
    "deep": b"[" * 100_000,
    **{
        f"{name} {value}": f'{{"id": "a", "{name}": {value}}}'.encode()
        for name, values in {
            "created": ("NaN", "Infinity", "-1e300", "1e300", '"yesterday"'),
            "ended": ("-Infinity", "253402300800000"),
            "seconds": ("NaN", "1e308"),
            "pid": ("-1", "0", "99999999999999999999"),
            "epochs": ("-3", "1e99"),
            "params": ("-5", "1" + "0" * 400),
            "best": ('{"loss": NaN}', '{"epoch": "x"}', "3"),
            "state": ('"dancing"',),
            "classes": ("7",),
        }.items()
        for value in values
    },
}
#: what may lie there in place of a file
NO_FILES = ("pipe", "folder", "endless", "huge")


def run(folder: Path, created: float, graph: Graph | None = None, **record: object) -> RunFolder:
    """A run's folder, with a record that says so."""
    found = RunFolder.create(Project(graph or Network().graph), folder)
    found.update_record(created=created, **record)
    return found


def put_no_file(path: Path, kind: str) -> None:
    """Something that can't be read as a file, or never ends."""
    path.parent.mkdir(exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "endless":
        path.symlink_to("/dev/zero")
    else:
        path.touch()
        os.truncate(path, 2 << 30)


def grow(folder: Path, graph: Graph) -> None:
    """Fills a folder of runs: one run of a network in each state, and every kind of damage."""
    folder.mkdir(exist_ok=True)
    states = ("created", "running", "finished", "stopped", "failed")
    for number, state in enumerate(states):
        made = run(
            folder / f"2020010{number + 1}-120000-{state}", 1.6e9 + number, graph, state=state, epochs=2, best={"loss": 0.5}
        )
        if state != "created":
            made.model.write_text("weights")
    whole = (folder / "20200103-120000-finished" / "project.loom").read_bytes()
    for number, content in enumerate(ODD.values()):
        damaged = folder / f"20200201-1200{number:02}-odd"
        damaged.mkdir()
        (damaged / "run.json").write_bytes(content)
        (damaged / "project.loom").write_bytes(whole[: len(whole) // 2])
    for kind in NO_FILES:
        put_no_file(folder / f"20200301-120000-{kind}" / "run.json", kind)
        put_no_file(folder / f"20200301-120000-{kind}" / "project.loom", kind)
