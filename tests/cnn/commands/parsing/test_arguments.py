"""Options as people write them become options as they are declared; declared forms stay what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.commands.app import command_named, paths_of
from cnn.commands.parsing.arguments import understood_arguments
from cnn.errors import UsageError
from tests.cnn.commands.cli import Command

TRAIN = [item for item in command_named("train").params if item.param_type_name == "option"]


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        ("--lr 1e-4", "--learning-rate 1e-4"),
        ("--lr=1e-4 --batch=32", "--learning-rate 1e-4 --batch-size 32"),
        ("--batch_size 32", "--batch-size 32"),
        ("--Batch-Size 32", "--batch-size 32"),
        ("--nesterov", "--nesterov"),
        ("--nesterov true", "--nesterov"),
        ("--nesterov=false", "--no-nesterov"),
        ("--no-nesterov false", "--nesterov"),
        ("--early-stopping yes lenet5", "--early-stopping lenet5"),
        ("--json lenet5", "--json lenet5"),
        ("--image 28x28x1 lenet5", "--image 28 28 1 lenet5"),
        ("--image 28,28,1", "--image 28 28 1"),
        ("--image=28×28×1", "--image 28 28 1"),
        ("--image 28 28 1", "--image 28 28 1"),
        ("--metrics auc f1 lenet5", "--metrics auc,f1 lenet5"),
        ("--metrics auc, recall", "--metrics auc,recall"),
        ("--metrics top_k_accuracy --top-k 3", "--metrics top_k_accuracy --top-k 3"),
        ("--metrics auc --epochs 3 --metrics recall", "--epochs 3 --metrics auc,recall"),
        ("--augmentation flip RandomRotation(0.1) --json", "--augmentation flip,RandomRotation(0.1) --json"),
        ("--no-such-thing 3", "--no-such-thing 3"),
        ("--no-such-thing=3", "--no-such-thing=3"),
        ("--json=3", "--json=3"),
        ("-h --help", "-h --help"),
        ("-- --lr", "-- --lr"),
        ("--epochs", "--epochs"),
        ("--seed -5", "--seed -5"),
    ],
)
def test_forms(written: str, declared: str) -> None:
    assert understood_arguments(TRAIN, written.split(" ")) == declared.split(" ")


@pytest.mark.slow
@given(
    st.lists(
        st.sampled_from(["lenet5", "--epochs", "3", "--json", "true", "-x", "--", "a b", "", "--=", "--image", "=", "x.loom"])
    )
)
def test_what_is_declared_already_does_not_change(words: list[str]) -> None:
    try:
        once = understood_arguments(TRAIN, words)
    except UsageError:
        assert "--image" in words
        return
    assert understood_arguments(TRAIN, once) == once


@pytest.mark.slow
def test_what_is_typed_reaches_the_run(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.commands.train import command as train_command

    seen = {}
    monkeypatch.setattr(train_command, "_run", lambda order, *_: seen.update(folder=order.run) or 0)
    words = ("LeNet5", "--data", "MNIST_sample", "--lr", "1e-4", "--batch", "32", "--nesterov", "--optimizer", "sgd",
             "--momentum", "0.9", "--loss", "SparseCategoricalCrossentropy", "--metrics", "acc", "auc", "f1", "--schedule",
             "CosineDecay", "--augmentation", "RandomRotation(0.1)", "flip", "--image", "28x28x1", "--device", "CPU")  # fmt: skip
    outcome = command("train", *words)
    assert outcome.code == 0, outcome
    from cnn.project import load

    project = load(seen["folder"].project)
    recipe = project.recipe
    assert (recipe.learning_rate, recipe.batch_size, recipe.nesterov, recipe.optimizer) == (1e-4, 32, True, "SGD")
    assert (recipe.metrics, recipe.schedule, recipe.device) == (("auc", "f1_score"), "cosine", "cpu")
    assert [layer.class_name for layer in recipe.augmentation] == ["RandomRotation", "RandomFlip"]
    assert (project.dataset, project.graph.name) == ("mnist-sample", "lenet5")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("summary", "lenet5", "--data", "mnist-sample", "--curation", ""), "Behind --curation stands nothing"),
        (("train", "lenet5", "--out="), "Behind --out stands nothing"),
        (("train", "--resume", " "), "Behind --resume stands nothing"),
        (("inspect", "mnist-sample", "--csv", ""), "Behind --csv stands nothing"),
        (("predict", "run", ""), "An argument is empty"),
        (("convert", "lenet5", ""), "An argument is empty"),
    ],
)
def test_a_path_that_is_empty_is_not_the_folder_one_stands_in(command: Command, arguments: tuple[str, ...], told: str) -> None:
    assert command(*arguments).complained(told)


def test_every_command_knows_which_of_its_options_are_paths() -> None:
    assert paths_of("train") >= {"out", "resume", "curation"}
    assert paths_of("predict") >= {"csv", "watch"}
    assert paths_of("runs") == {"add_folder", "remove_folder"}
    assert not paths_of("presets")


def test_a_setting_may_be_empty(command: Command) -> None:
    assert command("summary", "lenet5", "--data", "").code == 0
