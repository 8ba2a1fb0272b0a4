"""What Keras or a person writes for a setting is understood; what isn't gets the nearest proposed, in one sentence."""

from typing import Any

import pytest

from cnn.errors import RecipeError
from cnn.recipe import Recipe
from cnn.recipe.goal import ACCURACY_WORDS, LOSS_WORDS, METRIC_WORDS, METRICS

UNDERSTOOD: list[tuple[str, Any, Any]] = [
    ("optimizer", "adam", "Adam"), ("optimizer", "sgd", "SGD"), ("optimizer", "adamw", "AdamW"), ("optimizer", "ADAMW", "AdamW"),
    ("loss", "mse", "mean_squared_error"), ("loss", "MSE", "mean_squared_error"), ("loss", "mae", "mean_absolute_error"),
    ("loss", "bce", "binary_crossentropy"), ("loss", "SparseCategoricalCrossentropy", "sparse_categorical_crossentropy"),
    ("loss", "KLDivergence", "kl_divergence"),
    ("losses", "aux=mse,main=BCE", {"aux": "mean_squared_error", "main": "binary_crossentropy"}),
    ("metrics", "accuracy", ()), ("metrics", "acc,AUC", ("auc",)), ("metrics", "f1", ("f1_score",)),
    ("metrics", ["accuracy", "Precision"], ("precision",)), ("metrics", "auc recall; F1Score", ("auc", "recall", "f1_score")),
    ("metrics", "['accuracy']", ()),
    ("schedule", "cosine", "cosine"), ("schedule", "CosineDecay", "cosine"), ("schedule", "onecycle", "one_cycle"),
    ("schedule", "OneCycleLR", "one_cycle"), ("schedule", "ExponentialDecay", "exponential"),
    ("precision", "float16", "mixed_float16"), ("precision", "bf16", "mixed_bfloat16"), ("precision", "fp32", "float32"),
    ("device", "CPU", "cpu"), ("device", "cuda", "gpu"), ("device", "GPU:0", "gpu:0"), ("device", "/device:GPU:1", "gpu:1"),
    ("device", "cuda:1", "gpu:1"), ("device", "CPU:0", "cpu"), ("device", "ALL", "all"),
    ("monitor", "val_acc", "val_accuracy"), ("monitor", "acc", "accuracy"), ("monitor", "Val-Loss", "val_loss"),
    ("monitor", "validation_loss", "val_loss"), ("plateau_monitor", "val_acc", "val_accuracy"),
    ("monitor", "aux_loss", "aux_loss"),
    ("monitor", "val_top_5_accuracy", "val_top_5_accuracy"),
    ("optimizer", "keras.optimizers.Adam", "Adam"), ("optimizer", "tf.keras.optimizers.legacy.SGD()", "SGD"),
    ("loss", "keras.losses.MeanSquaredError()", "mean_squared_error"), ("loss", "tf.losses.MSE", "mean_squared_error"),
    ("metrics", "[keras.metrics.AUC(), keras.metrics.Recall()]", ("auc", "recall")), ("metrics", "Accuracy()", ()),
    ("schedule", "keras.optimizers.schedules.CosineDecay", "cosine"),
    ("losses", '{"aux": "mse", \'main\': "BCE"}', {"aux": "mean_squared_error", "main": "binary_crossentropy"}),
    ("losses", "aux: mse", {"aux": "mean_squared_error"}), ("loss_weights", '{"aux": 0.5}', {"aux": 0.5}),
    ("class_weight", "{0: 1, 1: 2.5}", {"0": 1.0, "1": 2.5}), ("class_weight", "cat:2, dog: 1", {"cat": 2.0, "dog": 1.0}),
    ("class_weight", "a:b=2", {"a:b": 2.0}),
    ("xla", "true", "on"), ("xla", "False", "off"), ("xla", False, "off"), ("xla", "yes", "on"), ("xla", "0", "off"),
    ("augmentation", "none", ()), ("augmentation", "[]", ()),
    ("xla", "ON", "on"), ("xla", True, "on"), ("class_weight", "Balanced", "balanced"), ("class_weight", "None", "none"),
]  # fmt: skip


