"""Another computer that trainings can run on: how a person calls it, how ssh reaches it, and what was found there."""

import re
import shlex
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from cnn.errors import UsageError
from cnn.files.json_models import bounded_text
from cnn.runs.messages import Device
from cnn.runs.orders import HERE
from cnn.words.language import tr
from cnn.words.quantities import spell_bytes

#: where Layerloom is put there, in the home folder, unless the person says another place
FOLDER = ".layerloom"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
#: what OpenSSH takes for a user, a host and a port; nothing that a shell or ssh's own options would read as something else
_DESTINATION = re.compile(r"(ssh://)?[\w][\w.@:\[\]\\+%-]{0,253}", re.ASCII)

Text = Annotated[str, bounded_text(500)]
Bytes = Annotated[int, Field(ge=0, le=1 << 60)]


class Gpu(BaseModel):
    """A GPU as its driver tells it."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    name: Text
    memory: Bytes | None = None
    driver: Text = ""


class Found(BaseModel):
    """What a check found there; `None` and "" are unknown, or not there."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    time: float = Field(0, ge=0, allow_inf_nan=False)
    system: Text = ""
    processors: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    processor: Text = ""
    memory: Bytes | None = None
    disk_free: Bytes | None = None
    python: Text = ""
    uv: Text = ""
    gpus: Annotated[tuple[Gpu, ...], Field(max_length=64)] = ()
    layerloom: Text = ""  # its build
    devices: Annotated[tuple[Device, ...], Field(max_length=65)] = ()  # what TensorFlow sees
    reason: Text = ""  # why TensorFlow takes no GPU
    problem: Text = ""  # why Layerloom doesn't start there

    @property
    def processor_line(self) -> str:
        """What trainings would run on, in few words: `GPU NVIDIA A100 · 80 GB`, or `CPU 16 cores`."""
        gpu = next((device for device in self.devices if device.kind == "GPU"), None)
        if gpu is not None:
            return " · ".join(filter(None, (f"GPU {gpu.name}", "" if gpu.memory is None else spell_bytes(gpu.memory))))
        return tr("CPU {0} cores", self.processors) if self.processors else "CPU"


class Computer(BaseModel):
    """One computer. `path` is its folder for Layerloom, below the home folder there unless it is absolute; `python` is an
    interpreter there that has all that Layerloom needs, "" that set-up makes one."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    name: Text
    destination: Text
    path: Text = FOLDER
    python: Text = ""
    found: Found | None = None

    @classmethod
    def of(cls, name: str, destination: str, path: str = "", python: str = "") -> Self:
        """A computer as a person names it; raises `UsageError` for what can't be one."""
        computer = cls(name=name, destination=destination, path=path or FOLDER, python=python)
        computer.require_sound()
        return computer

    def require_sound(self) -> None:
        """Raises `UsageError` where a part could be read by a shell or by ssh as something else than it is."""
        if not _NAME.fullmatch(self.name) or self.name.lower() == HERE:
            raise UsageError(
                tr("{0!r} can't be the name of a computer.", self.name),
                tr("Letters, digits, dots and dashes make one, and here is this one."),
            )
        if not _DESTINATION.fullmatch(self.destination):
            raise UsageError(
                tr("{0!r} is no place that ssh goes to.", self.destination),
                tr("Give user@host, a host of your ssh configuration, or ssh://user@host:port."),
            )
        for what, text in (("folder", self.path), ("interpreter", self.python)):
            if not text.isprintable() or text.startswith("-"):
                raise UsageError(
                    tr("{0!r} can't be the {1} there.", text, what),
                    tr("Give a path without line breaks that doesn't begin with a dash."),
                )
        if self.path.rstrip("/") in ("", "~", ".", "..") or ".." in self.path.split("/"):
            raise UsageError(
                tr("{0} can't be Layerloom's own folder there.", self.path), tr("Name one that is new, such as {0}.", FOLDER)
            )

    @property
    def quoted_path(self) -> str:
        """Its folder as a word of a POSIX shell there."""
        return quoted(self.path)


def quoted(path: str) -> str:
    """A path there as a word of a POSIX shell; one that is not absolute lies below the home folder.

    >>> quoted("~/a b"), quoted("/data/x")
    ('"$HOME"/\\'a b\\'', '/data/x')
    """
    if path.startswith("/"):
        return shlex.quote(path)
    return f'"$HOME"/{shlex.quote(path.removeprefix("~/"))}'
