"""Rows of layers that prepare or change images."""

from hypothesis import strategies as st

from cnn.layers.upsampling import REACH
from tests.cnn.layers.values import Config, Row, among, chance, data_format, flag, mostly, pixels, row, seed, unit

share = mostly(st.one_of(unit, st.tuples(among(0, 0.1), among(0.2, 1.0)), among([0.1, 0.5])), among(1.5, -2, (0.1,), "x"), 12)
signed = mostly(st.one_of(share, among(-0.3, (-0.2, 0.4))), among(2, -1.5), 25)
value_range = among((0, 255), (0, 1), [0.0, 1.0], (-1, 1))
moved = {
    "fill_mode": mostly(among("constant", "nearest", "wrap", "reflect"), among("zeros"), 12),
    "fill_value": among(0, 0.5),
    "interpolation": mostly(among("nearest", "bilinear"), among("cubic"), 12),
}


def image_row(required: Config, optional: Config) -> Row:
    """A row of a layer that works on images."""
    return row(required, {"data_format": data_format, **optional}, pixels)


def random_row(required: Config, optional: Config) -> Row:
    """A row of a layer that changes images at random."""
    return image_row(required, {"seed": seed, **optional})


side = mostly(among(1, 3, 5, 8, 12), among(0, -2, 2.5), 25)


IMAGE_ROWS: dict[str, Row] = {
    "Resizing": image_row(
        {"height": side, "width": side},
        {
            "interpolation": among(*REACH),
            "crop_to_aspect_ratio": flag,
            "pad_to_aspect_ratio": flag,
            "fill_mode": st.just("constant"),
            "fill_value": among(0, 0.5),
            "antialias": flag,
        },
    ),
    "CenterCrop": image_row({"height": side, "width": side}, {}),
    "RandomCrop": random_row({"height": side, "width": side}, {}),
    "RandomFlip": random_row({}, {"mode": among("horizontal", "vertical", "horizontal_and_vertical")}),
    "RandomRotation": random_row({"factor": signed}, moved),
    "RandomTranslation": random_row({"height_factor": signed, "width_factor": signed}, moved),
    "RandomZoom": random_row({"height_factor": signed}, {"width_factor": st.one_of(st.none(), signed, st.just(-1)), **moved}),
    "RandomShear": random_row({}, {"x_factor": share, "y_factor": share, **moved}),
    "RandomPerspective": random_row(
        {}, {"factor": share, "scale": chance, **{k: moved[k] for k in ("fill_value", "interpolation")}}
    ),
    "RandomElasticTransform": random_row({}, {"factor": share, "scale": share, "value_range": value_range, **moved}),
    "RandomErasing": random_row(
        {}, {"factor": share, "scale": share, "fill_value": among(None, 0, 9.5), "value_range": value_range}
    ),
    "RandomGaussianBlur": random_row(
        {}, {"factor": share, "kernel_size": among(1, 3, 2, (3, 5), [3, 4]), "sigma": share, "value_range": value_range}
    ),
    "RandomSharpness": random_row({"factor": share}, {"value_range": value_range}),
    "RandomBrightness": random_row({"factor": signed}, {"value_range": value_range}),
    "RandomContrast": random_row({"factor": share}, {"value_range": value_range}),
    "RandomHue": random_row({"factor": share}, {"value_range": value_range}),
    "RandomSaturation": random_row({"factor": signed}, {"value_range": value_range}),
    "RandomColorDegeneration": random_row({"factor": signed}, {"value_range": value_range}),
    "RandomColorJitter": random_row(
        {},
        {
            "value_range": value_range,
            "brightness_factor": st.one_of(st.none(), signed),
            "contrast_factor": st.one_of(st.none(), share),
            "saturation_factor": st.one_of(st.none(), signed),
            "hue_factor": st.one_of(st.none(), share),
        },
    ),
    "RandomGrayscale": random_row({}, {"factor": chance}),
    "RandomInvert": random_row({}, {"factor": share, "value_range": value_range}),
    "RandomPosterization": random_row({"factor": among(1, 4, 8, (2, 5), 0, 9)}, {"value_range": value_range}),
    "Solarization": random_row({}, {"addition_factor": share, "threshold_factor": share, "value_range": value_range}),
    "RandAugment": random_row(
        {}, {"num_ops": among(1, 2), "factor": share, "value_range": value_range, "interpolation": moved["interpolation"]}
    ),
    "AugMix": random_row(
        {},
        {
            "num_chains": among(1, 3),
            "chain_depth": among(1, 3),
            "factor": share,
            "alpha": among(0.5, 1),
            "all_ops": flag,
            "value_range": value_range,
            "interpolation": moved["interpolation"],
        },
    ),
    "MixUp": random_row({}, {"alpha": among(0.2, 1)}),
    "CutMix": random_row({}, {"factor": share}),
    "AutoContrast": image_row({}, {"value_range": value_range}),
    "ContrastLimitedAdaptiveHistogramEqualization": image_row(
        {}, {"value_range": value_range, "clip_limit": among(1.0, 4), "tile_grid_size": among((2, 2), [8, 4])}
    ),
}
