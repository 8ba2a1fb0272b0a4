"""Opening a dataset by its name or path, whatever kind it is."""

from dataclasses import replace
from pathlib import Path

from cnn.datasets.dataset import Dataset
from cnn.datasets.division.curation import NONE, Curation
from cnn.datasets.named import info_of, known
from cnn.datasets.opening import require_file
from cnn.datasets.pixels.pixel_range import TYPE
from cnn.datasets.sources import ARRAYS, JOINT, SAID, Source, exists, is_table, there
from cnn.errors import DatasetError
from cnn.words.language import marked, tr
from cnn.words.lists import listed, sentences
from cnn.words.spelling import guess

_EXPECTED = marked(
    "Expected an .npz file, X.npy and y.npy, IDX files, a .csv table, or a folder with one sub-folder of images per class."
)


def open_dataset(source: str, curation: Curation = NONE, pixel_range: str = TYPE) -> Dataset:
    """The dataset of that name, NPZ file, IDX files, table, or folder; `cnn.datasets.sources` says how they are written.

    Its images are number × height × width × channels from 0 to 255, or files; labels are class numbers from 0, int32. What a
    person decided about single images, the `curation`, is carried out. Which of their values become 0 and 255 `pixel_range` says,
    see `pixel_range`; the two are the dataset's `range`. Raises `DatasetError` when there is no such dataset, or it
    can't be used. Of a project, `cnn.project.open_data` opens it.

    >>> digits = open_dataset("mnist-sample")
    >>> digits.train.images.shape, digits.train.images.dtype.name, digits.train.labels.dtype.name, digits.classes[:3]
    ((5000, 28, 28, 1), 'uint8', 'int32', ('0', '1', '2'))
    """
    from cnn.datasets.division.contents import keyed

    if (info := info_of(source)) is not None:
        dataset = keyed(info.read())
    else:
        dataset = _read(source, pixel_range)
    return _ranged(_curated(dataset, curation), pixel_range)


def _curated(dataset: Dataset, curation: Curation) -> Dataset:
    if not curation:
        return dataset

    from cnn.datasets.division.curating import curated

    return curated(dataset, curation)


def _ranged(dataset: Dataset, pixel_range: str) -> Dataset:
    if pixel_range == TYPE and (dataset.depth is None or not dataset.depth.floats):
        return dataset

    from cnn.datasets.pixels.ranging import ranged

    return ranged(dataset, pixel_range)


def _read(source: str, pixel_range: str) -> Dataset:
    from cnn.datasets.division.contents import keyed
    from cnn.datasets.labels import require_task, taken_as
    from cnn.datasets.pages import require_pages

    found = Source.of(source)
    if not exists(source):
        raise _unknown(source, found)
    require_task(found.task)
    require_pages(found.pages, found.path.name)
    if arrays := _arrays_in(found.path):
        found = replace(found, path=found.path / arrays)
    if found.path.is_dir():
        dataset, folder = _read_folder(found, pixel_range), found.path
    else:
        dataset, folder = _read_file(found, pixel_range), found.path.parent
    if arrays:
        dataset = replace(dataset, name=folder.resolve().name, arrays=arrays)
    return _divided(keyed(taken_as(dataset, found.task), folder), found)


def _arrays_in(path: Path) -> str:
    """The file of images in a folder of arrays."""
    if not path.is_dir():
        return ""
    from cnn.datasets.npz import arrays_in

    return arrays_in(path)


def _divided(dataset: Dataset, source: Source) -> Dataset:
    """The dataset with the groups that names tell, or that a table told already, and the splits that another table tells."""
    from cnn.datasets.division.fixed_splits import fixed
    from cnn.datasets.division.grouping import about_groups, grouped

    dataset = _as_arrays_tell(dataset, source) if source.has_arrays else dataset
    if dataset.train.groups and not (source.group and source.path.is_dir()):
        dataset = replace(dataset, notes=(*dataset.notes, *about_groups(dataset)))
    elif source.group:
        dataset = grouped(dataset, source.group)
    if source.split_file is not None:
        return fixed(dataset, source.split_file)
    if source.split and not source.has_arrays:
        raise _missing_beside(source)
    return dataset


