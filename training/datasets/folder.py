"""A maker's own pictures: a folder with a folder of pictures for each class.

Either `class/*.jpg`, or the same inside of `train/` and, where they exist, `validation/` and
`test/`. A part that does not exist is cut from the training pictures.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.datasets.cache import decoded
from training.datasets.splits import Split, draw
from training.errors import UserError

PARTS = ("train", "validation", "test")
TEST_SHARE = 0.2  # of each class, where there is no test/
TEST_SEED = 0  # not the recipe's: runs with other seeds are to be measured on the same pictures
FEWEST = 5  # pictures of a class: one to test, one to validate, and a few to learn from


@dataclass(frozen=True)
class Files:
    """The files of some pictures, in their order.

    names: text [n], their paths below the folder; sizes: int64 [n, 2], width and height; digests:
    text [n], see `splits.digests`.
    """

    names: np.ndarray
    sizes: np.ndarray
    digests: np.ndarray


@dataclass(frozen=True)
class Folder:
    """What a folder holds; skipped: for each file that could not be read a sentence about it."""

    classes: list[str]
    training: Split
    training_files: Files
    test: Split
    test_files: Files
    skipped: list[str]


def load_folder(root: Path, size: int, cache: Path) -> Folder:
    """Read a folder at `size` pixels; what was decoded once lies below `cache`.

    Raises UserError if it has fewer than two classes, too few pictures of one, classes to validate
    or to test that are not in training, or more beside `train/` than there should be.
    """
    is_split = is_parted(root)
    classes = class_folders(root / "train" if is_split else root)
    files = [
        (path, label, part)
        for part in (PARTS if is_split else ("train",))
        for label, path in labelled_files(root / part if is_split else root, classes)
    ]
    paths = [os.path.relpath(path, root) for path, _, _ in files]
    found = decoded(root, paths, size, cache_folder(root, size, cache))
    labels = np.array([label for _, label, _ in files])[found.kept]
    parts = np.array([part for _, _, part in files])[found.kept]
    check_counts(root, classes, labels, parts)

    testing = parts == "test"
    if not testing.any():
        learning = np.flatnonzero(parts == "train")
        testing[learning[draw(labels[learning], TEST_SHARE, TEST_SEED)]] = True
    rest, testing = np.flatnonzero(~testing), np.flatnonzero(testing)
    set_aside = parts[rest] == "validation"
    fingerprint = hashlib.sha256(os.fsencode("\0".join(np.array(paths)[found.kept]))).hexdigest()

    def files_of(chosen: np.ndarray) -> Files:
        names = np.array(paths)[found.kept[chosen]]
        return Files(names, found.sizes[chosen], found.digests[chosen])

    return Folder(
        classes,
        Split(
            found.pictures.take(rest),
            labels[rest],
            set_aside if set_aside.any() else None,
            fingerprint=fingerprint,
        ),
        files_of(rest),
        Split(found.pictures.take(testing), labels[testing]),
        files_of(testing),
        found.skipped,
    )


def is_parted(root: Path) -> bool:
    """Whether its maker has split a folder: `train/` holds folders, or lies among other parts only.

    Raises UserError if it holds more than parts, which would be left out without a word.
    """
    names = visible_folders(root)
    others = [name for name in names if name not in PARTS]
    if "train" not in names or (others and not visible_folders(root / "train")):
        return False
    if others:
        raise UserError(
            f"{root} is split by its folder train/, beside which only validation/ and test/ may "
            f"lie; it also holds {', '.join(others)}. Rename or move what is not a part."
        )
    return True


def class_folders(parent: Path) -> list[str]:
    """The names of the classes, sorted."""
    classes = visible_folders(parent)
    if len(classes) < 2:
        raise UserError(
            f"{parent} has to hold two folders of pictures or more, each named after what its "
            f"pictures show; it holds {len(classes)}."
        )
    return classes


def visible_folders(parent: Path) -> list[str]:
    """The names of the folders in a folder, sorted, without those that are hidden or Mac OS's."""
    names = (path.name for path in parent.iterdir() if path.is_dir())
    return sorted(name for name in names if not name.startswith((".", "__")))


def labelled_files(parent: Path, classes: list[str]) -> list[tuple[int, Path]]:
    """The files of each class with its number, sorted; nothing where `parent` does not exist."""
    if not parent.is_dir():
        return []
    for name in visible_folders(parent):
        if name not in classes:
            raise UserError(f"{parent / name}: training has no pictures of a class of that name.")
    return [
        (label, path)
        for label, name in enumerate(classes)
        for path in sorted((parent / name).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    ]


def cache_folder(root: Path, size: int, cache: Path) -> Path:
    """Where the decoded pictures of a folder are kept: one place for each folder and size."""
    place = root.resolve()
    digest = hashlib.sha256(os.fsencode(place)).hexdigest()[:8]
    return cache / f"{place.name}-{digest}-{size}"


def check_counts(root: Path, classes: list[str], labels: np.ndarray, parts: np.ndarray) -> None:
    """Refuse a class that has too few pictures to learn from."""
    counts = np.bincount(labels[parts == "train"], minlength=len(classes))
    few = [
        f"{name} ({count})" for name, count in zip(classes, counts, strict=True) if count < FEWEST
    ]
    if few:
        raise UserError(
            f"{root} has too few pictures that can be read and trained on of {', '.join(few)}; "
            f"every class needs {FEWEST} or more."
        )
