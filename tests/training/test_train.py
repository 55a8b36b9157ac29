import json
import math
import shutil
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from training.backend import keras
from training.calibrate import Calibration
from training.callbacks import Checkpoint
from training.datasets.batches import TrainingBatches
from training.datasets.generated import generated_split
from training.datasets.splits import NOTHING
from training.errors import UserError
from training.progress import ProgressBar
from training.recipe import Recipe, load_recipe
from training.run import Run
from training.train import SETTLING_BATCHES, fit, settle_norms, train

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
        "deployed.keras", "calibration.json", "metrics.json", "evaluation.html", "confusion.png",
        "reliability.png", "mistakes.png", "web",
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


def test_a_run_of_other_pictures_of_the_same_folder_is_refused(tmp_path):
    run, recipe = Run(tmp_path / "run"), load_recipe("smoke", data="pets")
    run.claim(recipe, "forty files")
    run.history_path.write_text("[]")
    run.claim(recipe, "forty files")
    with pytest.raises(UserError, match=r"pictures in pets are not those .* Train them in another"):
        run.claim(recipe, "forty-five files")


def test_a_run_without_an_epoch_may_begin_with_another_recipe(tmp_path):
    run, recipe = Run(tmp_path / "run"), load_recipe("smoke")
    run.claim(load_recipe("smoke", seed=1), "forty files")
    run.claim(recipe, "forty-five files")
    assert (run.recipe(), run.pictures()) == (recipe, "forty-five files")


def test_a_finished_run_stays_as_it_is(smoke, tmp_path, float32):
    run = Run(tmp_path / "run")
    shutil.copytree(smoke.folder, run.folder)
    run.save_calibration(Calibration(2.0, 0.5, 40))
    assert not run.metrics_path.exists()  # which another threshold had rejected by
    before = {path.name: path.read_bytes() for path in run.folder.iterdir() if path.is_file()}
    train(run.recipe(), PICTURES, NOTHING, 10, run)
    after = {path.name: path.read_bytes() for path in run.folder.iterdir() if path.is_file()}
    assert after == before


def test_what_comes_after_training_asks_for_it_first(begun, tmp_path):
    with pytest.raises(UserError, match=r"no finished model. Run `train` first"):
        begun.model()
    with pytest.raises(UserError, match=r"There is no run in .*nothing"):
        Run(tmp_path / "nothing").recipe()


def test_a_broken_run_with_stages_dropout_and_a_falling_rate_ends_as_an_unbroken_one(
    tmp_path, float32, monkeypatch
):
    recipe = Recipe(
        name="test", data="cifar10", model="cnn", widths=[4, 8], convolutions=[1, 1], inner=8,
        dropout=0.4, block_dropout=0.2, l2=1e-4, precision="float32", epochs=3, head_epochs=1,
        batch_size=32, optimizer="adam", learning_rate=0.01, schedule="decay", decay=0.9,
        plateau_patience=1, keep_best=True, rotate=10.0, mixup=0.2,
    )  # fmt: skip
    unbroken, broken = Run(tmp_path / "unbroken"), Run(tmp_path / "broken")
    train(recipe, PICTURES, NOTHING, 10, unbroken)

    batches = iter(range(100))

    def interrupt(bar, batch, logs=None):
        if next(batches) == 17:  # of 5 an epoch: in the third epoch after the one for the head
            raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(ProgressBar, "on_train_batch_end", interrupt)
        train(recipe, PICTURES, NOTHING, 10, broken)
    assert len(broken.history()) == 3
    train(recipe, PICTURES, NOTHING, 10, broken)

    for row, other in zip(broken.history(), unbroken.history(), strict=True):
        assert {**row, "seconds": 0} == {**other, "seconds": 0}
    for path in (Run.model_path, Run.checkpoint_path):
        ours, theirs = (
            keras.models.load_model(path.fget(run), compile=False) for run in (broken, unbroken)
        )
        for values, others in zip(ours.get_weights(), theirs.get_weights(), strict=True):
            np.testing.assert_array_equal(values, others)


