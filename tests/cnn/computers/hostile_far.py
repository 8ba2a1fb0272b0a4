"""Stands in for ssh, and for a computer that means harm: speaks as the far end does, up to where MANNER says otherwise."""

import json
import os
import sys
from pathlib import Path

MANNER = os.environ["MANNER"]
OUTSIDE = os.environ.get("OUTSIDE", "/tmp/outside")
out = sys.stdout.buffer
EVIL = b"PWNED" * 100


def say(payload: bytes = b"", **values: object) -> None:
    out.write(json.dumps({**values, "payload": len(payload)}).encode() + b"\n" + payload)
    out.flush()


def told(what: str, payload: bytes = b"") -> None:
    say(payload, say="told", what=what)


def forever(part: bytes) -> None:
    while True:
        out.write(part)


def event(run: str, **values: object) -> bytes:
    return json.dumps({"run": run, "time": 1.0, **values}).encode() + b"\n"


def listing(*names: str) -> bytes:
    files = [{"name": name, "size": len(EVIL), "changed": 1} for name in names]
    return json.dumps({"record": {"id": "r", "folder": OUTSIDE, "state": "finished"}, "recipe": {}, "files": files}).encode()


def follow(run: str) -> None:
    told("rewound")
    if MANNER == "garbage events":
        told("lines", b"\x00\xff no event\n" * 1000)
        told("caught_up")
    elif MANNER == "a line of an event without end":
        for _ in range(100):
            told("lines", b"x" * (1 << 20))
    elif MANNER == "events without end":
        told("caught_up")
        while True:
            told("lines", event(run, event="phase", phase="x" * 1000) * 1000)
    elif MANNER == "signs of life without end":
        told("caught_up")
        while True:
            told("beat", b"x" * 100_000)
    elif MANNER == "an end that is none":
        told("end", b"{}")
    elif MANNER == "steers the terminal":
        told("lines", event(run, event="phase", phase="data", notes=["\x1b]0;owned\x07 \u202e hi"]))
        told("caught_up")
        told("end", event(run, event="finished", state="finished", best={}, model=OUTSIDE))
    else:
        told("caught_up")
        told("end", event(run, event="finished", state="finished", best={}, model=OUTSIDE))


def files() -> bytes:
    match MANNER:
        case "a path that leads out":
            return listing("history.csv", "../../outside")
        case "an absolute path":
            return listing(OUTSIDE)
        case "a checkpoint that leads out":
            return listing("checkpoints/../../outside")
        case "a file of another name":
            return listing(".bashrc")
        case "no listing":
            return b"[1, 2"
        case "a listing of something else":
            return b'{"record": 1, "recipe": [], "files": {}}'
        case "a recipe that can't be":
            return b'{"record": null, "recipe": {"epochs": -5}, "files": []}'
    return listing("model.keras")


def answer(question: dict[str, object]) -> None:
    number, ask = question["number"], question["ask"]
    if ask == "run_state":
        say(say="done", number=number, state="none")
    elif ask == "run_start":
        say(say="done", number=number)
        globals()["run"] = json.loads(str(question["command"]))["run"]
    elif ask == "follow":
        say(say="done", number=number)
        follow(run)
    elif ask == "files":
        say(files(), say="done", number=number)
    elif ask == "open_file" and MANNER == "a file longer than it says":
        say(say="done", number=number, size=3, sha256="0" * 64)
    elif ask == "open_file":
        say(say="done", number=number, size=len(EVIL), sha256="0" * 64)
    elif ask == "read_file":
        say(EVIL, say="done", number=number)
    elif MANNER.startswith("goes away") and not Path(f"{OUTSIDE}.seen").exists():  # while the run is sent to it
        if MANNER == "goes away once":
            Path(f"{OUTSIDE}.seen").touch()
        sys.exit(0)
    elif MANNER == "answers what nobody asked":
        say(say="done", number=12345)
    else:
        say(say="done", number=number)


run = ""
if MANNER == "garbage":
    out.write(os.urandom(1 << 20))
elif MANNER == "a line without end":
    forever(b"x" * (1 << 16))
elif MANNER == "lines without end":
    forever(b"welcome\n" * 1000)
elif MANNER == "nothing":
    sys.exit(0)
else:
    out.write(b"Welcome to lab!\n" + b"LAYERLOOM-FAR-1\n")
    if MANNER == "a message without end":
        forever(b'{"say": "hello", "build": "' + b"x" * (1 << 16))
    if MANNER == "no hello":
        say(say="told", what="beat")
    elif MANNER == "a payload too large":
        out.write(b'{"say": "hello", "build": "x", "folder": "/", "payload": 99999999999}\n')
        out.flush()
    else:
        say(say="hello", build=os.environ["BUILD"], folder="/far")
    for line in iter(sys.stdin.buffer.readline, b""):
        question = json.loads(line)
        sys.stdin.buffer.read(question["payload"])
        answer(question)
