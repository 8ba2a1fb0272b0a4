"""A second computer for tests: a private sshd, and Layerloom set up behind it in a folder of its own."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from cnn.computers.wheel import build
from tests.cnn.computers.private_sshd import NAME, PrivateSshd

ROOT = Path(__file__).parents[3]
PRETEND = Path(__file__).with_name("pretend_far.py")
#: seconds until what is waited for must have happened
PATIENCE = 90.0


def wait_for(found: Callable[[], Any], what: str) -> Any:
    """What the function finds, as soon as it finds something."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := found()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.02)
    return answer


@dataclass
class Lab:
    """The computer `lab`; commands run here, in processes of their own."""

    sshd: PrivateSshd
    far: Path
    _started: list["subprocess.Popen[str]"] = field(default_factory=list)

    def run(self, *arguments: object, patience: float = 240) -> subprocess.CompletedProcess[str]:
        """Runs a command to its end."""
        return subprocess.run(
            self._line(arguments),
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=patience,
        )

    def start(self, *arguments: object) -> "subprocess.Popen[str]":
        """Starts a command; it is ended with the test."""
        process = subprocess.Popen(
            self._line(arguments), cwd=ROOT, env=self._environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._started.append(process)
        return process

    def add(self, *options: object, destination: str = NAME) -> None:
        """Puts it into the list of this test."""
        done = self.run("computers", "add", NAME, destination, "--path", self.far, "--python", sys.executable, *options)
        assert done.returncode == 0, done.stderr

    def pretend(self) -> None:
        """From now on its workers pretend."""
        program = self.far / "bin" / "layerloom"
        text = re.sub(
            r"\nexec .*", f'\nexport FAR_BUILD={build()}\nexec "{sys.executable}" "{PRETEND}" "$@"', program.read_text()
        )
        program.write_text(text)

    def set_gate(self, epoch: int | None) -> None:
        """Workers that pretend train up to that epoch; `None`: all."""
        gate = self.far / "gate"
        if epoch is None:
            gate.unlink(missing_ok=True)
        else:
            gate.with_suffix(".new").write_text(str(epoch))
            gate.with_suffix(".new").replace(gate)

    def far_run(self, run: Path) -> Path:
        """The folder there of a run here."""
        from cnn.computers.run_files import key_of

        return self.far / "runs" / key_of(json.loads((run / "run.json").read_text())["id"])

    def processes(self, *words: str) -> list[psutil.Process]:
        """Processes of this computer whose command line has all of these words and belongs to this test."""
        found = []
        for process in psutil.process_iter():
            try:
                line = " ".join(process.cmdline())
            except psutil.Error:
                continue
            if all(word in line for word in words) and (str(self.far) in line or str(self.sshd.folder) in line):
                found.append(process)
        return found

    def kill_keepers(self) -> None:
        """Ends every training there, as a test leaves none behind."""
        for process in self.processes("keep-run"):
            try:
                children = process.children(recursive=True)
                for one in (process, *children):
                    one.kill()
                psutil.wait_procs([process, *children], 10)
            except psutil.NoSuchProcess:
                continue

    def end(self) -> None:
        """Ends what the test started here and there, and empties what it left there."""
        for process in self._started:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait(10)
            for pipe in (process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()
        self._started.clear()
        self.kill_keepers()
        self.set_gate(None)
        for name in ("runs", "keepers", "data"):
            shutil.rmtree(self.far / name, ignore_errors=True)
            (self.far / name).mkdir(parents=True, exist_ok=True)

    def _line(self, arguments: tuple[object, ...]) -> list[str]:
        return [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]

    def _environment(self) -> dict[str, str]:
        given = {name: value for name, value in os.environ.items() if name != "TF_ENABLE_ONEDNN_OPTS"}  # not given there either
        return {**given, "PATH": self.sshd.path}


def epochs(lines: str) -> list[int]:
    """The epochs that a stream of events tells of, in its order."""
    events = [json.loads(line) for line in lines.splitlines() if line]
    return [event["epoch"] for event in events if event["event"] == "epoch"]
