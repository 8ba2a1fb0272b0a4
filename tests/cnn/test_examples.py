"""The examples in docstrings give what they say, and each stands where it is run: in a module that needs neither Keras nor Qt."""

import doctest
import importlib
import linecache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for folder in ("cnn", "gui")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if ">>>" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_module_give_what_they_say(name: str) -> None:
    assert not name.startswith(("cnn.worker", "gui")), "an example there would import Keras or Qt"
    module, runner = importlib.import_module(name), doctest.DocTestRunner()
    linecache.clearcache()  # for each docstring, also one without examples, all files in it would be looked at
    for test in doctest.DocTestFinder().find(module):
        if test.examples:
            runner.run(test)
    found = runner.summarize(verbose=False)
    assert found.attempted
    assert not found.failed
