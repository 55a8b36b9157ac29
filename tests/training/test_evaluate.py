import json
import shutil

import numpy as np
import pytest

from training.datasets.generated import generated_pictures, generated_split
from training.datasets.photos import Photos
from training.evaluate import (
    auroc,
    class_metrics,
    confusion_matrix,
    evaluate,
    macro_metrics,
    top_metrics,
    wilson_interval,
)
from training.run import Run


def test_every_test_picture_counts_once(smoke):
    metrics = json.loads((smoke.folder / "metrics.json").read_text())
    confusion = np.array(metrics["confusion"])
    assert metrics["test_pictures"] == confusion.sum() == 200
    assert metrics["accuracy"] == pytest.approx(np.trace(confusion) / 200)
    assert list(metrics["accuracy_per_class"].values()) == pytest.approx(np.diag(confusion) / 20)


def test_the_figures_say_where_they_come_from(smoke):
    metrics = json.loads((smoke.folder / "metrics.json").read_text())
    assert {"commit", "hardware", "date"} <= set(metrics)
    assert metrics["command"] == "python -m training all --smoke"
    assert metrics["seed"] == 42


def test_the_confusion_matrix_has_a_row_a_class_and_a_column_an_answer():
    labels, answers = np.array([0, 0, 1, 2]), np.array([0, 2, 1, 1])
    assert confusion_matrix(labels, answers, 3).tolist() == [[1, 0, 1], [0, 1, 0], [0, 1, 0]]


def test_photos_and_unseen_things_are_measured_too(smoke, tmp_path):
    run = Run(tmp_path)
    for path in (smoke.folder / "config.json", smoke.folder / "model.keras"):
        shutil.copy(path, tmp_path)
    tensors = generated_pictures(9, 32).astype("float32")
    photos = Photos(tensors, np.array([0, 1, 2, 3, 4, -1, -1, -1, -1]))
    unseen = generated_pictures(20, 32, seed=5)
    classes = [str(number) for number in range(10)]
    metrics = evaluate(run, generated_split(30, classes=10), classes, unseen, photos)
    assert metrics["unseen"]["pictures"] == 20
    assert 0 <= metrics["unseen"]["auroc"] <= 1
    measured = metrics["photos"]
    assert (measured["pictures"], measured["none_pictures"]) == (5, 4)
    low, high = measured["interval"]
    assert low <= measured["accuracy"] <= high
    assert measured["known_rejected"] == measured["none_rejected"] == 0  # never calibrated
    assert sum(row["pictures"] for row in metrics["reliability"]) == 30


def test_the_auroc_is_the_share_of_pairs_in_the_right_order():
    assert auroc(np.array([0.9, 0.8]), np.array([0.1, 0.2, 0.3])) == 1
    assert auroc(np.array([0.5]), np.array([0.5])) == 0.5
    assert auroc(np.array([0.4, 0.9]), np.array([0.5, 0.1])) == 0.75


def test_the_interval_of_a_share_is_wilsons():
    # Newcombe (1998), table I: 81 of 263.
    assert wilson_interval(81, 263) == pytest.approx([0.2553, 0.3662], abs=1e-4)
    assert wilson_interval(10, 10)[1] == pytest.approx(1)


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


def test_the_page_shows_the_figures_and_the_surest_mistakes(smoke):
    metrics = json.loads((smoke.folder / "metrics.json").read_text())
    page = (smoke.folder / "evaluation.html").read_text()
    assert page.count("data:image/png") == 3  # confusion, calibration, mistakes
    assert f"<td>{metrics['top5_accuracy']:.2%}</td>" in page
    wrong = round(200 * (1 - metrics["accuracy"]))
    assert f"{wrong} of 200 answers are wrong. These {min(wrong, 40)} are the surest" in page
