"""A refused shape is told in one sentence: what was expected, what came, what to do."""

from typing import Any

import pytest

from cnn.errors import ShapeError
from cnn.layers import LAYERS, create
from cnn.shapes import Shape

IMAGE: Shape = (28, 28, 3)


@pytest.mark.parametrize(
    ("class_name", "config", "shapes", "message", "hint"),
    [
        ("Conv2D", {}, [(10,)], "Conv2D expects an image (height × width × channels); it gets 10.", "Reshape"),
        ("Conv2D", {}, [(4, 4, 4, 3)], "Conv2D expects an image (height × width × channels); it gets 4×4×4×3.", "Flatten"),
        ("Conv1D", {}, [IMAGE], "Conv1D expects a sequence (length × channels); it gets 28×28×3.", "Flatten"),
        ("Conv3D", {}, [IMAGE], "Conv3D expects a volume (depth × height × width × channels); it gets 28×28×3.", "Reshape"),
        (
            "Conv2D",
            {"kernel_size": 5},
            [(2, 2, 8)],
            'Conv2D needs at least 5×5 pixels with padding "valid"; it gets 2×2.',
            'padding "same"',
        ),
        (
            "Conv2D",
            {"kernel_size": 3, "dilation_rate": 4},
            [(8, 9, 8)],
            'Conv2D needs at least 9×9 pixels with padding "valid"; it gets 8×9.',
            "larger image",
        ),
        ("MaxPooling2D", {"pool_size": 3}, [(2, 9, 1)], 'MaxPooling2D needs at least 3×3 pixels with padding "valid"', "smaller"),
        (
            "Conv2D",
            {"filters": 4, "groups": 2},
            [(9, 9, 3)],
            "Conv2D splits its input into 2 groups; 3 channels can't be divided so.",
            "divide",
        ),
        (
            "Conv2D",
            {},
            [(9, 9, None)],
            "Conv2D needs to know how many channels it gets; 9×9×? leaves them open.",
            "Input layer",
        ),
        ("Dense", {}, [()], "Dense expects at least one number per sample; it gets a scalar.", "Reshape"),
        ("Dense", {}, [(3, None)], "Dense needs to know how many numbers it gets; 3×? leaves the last size open.", "Input layer"),
        (
            "Add",
            {},
            [(8, 8, 16), (4, 4, 32)],
            "Add expects inputs of the same shape; it gets 8×8×16 and 4×4×32.",
            "1×1 convolution",
        ),
        (
            "Concatenate",
            {},
            [(8, 8, 3), (4, 8, 3)],
            "Concatenate expects inputs that differ only along axis −1; it gets 8×8×3 and 4×8×3.",
            "same strides",
        ),
        (
            "Concatenate",
            {"axis": 4},
            [IMAGE, IMAGE],
            "Concatenate works along axis 4, but an input of 28×28×3 has the axes 1 to 3 (0 is the batch).",
            "axis −1",
        ),
        (
            "Dot",
            {"axes": 1},
            [(3, 4), (5, 4)],
            "Dot sums axis 1 of 3×4 with axis 1 of 5×4; their sizes are 3 and 5.",
            "the same size",
        ),
        (
            "Reshape",
            {"target_shape": (7, 7)},
            [(10,)],
            "Reshape can't lay 10 (10 numbers) out as 7×7 (49).",
            "as many numbers",
        ),
        ("Permute", {"dims": (2, 1)}, [IMAGE], "Permute orders 2 axes; 28×28×3 has 3.", "once"),
        ("RepeatVector", {}, [IMAGE], "RepeatVector expects a flat vector; it gets 28×28×3.", "Flatten"),
        ("Cropping2D", {"cropping": 14}, [IMAGE], "Cropping2D cuts 14 pixels off 28×28; nothing is left.", "Cut less"),
        (
            "Softmax",
            {"axis": (1, -3)},
            [IMAGE],
            "Softmax names an axis of 28×28×3 twice: 1, −3.",
            "once",
        ),
        (
            "GroupNormalization",
            {"groups": 2},
            [IMAGE],
            "GroupNormalization splits its channels into 2 groups; 3 channels can't be divided so.",
            "divide",
        ),
        (
            "BatchNormalization",
            {"axis": 1},
            [(None, 28, 3)],
            "BatchNormalization needs to know the size of axis 1; ?×28×3 leaves it open.",
            "Input layer",
        ),
        (
            "RMSNormalization",
            {"axis": 1},
            [IMAGE],
            "RMSNormalization scales only the last axes; axis 1 of",
            "−1",
        ),
        (
            "Rescaling",
            {"scale": [1.0, 2.0]},
            [IMAGE],
            "Rescaling has numbers for 2 channels; it gets 28×28×3.",
            "one per channel",
        ),
        (
            "Attention",
            {},
            [(4, 8), (6, 5)],
            "Attention expects a key with the channels of the query and the places of the value; it gets query 4×8, value 6×5.",
            "match",
        ),
        (
            "MultiHeadAttention",
            {},
            [(4, 8), (6, 8), (5, 8)],
            "MultiHeadAttention expects value and key of the same size",
            "match",
        ),
        (
            "EinsumDense",
            {"equation": "ab,bc->ac"},
            [(4, 8)],
            "EinsumDense ab,bc->ac reads 2 axes (the batch is one); an input of 4×8 has 3.",
            "...",
        ),
        ("RandomHue", {}, [(28, 28, 1)], "RandomHue works on images of 3 channels; it gets 28×28×1.", "Leave it out"),
        ("AdaptiveMaxPooling2D", {"output_size": 1}, [IMAGE], "AdaptiveMaxPooling2D of 28×28 to 1×1 crashes", "GlobalMaxPooling"),
        ("AdaptiveAveragePooling1D", {}, [(None, 3)], "AdaptiveAveragePooling1D needs to know the size of its input", "global"),
        (
            "Dropout",
            {"noise_shape": (None, 1, 2)},
            [(4, 3)],
            "Dropout can't spread noise of ?×1×2 over an input of 4×3.",
            "batch first",
        ),
        (
            "PReLU",
            {},
            [(None, 3)],
            "PReLU has a slope for every place, but ?×3 leaves a size open.",
            "Share the slopes",
        ),
    ],
)
def test_what_is_expected_what_came_and_what_to_do(
    class_name: str, config: dict[str, Any], shapes: list[Shape], message: str, hint: str
) -> None:
    layer = create(class_name, config)
    with pytest.raises(ShapeError) as caught:
        layer.output_shape(*shapes)
    assert caught.value.message.startswith(message)
    assert hint in caught.value.hint