def _as_arrays_tell(dataset: Dataset, source: Source) -> Dataset:
    """The dataset of a file of arrays with the groups, and the splits, that others of them tell."""
    from cnn.datasets.array_splits import with_groups, with_splits
    from cnn.datasets.division.grouping import is_pattern
    from cnn.datasets.npz import arrays_called

    if source.group and not is_pattern(source.group):
        dataset = with_groups(dataset, arrays_called(source.path, source.group), source.group)
    if source.split and source.split_file is None:
        told = arrays_called(source.path, source.split, also=tr("a table of that name"))
        dataset = with_splits(dataset, told["train"], source.split)
    return dataset


def _read_folder(source: Source, pixel_range: str) -> Dataset:
    from cnn.datasets.folders import has_images, read_folder
    from cnn.datasets.idx import has_idx, read_idx_folder

    path = source.path
    if source.channels:
        raise _without_channels(path)
    if has_idx(path) and not has_images(path):
        return read_idx_folder(path, pixel_range)
    return read_folder(path, source.pages)


def _read_file(source: Source, pixel_range: str) -> Dataset:
    path, suffix = source.path, source.path.suffix.lower()
    for needed in source.paths:
        require_file(needed)
    if source.channels and suffix not in ARRAYS:
        raise _without_channels(path)
    if source.pages and not is_table(path):
        raise DatasetError(
            tr("Only files of images in a folder or a table have pages; {0} is none.", path.name), tr("Leave it out.")
        )
    if suffix == ".npy":
        from cnn.datasets.npz import read_npy

        return read_npy(path, source.labels, source.channels, source.task, pixel_range)
    if suffix == ".npz":
        from cnn.datasets.npz import read_npz

        return read_npz(path, source.channels, source.task, pixel_range)
    if is_table(path):
        from cnn.datasets.tables.reading import read_table

        return read_table(path, source.label, source.task, pixel_range, source.group, source.pages)
    from cnn.datasets.idx import is_idx, read_pairs
    from cnn.datasets.pixels.images import header
    from cnn.datasets.scanning import is_image

    if is_image(path.name):
        header(path)  # of a kind that is not read it says so
        raise DatasetError(tr("{0} is a single image, not a dataset.", path.name), tr(_EXPECTED))
    if not is_idx(path):
        raise DatasetError(tr("{0} is not a dataset Layerloom can read.", path.name), tr(_EXPECTED))
    return read_pairs(path, source.labels, pixel_range)


def _without_channels(path: Path) -> DatasetError:
    return DatasetError(tr("Only arrays (.npz, .npy) have channels first or last; {0} is none.", path.name), tr("Leave it out."))


def _unknown(source: str, found: Source) -> DatasetError:
    names = [info.name for info in known()]
    if info_of(str(found.path)) is not None:
        return DatasetError(
            tr("{0} is one of the known datasets, behind which nothing is said.", found.path), tr("Leave out {0}….", JOINT)
        )
    if there(found.path):
        return _missing_beside(found)
    if "/" in source or "\\" in source or found.path.suffix:
        return DatasetError(
            tr("There is no file or folder {0}.", found.path), tr("Check the path, or use one of: {0}.", listed(names))
        )
    others = tr("Known: {0}; or the path of a file or folder with images.", listed(names))
    return DatasetError(tr("There is no dataset {0!r}.", source), sentences(guess(source, names), others))


def _missing_beside(found: Source) -> DatasetError:
    """What is wrong with what is said behind a path that is there: a word that means nothing, or a file that is missing."""
    if found.labels is not None and not there(found.labels):
        word, equals, _ = str(found.labels).partition("=")
        if equals and word in SAID:
            return DatasetError(tr("{0}{1}= stands twice behind {2}.", JOINT, word, found.path.name), tr("Say it once."))
        if equals and word.isidentifier():
            hint = sentences(guess(word, SAID), tr("Known: {0}.", listed(f"{JOINT}{name}=" for name in SAID)))
            return DatasetError(tr("{0}{1}= means nothing behind {2}.", JOINT, word, found.path.name), hint)
        return DatasetError(tr("There is no file of labels {0}.", found.labels), tr("Check the path behind {0}.", JOINT))
    return DatasetError(tr("There is no table of splits {0}.", found.split), tr("Check the path behind {0}split=.", JOINT))
