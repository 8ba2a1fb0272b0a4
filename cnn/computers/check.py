"""What another computer has: asked with nothing but its shell, and of Layerloom itself where that is set up."""

import json
import time
from typing import Any

from pydantic import ValidationError

from cnn.computers import ssh
from cnn.computers.computer import Computer, Found, Gpu, quoted
from cnn.computers.wheel import build
from cnn.errors import ComputerError
from cnn.words.kept import said
from cnn.words.language import tr
from cnn.words.lists import clauses, listed
from cnn.words.place import at_place
from cnn.words.plain import printable
from cnn.words.quantities import spell_bytes

#: seconds that TensorFlow may take to start on a slow disk
PATIENCE = 240.0
#: before the first line of an answer: what a shell's start files print stands above it
MARK = "layerloom:"
#: lines that are looked at
_MOST = 400

_SCRIPT = r"""
at={path}
python={python}
say() { printf 'layerloom:%s\t%s\n' "$1" "$2"; }
say system "$(uname -sm 2>/dev/null)"
say processors "$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null)"
say processor "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)"
say memory_kb "$(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo 2>/dev/null)"
say memory_bytes "$(sysctl -n hw.memsize 2>/dev/null)"
near=$at
while [ ! -d "$near" ] && [ "$near" != / ] && [ "$near" != . ]; do near=$(dirname "$near"); done
say disk_kb "$(df -Pk "$near" 2>/dev/null | awk 'NR == 2 {print $4}')"
for one in "$python" "$at/venv/bin/python" python3.13 python3.12 python3.11 python3; do
  [ -n "$one" ] && version=$("$one" -c 'import platform; print(platform.python_version())' 2>/dev/null) && break
done
say python "$version"
say uv "$(PATH="$PATH:$HOME/.local/bin:$HOME/.cargo/bin" uv --version 2>/dev/null)"
nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader,nounits 2>/dev/null |
  while IFS= read -r line; do say gpu "$line"; done
say layerloom "$(cat "$at/BUILD" 2>/dev/null)"
"""


def script(computer: Computer) -> str:
    """The questions, as a script for its shell."""
    python = quoted(computer.python) if computer.python else "''"
    return _SCRIPT.replace("{path}", computer.quoted_path).replace("{python}", python)


def check(computer: Computer, *, thoroughly: bool = True) -> Found:
    """Looks at a computer; `thoroughly`, also at what TensorFlow sees there. Raises `ComputerError`."""
    found = parsed(ssh.answer(computer, script(computer)), computer)
    if not thoroughly or not found.layerloom:
        return found
    if found.layerloom != build():
        return found.model_copy(update={"problem": another_version(computer, found.layerloom)})
    try:
        told = ssh.answer(computer, f"exec {computer.quoted_path}/bin/layerloom devices --json", patience=PATIENCE)
        document = json.loads(told[told.index("{") :])
        devices = [_device(item) for item in document["devices"]]
        reason = document["reason"]
        return Found.model_validate({**found.model_dump(), "devices": devices, "reason": printable(str(reason or ""))[:500]})
    except ssh.LostError:
        raise
    except ComputerError as error:
        return found.model_copy(update={"problem": error.message})
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ComputerError(
            tr("{0} answers something that Layerloom doesn't say.", computer.name), tr("Set it up anew.")
        ) from None


def _device(item: dict[str, Any]) -> dict[str, Any]:
    name, choice = printable(str(item["name"]))[:200], printable(str(item["device"]))[:20]
    return {"kind": item["kind"], "name": name, "memory": item["memory_bytes"], "choice": choice}


def another_version(computer: Computer, there: str) -> str:
    """That another Layerloom is there than here, in one sentence."""
    values = computer.name, printable(there)[:60], build()
    return at_place(
        terminal=tr("{0} has Layerloom {1}, here runs {2}: computers set-up {0}", *values),
        window=tr("{0} has Layerloom {1}, here runs {2}: Set up, in Preferences › Computers", *values),
    )


def parsed(answer: str, computer: Computer) -> Found:
    """What the script's answer says; raises `ComputerError` for anything else."""
    told: dict[str, list[str]] = {}
    for line in answer.splitlines()[:_MOST]:
        key, tab, value = line.removeprefix(MARK).partition("\t")
        if line.startswith(MARK) and tab:
            told.setdefault(key, []).append(printable(value.strip())[:500])
    if "system" not in told:
        raise ComputerError(
            tr("{0} has no shell that answers as expected.", computer.name),
            tr("Layerloom needs a POSIX shell there (Linux, macOS, or WSL)."),
        )
    first = {key: values[0] for key, values in told.items()}
    memory = _number(first.get("memory_kb"), 1024) or _number(first.get("memory_bytes"))
    try:
        return Found(
            time=time.time(),
            system=first["system"],
            processors=_number(first.get("processors")),
            processor=first.get("processor", ""),
            memory=memory,
            disk_free=_number(first.get("disk_kb"), 1024),
            python=first.get("python", ""),
            uv=first.get("uv", "").removeprefix("uv "),
            gpus=tuple(_gpu(line) for line in told.get("gpu", ())[:64]),
            layerloom=first.get("layerloom", ""),
        )
    except ValidationError:
        raise ComputerError(
            tr("{0} tells of itself what can't be.", computer.name), tr("Check what is installed there.")
        ) from None


def _gpu(line: str) -> Gpu:
    name, memory, driver = ([part.strip() for part in line.split(",")] + ["", "", ""])[:3]
    return Gpu(name=name, memory=_number(memory, 1 << 20), driver=driver)


def _number(text: str | None, unit: int = 1) -> int | None:
    return int(text) * unit if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def lines(found: Found) -> list[tuple[str, str]]:
    """What was found, in words: pairs of a name and what it is."""
    gpus = [
        " · ".join(
            filter(None, (gpu.name, spell_bytes(gpu.memory) if gpu.memory else "", gpu.driver and tr("driver {0}", gpu.driver)))
        )
        for gpu in found.gpus
    ]
    sees = [f"{device.kind} {said(device.name)}".strip() for device in found.devices]
    unknown = "?"
    return [
        (tr("System"), found.system),
        (tr("Processors"), f"{found.processors or unknown} · {found.processor}".rstrip(" ·")),
        (tr("Memory"), spell_bytes(found.memory) if found.memory else unknown),
        (tr("Free disk"), spell_bytes(found.disk_free) if found.disk_free is not None else unknown),
        ("Python", found.python or tr("none from 3.11 on")),
        ("uv", found.uv or tr("none")),
        ("GPU", clauses(gpus) or tr("none")),
        ("Layerloom", found.layerloom or tr("not set up")),
        *([(tr("TensorFlow sees"), listed(sees))] if sees else []),
        *([(tr("No GPU is used"), said(found.reason))] if found.reason else []),
        *([(tr("Problem"), found.problem)] if found.problem else []),
    ]