@pytest.mark.parametrize("class_name", LAYERS)
def test_every_refusal_begins_with_the_layer_and_ends_as_a_sentence(class_name: str) -> None:
    """The analysis puts the node's name behind the class; so a message must begin with it."""
    layer = create(class_name)
    for shape in ((), (3,), (None,), (2, None), (2, 2, 2), (None, None, None), (2, 2, 2, 2), (1,) * 7):
        try:
            layer.output_shape(*(shape,) * layer.min_inputs)
        except ShapeError as error:
            refusal = error
        else:
            continue
        wraps = class_name in ("SpectralNormalization", "TimeDistributed")
        assert refusal.message.startswith((class_name, "Conv2D") if wraps else class_name)
        assert refusal.message.endswith(".")
        assert refusal.hint.endswith(".")
        assert len(str(refusal)) < 300


@pytest.mark.parametrize(
    ("class_name", "config", "shapes", "words"),
    [
        ("Activation", {"activation": "glu"}, [IMAGE], "halves the channels"),
        ("Conv2D", {"activation": "threshold"}, [IMAGE], "use ReLU"),
        ("RandomCrop", {"height": 8, "width": 8}, [IMAGE], "only while training"),
        ("MixUp", {}, [IMAGE], "not their labels"),
        ("EinsumDense", {}, [(4, 5, 6, 3)], "backwards"),
        ("SpectralNormalization", {"layer": {"class_name": "Dense", "config": {"activation": "glu"}}}, [(8,)], "halves"),
    ],
)
def test_what_keras_builds_but_people_will_regret(
    class_name: str, config: dict[str, Any], shapes: list[Shape], words: str
) -> None:
    caution = create(class_name, config).caution(*shapes)
    assert words in caution
    assert caution.endswith(".")


@pytest.mark.parametrize("class_name", sorted(set(LAYERS) - {"RandomCrop", "MixUp", "CutMix"}))
def test_nothing_is_cautioned_against_without_need(class_name: str) -> None:
    layer = create(class_name)
    assert layer.caution(*((6, 6, 3),) * layer.min_inputs) == ""
