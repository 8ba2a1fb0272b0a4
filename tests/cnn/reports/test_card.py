"""The model card: its header is YAML with plain strings, and no name breaks out of Markdown."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from cnn.reports.card import plain
from cnn.reports.report import written
from tests.cnn.reports.runs import classes_answer, gathered, run_of


def card_of(run: Any, answer: dict[str, Any] | None = None) -> str:
    return written(gathered(run, answer), ".md").decode()


def header(card: str) -> list[str]:
    """The lines between the first two rules."""
    lines = card.splitlines()
    assert lines[0] == "---"
    return lines[1 : lines.index("---", 1)]


def test_the_header_has_what_hubs_sort_by(tmp_path: Path) -> None:
    lines = header(card_of(run_of(tmp_path / "run"), classes_answer()))
    keys = [line.split(":")[0] for line in lines if line[0].isalpha()]
    assert keys == ["license", "library_name", "pipeline_tag", "tags", "metrics", "model-index"]
    assert "library_name: keras" in lines
    assert '- "accuracy"' in lines
    assert "      value: 0.9667" in lines
    assert '- name: "lenet5"' in lines


def test_every_section_is_there_and_what_a_person_knows_is_asked(tmp_path: Path) -> None:
    card = card_of(run_of(tmp_path / "run"), classes_answer())
    titles = [line[3:] for line in card.splitlines() if line.startswith("## ")]
    assert titles == ["Model description", "Intended use and limits", "Training data", "Training procedure", "Evaluation",
                      "How to use", "How to train it again"]  # fmt: skip
    assert "To be filled in" in card
    assert "**0.9667**" in card


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["a|b", "x\ny: z", '"quoted" # no comment', "<img src=x>", "`code`", "[a](http://b)", "---", "```"]
)
def test_names_stay_names(tmp_path: Path, name: str) -> None:
    harmless = card_of(run_of(tmp_path / "a", classes=("x", "y"), network="x", dataset="x"), classes_answer(("x", "y")))
    card = card_of(run_of(tmp_path / "b", classes=(name, "y"), network=name, dataset=name), classes_answer((name, "y")))
    assert len(card.splitlines()) == len(harmless.splitlines())
    for line in header(card):
        if '"' in line:
            json.loads(line[line.index('"') :])
    table = [line for line in card.splitlines() if line.startswith("|")]
    plain_table = [line for line in harmless.splitlines() if line.startswith("|")]
    assert [line.replace("\\|", "").count("|") for line in table] == [line.count("|") for line in plain_table]
    text = card.split("\n---\n", 1)[1].split("```python")[0]
    assert "<img" not in text
    assert "](http:" not in text


def test_the_program_is_a_program(tmp_path: Path) -> None:
    card = card_of(run_of(tmp_path / "run", classes=('a"b', "c\\d")), classes_answer(('a"b', "c\\d")))
    program = card.split("```python\n")[1].split("```")[0]
    compile(program, "card", "exec")
    (written,) = [line for line in program.splitlines() if line.startswith("classes = ")]
    assert ast.literal_eval(written.removeprefix("classes = ")) == ['a"b', "c\\d"]


def test_a_run_that_failed_makes_no_claims(tmp_path: Path) -> None:
    card = card_of(run_of(tmp_path / "run", epochs=0, state="failed", best={}, final={}))
    assert "The training failed." in card
    assert "  results: []" in header(card)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a_b*c <d> | e", r"a\_b\*c &lt;d&gt; \| e"), ("1. one", r"1\. one"), ("- x", r"\- x"),
        ("# x", r"\# x"), ("a-b. c (d)", "a-b. c (d)"),
        ("http://a.b", r"http\://a.b"), ("www.a.b", r"www\.a.b"), ("a@b.c", r"a\@b.c"), ("28×28", "28×28"),
    ],
)  # fmt: skip
def test_plain(name: str, written: str) -> None:
    assert plain(name) == written
