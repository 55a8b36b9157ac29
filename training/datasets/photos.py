"""Photos with a `labels.csv`: how a model does outside of the data set that it learned from."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.datasets.picture import read_picture, to_tensor
from training.errors import UserError

NONE = "none"  # the label of a photo that shows none of the classes


@dataclass(frozen=True)
class Photos:
    """tensors: float32 [n, size, size, 3], 0 to 255; labels: int64 [n], -1 for none of these."""

    tensors: np.ndarray
    labels: np.ndarray

    def halves(self) -> tuple["Photos", "Photos"]:
        """Every other photo, label by label, to choose by; and the rest, to report on."""
        first = np.zeros(len(self.labels), bool)
        first[np.argsort(self.labels, kind="stable")[::2]] = True
        return self.take(first), self.take(~first)

    def take(self, chosen: np.ndarray) -> "Photos":
        """Those where `chosen` (bool [n]) says so."""
        return Photos(self.tensors[chosen], self.labels[chosen])


def load_photos(folder: Path, classes: list[str], size: int) -> Photos:
    """Read the photos that `labels.csv` (columns `file` and `label`) lists, as the page would.

    Raises UserError naming the line or the photo that is wrong, and where there are fewer than two
    photos of the classes, or of none of them: one to choose by, one to report on.
    """
    path = folder / "labels.csv"
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, ValueError, csv.Error) as error:
        raise UserError(f"{path} cannot be read ({error}).") from error
    numbers = {name: number for number, name in enumerate(classes)} | {NONE: -1}
    labels = []
    for line, row in enumerate(rows, start=2):
        if not row.get("file") or row.get("label") not in numbers:
            known = ", ".join(numbers)
            raise UserError(f"{path}, line {line}: a file and one of these labels: {known}.")
        labels.append(numbers[row["label"]])
    if not rows:
        raise UserError(f"{path} lists no photo; it needs the columns file and label.")
    if min(known := sum(label >= 0 for label in labels), len(labels) - known) < 2:
        raise UserError(
            f"{path} has to list two photos of the classes and two of '{NONE}' or more; it lists "
            f"{known} and {len(labels) - known}."
        )
    tensors = np.stack([to_tensor(read_picture(folder / row["file"]), size) for row in rows])
    return Photos(tensors, np.array(labels))
