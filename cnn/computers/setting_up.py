"""Layerloom put on another computer: the build that runs here, in one folder of its own, with an environment that it makes there.

Everything goes into that folder: the program (`app/`), the environment (`venv/`), what the package index sends (`cache/`), and
later runs, data and logs. A build that runs there already stays beside the new one, for the trainings that it has begun.
"""

import hashlib
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cnn.computers import ssh
from cnn.computers.check import check
from cnn.computers.computer import Computer, Found, quoted
from cnn.computers.wheel import build, constraints, requirements, wheel
from cnn.errors import ComputerError
from cnn.words.language import tr
from cnn.words.place import at_place
from cnn.words.quantities import spell_bytes

#: bytes that Layerloom with TensorFlow takes there, and what NVIDIA's libraries take besides
NEEDED, NEEDED_FOR_GPU = 3 << 30, 6 << 30
#: seconds for what is got from a package index
PATIENCE = 3600.0
#: stands in a folder that is Layerloom's own
MARK = "LAYERLOOM"
_LEAST = (3, 11)

#: what each script begins with; everything that a program there would put elsewhere goes into the own folder
_HEAD = """
set -eu
umask 077
at={path}
export UV_CACHE_DIR="$at/cache/uv" UV_PYTHON_INSTALL_DIR="$at/python"
export UV_PYTHON_BIN_DIR="$at/python/bin" UV_TOOL_DIR="$at/cache/tools"
export PIP_CACHE_DIR="$at/cache/pip" PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONNOUSERSITE=1
export TMPDIR="$at/tmp" XDG_CACHE_HOME="$at/cache" XDG_DATA_HOME="$at/share"
export XDG_CONFIG_HOME="$at/config" XDG_STATE_HOME="$at/state"
export PATH="$PATH:$HOME/.local/bin:$HOME/.cargo/bin"
"""

_FOLDER = """
if [ -e "$at" ] && [ ! -e "$at/LAYERLOOM" ] && [ -n "$(ls -A "$at" 2>/dev/null)" ]; then
  echo "the folder $at holds something else" >&2; exit 9
fi
mkdir -p "$at" "$at/app" "$at/bin" "$at/cache" "$at/tmp" "$at/runs" "$at/data" "$at/keepers" "$at/log"
chmod 700 "$at"
echo "Layerloom's own folder: all of it may be taken away." > "$at/LAYERLOOM"
"""

_COPY = """
cat > "$at/tmp/{name}.part"
mv "$at/tmp/{name}.part" "$at/tmp/{name}"
"""

_ENVIRONMENT_UV = """
uv venv --quiet --allow-existing --python '>=3.11,<3.14' "$at/venv" >&2
uv pip install --quiet --python "$at/venv/bin/python" --compile-bytecode -c "$at/tmp/constraints.txt" {needs} >&2
"""

_ENVIRONMENT_PIP = """
for one in python3.13 python3.12 python3.11 python3; do
  if "$one" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then python=$one; break; fi
done
"$python" -m venv "$at/venv" >&2
"$at/venv/bin/python" -m pip install --quiet -c "$at/tmp/constraints.txt" {needs} >&2
"""

_UNPACK = """
python={python}
"$python" - "$at/tmp/{wheel}" {digest} <<'END'
import hashlib, sys
found = hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest()
sys.exit(0 if found == sys.argv[2] else "what arrived is not what was sent")
END
rm -rf "$at/app/{build}.new"
"$python" -m zipfile -e "$at/tmp/{wheel}" "$at/app/{build}.new"
"$python" -m compileall -q "$at/app/{build}.new" >/dev/null || true
rm -rf "$at/app/{build}"
mv "$at/app/{build}.new" "$at/app/{build}"
cat > "$at/bin/layerloom.new" <<'END'
#!/bin/sh
# starts Layerloom with everything it writes in its own folder
at=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
export LAYERLOOM_FAR="$at" LAYERLOOM_RUNS="$at/runs" LAYERLOOM_SETTINGS="$at/config/settings.json"
export LAYERLOOM_LOG="$at/log/window.log"
export XDG_CACHE_HOME="$at/cache" XDG_DATA_HOME="$at/share" XDG_CONFIG_HOME="$at/config" XDG_STATE_HOME="$at/state"
export KERAS_HOME="$at/keras" TMPDIR="$at/tmp" PYTHONNOUSERSITE=1
exec {run} "$at/app/{build}/layerloom/app/main.py" "$@"
END
chmod 700 "$at/bin/layerloom.new"
mv "$at/bin/layerloom.new" "$at/bin/layerloom"
rm -f "$at/tmp/{wheel}" "$at/tmp/constraints.txt"
"$at/bin/layerloom" --version
printf '%s\\n' '{build}' > "$at/BUILD"
"""


@dataclass(frozen=True)
class Step:
    """One thing that set-up does there, in words, and the script that does it; `data` goes to its stdin."""

    title: str
    script: str
    data: bytes = b""
    patience: float = 120.0


