import numpy as np
import pytest

from training.measures import (
    auroc,
    class_metrics,
    confusion_matrix,
    expected_calibration_error,
    macro_metrics,
    negative_log_likelihood,
    reliability,
    top_metrics,
    wilson_interval,
)


def test_the_confusion_matrix_has_a_row_a_class_and_a_column_an_answer():
    labels, answers = np.array([0, 0, 1, 2]), np.array([0, 2, 1, 1])
    assert confusion_matrix(labels, answers, 3).tolist() == [[1, 0, 1], [0, 1, 0], [0, 1, 0]]


def test_precision_recall_and_f1_counted_by_hand():
    # Of three cats one is called a dog; one dog is called so; the third class is in no picture,
    # but is answered once, for the other dog.
    first, second, third = class_metrics(np.array([[2, 1, 0], [0, 1, 1], [0, 0, 0]]))
    assert first == pytest.approx({"precision": 1, "recall": 2 / 3, "f1": 0.8, "pictures": 3})
    assert second == pytest.approx({"precision": 0.5, "recall": 0.5, "f1": 0.5, "pictures": 2})
    assert third == {"precision": 0, "recall": 0, "f1": 0, "pictures": 0}
    macro = macro_metrics([first, second, third])
    assert macro == pytest.approx({"precision": 0.75, "recall": 7 / 12, "f1": 0.65})


def test_the_right_class_may_be_among_the_five_likeliest():
    probabilities = np.array([[0.3, 0.25, 0.2, 0.1, 0.1, 0.05]] * 4)
    assert top_metrics(probabilities, np.array([0, 4, 4, 5])) == {"top5_accuracy": 0.75}
    assert top_metrics(probabilities[:, :5], np.array([0, 4, 4, 1])) == {}


def test_the_auroc_is_the_share_of_pairs_in_the_right_order():
    assert auroc(np.array([0.9, 0.8]), np.array([0.1, 0.2, 0.3])) == 1
    assert auroc(np.array([0.5]), np.array([0.5])) == 0.5
    assert auroc(np.array([0.4, 0.9]), np.array([0.5, 0.1])) == 0.75


def test_the_interval_of_a_share_is_wilsons():
    # Newcombe (1998), table I: 81 of 263.
    assert wilson_interval(81, 263) == pytest.approx([0.2553, 0.3662], abs=1e-4)
    assert wilson_interval(10, 10)[1] == pytest.approx(1)


def test_the_loss_is_that_of_the_right_class():
    logits = np.log([[0.25, 0.75], [0.5, 0.5]])
    expected = -(np.log(0.75) + np.log(0.5)) / 2
    assert negative_log_likelihood(logits, np.array([1, 0])) == pytest.approx(expected)


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