@pytest.mark.parametrize(("setting", "word", "meant"), UNDERSTOOD)
def test_understood(setting: str, word: Any, meant: Any) -> None:
    assert getattr(Recipe.create({setting: word}), setting) == meant


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"optimizer": "adan"}, "it is 'adan'. Did you mean Adam?"),
        ({"loss": "sparse_crossentropy"}, "Did you mean sparse_categorical_crossentropy?"),
        ({"losses": "aux=mean_square_error"}, "losses.aux should be one of auto"),
        ({"metrics": "auc,presicion"}, "it is 'presicion'. Did you mean precision?"),
        ({"schedule": "cosin"}, "Did you mean cosine?"),
        ({"precision": "float8"}, "Did you mean float32?"),
        (
            {"device": "gpux"},
            "device should be auto, cpu, gpu, gpu:1 (a GPU by its number) or all; it is 'gpux'. Did you mean gpu?",
        ),
        ({"xla": "maybe"}, "xla should be one of auto, on, off; it is 'maybe'."),
        ({"class_weight": "balancd"}, "class_weight should be one of none, balanced; it is 'balancd'. Did you mean balanced?"),
        ({"augmentation": "RandomFlp"}, "augmentation: There is no augmentation 'RandomFlp'. Did you mean RandomFlip?"),
        ({"augmentation": "RandomFlip(mode='horizontl')"}, "Did you mean horizontal?"),
        ({"augmentation": "RandomFlip(mod='vertical')"}, "RandomFlip has no argument 'mod'. Did you mean mode?"),
        ({"optimizer": "Adam(learning_rate=0.01)"}, "Did you mean Adam? Its arguments are settings of their own."),
        ({"loss": "keras.losses.CosineSimilarty()"}, "Did you mean cosine_similarity?"),
        ({"metrics": "keras.metrics.TopKCategoricalAccuracy(k=3)"}, "Did you mean top_k_accuracy?"),
        ({"loss_weights": "aux:"}, "should be name=value"),
        ({"loss_weights": "aux: half"}, "loss_weights.aux should be a number"),
        ({"losses": "{}{}"}, "should be name=value"),
        ({"metrics": "auc,auc"}, "Each metric can be asked for once"),
        ({"lerning_rate": 1}, "There is no setting 'lerning_rate'. Did you mean learning_rate?"),
    ],
)
def test_not_understood(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe.create(values)
    said = str(caught.value)
    assert sentence in said
    assert ".;" not in said
    assert ".." not in said
    assert "^" not in said, "a regular expression"


@pytest.mark.parametrize("text", ["[flip, RandomRotation(0.1)]", "keras.Sequential([flip, RandomRotation(0.1)])"])
def test_an_augmentation_is_understood_as_programs_write_it(text: str) -> None:
    assert Recipe.create({"augmentation": text}) == Recipe.create({"augmentation": "flip, RandomRotation(0.1)"})


@pytest.mark.keras
def test_keras_s_own_names_are_understood() -> None:
    """Every name under which Keras finds a loss or a metric that we have means the same one here."""
    from keras import losses, metrics

    for word in LOSS_WORDS.keys() & {"bce", "mse", "mae", "msle", "kld"}:
        assert losses.get(word) is losses.get(LOSS_WORDS[word])
    for word in ("auc", "AUC", "F1Score", "Precision", "Recall"):
        assert type(metrics.get(word)) is type(metrics.get(_keras_name(Recipe.create({"metrics": word}).metrics[0])))
    assert {"accuracy", "acc"} <= set(ACCURACY_WORDS)
    assert set(METRIC_WORDS.values()) <= set(METRICS)


def _keras_name(metric: str) -> str:
    return {"auc": "AUC", "f1_score": "F1Score"}.get(metric, metric.capitalize())
