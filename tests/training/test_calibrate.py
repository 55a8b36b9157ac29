import numpy as np
import pytest
from scipy.special import softmax

from training.calibrate import (
    Calibration,
    balanced_threshold,
    calibrate,
    expected_calibration_error,
    fit_temperature,
    negative_log_likelihood,
    passing_threshold,
    reliability,
)
from training.datasets.splits import NOTHING
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
    assert calibrate(None, NOTHING, 10) == Calibration(1.0, 0.0, 0)


def test_a_smoke_run_is_calibrated_by_its_validation_pictures(smoke):
    calibration = Run(smoke.folder).calibration()
    assert calibration.validation_pictures == 40
    assert 0 < calibration.threshold < 1


def calibration_error(probabilities, labels):
    return expected_calibration_error(reliability(probabilities, labels))


def test_a_calibration_error_counted_by_hand():
    # 0.9 sure and right three times of four, 0.6 sure and right one time of two.
    probabilities = np.array([[0.9, 0.1]] * 4 + [[0.4, 0.6]] * 2)
    labels = np.array([0, 0, 0, 1, 1, 0])
    expected = (4 * abs(0.9 - 0.75) + 2 * abs(0.6 - 0.5)) / 6
    assert calibration_error(probabilities, labels) == pytest.approx(expected)
    assert [row["pictures"] for row in reliability(probabilities, labels)] == [2, 4]


def test_errors_of_opposite_sign_in_one_bin_cancel_and_in_two_bins_add_up():
    one_bin = np.array([[0.62, 0.38], [0.64, 0.36]])
    assert calibration_error(one_bin, np.array([0, 1])) == pytest.approx(0.13)
    two_bins = np.array([[0.55, 0.45], [0.95, 0.05]])
    assert calibration_error(two_bins, np.array([0, 1])) == pytest.approx(0.7)


def test_sure_and_right_is_perfect_and_sure_and_wrong_the_worst():
    sure = np.array([[1.0, 0.0]])
    assert calibration_error(sure, np.array([0])) == 0
    assert calibration_error(sure, np.array([1])) == 1


def test_the_loss_is_that_of_the_right_class():
    logits = np.log([[0.25, 0.75], [0.5, 0.5]])
    expected = -(np.log(0.75) + np.log(0.5)) / 2
    assert negative_log_likelihood(logits, np.array([1, 0])) == pytest.approx(expected)
