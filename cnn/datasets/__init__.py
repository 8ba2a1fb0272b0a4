"""Where images and labels come from: known datasets, NPZ files and image folders. NumPy and Pillow only."""

from cnn.datasets.catalogue import DatasetInfo, known, open_dataset
from cnn.datasets.dataset import Dataset, Split, divided, stratified_split

__all__ = ["Dataset", "DatasetInfo", "Split", "divided", "known", "open_dataset", "stratified_split"]
