import json

import numpy as np
import pytest

from training.evaluate import confusion_matrix
from training.export import KEPT_METRICS


def test_every_test_picture_counts_once(smoke):
    metrics = json.loads((smoke.folder / "metrics.json").read_text())
    confusion = np.array(metrics["confusion"])
    assert metrics["test_pictures"] == confusion.sum() == 200
    assert metrics["accuracy"] == pytest.approx(np.trace(confusion) / 200)
    assert list(metrics["accuracy_per_class"].values()) == pytest.approx(np.diag(confusion) / 20)


def test_the_figures_say_where_they_come_from(smoke):
    metrics = json.loads((smoke.folder / "metrics.json").read_text())
    assert set(KEPT_METRICS) <= set(metrics)
    assert metrics["command"] == "python -m training all --smoke"
    assert metrics["seed"] == 42


def test_the_confusion_matrix_has_a_row_a_class_and_a_column_an_answer():
    labels, answers = np.array([0, 0, 1, 2]), np.array([0, 2, 1, 1])
    assert confusion_matrix(labels, answers, 3).tolist() == [[1, 0, 1], [0, 1, 0], [0, 1, 0]]
