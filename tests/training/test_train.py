import json
import math
import shutil

import numpy as np
import pytest

from training.backend import keras
from training.datasets.batches import TrainingBatches
from training.datasets.generated import generated_split
from training.datasets.splits import NOTHING
from training.errors import UserError
from training.progress import ProgressBar
from training.recipe import load_recipe
from training.run import Run
from training.train import fresh_model, starting_model, train

PICTURES = generated_split(200, classes=10, seed=0)  # what --smoke trains on

KILL = """
import os, signal
from training import __main__ as command
from training.progress import ProgressBar
def kill(bar, batch, logs=None):
    if (bar.run_epoch, batch) == (1, 2):
        os.kill(os.getpid(), signal.SIGKILL)
begin = ProgressBar.on_epoch_begin
def note(bar, epoch, logs=None):
    bar.run_epoch = epoch
    begin(bar, epoch, logs)
ProgressBar.on_epoch_begin, ProgressBar.on_train_batch_end = note, kill
command.app(["train", "--smoke", "--run", "run"])
"""


@pytest.fixture
def begun(smoke, tmp_path, float32):
    """An empty run of the smoke recipe, in the precision that the smoke run chose."""
    run = Run(tmp_path / "run")
    run.folder.mkdir()
    shutil.copy(smoke.folder / "config.json", run.folder)
    return run


def history(run):
    return json.loads(run.history_path.read_text())


def test_a_run_that_was_killed_and_then_interrupted_ends_with_the_weights_of_an_unbroken_one(
    smoke, begun, python, monkeypatch
):
    killed = python("-c", KILL, cwd=begun.folder.parent)
    assert killed.returncode == -9, killed.stderr
    assert [row["epoch"] for row in history(begun)] == [1]

    def interrupt(bar, batch, logs=None):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(ProgressBar, "on_train_batch_end", interrupt)
        train(load_recipe("smoke"), PICTURES, NOTHING, 10, begun)
    assert [row["epoch"] for row in history(begun)] == [1]
    assert not begun.model_path.exists()

    train(load_recipe("smoke"), PICTURES, NOTHING, 10, begun)
    assert [row["epoch"] for row in history(begun)] == [1, 2, 3]
    unbroken = Run(smoke.folder)
    for ours, theirs in zip(
        begun.model().get_weights(), unbroken.model().get_weights(), strict=True
    ):
        np.testing.assert_array_equal(ours, theirs)
    assert begun.calibration() == unbroken.calibration()
    figures = ("loss", "accuracy", "val_loss", "val_accuracy")
    for ours, theirs in zip(history(begun), history(unbroken), strict=True):
        assert [ours[key] for key in figures] == [theirs[key] for key in figures]


def test_a_run_leaves_all_that_its_folder_should_hold(smoke):
    names = {path.name for path in smoke.folder.iterdir()}
    assert names == {
        "config.json", "history.json", "history.png", "checkpoint.keras", "model.keras",
        "calibration.json", "metrics.json", "evaluation.html", "confusion.png", "reliability.png",
        "mistakes.png", "web",
    }  # fmt: skip


def test_a_lost_loss_stops_with_a_sentence_and_keeps_the_last_good_epoch(begun, monkeypatch):
    whole = TrainingBatches.__getitem__

    def spoilt(batches, number):
        pictures, labels = whole(batches, number)
        return pictures, labels * (math.nan if batches.epoch == 1 else 1)

    monkeypatch.setattr(TrainingBatches, "__getitem__", spoilt)
    with pytest.raises(UserError, match=r"The loss became nan in batch 1 .*lower learning_rate"):
        train(load_recipe("smoke"), PICTURES, NOTHING, 10, begun)
    assert [row["epoch"] for row in history(begun)] == [1]
    assert all(math.isfinite(value) for value in history(begun)[0].values())
    kept = keras.models.load_model(begun.checkpoint_path, compile=False)
    assert all(np.isfinite(values).all() for values in kept.get_weights())
    assert not begun.model_path.exists()


def test_a_folder_that_holds_a_run_of_another_recipe_is_refused(smoke):
    with pytest.raises(UserError, match=r"another validation.*Choose another folder with --run"):
        Run(smoke.folder).claim(load_recipe("smoke", validation=0.0))


def test_what_comes_after_training_asks_for_it_first(begun, tmp_path):
    with pytest.raises(UserError, match=r"no finished model. Run `train` first"):
        begun.model()
    with pytest.raises(UserError, match=r"There is no run in .*nothing"):
        Run(tmp_path / "nothing").recipe()


def test_a_run_starts_from_another_where_layers_have_the_same_name_and_shape(smoke, begun):
    shutil.copytree(smoke.folder, begun.folder.parent / "first")
    recipe = load_recipe("smoke", start_from="first", outlier_share=0.25)
    split, outliers = PICTURES, generated_split(50, classes=3, seed=2)
    batches = TrainingBatches(split, 10, recipe, outliers)
    model, first = fresh_model(recipe, split, batches, begun), Run(smoke.folder).model()
    for layer in model.layers:
        same = [
            np.array_equal(ours, theirs)
            for ours, theirs in zip(
                layer.get_weights(), first.get_layer(layer.name).get_weights(), strict=True
            )
        ]
        assert all(same) == (layer.name != "head")
    assert model.output_shape == (None, 13)


def test_a_start_that_is_not_there_is_told(begun):
    recipe = load_recipe("smoke", start_from="nothing")
    with pytest.raises(UserError, match=r"goes on from .*nothing, which .*--recipe nothing"):
        train(recipe, PICTURES, NOTHING, 10, Run(begun.folder.parent / "another"))


def test_a_start_that_saw_the_pictures_to_be_held_out_is_refused(smoke):
    recipe = load_recipe("smoke", validation=0.1)
    with pytest.raises(UserError, match=r"it has seen pictures that this run would hold out"):
        starting_model(recipe, Run(smoke.folder))
