"""CIFAR-100 (Krizhevsky 2009) as what is none of CIFAR-10's classes.

57 classes teach a network what it does not know; forty others, two of each superclass, stay unseen
by every run, so that `evaluate` can ask about things that are new to it.
"""

from pathlib import Path

import numpy as np

from training.datasets.cifar10 import REMEDY, read_pickle, to_pictures
from training.datasets.splits import Split
from training.errors import UserError

CLASSES, UNSEEN_OF_SUPERCLASS = 100, 2
# Vehicles that might as well be called an automobile or a truck: they are on neither side.
AMBIGUOUS = {"bus", "pickup_truck", "streetcar"}


def load_outliers(folder: Path) -> Split:
    """Training pictures of 57 classes, labelled 0 to 56, from an extracted `cifar-100-python`."""
    pictures, names, superclasses = read_split(folder / "train", 50_000)
    seen = ~np.isin(names, [*unseen_classes(names, superclasses), *AMBIGUOUS])
    return Split(pictures[seen], np.unique(names[seen], return_inverse=True)[1])


def load_unseen(folder: Path) -> np.ndarray:
    """Test pictures of the forty classes that no run sees, uint8 [4000, 32, 32, 3]."""
    pictures, names, superclasses = read_split(folder / "test", 10_000)
    return pictures[np.isin(names, unseen_classes(names, superclasses))]


def unseen_classes(names: np.ndarray, superclasses: np.ndarray) -> list[str]:
    """The first two classes by name of each superclass, ambiguous ones left out."""
    return [
        name
        for superclass in np.unique(superclasses)
        for name in sorted({*names[superclasses == superclass]} - AMBIGUOUS)[:UNSEEN_OF_SUPERCLASS]
    ]


def read_split(path: Path, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures uint8 [count, 32, 32, 3], and name of the class and number of its superclass."""
    values = read_pickle(path)
    fine_names = read_pickle(path.with_name("meta")).get(b"fine_label_names", [])
    try:
        pictures = to_pictures(values[b"data"], count)
        names = np.array([name.decode() for name in fine_names])[values[b"fine_labels"]]
        superclasses = np.array(values[b"coarse_labels"], "int64")
        if not len(pictures) == len(names) == len(superclasses) == count:
            raise ValueError(f"{len(names)} labels")
    except Exception as error:  # a foreign pickle may hold anything
        raise UserError(f"{path} is no part of CIFAR-100 ({error}). {REMEDY}") from error
    return pictures, names, superclasses
