"""Where images and labels come from: known datasets, NPZ, IDX and CSV files, image folders. NumPy and Pillow only."""

from cnn.datasets.catalogue import open_dataset
from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.named import DatasetInfo, info_of, known, to_download

__all__ = ["Dataset", "DatasetInfo", "Split", "info_of", "known", "open_dataset", "to_download"]
