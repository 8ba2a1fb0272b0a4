"""What arrays of images and of labels are called: `x_train` and `y_train`, `train_images` and `train_labels`, `X` and `y`."""

#: split → the words its arrays may have in their names, in lower case
SPLITS = {"train": ("train", "training", "tr"), "validation": ("val", "valid", "validation"), "test": ("test", "testing", "te")}
#: what images and their labels are called
PAIRS = (("x", "y"), ("images", "labels"), ("image", "label"), ("data", "labels"), ("data", "label"), ("data", "target"),
          ("data", "targets"), ("features", "labels"), ("imgs", "labels"), ("x", "labels"), ("images", "y"))  # fmt: skip


def labels_beside(stem: str) -> tuple[str, ...]:
    """What the labels beside a NumPy file of images to train on may be called, in lower case, the first that is there; nothing
    for a name that says something else.

    >>> labels_beside("X")[:2]
    ('y', 'labels')
    """
    found = [y for images, labels in PAIRS for x, y in spellings("train", images, labels) if x == stem.lower()]
    return tuple(dict.fromkeys(found))


def spellings(split: str, images: str, labels: str) -> list[tuple[str, str]]:
    """How a split's array of images and that of its labels may be called, in lower case."""
    found = [
        spelled
        for word in SPLITS[split]
        for spelled in (
            (f"{images}_{word}", f"{labels}_{word}"),
            (f"{word}_{images}", f"{word}_{labels}"),
            (f"{images}{word}", f"{labels}{word}"),
        )
    ]
    return [*found, (images, labels)] if split == "train" else found
