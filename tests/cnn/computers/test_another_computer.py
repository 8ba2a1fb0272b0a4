"""A training on another computer, through a real sshd: what is lost on the way comes back, and nothing comes twice.

The worker there pretends; `test_to_the_bit.py` has a real one.
"""

import contextlib
import json
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from cnn.client import Worker
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Epoch, Event, Failed, Pause, Phase, Train
from tests.cnn.computers.lab import Lab, epochs, wait_for
from tests.cnn.small_networks import two_blocks
from tests.stages import LONG, mostly_thorough

pytestmark = [pytest.mark.story, pytest.mark.worker, pytest.mark.slow]

TRAIN = ("train", "lenet5", "--data", "mnist-sample", "--on", "lab", "--events")


#: the person's key, the host key that is known, and what is said
UNTRUSTED = [
    ("stranger", "host", ("does not let you in", "without one")),
    ("person", "", ("host key of lab is not known", "accept it: ssh lab")),
    ("person", "stranger", ("another host key than before", "ssh-keygen -R")),
]


def complete(lab: Lab, run: Path, last: int) -> None:
    """Fails unless the copy of a run is what is there, with every epoch told once."""
    far = lab.far_run(run)
    assert (run / "events.jsonl").read_bytes() == (far / "events.jsonl").read_bytes()
    assert epochs((run / "events.jsonl").read_text()) == list(range(1, last + 1))
    names = {path.relative_to(far).as_posix() for path in far.rglob("*") if path.is_file()} - {"project.loom", "run.json"}
    assert {"history.csv", "model.keras", f"checkpoints/epoch-{last:06d}.npz"} <= names
    for name in names:
        assert (run / name).read_bytes() == (far / name).read_bytes(), name
    assert {path.name for path in (run / "checkpoints").iterdir()} == {path.name for path in (far / "checkpoints").iterdir()}


def record(run: Path) -> dict[str, object]:
    return dict(json.loads((run / "run.json").read_text()))


def test_a_run_and_its_copy(pretending: Lab, tmp_path: Path) -> None:
    run = tmp_path / "run"
    done = pretending.run(*TRAIN, "--epochs", 4, "--out", run)
    assert done.returncode == 0, done.stderr
    assert epochs(done.stdout) == [1, 2, 3, 4]
    assert json.loads(done.stdout.splitlines()[-1])["model"] == str(run / "model.keras")
    complete(pretending, run, 4)
    assert (record(run)["state"], record(run)["computer"], record(run)["epochs"]) == ("finished", "lab", 4)
    assert str(pretending.far) not in (run / "run.json").read_text()


def test_the_ssh_client_is_killed(pretending: Lab, tmp_path: Path) -> None:
    run = tmp_path / "run"
    pretending.set_gate(2)
    process = pretending.start(*TRAIN, "--epochs", 5, "--out", run)
    wait_for(lambda: (run / "events.jsonl").is_file() and epochs((run / "events.jsonl").read_text()) == [1, 2], "two epochs")
    for client in psutil.Process(process.pid).children(recursive=True):
        if client.name() == "ssh":
            client.send_signal(signal.SIGKILL)
    pretending.set_gate(None)
    out, err = process.communicate(timeout=90)
    assert process.returncode == 0, err
    assert epochs(out) == [1, 2, 3, 4, 5]
    told = [json.loads(line) for line in out.splitlines()]
    assert any(event.get("phase") == "connection" and "goes on there" in event["detail"] for event in told)
    complete(pretending, run, 5)


@pytest.mark.thorough
def test_the_daemon_is_away_for_a_while(pretending: Lab, tmp_path: Path) -> None:
    run = tmp_path / "run"
    pretending.set_gate(1)
    process = pretending.start("train", "lenet5", "--data", "mnist-sample", "--on", "lab", "--epochs", 3, "--out", run)
    wait_for(lambda: (run / "events.jsonl").is_file() and epochs((run / "events.jsonl").read_text()) == [1], "an epoch")
    pretending.sshd.stop()
    try:
        pretending.set_gate(None)
        far = pretending.far_run(run)
        wait_for(lambda: epochs((far / "events.jsonl").read_text()) == [1, 2, 3], "the run to go on by itself")
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert any("connection to lab is lost; the run goes on there" in line for line in lines)
    finally:
        pretending.sshd.start()
    out, err = process.communicate(timeout=90)
    assert process.returncode == 0, err
    assert "Connected again." in out
    complete(pretending, run, 3)


@pytest.mark.thorough
def test_the_daemon_stands_still(pretending: Lab, tmp_path: Path) -> None:
    """No connection is closed: nothing comes any more, as when a cable is pulled."""
    run = tmp_path / "run"
    pretending.set_gate(1)
    process = pretending.start("train", "lenet5", "--data", "mnist-sample", "--on", "lab", "--epochs", 3, "--out", run)
    wait_for(lambda: (run / "events.jsonl").is_file() and epochs((run / "events.jsonl").read_text()) == [1], "an epoch")
    daemon = psutil.Process(int((pretending.sshd.folder / "sshd.pid").read_text()))
    still = [daemon, *daemon.children(recursive=True)]
    still = [one for one in still if one.name().startswith("sshd")]
    for one in still:
        one.suspend()
    try:
        pretending.set_gate(None)
        assert process.stdout is not None
        assert any("connection to lab is lost" in line for line in iter(process.stdout.readline, ""))
    finally:
        for one in still:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.resume()
    out, err = process.communicate(timeout=LONG)
    assert process.returncode == 0, err
    assert "Connected again." in out
    complete(pretending, run, 3)


