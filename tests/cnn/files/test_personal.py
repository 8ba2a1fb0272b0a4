"""What is given to others: no folder of a person's, no name; the rest is still of use."""

import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.files.personal import Person
from cnn.program import MAIN

ANNA = Person("/home/anna smith", ("anna smith", "anna", "annas-laptop"), "/opt/layerloom")
ON_WINDOWS = Person("C:\\Users\\Anna", ("Anna",), "D:\\layerloom")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Opened '/home/anna smith/a client/net.loom': 12 layers", "Opened '~/…/net.loom': 12 layers"),
        ("Opened '/home/anna smith/net.loom': 12 layers", "Opened '~/net.loom': 12 layers"),
        ("Exported '/media/a client/net.keras'", "Exported '…/net.keras'"),
        ("Written: /media/a client/my net.keras", "Written: …/my net.keras"),
        ("There is no file /home/anna smith/it's 'old'/net.loom.", "There is no file ~/…/net.loom."),
        ("moved '/a/b' to '/c/d'", "moved '…/b' to '…/d'"),
        ("at /home/anna smith, and nowhere else", "at ~, and nowhere else"),
        ("arguments: ['summary', 'a client/net.loom', '--json']", "arguments: ['summary', '…/net.loom', '--json']"),
        ("see file:///home/anna%20smith/secret/x.html", "see …/x.html"),
        ('  File "/opt/layerloom/cnn/client.py", line 3, in send', '  File "cnn/client.py", line 3, in send'),
        ('  File "/home/anna smith/v/lib/python3.11/site-packages/keras/src/x.py", line 3', '  File "keras/src/x.py", line 3'),
        ('  File "/usr/lib/python3.11/threading.py", line 3', '  File "threading.py", line 3'),
        ("Anna's model of annas-laptop and ANNA SMITH", "(name)'s model of (name) and (name)"),
        ("anna_net.loom, but annabelle", "(name)_net.loom, but annabelle"),
        # what stays
        ("1,234 images/s, 3 of 28/7, and/or, a / b", "1,234 images/s, 3 of 28/7, and/or, a / b"),
        ("see https://keras.io/api/layers/", "see https://keras.io/api/layers/"),
        ("'https://keras.io/api/layers/'", "'https://keras.io/api/layers/'"),
        ("it isn't Keras's own; 'quoted' is", "it isn't Keras's own; 'quoted' is"),
    ],
)
def test_what_becomes_of_a_line(text: str, told: str) -> None:
    assert ANNA.taken_out_of(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no file C:\\Users\\Anna\\a client\\net.loom", "no file ~/…/net.loom"),
        (
            f"Opened {'C:' + chr(92) + 'Users' + chr(92) + 'Anna' + chr(92) + 'x y' + chr(92) + 'net.loom'!r}: 3",
            "Opened '~/…/net.loom': 3",
        ),
        ("on E:/a client/net.loom", "on …/net.loom"),
        ("on \\\\server\\a client\\net.loom", "on …/net.loom"),
        ('  File "D:\\layerloom\\gui\\app.py", line 3', '  File "gui/app.py", line 3'),
    ],
)
def test_windows_writes_paths_in_other_ways(text: str, told: str) -> None:
    assert ON_WINDOWS.taken_out_of(text) == told


def test_lines_stay_lines() -> None:
    text = "one\n\n  File '/a/b/c.py'\n\ttwo /x/y\n"
    assert ANNA.taken_out_of(text) == "one\n\n  File '…/c.py'\n\ttwo …/y\n"


def test_whoever_is_here_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/berta")
    monkeypatch.setenv("LOGNAME", "berta77")
    monkeypatch.setenv("USERPROFILE", "/home/berta")
    person = Person.here()
    assert {"berta", "berta77"} <= set(person.names)
    assert Path(person.home) == Path("/home/berta")
    assert (Path(person.program) / "main.py") == MAIN
    told = person.taken_out_of(f"{os.path.join(person.home, 'x', 'net.loom')} and {MAIN.parent / 'cnn' / 'client.py'!s}")  # noqa: PTH118
    assert "berta" not in told


#: folders as people call them: letters of all kinds, spaces, quotes and marks, and a word to find again
FOLDER = st.builds(
    lambda before, after: f"{before}secretword{after}".strip(),
    *[st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="/\\") | st.just(" "), max_size=6)] * 2,
)
ROOTS = st.sampled_from(["/home/anna smith", "/home/anna smithers", "/media", "/", "/mnt/home/anna", "/opt/other"])
#: how paths stand in a log
WAYS = (
    lambda path: f"Opened {path!r}: 12 layers",
    lambda path: f"Written: {path}",
    lambda path: f"(see {path})",
    lambda path: f"[Errno 2] No such file or directory: {path!r}",
    lambda path: f"{path}: Permission denied",
    lambda path: f"arguments: {['train', path, '--json']}",
    lambda path: f"from={path} at 12",
    lambda path: f"it isn't in {path!r}, nor 'there'",
    lambda path: f"PATH=/usr/bin:{path}",
    lambda path: f"Exported {path!r} and {path!r}",
)


@pytest.mark.slow
@given(ROOTS, st.lists(FOLDER, min_size=1, max_size=3), st.sampled_from(WAYS))
def test_no_folder_is_told_however_it_is_called(root: str, folders: list[str], way: object) -> None:
    path = str(PurePosixPath(root, *folders, "net.loom"))
    text = way(path)  # type: ignore[operator]
    told = ANNA.taken_out_of(text)
    assert "secretword" not in told
    assert "anna" not in told.lower()
    assert "net.loom" in told


@pytest.mark.slow
@given(st.text())
def test_any_text_can_be_given(text: str) -> None:
    assert ANNA.taken_out_of(text).count("\n") == text.count("\n")
