"""Files of made-up weights in the form of those that keras.applications publishes, where Keras would look for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.files.remote import Remote
from cnn.presets.imagenet import Published


def made_up(weights: Published, *, classifier: bool = True, seed: int = 0, side: int | None = None) -> Any:
    """The application with random weights, its statistics among them; written as the file that Keras would have got for
    images of that side."""
    import keras

    keras.utils.set_random_seed(seed)
    model = application(weights, weights=None, include_top=classifier, **({"input_shape": (side, side, 3)} if side else {}))
    random = np.random.default_rng(seed)
    for variable in model.weights:
        if variable.path.endswith(("beta", "bias")):
            variable.assign(random.normal(0, 0.1, variable.shape))
        elif variable.path.endswith("gamma"):
            variable.assign(random.uniform(0.5, 1.5, variable.shape))
        elif "normalization" in variable.path.split("/")[-2] and variable.path.endswith(("/mean", "/variance")):
            variable.assign(random.uniform(0.3, 0.5, variable.shape))
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 0.0
        elif hasattr(layer, "finalize_state"):
            layer.finalize_state()
    model(prepared(weights, photographs(model.input_shape[1] or 96)), training=True)  # statistics that suit the images
    whole, headless = weights.for_side(side, side)
    write(model, whole if classifier else headless)
    return model


def application(of: Published, **settings: Any) -> Any:
    """The network of Keras that weights are published for."""
    import keras

    narrow = {"alpha": of.alpha} if of.alpha != 1 else {}
    return getattr(keras.applications, of.application)(**narrow, **settings)


def prepared(weights: Published, images: NDArray[np.float32]) -> Any:
    """Images as Keras prepares them for an application."""
    from keras.applications import imagenet_utils

    if weights.preprocessing == "efficientnet":  # does it itself
        return images
    return imagenet_utils.preprocess_input(images.copy(), mode=weights.preprocessing)


def write(model: Any, remote: Remote) -> None:
    """The older `.h5` layout, which all published files have."""
    import h5py
    from keras.src.legacy.saving import legacy_h5_format

    remote.place.parent.mkdir(parents=True, exist_ok=True)
    with h5py.File(remote.place, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)


@contextmanager
def taken_as_published(path: Path) -> Iterator[None]:
    """Keras takes a file whatever its checksum, and gets nothing from the net."""
    import pytest
    from keras.src.utils import file_utils

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_utils, "get_file", lambda *_args, **_named: str(path))
        yield


def photographs(side: int) -> NDArray[np.float32]:
    """Two real photographs, values 0 to 255."""
    from PIL import Image
    from sklearn.datasets import load_sample_images

    images = [Image.fromarray(image).resize((side, side)) for image in load_sample_images().images]
    return np.stack([np.asarray(image, np.float32) for image in images])
