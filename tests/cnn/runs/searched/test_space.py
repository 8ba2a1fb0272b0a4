"""What a search varies, read from words and put into a project."""

import pytest

from cnn.analysis import analyse
from cnn.errors import UsageError
from cnn.layers import Dropout
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.searched.space import Varied, applied, offered, parse, require_effect, usual
from cnn.words import language
from cnn.words.place import VARIABLE


@pytest.mark.parametrize(
    ("text", "varied"),
    [
        ("learning_rate=1e-4..1e-1", Varied("learning_rate", low=1e-4, high=0.1)),
        ("--batch-size=16|32|16", Varied("batch_size", (16, 32))),
        ("width=1|2", Varied("width", (1.0, 2.0))),
        ("optimizer=adam|SGD", Varied("optimizer", ("adam", "SGD"))),
        ("early_stopping=yes|no", Varied("early_stopping", (True, False))),
    ],
)
def test_words(text: str, varied: Varied) -> None:
    assert parse(text) == varied


def test_a_wide_range_is_searched_by_magnitude_and_whole_settings_by_whole_numbers() -> None:
    assert parse("learning_rate=1e-4..1e-1").by_magnitude
    assert not parse("width=0.5..2").by_magnitude
    assert not parse("label_smoothing=0..0.5").by_magnitude
    assert [parse(text).whole for text in ("batch_size=8..64", "width=1..2", "learning_rate=0.1..0.2")] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("learning_rate", "doesn't say what is varied"),
        ("learning_rate=", "doesn't say what is varied"),
        ("lerning_rate=1|2", "There is no setting 'lerning_rate' to vary. Did you mean learning_rate?"),
        ("batch_size=64..16", "64..16 is no range."),
        ("batch_size=0|16", "batch_size"),
        ("batch_size=8..16.5", "batch_size takes whole numbers only."),
        ("blocks=1..2.5", "blocks takes whole numbers only."),
        ("batch_size=a..b", "'a' is no number."),
        ("batch_size=16|16", "only one value"),
        ("width=0..1", "width is a factor."),
        ("optimizer=adam|nothing", "nothing"),
    ],
)
def test_refused(text: str, told: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse(text)
    assert told in str(refused.value)


@pytest.mark.parametrize("text", ["learning_rate=", "batch_size=16|16", "batch_size=a..b"])
def test_how_a_range_is_written_is_said_as_it_is_written_there(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A field of the window has the name beside it."""
    for place, hint in (("", "Write NAME=LOW..HIGH or NAME=A|B|C."), ("window", "Write LOW..HIGH or A|B|C.")):
        monkeypatch.setenv(VARIABLE, place)
        with pytest.raises(UsageError) as refused:
            parse(text)
        assert refused.value.hint == hint


@pytest.mark.slow
def test_what_is_usual_can_be_done_with_every_preset() -> None:
    for preset in PRESETS.values():
        project = Project(preset.graph(), preset.recipe)
        found = usual(project)
        require_effect(project, found)
        first = {one.name: one.values[0] if one.values else one.low for one in found}
        assert applied(project, first).recipe.batch_size == first["batch_size"]


def test_what_changes_nothing_is_refused() -> None:
    project = Project(PRESETS["lenet5"].graph())
    with pytest.raises(UsageError, match="Nothing in lenet5 is repeated"):
        require_effect(project, [parse("depth=1|2")])
    with pytest.raises(UsageError, match="width is named twice"):
        require_effect(project, [parse("width=1|2"), parse("width=1..3")])


def test_architecture_and_recipe_are_changed_together() -> None:
    project = Project(PRESETS["resnet18"].graph())
    one = applied(project, {"width": 2.0, "depth": 2.0, "learning_rate": 0.5})
    before, after = (analyse(each.graph).total_params or 0 for each in (project, one))
    assert after > 6 * before
    assert one.recipe.learning_rate == 0.5
    assert applied(project, {}) == project


@pytest.mark.parametrize("preset", ["lenet5", "vgg16", "resnet18"])
def test_all_that_is_offered_is_taken_with_its_values(preset: str) -> None:
    """A form offers it, and a person who changes nothing of it can begin."""
    project = Project(PRESETS[preset].graph(), PRESETS[preset].recipe)
    for one in offered(project):
        varied = parse(f"{one.name}={one.values}")
        require_effect(project, [varied])
        for value in varied.values or (varied.low, varied.high):
            assert applied(project, {one.name: int(value) if varied.whole else value}) is not None


def test_activations_and_dropout_are_changed_but_not_what_the_network_answers() -> None:
    graph = applied(Project(PRESETS["vgg16"].graph()), {"activation": "gelu", "dropout": 0.25}).graph
    assert {node.layer.rate for node in graph.nodes.values() if isinstance(node.layer, Dropout)} == {0.25}
    said = [getattr(node.layer, "activation", "linear") for node in graph.nodes.values()]
    assert (set(said), said.count("softmax")) == ({"gelu", "linear", "softmax"}, 1)
    with pytest.raises(UsageError, match="lenet5 has no dropout layer"):
        require_effect(Project(PRESETS["lenet5"].graph()), [parse("dropout=0.1..0.5")])


def test_settings_are_offered_in_the_language_that_is_spoken() -> None:
    with language.speaking("zh_CN"):
        labels = [one.label for one in offered(Project(PRESETS["resnet20"].graph()))]
    assert [label for label in labels if label.isascii()] == ["Beta 1", "Beta 2", "AMSGrad", "Epsilon"]
