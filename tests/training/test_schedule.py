from types import SimpleNamespace

import numpy as np
import pytest

from training import schedule
from training.backend import keras
from training.recipe import Recipe


def recipe(**keys):
    return Recipe(name="test", data="test", **keys)


def rows(**figures):
    """A history of the given figures, a list each."""
    return [dict(zip(figures, row, strict=True)) for row in zip(*figures.values(), strict=True)]


def callbacks_own(callback, name, values):
    """What one of Keras's own callbacks does to rate and end, epoch by epoch, by these values."""
    model = SimpleNamespace(optimizer=SimpleNamespace(learning_rate=1.0), stop_training=False)
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {name: value})
        yield model.optimizer.learning_rate, model.stop_training


@pytest.mark.parametrize("seed", range(5))
def test_the_rate_falls_on_a_plateau_as_by_the_callback_of_keras(seed):
    losses = np.random.default_rng(seed).random(40)
    reduce = keras.callbacks.ReduceLROnPlateau(factor=0.5, patience=3, min_delta=0)
    chosen = recipe(schedule="decay", plateau_patience=3, plateau_factor=0.5, learning_rate=1.0)
    for number, (rate, _) in enumerate(callbacks_own(reduce, "val_loss", losses), start=1):
        ours = schedule.decayed_rate(chosen, rows(val_loss=losses[:number]))
        assert ours == pytest.approx(rate)
    assert ours < 1


@pytest.mark.parametrize("seed", range(5))
def test_training_stops_as_by_the_callback_of_keras(seed):
    accuracies = np.random.default_rng(seed).random(40).round(2)
    stop = keras.callbacks.EarlyStopping("val_accuracy", patience=6, mode="max")
    chosen = recipe(stop_patience=6)
    over = [
        schedule.is_over(chosen, rows(val_accuracy=accuracies[:number])) for number in range(1, 41)
    ]
    theirs = [ended for _, ended in callbacks_own(stop, "val_accuracy", accuracies)]
    assert over.index(True) == theirs.index(True)


def test_the_rate_falls_by_a_factor_each_epoch():
    chosen = recipe(schedule="decay", decay=0.95, learning_rate=0.001)
    assert schedule.decayed_rate(chosen, []) == 0.001
    assert schedule.decayed_rate(chosen, rows(loss=[1.0, 1.0])) == pytest.approx(0.001 * 0.95**2)


def test_a_cosine_rises_to_its_peak_and_ends_at_0():
    rates = schedule.cosine(recipe(warmup=0.2, learning_rate=0.5), steps=100)
    assert [float(rates(step)) for step in (0, 20, 60, 100)] == pytest.approx([0, 0.5, 0.25, 0])
    rates = schedule.cosine(recipe(learning_rate=0.5), steps=100)
    assert [float(rates(step)) for step in (0, 50, 100)] == pytest.approx([0.5, 0.25, 0])


def test_without_patience_training_goes_to_the_last_epoch():
    assert not schedule.is_over(recipe(), rows(val_accuracy=[0.9, 0.1, 0.1]))
    assert not schedule.is_over(recipe(stop_patience=1), [])


def test_the_first_of_equally_good_epochs_is_the_best():
    assert schedule.best_epoch(rows(val_accuracy=[0.1, 0.8, 0.8])) == 1


@pytest.mark.parametrize(("name", "kind"), [("sgd", "SGD"), ("adam", "Adam")])
def test_the_recipe_names_the_optimizer(name, kind):
    made = schedule.optimizer(recipe(optimizer=name, schedule="decay", learning_rate=1), steps=10)
    assert type(made).__name__ == kind
    assert float(made.learning_rate) == 1


def test_a_run_of_a_single_batch_has_no_time_to_warm_up():
    rate = schedule.cosine(recipe(warmup=0.2, learning_rate=0.5), 1)
    assert float(rate(0)) == 0.5