def test_training_ends_early_with_the_weights_of_its_best_epoch(tmp_path, float32, monkeypatch):
    accuracies = iter([0.5, 0.7, 0.6, 0.7])

    def judged(checkpoint, epoch, logs=None):
        note(checkpoint, epoch, {**logs, "val_accuracy": next(accuracies)})

    note = Checkpoint.on_epoch_end
    monkeypatch.setattr(Checkpoint, "on_epoch_end", judged)
    recipe = load_recipe("smoke", epochs=9, early_epochs=0, early_crop=0, cutout=0,
                         stop_patience=2, precision="float32")  # fmt: skip
    run = Run(tmp_path / "run")
    model = train(recipe, PICTURES, NOTHING, 10, run)
    assert len(run.history()) == 4
    best = keras.models.load_model(run.best_path, compile=False)
    last = keras.models.load_model(run.checkpoint_path, compile=False)
    for ours, theirs in zip(model.get_weights(), best.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    final, later = (kept.get_layer("head").get_weights()[0] for kept in (model, last))
    assert (final != later).any()


def test_a_run_of_an_older_version_goes_on_with_the_defaults_of_new_keys(tmp_path):
    run = Run(tmp_path / "run")
    recipe = load_recipe("smoke")
    run.claim(recipe)
    path = run.folder / "config.json"
    config = json.loads(path.read_text())
    for key in ("model", "optimizer", "mixup", "precision"):
        del config["recipe"][key]
    path.write_text(json.dumps(config))
    run.history_path.write_text("[]")
    assert run.recipe() == recipe
    run.claim(recipe)
    with pytest.raises(UserError, match="another optimizer"):
        run.claim(load_recipe("smoke", optimizer="adam"))


def test_norms_end_with_the_statistics_of_pictures_as_they_are(tmp_path, float32):
    keys = {"model": "cnn", "widths": [4], "convolutions": [1], "epochs": 1, "brightness": 0.9}
    recipe = Recipe(name="plain", data="cifar10", precision="float32", **keys)
    off = {}
    for settled in (False, True):
        run = Run(tmp_path / str(settled))
        model = train(replace(recipe, settle_norms=settled), PICTURES, NOTHING, 10, run)
        norm = model.get_layer("block1_norm1")
        seen = keras.Model(model.input, norm.input).predict(PICTURES.pictures.astype("float32"))
        off[settled] = np.abs(norm.moving_mean - seen.mean(axis=(0, 1, 2))).max()
    assert off[True] < off[False] / 2


def test_settled_norms_keep_the_plain_mean_of_what_they_were_shown(float32):
    maps = np.random.default_rng(0).normal(3, 2, (SETTLING_BATCHES, 8, 4, 4, 2)).astype("float32")
    norm = keras.layers.BatchNormalization(momentum=0.99)
    settle_norms(keras.Sequential([keras.Input((4, 4, 2)), norm]), [(batch,) for batch in maps])
    np.testing.assert_allclose(norm.moving_mean, maps.mean(axis=(0, 1, 2, 3)), rtol=1e-4)
    variances = maps.var(axis=(1, 2, 3)).mean(axis=0)
    np.testing.assert_allclose(norm.moving_variance, variances, rtol=1e-4)
    assert norm.momentum == 0.99


@pytest.mark.parametrize("weighted", [False, True])
def test_a_recipe_may_let_classes_of_few_pictures_count_more(tmp_path, weighted):
    recipe, run, given = load_recipe("smoke", class_weights=weighted), Run(tmp_path), {}
    uneven = PICTURES.take(np.arange(25))  # three pictures of five classes, two of the others
    model = SimpleNamespace(
        optimizer=SimpleNamespace(iterations=0), fit=lambda *args, **options: given.update(options)
    )
    (stage,) = run.stages(recipe)
    fit(model, TrainingBatches(uneven, 10, recipe), NOTHING, recipe, run, stage)
    expected = {label: 25 / 10 / (3 if label < 5 else 2) for label in range(10)}
    assert given["class_weight"] == (pytest.approx(expected) if weighted else None)
