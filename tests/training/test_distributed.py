import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from training.datasets.batches import TrainingBatches, WholePictures
from training.datasets.generated import generated_split
from training.distributed import Machines, check_batches, join
from training.errors import UserError
from training.recipe import load_recipe
from training.run import Run

PICTURES = generated_split(200, classes=10, seed=0)

TRAIN = """
from training import run
from training.__main__ import app
run.remove = lambda path: None  # what the others have done is to be looked at
app(["train", "--smoke", "--epochs", "1", "--distributed", "--run", "run"])
"""


def start(folder, number, port, count=2):
    environment = {
        **os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu",
        "KERAS_DISTRIBUTION_JOB_ADDRESSES": f"127.0.0.1:{port}",
        "KERAS_DISTRIBUTION_NUM_PROCESSES": str(count),
        "KERAS_DISTRIBUTION_PROCESS_ID": str(number),
        "JAX_DISABLE_MOST_OPTIMIZATIONS": "1",  # a compiler that takes half the time
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", TRAIN], cwd=folder, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def test_two_processes_end_with_the_same_weights(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    processes = [start(tmp_path, number, port) for number in range(2)]
    for process in processes:
        output, _ = process.communicate(timeout=600)
        assert process.returncode == 0, output
    first, second = (Run(tmp_path / name) for name in ("run", ".run.process-1"))
    for ours, theirs in zip(first.model().get_weights(), second.model().get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    figures = ("loss", "accuracy", "val_loss", "val_accuracy")
    for row, other in zip(first.history(), second.history(), strict=True):
        assert [row[key] for key in figures] == [other[key] for key in figures]
    assert first.calibration() == second.calibration()
    assert first.calibration().validation_pictures == 40


def test_machines_share_out_each_batch_and_draw_by_themselves():
    recipe = load_recipe("smoke", shift=0, cutout=0, early_crop=0, early_epochs=0, flip=False)
    parts = [
        TrainingBatches(PICTURES, 10, recipe, machines=Machines(2, number, 2))[3]
        for number in range(2)
    ]
    whole, labels = TrainingBatches(PICTURES, 10, recipe)[3]
    np.testing.assert_array_equal(parts[0][0], whole[::2])
    np.testing.assert_array_equal(parts[1][1], labels[1::2])
    draws = [
        TrainingBatches(PICTURES, 10, recipe, machines=Machines(2, number, 2)).random(3).random()
        for number in range(2)
    ]
    assert draws[0] != draws[1]


def test_validation_pictures_that_cannot_be_shared_out_are_left_out():
    batches = [WholePictures(PICTURES, 10, 32, Machines(3, number, 3)) for number in range(3)]
    assert [len(part[len(part) - 1][0]) for part in batches] == [2, 2, 2]
    alone = WholePictures(PICTURES, 10, 32)
    assert sum(len(alone[number][0]) for number in range(len(alone))) == 200


def test_a_batch_that_cannot_be_shared_out_is_told():
    with pytest.raises(UserError, match=r"A batch of 32 pictures .* among 3 devices"):
        check_batches(Machines(3, 0, 3), 32)


def test_another_backend_than_jax_is_told():
    with pytest.raises(UserError, match=r"needs Keras's JAX backend, .*set KERAS_BACKEND=jax"):
        join()
