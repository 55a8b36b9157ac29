"""CIFAR-100 (Krizhevsky 2009): 100 classes of 600 pictures of 32x32 pixels, in 20 superclasses.

A data set of its own, and what is none of CIFAR-10's classes: 57 of its classes teach a network
what it does not know; forty others, two of each superclass, stay unseen by every such run, so that
`evaluate` can ask about things that are new to it.
"""

from pathlib import Path

import numpy as np

from training.datasets.cifar10 import REMEDY, read_pickle, to_pictures
from training.datasets.splits import Split
from training.errors import UserError

CLASSES, SUPERCLASSES, UNSEEN_OF_SUPERCLASS = 100, 20, 2
# Vehicles that might as well be called an automobile or a truck: they are on neither side.
AMBIGUOUS = {"bus", "pickup_truck", "streetcar"}


def load_training(folder: Path, superclasses: bool = False) -> Split:
    """The 50,000 training pictures of an extracted `cifar-100-python`.

    Labelled by class, or by superclass, of five classes each.
    """
    return load_part(folder / "train", 50_000, superclasses)


def load_test(folder: Path, superclasses: bool = False) -> Split:
    """The 10,000 test pictures, labelled likewise; nothing of a model is chosen by them."""
    return load_part(folder / "test", 10_000, superclasses)


def load_part(path: Path, count: int, superclasses: bool) -> Split:
    """The pictures of a file with one of the two kinds of label.

    Validation pictures are the same with both, so that a run on superclasses may go on from one on
    classes.
    """
    pictures, classes, of_superclasses = read_part(path, count)
    return Split(pictures, of_superclasses if superclasses else classes, groups=classes)


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
    pictures, classes, superclasses = read_part(path, count)
    names = read_pickle(path.with_name("meta")).get(b"fine_label_names", [])
    try:
        return pictures, np.array([name.decode() for name in names])[classes], superclasses
    except Exception as error:  # a foreign pickle may hold anything
        raise UserError(f"{path} does not fit its meta ({error}). {REMEDY}") from error


def read_part(path: Path, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures uint8 [count, 32, 32, 3], and numbers of their classes and superclasses."""
    values = read_pickle(path)
    try:
        pictures = to_pictures(values[b"data"], count)
        labels = [np.asarray(values[key], "int64") for key in (b"fine_labels", b"coarse_labels")]
        for numbers, most in zip(labels, (CLASSES, SUPERCLASSES), strict=True):
            if numbers.shape != (count,) or numbers.min() < 0 or numbers.max() >= most:
                raise ValueError("wrong labels")
    except Exception as error:  # a foreign pickle may hold anything
        raise UserError(f"{path} is no part of CIFAR-100 ({error}). {REMEDY}") from error
    return pictures, *labels
