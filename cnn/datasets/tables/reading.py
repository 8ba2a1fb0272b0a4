"""CSV files: a row per image, with its pixels (a column each, or all in one cell), or with the path of its file; and its label.

The column of the labels is the one that is called so, else the first or the last, whichever looks like class numbers; a note says
which. A person may name several: numbers to be told, or labels that are 0 or 1. Paths stand relative to the table and may not
lead out of its folder.
"""

from dataclasses import replace
from pathlib import Path

from cnn.datasets.dataset import Dataset
from cnn.datasets.division.grouping import is_pattern
from cnn.datasets.pixels.pixel_range import TYPE
from cnn.datasets.tables.paths import path_column, read_paths, require_endings
from cnn.datasets.tables.pixel_cells import pixel_column, read_cells
from cnn.datasets.tables.pixel_columns import read_pixels
from cnn.datasets.tables.table import Table


def read_table(path: Path, label: str = "", task: str = "", pixel_range: str = TYPE, group: str = "", pages: str = "") -> Dataset:
    """The dataset in a CSV file, whose labels are in the column `label`, or in several (`x,y`; "": found by itself).

    `task` says what they are, see `cnn.datasets.labels`, `pixel_range` which values of pixels are black and white; `group` is the
    column of what images belong to, unless it is a pattern of their names; `pages` what the pages of files are. Raises
    `DatasetError`.
    """
    table = Table.of(path)
    if group and (group in table.header or not is_pattern(group)):
        table = replace(table, group=table.column(group))
    if (files := path_column(table)) is not None:
        return read_paths(table, files, label, task, pages)
    if (cells := pixel_column(table)) is not None:
        return read_cells(table, cells, label, task, pixel_range)
    require_endings(table)
    return read_pixels(table, label, task, pixel_range)
