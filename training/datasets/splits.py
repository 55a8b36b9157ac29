"""Splits: pictures and labels, and which of them training may see."""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from training.datasets.stored import StoredPictures
from training.errors import UserError


@dataclass(frozen=True)
class Split:
    """Pictures with their classes.

    pictures: uint8 [n, size, size, 3], RGB, in memory or stored; labels: int64 [n], an index into
    the classes; set_aside: bool [n], which of them the data set itself keeps for validation;
    groups: int64 [n], finer than the classes, to cut by instead; fingerprint: of the files of the
    folder that they come from, another one when any came, went or was renamed.
    """

    pictures: np.ndarray | StoredPictures
    labels: np.ndarray
    set_aside: np.ndarray | None = None
    groups: np.ndarray | None = None
    fingerprint: str = ""

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, indices: np.ndarray) -> "Split":
        """The pictures at these indices, in this order."""
        stored = isinstance(self.pictures, StoredPictures)
        pictures = self.pictures.take(indices) if stored else self.pictures[indices]
        return Split(pictures, self.labels[indices], fingerprint=self.fingerprint)


NOTHING = Split(np.empty((0, 32, 32, 3), "uint8"), np.empty(0, "int64"))


def hold_out(split: Split, fraction: float, seed: int) -> tuple[Split, Split]:
    """Cut a validation split: (training, validation).

    Where the data set sets pictures aside for it, those; otherwise each class, or each group, gives
    the same fraction of its pictures, chosen by the seed. A fraction of 0 leaves all to training.
    Raises UserError if another one leaves nothing to either.
    """
    given = split.set_aside is not None and fraction > 0
    kinds = split.labels if split.groups is None else split.groups
    held_out = split.set_aside if given else draw(kinds, fraction, seed)
    if held_out.all() or (fraction and not held_out.any()):
        left = "to train on" if held_out.all() else "to validate on"
        raise UserError(
            f"validation = {fraction} of each class leaves no picture {left}, of {len(split)} in "
            "all. Give --validation another share, or more pictures."
        )
    return split.take(np.flatnonzero(~held_out)), split.take(np.flatnonzero(held_out))


def draw(labels: np.ndarray, fraction: float, seed: int) -> np.ndarray:
    """The same fraction of each class, chosen by the seed: bool [n]."""
    random = np.random.default_rng(seed)
    drawn = np.zeros(len(labels), bool)
    for label in np.unique(labels):
        indices = random.permutation(np.flatnonzero(labels == label))
        drawn[indices[: round(fraction * len(indices))]] = True
    return drawn


def class_weights(labels: np.ndarray) -> dict[int, float]:
    """What a picture of each class is to count so that all classes count the same; 1 on average."""
    present, counts = np.unique(labels, return_counts=True)
    weights = len(labels) / (len(present) * counts)
    return dict(zip(present.tolist(), weights.tolist(), strict=True))


def digests(pictures: np.ndarray | StoredPictures) -> list[str]:
    """A short name for the values of each picture: only the same pictures have the same one."""
    return [
        blake2b(np.ascontiguousarray(picture), digest_size=16).hexdigest() for picture in pictures
    ]