def test_this_end_is_killed_and_another_one_stops_the_run(pretending: Lab, tmp_path: Path) -> None:
    run = tmp_path / "run"
    pretending.set_gate(2)
    process = pretending.start(*TRAIN, "--epochs", 50, "--out", run)
    wait_for(lambda: (run / "events.jsonl").is_file() and epochs((run / "events.jsonl").read_text()) == [1, 2], "two epochs")
    relays = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    psutil.wait_procs(relays, 30)
    pretending.set_gate(4)
    far = pretending.far_run(run)
    wait_for(lambda: epochs((far / "events.jsonl").read_text()) == [1, 2, 3, 4], "the run to go on by itself")
    assert record(run)["state"] == "running"
    again = pretending.start("train", "--resume", run, "--events")
    wait_for(lambda: epochs((run / "events.jsonl").read_text()) == [1, 2, 3, 4], "the copy to catch up")
    assert again.stdout is not None
    assert any(json.loads(line).get("phase") == "resumed" for line in iter(again.stdout.readline, ""))
    again.send_signal(signal.SIGINT)
    _, err = again.communicate(timeout=90)
    assert again.returncode == 0, err
    complete(pretending, run, 4)
    assert record(run)["state"] == "stopped"


@pytest.mark.thorough
def test_it_is_listed_as_running_there(pretending: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "all"))
    pretending.set_gate(1)
    process = pretending.start(*TRAIN, "--epochs", 3)
    (run,) = wait_for(lambda: [*(tmp_path / "all").glob("*/history.csv")], "a copy")
    process.send_signal(signal.SIGTERM)  # a terminal that asks to end leaves it alone
    _, err = process.communicate(timeout=60)
    assert "the run goes on on lab" in err
    listed = pretending.run("runs")
    assert "running on lab" in listed.stdout
    pretending.set_gate(None)
    done = pretending.run("train", "--resume", run.parent, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["state"] == "finished"
    complete(pretending, run.parent, 3)


@pytest.mark.thorough
def test_the_far_end_is_killed_and_the_run_goes_on(pretending: Lab, tmp_path: Path) -> None:
    run = tmp_path / "run"
    pretending.set_gate(2)
    process = pretending.start(*TRAIN, "--epochs", 4, "--out", run)
    wait_for(lambda: (run / "events.jsonl").is_file() and epochs((run / "events.jsonl").read_text()) == [1, 2], "two epochs")
    pretending.kill_keepers()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "was cut off on lab" in err
    assert record(run)["state"] == "interrupted"
    pretending.set_gate(None)
    done = pretending.run("train", "--resume", run, "--events")
    assert done.returncode == 0, done.stderr
    assert epochs(done.stdout) == [3, 4]
    complete(pretending, run, 4)


def test_another_version_is_told(pretending: Lab, tmp_path: Path) -> None:
    (module,) = pretending.far.glob("app/*/layerloom/app/cnn/shapes.py")
    text = module.read_text()
    module.write_text(f"{text}\n# another version\n")
    try:
        done = pretending.run(*TRAIN, "--epochs", 1, "--out", tmp_path / "run")
    finally:
        module.write_text(text)
    assert done.returncode == 1
    assert "lab has Layerloom" in done.stderr
    assert "computers set-up lab" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(("key", "host", "words"), mostly_thorough(UNTRUSTED, but=UNTRUSTED[1:2]))
def test_who_is_not_trusted_is_refused(sshd: Lab, key: str, host: str, words: tuple[str, ...]) -> None:
    sshd.add()
    sshd.sshd.write_config(key)
    sshd.sshd.trust(host)
    done = sshd.run("computers", "check", "lab")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert all(word in line for word in words), line


@pytest.mark.thorough
def test_a_check_says_what_is_there(lab: Lab) -> None:
    found = json.loads(lab.run("computers", "check", "lab", "--json").stdout)["found"]
    assert (found["processors"], found["memory"]) == (psutil.cpu_count(), psutil.virtual_memory().total)
    assert found["devices"][0]["kind"] in ("CPU", "GPU")
    assert found["disk_free"] > 0
    (listed,) = json.loads(lab.run("computers", "--json").stdout)
    assert listed["found"] == found


def test_a_pause_is_known_to_who_follows_the_run_later(pretending: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nobody could have it go on: Pause and Continue are one button."""
    monkeypatch.setenv("PATH", pretending.sshd.path)
    run = RunFolder.create(Project(two_blocks(), Recipe(epochs=50), "mnist-sample"), tmp_path / "run")
    pretending.set_gate(2)
    with Worker(computer="lab") as worker:
        worker.send(Train(run=run.id, folder=str(run.path)))
        heard = told(worker)
        next(event for event in heard if isinstance(event, Epoch) and event.epoch == 2)
        worker.send(Pause())
        next(event for event in heard if isinstance(event, Phase) and event.phase == "paused")
        worker.kill()
    with Worker(computer="lab") as worker:
        worker.send(Train(run=run.id, folder=str(run.path), resume=True))
        phases = (event.phase for event in told(worker) if isinstance(event, Phase))
        assert next(phase for phase in phases if phase in ("train", "paused")) == "paused"
        worker.kill()


def told(worker: Worker) -> Iterator[Event]:
    """What a worker tells, unless something fails."""
    for event in worker.events():
        assert not isinstance(event, Failed), event
        yield event
