"""Pictures in a file that are read as they are asked for, so that they need not fit into memory."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np


class StoredPictures:
    """Some pictures of a file, in some order: what an array of them would be to its readers.

    Shape [n, size, size, 3], uint8. Indexing reads what is asked for and gives an array; `take`
    reads nothing.
    """

    dtype = np.dtype("uint8")

    def __init__(self, file: np.memmap, rows: np.ndarray):
        self.file, self.rows = file, rows

    @classmethod
    def open(cls, path: Path, count: int, size: int) -> "StoredPictures":
        """All pictures of a file of `count` * `size` * `size` * 3 bytes."""
        file = np.memmap(path, cls.dtype, "r", shape=(count, size, size, 3))
        return cls(file, np.arange(count))

    @property
    def shape(self) -> tuple[int, ...]:
        """[n, size, size, 3]."""
        return (len(self.rows), *self.file.shape[1:])

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, chosen) -> np.ndarray:
        return np.asarray(self.file[self.rows[chosen]])

    def __iter__(self) -> Iterator[np.ndarray]:
        return (np.asarray(self.file[row]) for row in self.rows)

    def __array__(self, dtype=None, copy=None) -> np.ndarray:
        return self[:] if dtype is None else self[:].astype(dtype)

    def astype(self, dtype) -> np.ndarray:
        """All of them in memory, as another type."""
        return self[:].astype(dtype)

    def take(self, indices: np.ndarray) -> "StoredPictures":
        """Those at these indices, still in the file."""
        return StoredPictures(self.file, self.rows[indices])
