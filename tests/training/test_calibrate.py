from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.special import softmax

from training.calibrate import (
    Calibration,
    balanced_threshold,
    calibrate,
    fit_temperature,
    passing_threshold,
    varied,
)
from training.commands import measure
from training.datasets.generated import generated_split
from training.datasets.splits import NOTHING, Split
from training.errors import UserError
from training.recipe import load_recipe
from training.run import Run


@pytest.fixture(scope="module")
def overconfident():
    """Logits that are 2.5 times too sure of labels drawn from the honest ones."""
    random = np.random.default_rng(0)
    honest = random.normal(0, 2, (20_000, 10))
    drawn = softmax(honest, axis=1).cumsum(axis=1) > random.random((20_000, 1))
    return honest * 2.5, drawn.argmax(axis=1)


def test_the_temperature_undoes_too_much_confidence(overconfident):
    assert fit_temperature(*overconfident) == pytest.approx(2.5, rel=0.03)


def test_the_threshold_lets_95_percent_of_the_pictures_pass():
    confidence = np.random.default_rng(0).random(10_000)
    threshold = passing_threshold(confidence)
    assert (confidence >= threshold).mean() == pytest.approx(0.95, abs=1e-3)


def test_with_photos_of_none_the_threshold_stands_where_both_kinds_are_told_apart_best():
    known, of_photos = np.array([0.9, 0.8, 0.7, 0.3]), np.array([0.95, 0.6])
    unknown = np.array([0.1, 0.2, 0.4, 0.5])
    assert balanced_threshold([known, of_photos], unknown) == pytest.approx(0.55)


def test_each_set_of_known_pictures_weighs_the_same_however_many_it_has():
    many, few = np.full(1000, 0.9), np.array([0.3, 0.3])
    unknown = np.array([0.2, 0.4, 0.4])
    # Above 0.4 a third more of the unknown ones are rejected twice, but half of the known ones.
    assert balanced_threshold([many, few], unknown) == pytest.approx(0.65)
    assert balanced_threshold([few, few], unknown) == pytest.approx(0.25)


def test_without_pictures_nothing_is_changed_or_rejected():
    recipe = load_recipe("cifar10-base")
    assert calibrate(None, NOTHING, recipe) == Calibration(1.0, 0.0, 0)


class FirstPixels:
    """A model whose logits are the leftmost and the rightmost pixel of the first row."""

    def predict(self, pictures, **_options):
        return {"logits": pictures[:, 0, [0, -1], 0]}


def test_the_temperature_is_fitted_to_views_as_the_last_epochs_of_training_show_them():
    pictures = np.zeros((6, 32, 32, 3), "uint8")
    pictures[:, :, 0] = np.arange(1, 7)[:, None, None]
    recipe = replace(load_recipe("cifar10-base"), shift=0, early_crop=28, epochs=2)
    assert recipe.flip and recipe.cutout, "the early epochs of this recipe hide squares"
    logits, labels = varied(FirstPixels(), Split(pictures, np.arange(6)), recipe)
    for number in range(6):
        shown = sorted(map(tuple, logits[labels == number].astype(int)))
        assert shown == [(0, number + 1)] * 2 + [(number + 1, 0)] * 2


def test_many_pictures_are_viewed_once():
    recipe = load_recipe("cifar10-base")
    many = Split(np.zeros((6000, 4, 4, 3), "uint8"), np.arange(6000) % 10)
    assert len(varied(FirstPixels(), many, recipe)[1]) == 6000


def test_a_smoke_run_is_calibrated_by_its_validation_pictures(smoke):
    calibration = Run(smoke.folder).calibration()
    assert calibration.validation_pictures == 40
    assert 0 < calibration.threshold < 1


def test_a_run_without_validation_pictures_has_none_to_choose_by(monkeypatch):
    trained = SimpleNamespace(
        recipe=lambda: load_recipe("smoke", validation=0.0), class_names=list, folder="runs/all"
    )
    pictures = SimpleNamespace(training=lambda: generated_split(20, classes=2, seed=0))
    monkeypatch.setattr(measure, "chosen_run", lambda *given, **keys: trained)
    monkeypatch.setattr(measure, "run_pictures", lambda *given, **keys: (pictures, None))
    with pytest.raises(UserError, match=r"runs/all learned from all pictures"):
        measure.calibrate()
