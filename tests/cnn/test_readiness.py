"""What can be known to fail before a worker starts."""

import pytest

from cnn.errors import RecipeError
from cnn.layers import Dense, Flatten
from cnn.network import Network
from cnn.readiness import require_ready
from cnn.recipe import Recipe
from cnn.shapes import Shape


def ready(shape: Shape = (8, 8, 1), units: int = 3, **settings: object) -> None:
    net = Network()
    net(Dense(units=units, activation="softmax"), net(Flatten(), net.input(shape)), name="head")
    require_ready(net.graph, Recipe.create(settings))


def test_what_works_passes() -> None:
    ready()
    ready(augmentation="RandomFlip(), MixUp()")
    ready(shape=(None, None, 1), augmentation="RandomFlip()")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"augmentation": "RandomCrop(height=4, width=4)"}, "4×4×1; the network takes 8×8×1"),
        ({"augmentation": "RandomHue()"}, "channels"),
        ({"augmentation": "CutMix()", "units": 1}, "one output per class"),
        ({"freeze_until": "nowhere"}, 'no layer "nowhere"'),
    ],
)
def test_what_cannot_work_says_why(settings: dict[str, object], words: str) -> None:
    units = settings.pop("units", 3)
    with pytest.raises(RecipeError, match=words):
        ready(units=int(str(units)), **settings)
