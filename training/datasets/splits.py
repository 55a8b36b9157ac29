"""Splits: pictures and labels, and which of them training may see."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Split:
    """pictures: uint8 [n, size, size, 3], RGB; labels: int64 [n], an index into the classes."""

    pictures: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, indices: np.ndarray) -> "Split":
        """The pictures at these indices, in this order."""
        return Split(self.pictures[indices], self.labels[indices])


NOTHING = Split(np.empty((0, 32, 32, 3), "uint8"), np.empty(0, "int64"))


def hold_out(split: Split, fraction: float, seed: int) -> tuple[Split, Split]:
    """Cut a stratified validation split: (training, validation).

    Each class gives the same fraction of its pictures, chosen by the seed.
    """
    random = np.random.default_rng(seed)
    held_out = np.zeros(len(split), bool)
    for label in np.unique(split.labels):
        indices = random.permutation(np.flatnonzero(split.labels == label))
        held_out[indices[: round(fraction * len(indices))]] = True
    return split.take(np.flatnonzero(~held_out)), split.take(np.flatnonzero(held_out))
