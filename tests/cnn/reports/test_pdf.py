"""The PDF of a run: text that can be selected, a bookmark for each section, the network inside, the same bytes each time."""

import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from cnn.pictures.carried import project_in
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.reports.report import written
from tests.cnn.reports.runs import classes_answer, gathered, run_of


def bookmarks(pdf: bytes) -> list[str]:
    found = re.findall(rb"/Title (\((?:\\.|[^)])*\)|<[0-9a-fA-F]+>)", pdf)
    return [_text(word) for word in found]


def _text(word: bytes) -> str:
    return bytes.fromhex(word[1:-1].decode()).decode("utf-16") if word[:1] == b"<" else word[1:-1].decode("latin-1")


@pytest.mark.slow
def test_sections_are_bookmarks_and_the_network_is_inside(tmp_path: Path) -> None:
    run = gathered(run_of(tmp_path / "run"), classes_answer())
    pdf = written(run, ".pdf")
    titles = "\n".join(bookmarks(pdf)).replace("\x00", "")
    for title in ("The network", "Data", "Recipe", "Training", "Evaluation", "Exports", "How to do it again"):
        assert title in titles
    assert project_in(pdf, "r.pdf").graph == run.project.graph


@pytest.mark.slow
def test_letters_are_letters_and_no_pictures_of_them(tmp_path: Path) -> None:
    pdf = written(gathered(run_of(tmp_path / "run")), ".pdf")
    assert pdf.count(b"/ToUnicode") >= 3  # what a reader needs to copy text: of both weights, and of commands
    streams = [
        zlib.decompress(part) for part in re.findall(rb"stream\r?\n(x[\x01\x5e\x9c\xda].*?)\r?\nendstream", pdf, re.DOTALL)
    ]
    assert any(b" Tj" in stream or b" TJ" in stream for stream in streams)


@pytest.mark.story
def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    run = run_of(tmp_path / "run")
    assert written(gathered(run, classes_answer()), ".pdf") == written(gathered(run, classes_answer()), ".pdf")


@pytest.mark.story
@pytest.mark.parametrize("name", ["<b>", "a\x00b\u202ec\ud800", "(\\", "x" * 3000, ""])
def test_odd_names_are_written_as_they_are(tmp_path: Path, name: str) -> None:
    run = run_of(tmp_path / "run", classes=(name, "y"), network=name or "n", dataset=name)
    assert written(gathered(run, classes_answer((name, "y"))), ".pdf").startswith(b"%PDF-")


@pytest.mark.story
def test_a_long_network_takes_several_pages(tmp_path: Path) -> None:
    project = Project(PRESETS["resnet50"].graph((64, 64, 3), 10), Recipe())
    run = gathered(run_of(tmp_path / "run", project))
    assert len(re.findall(rb"/Type /Page\b", written(replace(run, data=None, no_data="Gone."), ".pdf"))) > 4
