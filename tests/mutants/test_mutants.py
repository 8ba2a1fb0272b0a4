"""The tool that breaks files: which breaks it makes, and that it tells those that a test sees from those that none does."""

import subprocess
from pathlib import Path

import pytest

from tests.mutants import run
from tests.mutants.mutations import mutations


def broken(code: str) -> list[str]:
    return [mutation.of(code) for mutation in mutations(code)]


@pytest.mark.parametrize(
    ("code", "breaks"),
    [
        ("a == b", ["a != b"]),
        ("a  not in (b)", ["a  in (b)"]),
        ("a < b <= c", ["a <= b <= c", "a < b < c"]),
        ("a and b", ["a or b"]),
        ("android and b", ["android or b"]),
        ("not a", ["a"]),
        ("(a) + -b", ["(a) - -b", "(a) + b"]),
        ("n += 2", ["n -= 2", "n += 3"]),
        ("a = True", ["a = False"]),
        ("é = 'é' if a else 1", ["é = 'é' if not (a) else 1", "é = 'é' if a else 2"]),
        ("def f(): return x", ["def f(): return None"]),
        ("f(x)", ["pass"]),
        ("a = min(b, c)", ["a = max(b, c)"]),
        ("for a in b: continue", ["for a in b: break"]),
    ],
)
def test_what_is_broken(code: str, breaks: list[str]) -> None:
    assert broken(code) == breaks


@pytest.mark.parametrize(
    "code",
    [
        '"""Words."""',
        "a: int | None",
        "def f(a: int | None) -> str | None: pass",
        "f'{a:>8}'",
        "assert a == b",
        "import a",
        "return_none = None",
    ],
)
def test_what_is_left_alone(code: str) -> None:
    assert broken(code) == []


def test_a_break_knows_its_line_and_the_lines_of_its_statement() -> None:
    code = "a = 1\nb = (c\n     == d)\n"
    number, comparison = mutations(code)
    assert (number.line(code), comparison.line(code)) == (1, 3)
    assert list(comparison.lines) == [2, 3]
    assert "-     == d)\n+     != d)\n" in comparison.diff(code, "x.py")


PROGRAM = """
def larger(a, b):
    if a > b:
        return a
    return b


def never(a):
    return not a
"""

TESTS = """
from cnn.it import larger

def test_it():
    assert [larger(1, 2), larger(2, 1)] == [2, 2]
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small program under git, as it is on its main branch."""
    root = tmp_path / "program"
    for name, text in {
        "cnn/it.py": PROGRAM,
        "cnn/same.py": "a = 1\n",
        "tests/cnn/test_it.py": TESTS,
        "pyproject.toml": "[tool.pytest.ini_options]\npythonpath = ['.']\nmarkers = ['keras', 'worker', 'x11', 'slow']\n",
        **{f"tests/mutants/{name}.py": Path(run.__file__).with_name(f"{name}.py").read_text() for name in ("lines", "mutations")},
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], [*who, "commit", "-qm", "All of it"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    return root


@pytest.mark.slow
@pytest.mark.thorough
def test_breaks_that_no_test_sees_are_printed_and_fail(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two equal numbers either is the larger one: `>=` is no fault here, and what no test reaches is only counted."""
    assert run.main(["--jobs", "1", "cnn/it.py"], tree) == 1
    said = capsys.readouterr().out
    assert "cnn/it.py:3\n" in said
    assert "-    if a > b:\n+    if a >= b:\n" in said
    assert "cnn/it.py: 3 breaks, 1 seen by no test, 2 stand on lines that no test reaches (tests/cnn/test_it.py)" in said
    assert (tree / "cnn" / "it.py").read_text() == PROGRAM


@pytest.mark.slow
def test_where_every_break_is_seen_all_is_well(tree: Path) -> None:
    (tree / "cnn" / "it.py").write_text("def one():\n    return 1\n")
    (tree / "tests" / "cnn" / "test_it.py").write_text("from cnn.it import one\n\ndef test_it():\n    assert one() == 1\n")
    assert run.main(["--jobs", "1", "cnn/it.py"], tree) == 0


@pytest.mark.slow
@pytest.mark.thorough
def test_a_break_that_never_ends_is_seen(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MORE", 0.0)
    (tree / "cnn" / "it.py").write_text("def down(n):\n    while n > 0:\n        n -= 1\n    return n\n")
    (tree / "tests" / "cnn" / "test_it.py").write_text("from cnn.it import down\n\ndef test_it():\n    assert down(3) == 0\n")
    plan = run.Plan("cnn/it.py", ["tests/cnn/test_it.py"])
    assert run.measured(tree, plan)
    endless = next(one for one in mutations((tree / plan.path).read_text()) if one.new == "+=")
    assert not run.survives(tree, plan, endless)


@pytest.mark.slow
def test_tests_that_fail_as_they_are_prove_nothing(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "cnn" / "it.py").write_text("def larger(a, b):\n    return a\n")
    assert run.main(["--jobs", "1", "cnn/it.py"], tree) == 2
    assert "must pass as they are" in capsys.readouterr().err


@pytest.mark.slow
def test_what_changed_since_the_main_branch_is_examined(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.changed(tree) == []
    assert run.main([], tree) == 0
    assert "name those to break" in capsys.readouterr().err
    (tree / "cnn" / "it.py").write_text(PROGRAM + "\n")
    (tree / "cnn" / "new.py").write_text("")
    (tree / "tests" / "cnn" / "test_it.py").write_text("")
    assert run.changed(tree) == ["cnn/it.py", "cnn/new.py"]


def test_the_tests_are_those_that_mirror_the_file_or_stand_nearest(tree: Path) -> None:
    (tree / "tests" / "cnn" / "test_it_too.py").touch()
    assert run.mirrors_of("cnn/it.py", tree) == ["tests/cnn/test_it.py", "tests/cnn/test_it_too.py"]
    assert run.mirrors_of("cnn/deep/other.py", tree) == ["tests/cnn"]
