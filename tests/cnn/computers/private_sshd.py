"""An sshd of the suite's own: on 127.0.0.1, with keys, configuration and folders of its own; the system's is not touched."""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

#: seconds until it must answer
PATIENCE = 20.0
NAME = "lab"


def why_not() -> str:
    """Why there can be no sshd here; "" when there can."""
    if os.name != "posix":
        return "no sshd on this system"
    if _sshd() is None or shutil.which("ssh") is None or shutil.which("ssh-keygen") is None:
        return "OpenSSH's server is not installed (openssh-server)"
    if os.geteuid() == 0:
        try:
            Path("/run/sshd").mkdir(exist_ok=True)  # root's sshd wants it, empty
        except OSError:
            return "/run/sshd can't be made, which root's sshd needs"
    return ""


def _sshd() -> str | None:
    return shutil.which("sshd") or next(
        (path for path in ("/usr/sbin/sshd", "/usr/local/sbin/sshd") if Path(path).exists()), None
    )


@dataclass
class PrivateSshd:
    """One daemon; `bin` is a folder with an `ssh` that takes this configuration, to stand first in PATH."""

    folder: Path
    port: int = 0
    #: starts the daemon as often as it is told; to the tests it is one process that was there before
    _nurse: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for key in ("host", "person", "stranger"):
            _key(self.folder / key)
        shutil.copy(self.folder / "person.pub", self.folder / "authorized_keys")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (self.folder / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder / 'host'}\nPidFile {self.folder / 'sshd.pid'}\n"
            f"AuthorizedKeysFile {self.folder / 'authorized_keys'}\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
            "UsePAM no\nStrictModes no\nPermitRootLogin prohibit-password\nMaxStartups 100:30:200\nLogLevel ERROR\n"
        )
        self.write_config()
        self.trust()
        self.bin.mkdir(exist_ok=True)
        program = self.bin / "ssh"
        program.write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F "{self.folder / "config"}" "$@"\n')
        program.chmod(0o700)

    @property
    def bin(self) -> Path:
        """The folder with the `ssh`."""
        return self.folder / "bin"

    @property
    def path(self) -> str:
        """PATH with it in front."""
        return f"{self.bin}{os.pathsep}{os.environ['PATH']}"

    def write_config(self, key: str = "person") -> None:
        """The person's ssh configuration: the host `lab`, with one of the keys."""
        (self.folder / "config").write_text(
            f"Host {NAME}\n  HostName 127.0.0.1\n  Port {self.port}\n  User {getpass.getuser()}\n"
            f"  IdentityFile {self.folder / key}\n  IdentitiesOnly yes\n  IdentityAgent none\n"
            f"  UserKnownHostsFile {self.folder / 'known_hosts'}\n  GlobalKnownHostsFile none\n  HostKeyAlgorithms ssh-ed25519\n"
        )

    def trust(self, key: str = "host") -> None:
        """Notes a host key as known; "" notes none."""
        known = self.folder / "known_hosts"
        public = (self.folder / f"{key}.pub").read_text() if key else ""
        known.write_text(f"[127.0.0.1]:{self.port} {public}" if key else "")

    def start(self) -> None:
        """Starts the daemon and waits until it answers."""
        if self._nurse is None:
            command = f'"{_sshd()}" -D -E "{self.folder / "log"}" -f "{self.folder / "sshd_config"}"'
            self._nurse = subprocess.Popen(
                ["sh", "-c", f"while read line; do {command} & done; kill $! 2>/dev/null"], stdin=subprocess.PIPE
            )
        assert self._nurse.stdin is not None
        self._nurse.stdin.write(b"start\n")
        self._nurse.stdin.flush()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"sshd does not answer: {(self.folder / 'log').read_text()[-500:]}")

    def stop(self) -> None:
        """Ends the daemon and every connection it has; what was started through them lives on where it knows how."""
        daemon = psutil.Process(int((self.folder / "sshd.pid").read_text()))
        ending = [*daemon.children(), daemon]  # sessions; what they run goes on
        for process in ending:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        with socket.socket() as probe:
            while probe.connect_ex(("127.0.0.1", self.port)) == 0:
                time.sleep(0.05)

    def end(self) -> None:
        """Ends it for good."""
        self.stop()
        assert self._nurse is not None
        assert self._nurse.stdin is not None
        self._nurse.stdin.close()
        self._nurse.wait(10)


def _key(path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True, stdin=subprocess.DEVNULL)
