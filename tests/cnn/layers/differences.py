"""Where Layerloom refuses what Keras would build *and* run, and why.

What Keras builds but can't run is refused as well; that needs no entry here, the oracle tries it.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from cnn.shapes import Shape

Config = dict[str, Any]
Shapes = tuple[Shape, ...]


class Case(NamedTuple):
    """A layer with settings and input shapes."""

    class_name: str
    config: Config
    shapes: Shapes


class Difference(NamedTuple):
    """A deliberate difference: its reason, when it applies, and an example of it."""

    reason: str
    applies: Callable[[Case], bool]
    example: Case


def _axes(config: Config) -> list[int]:
    """Every axis that the settings name."""
    values = [config.get(name) for name in ("axis", "axes", "attention_axes", "shared_axes")]
    return [item for value in values if value is not None for item in _listed(value)]


def _listed(value: Any) -> list[Any]:
    """A value as a list; a single one as a list of it."""
    return list(value) if isinstance(value, list | tuple) else [value]


def _batch_axis(case: Case) -> bool:
    default = [] if _axes(case.config) else [-1]
    ranks = {len(shape) + 1 for shape in case.shapes}
    return any(axis == 0 or -axis in ranks for axis in [*_axes(case.config), *default])


def _missing_axis(case: Case) -> bool:
    return case.class_name == "MultiHeadAttention" and any(
        axis >= len(case.shapes[0]) or axis == -1 for axis in _axes(case.config)
    )


def _twice(case: Case) -> bool:
    rank = len(case.shapes[0]) + 1
    places = [axis % rank for axis in _axes(case.config)]
    return len(set(places)) < len(places)


def _is_image_layer(class_name: str) -> bool:
    images = ("Random", "Resizing", "CenterCrop", "Aug", "Rand", "Auto", "Contrast", "MixUp", "CutMix", "Solarization")
    return class_name.startswith(images)


def _no_image(case: Case) -> bool:
    return _is_image_layer(case.class_name) and len(case.shapes[0]) != 3


def _no_pixels(case: Case) -> bool:
    return 0 in (case.config.get("height"), case.config.get("width")) or 0 in case.config.get("shape", ())


def _open_size(case: Case) -> bool:
    return case.class_name.startswith(("Adaptive", "RandomCrop")) and None in case.shapes[0]


def _crash(case: Case) -> bool:
    size = case.config.get("output_size")
    return case.class_name.startswith("AdaptiveMaxPooling") and (size == 1 or 1 in (*case.shapes[0], *_listed(size)))


def _truth_as_number(case: Case) -> bool:
    flags = ("use_bias", "keepdims", "center", "scale", "renorm", "synchronized", "invert", "normalize", "use_scale", "use_gate",
             "flash_attention", "all_ops", "antialias", "crop_to_aspect_ratio", "pad_to_aspect_ratio")  # fmt: skip
    return any(value is True for name, value in case.config.items() if name not in flags)


def _shared_axis_below_one(case: Case) -> bool:
    return case.class_name == "PReLU" and any(axis < 1 for axis in _axes(case.config))


def _scale_by_luck(case: Case) -> bool:
    rank = len(case.shapes[0]) + 1
    places = [axis % rank for axis in sorted(_axes(case.config))]
    return case.class_name == "RMSNormalization" and places != list(range(rank - len(places), rank))


def _noise_of_other_rank(case: Case) -> bool:
    return len(case.config.get("noise_shape") or ()) != len(case.shapes[0]) + 1 and case.config.get("noise_shape") is not None


def _idle(case: Case) -> bool:
    clipping = bool(case.config.get("renorm_clipping")) and not case.config.get("renorm")
    return clipping or (case.config.get("rate") in (0, 1) and case.config.get("noise_shape") is not None)


def _none_for_rest(case: Case) -> bool:
    return case.class_name == "Reshape" and None in case.config["target_shape"]


def _attention_without_places(case: Case) -> bool:
    return case.class_name.endswith("Attention") and (min(map(len, case.shapes)) < 2 or len(set(map(len, case.shapes))) > 1)


def _stretched_attention(case: Case) -> bool:
    return case.class_name in ("Attention", "AdditiveAttention") and any(1 in shape for shape in case.shapes)


def _colours_by_chance(case: Case) -> bool:
    return case.class_name in ("AugMix", "RandAugment") and bool({case.shapes[0][0], case.shapes[0][-1]} - {1, 3})


def _colours_of_last_axis(case: Case) -> bool:
    return case.class_name == "RandomColorJitter" and case.config.get("data_format") == "channels_first"


def _diagonal(case: Case) -> bool:
    parts = re.split("[,>-]+", str(case.config.get("equation", "")))
    return any(len(set(part.strip("."))) < len(part.strip(".")) for part in parts)


def _too_few_letters(case: Case) -> bool:
    letters, dots = str(case.config.get("equation", "")).split(",")[0], "." in str(case.config.get("equation"))
    return case.class_name == "EinsumDense" and not dots and len(letters) != len(case.shapes[0]) + 1


def _flash(case: Case) -> bool:
    return case.config.get("flash_attention") is True


def _matrix_by_luck(case: Case) -> bool:
    words = ("Identity", "identity", "orthogonal", "Orthogonal", "OrthogonalRegularizer", "MaxNorm", "UnitNorm", "MinMaxNorm")
    objects = [value for name, value in case.config.items() if name.endswith(("izer", "constraint"))]
    names = [value["class_name"] if isinstance(value, dict) else value for value in objects]
    return bool(set(names) & set(words))


def _wrapped(case: Case) -> bool:
    if case.class_name not in ("SpectralNormalization", "TimeDistributed"):
        return False
    inner = case.config["layer"]
    shapes = case.shapes if case.class_name == "SpectralNormalization" else tuple(shape[1:] for shape in case.shapes)
    return _truth_as_number(case) or applies(inner["class_name"], inner["config"], shapes) is not None


DIFFERENCES = (
    Difference(
        "Along the batch, the samples of a batch would be mixed with each other.",
        _batch_axis,
        Case("Softmax", {"axis": 0}, ((4, 5),)),
    ),
    Difference(
        "Attention goes over places, not over channels.",
        _missing_axis,
        Case("MultiHeadAttention", {"num_heads": 2, "key_dim": 2, "attention_axes": (1, 2)}, ((3, 4), (3, 4))),
    ),
    Difference(
        "An axis named twice is a slip of the pen.",
        _twice,
        Case("Normalization", {"axis": (2, 2), "mean": 1.0, "variance": 1.0}, ((4, 5),)),
    ),
    Difference(
        "Image layers would take the batch for one image, or fail on some settings only.",
        _no_image,
        Case("CenterCrop", {"height": 2, "width": 2}, ((4, 5),)),
    ),
    Difference("An image without pixels teaches nothing.", _no_pixels, Case("Resizing", {"height": 0, "width": 3}, ((4, 5, 1),))),
    Difference(
        "Keras needs the size when it builds the graph: with an open one it fails later.",
        _open_size,
        Case("AdaptiveAveragePooling1D", {"output_size": 2}, ((None, 3),)),
    ),
    Difference(
        "TensorFlow ends the whole process with a division by zero.",
        _crash,
        Case("AdaptiveMaxPooling2D", {"output_size": 1}, ((7, 7, 5),)),
    ),
    Difference("True and False are no numbers.", _truth_as_number, Case("Dense", {"units": True}, ((4,),))),
    Difference(
        "Keras takes 1 off each shared axis, so that 0 would share the last and −1 the last but one.",
        _shared_axis_below_one,
        Case("PReLU", {"shared_axes": [0]}, ((4, 5),)),
    ),
    Difference(
        "The scale has the sizes of the named axes but is applied to the last ones; that fits only by luck.",
        _scale_by_luck,
        Case("RMSNormalization", {"axis": 1}, ((4, 4),)),
    ),
    Difference(
        "A noise shape names every axis, as Keras documents it.",
        _noise_of_other_rank,
        Case("Dropout", {"rate": 0.5, "noise_shape": (3,)}, ((4, 3),)),
    ),
    Difference(
        "What makes no sense is refused also while it is not used.",
        _idle,
        Case("BatchNormalization", {"renorm_clipping": {"rmin": 2.0, "rmax": 1.0}}, ((4, 3),)),
    ),
    Difference(
        "−1 already stands for what is left over.",
        _none_for_rest,
        Case("Reshape", {"target_shape": (None, 3)}, ((2, 3),)),
    ),
    Difference(
        "Without places to attend to, or with different numbers of axes, samples would be mixed.",
        _attention_without_places,
        Case("Attention", {}, ((5,), (5,))),
    ),
    Difference(
        "A size of 1 would be stretched to fit, which is a slip in attention.",
        _stretched_attention,
        Case("AdditiveAttention", {}, ((1, 1), (1, 2))),
    ),
    Difference(
        "Some of the changes drawn at random fail on anything but 1 or 3 channels.",
        _colours_by_chance,
        Case("RandAugment", {}, ((8, 8, 2),)),
    ),
    Difference(
        "Keras forgets the data format here and colours the last axis.",
        _colours_of_last_axis,
        Case("RandomColorJitter", {"hue_factor": 0.1, "data_format": "channels_first"}, ((1, 8, 3),)),
    ),
    Difference(
        "Objects for matrices fit some weights, and what some layers give, only by luck.",
        _matrix_by_luck,
        Case("EinsumDense", {"equation": "ab,bc->ac", "output_shape": 3, "kernel_initializer": "Identity"}, ((3,),)),
    ),
    Difference(
        "An einsum that takes a diagonal sizes its kernel by luck.",
        _diagonal,
        Case("EinsumDense", {"equation": "abb,bc->ac", "output_shape": 2}, ((3, 3),)),
    ),
    Difference(
        "An equation that names too few axes fits only where sizes are 1.",
        _too_few_letters,
        Case("EinsumDense", {"equation": "ab,bc->ac", "output_shape": 1}, ((1, 1),)),
    ),
    Difference(
        "TensorFlow has no flash attention; some settings just don't ask for it.",
        _flash,
        Case("MultiHeadAttention", {"num_heads": 1, "key_dim": 1, "flash_attention": True}, ((2, 3, 1), (2, 3, 1))),
    ),
    Difference(
        "What holds for the wrapped layer holds for its wrapper.",
        _wrapped,
        Case("SpectralNormalization", {"layer": {"class_name": "Dense", "config": {"units": True}}}, ((4,),)),
    ),
)


def applies(class_name: str, config: Config, shapes: Shapes) -> Difference | None:
    """The difference that explains why these settings are refused."""
    case = Case(class_name, config, shapes or ((),))  # an Input has no inputs
    return next((difference for difference in DIFFERENCES if difference.applies(case)), None)
