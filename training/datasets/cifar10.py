"""CIFAR-10 (Krizhevsky 2009): 50,000 training and 10,000 test pictures of 32x32 pixels."""

import io
import pickle
from pathlib import Path
from typing import ClassVar

import numpy as np

from training.datasets.splits import Split
from training.errors import UserError

TRAINING_FILES = [f"data_batch_{number}" for number in range(1, 6)]
TEST_FILES = ["test_batch"]
REMEDY = "Remove the folder and let the command download it again, or extract it anew."


def load_training(folder: Path) -> Split:
    """The 50,000 training pictures of an extracted `cifar-10-batches-py` folder."""
    return read_batches(folder, TRAINING_FILES)


def load_test(folder: Path) -> Split:
    """The 10,000 test pictures; nothing of a model is chosen by them."""
    return read_batches(folder, TEST_FILES)


def read_batches(folder: Path, names: list[str]) -> Split:
    """Read and join batch files. Raises UserError naming a file that is missing or damaged."""
    batches = [read_batch(folder / name) for name in names]
    return Split(
        np.concatenate([batch.pictures for batch in batches]),
        np.concatenate([batch.labels for batch in batches]),
    )


def read_batch(path: Path) -> Split:
    """One batch file of 10,000 pictures."""
    batch = read_pickle(path)
    try:
        pictures, labels = (
            to_pictures(batch[b"data"], 10_000),
            np.asarray(batch[b"labels"], "int64"),
        )
        if labels.shape != (10_000,) or labels.min() < 0 or labels.max() > 9:
            raise ValueError("wrong labels")
    except Exception as error:  # a foreign pickle may hold anything
        raise UserError(f"{path} is not a batch of CIFAR-10 ({error}). {REMEDY}") from error
    return Split(pictures, labels)


def read_pickle(path: Path) -> dict:
    """What a file of the data set holds. Raises UserError naming a file that is none."""
    try:
        content = PlainUnpickler(io.BytesIO(path.read_bytes()), encoding="bytes").load()
        if not isinstance(content, dict):
            raise ValueError(f"it holds a {type(content).__name__}")
    except FileNotFoundError:
        raise UserError(f"{path} is missing. {REMEDY}") from None
    except Exception as error:  # a foreign pickle may raise anything
        raise UserError(f"{path} cannot be read ({error or 'cut short'}). {REMEDY}") from error
    return content


def to_pictures(rows: np.ndarray, count: int) -> np.ndarray:
    """Rows of 3072 bytes, three 32x32 planes each -> uint8 [count, 32, 32, 3]."""
    if rows.shape != (count, 3072) or rows.dtype != np.uint8:
        raise ValueError(f"shape {rows.shape}")
    return np.ascontiguousarray(rows.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1))


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