@dataclass(frozen=True)
class Plan:
    """What set-up will do: sentences for the person, and steps."""

    lines: tuple[str, ...]
    steps: tuple[Step, ...]


def plan(computer: Computer, found: Found) -> Plan:
    """What has to be done on a computer that was looked at; raises `ComputerError` where it can't be."""
    name, content = wheel()
    gpu = bool(found.gpus) and found.system.startswith("Linux")
    lines = [tr("On {0} ({1}), in the folder {2} alone:", computer.name, computer.destination, _told(computer))]
    if found.layerloom and found.layerloom != build():
        lines.append(
            tr("There is Layerloom {0}; it stays beside the new one for the trainings that it has begun.", found.layerloom)
        )
    lines.append(tr("Layerloom {0} is copied from here ({1}).", build(), spell_bytes(len(content))))
    steps = [Step(tr("Makes the folder"), _FOLDER), Step(tr("Copies Layerloom"), _COPY.replace("{name}", name), content, 600.0)]
    if computer.python:
        lines.append(tr("It runs in {0}, in which nothing is installed or changed.", computer.python))
        run = python = quoted(computer.python)
    else:
        steps += _environment(found, gpu)
        lines += _told_of_environment(found, gpu)
        run = python = '"$at/venv/bin/python"'
    unpack = _UNPACK.replace("{wheel}", name).replace("{digest}", hashlib.sha256(content).hexdigest())
    steps.append(
        Step(tr("Puts it in place"), unpack.replace("{build}", build()).replace("{python}", python).replace("{run}", run))
    )
    lines.append(tr("Nothing outside of that folder is written."))
    return Plan(tuple(lines), tuple(steps))


def _environment(found: Found, gpu: bool) -> list[Step]:
    needed = NEEDED + NEEDED_FOR_GPU * gpu
    if found.disk_free is not None and found.disk_free < needed and not found.layerloom:
        raise ComputerError(
            tr("{0} are free there, and about {1} are needed.", spell_bytes(found.disk_free), spell_bytes(needed)),
            at_place(
                terminal=tr("Free some space, or name a folder on a larger disk: computers add NAME user@host --path DIR"),
                window=tr("Free some space, or add it anew with a folder on a larger disk."),
            ),
        )
    if not found.uv and not _is_new_enough(found.python):
        raise ComputerError(
            tr("There is neither uv nor a Python from 3.11 on there, only {0}.", found.python)
            if found.python
            else tr("There is neither uv nor a Python from 3.11 on there."),
            at_place(
                terminal=tr(
                    "Install uv there (https://docs.astral.sh/uv/), which brings a Python along, or name one with --python."
                ),
                window=tr(
                    "Install uv there (https://docs.astral.sh/uv/), which brings a Python along, or add it anew and name one."
                ),
            ),
        )
    needs = " ".join(shlex.quote(need) for need in requirements(gpu=gpu))
    make = (_ENVIRONMENT_UV if found.uv else _ENVIRONMENT_PIP).replace("{needs}", needs)
    return [
        Step(tr("Copies the list of versions"), _COPY.replace("{name}", "constraints.txt"), constraints().encode()),
        Step(tr("Makes an environment and installs TensorFlow; this takes some minutes"), make, patience=PATIENCE),
    ]


def _told_of_environment(found: Found, gpu: bool) -> list[str]:
    by = f"uv {found.uv.split()[0]}" if found.uv else tr("Python {0} with pip", found.python)
    return [
        tr("An environment is made with {0}.", by),
        tr(
            "TensorFlow and what else is needed, with what it needs for NVIDIA's GPUs, are installed in it, "
            "in the versions that are here."
        )
        if gpu
        else tr("TensorFlow and what else is needed are installed in it, in the versions that are here."),
    ]


def _is_new_enough(python: str) -> bool:
    parts = python.split(".")
    return len(parts) >= 2 and all(part.isdigit() for part in parts[:2]) and tuple(map(int, parts[:2])) >= _LEAST


def _told(computer: Computer) -> str:
    return computer.path if computer.path.startswith(("/", "~")) else f"~/{computer.path}"


def set_up(computer: Computer, plan: Plan, tell: Callable[[str], object] = lambda _: None) -> Found:
    """Carries a plan out; `tell` hears each step as it begins. Returns what is there now. Raises `ComputerError`."""
    head = _HEAD.replace("{path}", computer.quoted_path)
    for step in plan.steps:
        tell(step.title)
        try:
            ssh.answer(computer, head + step.script, data=_parts(step.data), patience=step.patience)
        except ssh.LostError:
            raise
        except ComputerError as error:
            raise ComputerError(
                error.message, error.hint or tr("That was: {0}. Mend it there, and set up again.", step.title)
            ) from None
    tell(tr("Asks TensorFlow what it sees"))
    found = check(computer)
    if found.problem:
        raise ComputerError(
            tr("Layerloom does not start on {0}: {1}", computer.name, found.problem), tr("Mend it there, and set up again.")
        )
    return found


def _parts(data: bytes) -> Iterator[bytes]:
    for begin in range(0, len(data), 1 << 16):
        yield data[begin : begin + (1 << 16)]
