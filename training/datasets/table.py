"""The table of data sets: what a recipe's `data`, or --data, may name."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from training.classes import shared_names
from training.datasets import cifar10, cifar100
from training.datasets.download import CIFAR10, CIFAR100, Source, find, holds
from training.datasets.folder import Folder, load_folder
from training.datasets.generated import generated_split
from training.datasets.splits import Split
from training.errors import UserError


@dataclass(frozen=True)
class Archive:
    """A data set that comes as an archive: where from, and what reads its two parts."""

    source: Source
    load_training: Callable[[Path], Split]
    load_test: Callable[[Path], Split]


TABLE = {
    "cifar10": Archive(CIFAR10, cifar10.load_training, cifar10.load_test),
    "cifar100": Archive(CIFAR100, cifar100.load_training, cifar100.load_test),
    "cifar100-superclasses": Archive(
        CIFAR100,
        partial(cifar100.load_training, superclasses=True),
        partial(cifar100.load_test, superclasses=True),
    ),
}

GENERATED = 200  # pictures of --smoke
ARCHIVE_SIZE = 32  # side of CIFAR's pictures, and of a folder's where the recipe names none


@dataclass(frozen=True)
class DataSet:
    """A data set at hand.

    training, test: read the pictures; classes: names in the order of the labels; folder: where
    they come from, if not from an archive.
    """

    classes: list[str]
    training: Callable[[], Split]
    test: Callable[[], Split]
    folder: Folder | None = None


def choose_data(given: str | None, own: str) -> tuple[str, Path]:
    """The name or folder of the data set to take, and where archives lie or are downloaded to.

    given: a name of the table, a folder of pictures, or a folder with the archive of the data set
    `own`, which is taken when nothing is given. Raises UserError for what is none of these.
    """
    archives = archive_folder()
    if given is None:
        given = own
    if given in TABLE:
        return given, archives
    folder = Path(given).expanduser()
    if not folder.is_dir():
        raise UserError(
            f"'{given}' is neither a folder of pictures nor a known data set. Known: "
            f"{', '.join(TABLE)}."
        )
    if own in TABLE and holds(TABLE[own].source, folder):
        return own, around(folder)
    return str(folder.resolve()), archives


def archive_folder() -> Path:
    """`data/`, or what KILAS_DATA says, which has to exist: a mistyped name is no place to fill."""
    named = os.environ.get("KILAS_DATA")
    if named and not Path(named).is_dir():
        raise UserError(f"KILAS_DATA names {named}, which is no folder. Make it, or name another.")
    return around(Path(named)) if named else Path("data")


def around(folder: Path) -> Path:
    """The folder itself, or where it lies if it is the extracted folder of an archive."""
    extracted = {archive.source.folder for archive in TABLE.values()}
    return folder.resolve().parent if folder.resolve().name in extracted else folder


def open_data(data: str, archives: Path, size: int = 0) -> DataSet:
    """A data set by the name or folder that `choose_data` gave.

    size: side of a folder's pictures; an archive's come as they are. An archive is read, and
    downloaded where it is missing, when its pictures are asked for, a folder at once.
    """
    if data in TABLE:
        archive = TABLE[data]
        return DataSet(
            shared_names(data),
            lambda: archive.load_training(find(archive.source, archives)),
            lambda: archive.load_test(find(archive.source, archives)),
        )
    folder = load_folder(Path(data), picture_size(data, size), archives / "pictures")
    return DataSet(folder.classes, lambda: folder.training, lambda: folder.test, folder)


def share_pictures(data: str, other: str) -> bool:
    """Whether two data sets have the same pictures, if by other names."""
    both = TABLE.keys() >= {data, other}
    return data == other or (both and TABLE[data].source == TABLE[other].source)


def picture_size(data: str, size: int = 0) -> int:
    """Side of a data set's pictures where a recipe asks for `size`, or does not say (0)."""
    return ARCHIVE_SIZE if data in TABLE else size or ARCHIVE_SIZE


def generated_data() -> DataSet:
    """Pictures made up on the spot, under the names of CIFAR-10's classes."""
    names = shared_names("cifar10")
    return DataSet(
        names,
        lambda: generated_split(GENERATED, len(names), seed=0),
        lambda: generated_split(GENERATED, len(names), seed=1),
    )
