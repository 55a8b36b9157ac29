import json
import shutil

import numpy as np
import pytest

from training.datasets.generated import generated_pictures, generated_split
from training.datasets.photos import Photos
from training.evaluate import evaluate
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


def test_photos_and_unseen_things_are_measured_too(smoke, tmp_path):
    run = Run(tmp_path)
    for path in (smoke.folder / "config.json", smoke.folder / "deployed.keras"):
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


def test_the_page_shows_the_figures_and_the_surest_mistakes(smoke):
    metrics = json.loads((smoke.folder / "metrics.json").read_text())
    page = (smoke.folder / "evaluation.html").read_text()
    assert page.count("data:image/png") == 3  # confusion, calibration, mistakes
    assert f"<td>{metrics['top5_accuracy']:.2%}</td>" in page
    wrong = round(200 * (1 - metrics["accuracy"]))
    assert f"{wrong} of 200 answers are wrong. These {min(wrong, 40)} are the surest" in page
