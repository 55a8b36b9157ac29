import io
import os
import pickle
import struct
from typing import ClassVar

import numpy as np
import pytest

from training.datasets.cifar10 import TRAINING_FILES, load_test, load_training, read_batches
from training.errors import UserError

ROWS = 10_000


@pytest.fixture(scope="module")
def batch():
    """What a batch file holds, filled with noise."""
    random = np.random.default_rng(0)
    return {
        b"batch_label": b"a batch made up for a test",
        b"data": random.integers(0, 256, (ROWS, 3072), "uint8"),
        b"labels": random.integers(0, 10, ROWS).tolist(),
    }


class Python2Pickler(pickle._Pickler):
    """Writes bytes as Python 2 wrote its strings, which Python 3 cannot do by itself."""

    dispatch: ClassVar = dict(pickle._Pickler.dispatch)

    def save_string(self, value):
        self.write(pickle.BINSTRING + struct.pack("<i", len(value)) + value)
        self.memoize(value)

    dispatch[bytes] = save_string


def pickled(value) -> bytes:
    """As Python 2 and its NumPy wrote the originals."""
    file = io.BytesIO()
    Python2Pickler(file, protocol=2).dump(value)
    return file.getvalue().replace(b"numpy._core.", b"numpy.core.")


@pytest.fixture(scope="module")
def content(batch):
    return pickled(batch)


@pytest.fixture
def folder(tmp_path, content):
    (tmp_path / "test_batch").write_bytes(content)
    return tmp_path


def refuse(folder, reason):
    with pytest.raises(UserError, match=reason) as caught:
        load_test(folder)
    assert str(folder / "test_batch") in str(caught.value)
    assert "download it again, or extract it anew" in str(caught.value)


def test_three_planes_of_32_rows_become_a_picture(folder, batch):
    split = load_test(folder)
    assert split.pictures.shape == (ROWS, 32, 32, 3)
    assert split.pictures.dtype == np.uint8
    assert split.labels.dtype == np.int64
    np.testing.assert_array_equal(split.labels, batch[b"labels"])
    for row, column, channel in [(0, 0, 0), (0, 31, 1), (5, 7, 2), (31, 31, 0)]:
        place = channel * 1024 + row * 32 + column
        np.testing.assert_array_equal(
            split.pictures[:, row, column, channel], batch[b"data"][:, place]
        )


def test_batches_are_joined_in_their_order(folder, batch):
    turned = {**batch, b"data": batch[b"data"][::-1], b"labels": batch[b"labels"][::-1]}
    (folder / "second").write_bytes(pickled(turned))
    split = read_batches(folder, ["test_batch", "second"])
    assert len(split) == 2 * ROWS
    np.testing.assert_array_equal(split.pictures[ROWS:], split.pictures[:ROWS][::-1])
    np.testing.assert_array_equal(split.labels[ROWS:], split.labels[:ROWS][::-1])


def test_training_never_reads_the_test_batch(folder):
    for name in TRAINING_FILES:
        os.link(folder / "test_batch", folder / name)
    (folder / "test_batch").unlink()
    assert len(load_training(folder)) == 5 * ROWS


def test_a_missing_file_is_named(tmp_path):
    refuse(tmp_path, "is missing")


@pytest.mark.parametrize("kept", [0, 1, 100, 1_000_000, -1])
def test_a_file_that_was_cut_off_is_named(tmp_path, content, kept):
    (tmp_path / "test_batch").write_bytes(content[:kept])
    refuse(tmp_path, "cannot be read")


class RunsCode:
    def __init__(self, command):
        self.command = command

    def __reduce__(self):
        return os.system, (self.command,)


class FillsMemory:
    def __reduce__(self):
        return np.ndarray, ((10**14,),)


def test_a_foreign_pickle_is_refused_and_runs_no_code(tmp_path):
    trace = tmp_path / "trace"
    bomb = pickle.dumps(RunsCode(f"touch '{trace}'"), protocol=2)
    pickle.loads(bomb)  # it would run
    trace.unlink()
    (tmp_path / "test_batch").write_bytes(bomb)
    refuse(tmp_path, r"it asks for (posix|nt)\.system")
    assert not trace.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"<html>Not found</html>",
        pickled([1, 2, 3]),
        pickled({b"data": FillsMemory(), b"labels": []}),
    ],
    ids=["a-page", "a-list", "no-memory"],
)
def test_what_holds_no_data_is_named(tmp_path, content):
    (tmp_path / "test_batch").write_bytes(content)
    refuse(tmp_path, "cannot be read")


@pytest.mark.parametrize(
    "change",
    [
        {b"data": np.zeros((ROWS - 1, 3072), "uint8")},
        {b"data": np.zeros((ROWS, 3072), "float32")},
        {b"labels": [0] * (ROWS - 1)},
        {b"labels": [10] * ROWS},
        {b"labels": [-1] * ROWS},
        {b"labels": [2**70] * ROWS},
        {b"labels": [[1], [2, 3]]},
        {b"labels": None},
        {b"data": None},
    ],
    ids=["rows", "kind", "count-of-labels", "label-too-high", "label-too-low", "a-huge-label",
         "ragged-labels", "no-labels", "no-data"],
)  # fmt: skip
def test_a_batch_of_another_shape_is_named(tmp_path, batch, change):
    (tmp_path / "test_batch").write_bytes(pickled({**batch, **change}))
    refuse(tmp_path, "is not a batch of CIFAR-10")
