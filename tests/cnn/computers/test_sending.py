"""What a project becomes where it is sent: the same, by the names that its files have there."""

from dataclasses import replace
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any

from cnn.computers.sending import Sender
from cnn.datasets.division.curation import Curation
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe


class _There(Sender):
    """Every dataset is there already."""

    def _dataset(self, source: str) -> str:
        return f"/there/{PurePosixPath(source).name}"


def test_decisions_about_images_go_with_them_also_those_of_validation_data() -> None:
    own = Curation(dataset="/here/train").exclude({"a/1.png": "c"})
    held = Curation(dataset="/here/held").relabel({"a/1.png": "c"}, "b")
    other = Curation(dataset="/here/other").exclude({"a/1.png": "c"})
    project = Project(PRESETS["lenet5"].graph(), Recipe(), "/here/train", curations=(own, held, other))
    connection: Any = SimpleNamespace(computer=SimpleNamespace(name="lab"))
    sender = _There(connection, lambda *_: None)
    assert sender.project(project).curations == (own.model_copy(update={"dataset": "/there/train"}),)
    beside = sender.project(replace(project, recipe=Recipe(validation_data="/here/held")))
    assert beside.recipe.validation_data == "/there/held"
    assert {(one.dataset, *one.marks) for one in beside.curations} == {("/there/train", "a/1.png"), ("/there/held", "a/1.png")}
