"""OpenSSH's own program, with the person's configuration, keys, agent and jump hosts.

It never asks: neither for a password nor whether a host key is to be trusted. What it refuses is told with what to do.
https://man.openbsd.org/ssh_config
"""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable
from typing import IO

from cnn.computers.computer import Computer
from cnn.errors import ComputerError
from cnn.words.language import tr
from cnn.words.plain import printable
from cnn.words.reasons import reason_of

#: seconds until a host that doesn't answer is given up; between two questions whether a connection lives, and how many are missed
CONNECT, ALIVE, MISSED = 15, 5, 3
_OPTIONS = {
    "BatchMode": "yes",
    "ConnectTimeout": str(CONNECT),
    "ServerAliveInterval": str(ALIVE),
    "ServerAliveCountMax": str(MISSED),
    "ClearAllForwardings": "yes",  # a port that another ssh has forwarded already is no reason to fail
    "RemoteCommand": "none",
    "EscapeChar": "none",
}
#: bytes that a short command may answer
LARGEST = 1 << 20
#: bytes of what ssh itself says that are kept
_WORDS = 16 << 10
#: ssh's own exit code: no connection, or none any more
NO_CONNECTION = 255


_ERROR = re.compile(r"\berror\b", re.IGNORECASE)


class LostError(ComputerError):
    """The connection could not be made, or was lost, for a reason that may pass."""


def command_line(computer: Computer, script: str) -> list[str]:
    """What runs a POSIX shell script there; the person's own shell there may be another."""
    computer.require_sound()
    options = [word for name, value in _OPTIONS.items() for word in ("-o", f"{name}={value}")]
    return [_program(), "-T", "-a", "-x", *options, "--", computer.destination, f"exec sh -c {_quoted(script)}"]


def _quoted(script: str) -> str:
    """A word of any shell: in fish and csh as well a quote ends at the next one, and all else stands for itself."""
    return "'" + script.replace("'", "'\"'\"'") + "'"


def _program() -> str:
    found = shutil.which("ssh")
    if found is None:
        raise ComputerError(tr("There is no ssh on this computer."), tr("Install OpenSSH's client."))
    return found


def start(computer: Computer, script: str, words: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Starts a script there; what ssh says of its own goes into the file `words`. Raises `ComputerError`."""
    try:
        return subprocess.Popen(
            command_line(computer, script),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=words,
            env={**os.environ, "SSH_ASKPASS_REQUIRE": "never"},
            start_new_session=os.name == "posix",  # no terminal on which a jump host could ask; Ctrl-C is for the caller
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    except OSError as error:
        raise ComputerError(tr("ssh can't be started: {0}.", reason_of(error)), tr("Install OpenSSH's client.")) from error


def words_file() -> IO[bytes]:
    """A file without a name for what ssh says."""
    return tempfile.TemporaryFile(prefix="layerloom-ssh-")


def said(words: IO[bytes]) -> str:
    """What ssh, or a program there, said on stderr last, in lines that may be shown."""
    end = words.seek(0, os.SEEK_END)
    words.seek(max(0, end - _WORDS))
    lines = words.read(_WORDS).decode("utf-8", "replace").splitlines()
    return "\n".join(printable(line)[:500] for line in lines if line.strip())


def answer(computer: Computer, script: str, *, data: Iterable[bytes] = (), patience: float = 60, largest: int = LARGEST) -> str:
    """What a short script answers; `data` goes to its stdin. Raises `ComputerError`, `LostError`."""
    with words_file() as words:
        process = start(computer, script, words)
        clock = threading.Timer(patience, process.kill)
        clock.start()
        feeding = threading.Thread(target=_feed, args=(process, data), name="to ssh", daemon=True)
        feeding.start()
        assert process.stdout is not None
        try:
            found = process.stdout.read(largest + 1)
            if len(found) > largest:
                raise ComputerError(tr("{0} answers without end.", computer.name), tr("Check what is installed there."))
            code = process.wait()
        finally:
            in_time = clock.is_alive()
            clock.cancel()
            process.kill()
            process.wait()
            process.stdout.close()
            feeding.join()
            clock.join()
        if not in_time:
            raise LostError(tr("{0} did not answer within {1:g} s.", computer.name, patience), tr("Try again."))
        if code:
            raise explained(computer, code, said(words))
        return found.decode("utf-8", "replace")


def _feed(process: "subprocess.Popen[bytes]", data: Iterable[bytes]) -> None:
    assert process.stdin is not None
    try:
        with process.stdin:
            for part in data:
                process.stdin.write(part)
    except (OSError, ValueError):
        pass  # it ended before it had read everything; its exit code tells why


def explained(computer: Computer, code: int, words: str) -> ComputerError:
    """Why ssh, or what it ran, ended with that exit code, in words for people."""
    last = words.splitlines()[-1] if words else ""
    if code != NO_CONNECTION:  # tools end with hints; what was wrong stands above them
        last = next((line for line in reversed(words.splitlines()) if _ERROR.search(line)), last)
    if code != NO_CONNECTION:
        return ComputerError(f"{computer.name}: {last or tr('the command ended with exit code {0}', code)}", "")
    name, place = computer.name, computer.destination
    if "IDENTIFICATION HAS CHANGED" in words:
        return ComputerError(
            tr("{0} has another host key than before: it may be another computer that takes its place.", name),
            tr("Ask who runs it; if the change is known, remove the old key (ssh-keygen -R HOST) and run once: ssh {0}", place),
        )
    if "Host key verification failed" in words:
        return ComputerError(
            tr("The host key of {0} is not known here, and Layerloom trusts none by itself.", name),
            tr("Run once in a terminal, compare the fingerprint and accept it: ssh {0}", place),
        )
    if "Permission denied" in words or "Too many authentication failures" in words:
        return ComputerError(
            tr("{0} does not let you in: {1}", name, last),
            tr("Layerloom asks for no password. Make `ssh {0}` work without one, by a key (ssh-copy-id) or an agent.", place),
        )
    return LostError(
        tr("{0} can't be reached: {1}", name, last or "the connection was lost"), tr("Try in a terminal: ssh {0}", place)
    )
