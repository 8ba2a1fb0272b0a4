"""What there is to know of a model before it is asked about images."""

from dataclasses import asdict
from typing import Any

import numpy as np

from cnn.datasets.pixels.drawing import Paper, paper_like
from cnn.errors import LayerloomError
from cnn.runs.chosen_image import ChosenImage
from cnn.worker.answers.loaded_model import LoadedModel
from cnn.worker.questions.explain import Explained, layers_with_maps

#: images that tell what those look like which the network knows
LOOKED_AT = 64
PARTS = ("train", "validation", "test")


def describe(loaded: LoadedModel, outputs: tuple[Explained, ...]) -> dict[str, Any]:
    """See `cnn.runs.messages.Describe`; raises `LayerloomError` for a network that takes no images."""
    origins = loaded.origins
    return {
        "outputs": [
            {**told._asdict(), "layers": [node.name for node in layers_with_maps(loaded.graph, number)]}
            for number, told in enumerate(outputs)
        ],
        "size": list(loaded.sizes[0]),
        "parts": {part: count for part in PARTS if (count := _count(loaded, part))},
        "drawing": asdict(_paper(loaded)),
        "state": origins.state if origins is not None else "trained",
        "weights": origins.summary if origins is not None else "",
        "notes": [str(error) for error in origins.sources.lost] if origins is not None else [],
    }


def _count(loaded: LoadedModel, part: str) -> int:
    """How many images there are in a part of the dataset; 0 where there is none, or it is gone."""
    try:
        return len(loaded.part(part))
    except LayerloomError:
        return 0


def _paper(loaded: LoadedModel) -> Paper:
    """As the first images to train on are; where there are none, white on black, or black on white in colours."""
    coloured = loaded.sizes[0][-1] > 2
    images = []
    for place in range(min(LOOKED_AT, _count(loaded, "train"))):
        try:
            images.append(loaded.pixels(ChosenImage(part="train", place=place))[0])
        except LayerloomError:
            continue  # one that can't be read
    if not images:
        return Paper(255, 27, centres=False, coloured=True) if coloured else Paper(0, 255, centres=False)
    return paper_like(np.stack(images))
