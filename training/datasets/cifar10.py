"""CIFAR-10 (Krizhevsky 2009): 50,000 training and 10,000 test pictures of 32x32 pixels."""

import io
import pickle
from pathlib import Path
from typing import ClassVar

import numpy as np

from training.datasets.splits import Split
from training.errors import UserError

FOLDER = "cifar-10-batches-py"
TRAINING_FILES = [f"data_batch_{number}" for number in range(1, 6)]
TEST_FILES = ["test_batch"]


def load_training(folder: Path) -> Split:
    """The 50,000 training pictures of an extracted `cifar-10-batches-py` folder."""
    return read_batches(folder, TRAINING_FILES)


def load_test(folder: Path) -> Split:
    """The 10,000 test pictures; for `evaluate` and the proofs alone."""
    return read_batches(folder, TEST_FILES)


def read_batches(folder: Path, names: list[str]) -> Split:
    """Read and join batch files. Raises UserError naming a file that is missing or damaged."""
    batches = [read_batch(folder / name) for name in names]
    return Split(
        np.concatenate([batch.pictures for batch in batches]),
        np.concatenate([batch.labels for batch in batches]),
    )


def read_batch(path: Path) -> Split:
    """One batch file: 10,000 rows of 3072 bytes, three 32x32 planes each."""
    remedy = "Remove the folder and let the command download it again, or extract it anew."
    try:
        batch = PlainUnpickler(io.BytesIO(path.read_bytes()), encoding="bytes").load()
        rows, labels = np.asarray(batch[b"data"]), np.asarray(batch[b"labels"], "int64")
    except FileNotFoundError:
        raise UserError(f"{path} is missing. {remedy}") from None
    except Exception as error:  # a foreign pickle may raise anything
        raise UserError(f"{path} cannot be read ({error or 'cut short'}). {remedy}") from error
    complete = rows.shape == (10_000, 3072) and rows.dtype == np.uint8 and labels.shape == (10_000,)
    if not complete or labels.min() < 0 or labels.max() > 9:
        raise UserError(f"{path} is not a batch of CIFAR-10 (shape {rows.shape}). {remedy}")
    pictures = rows.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    return Split(np.ascontiguousarray(pictures), labels)


class PlainUnpickler(pickle.Unpickler):
    """Unpickles NumPy arrays and plain values only: a foreign file must not run code."""

    ALLOWED: ClassVar = {
        "numpy": {"ndarray", "dtype"},
        "numpy.core.multiarray": {"_reconstruct", "scalar"},
        "numpy._core.multiarray": {"_reconstruct", "scalar"},
        "_codecs": {"encode"},
    }

    def find_class(self, module: str, name: str):
        """Refuse everything that is not on the list."""
        if name not in self.ALLOWED.get(module, ()):
            raise pickle.UnpicklingError(f"it asks for {module}.{name}")
        return super().find_class(module, name)
