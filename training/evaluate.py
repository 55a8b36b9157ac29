"""What a finished run is worth on the test pictures: metrics.json and a page of plots."""

import numpy as np

from training.backend import keras
from training.datasets.photos import Photos
from training.datasets.splits import Split
from training.files import write_json
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
from training.models.deploy import predict
from training.provenance import provenance
from training.report.evaluation import report
from training.run import Run


def evaluate(
    run: Run, test: Split, classes: list[str], unseen: np.ndarray | None, photos: Photos | None
) -> dict:
    """Measure the model of a run as it will be shipped: folded, calibrated, rounded weights.

    Every test picture counts once, seen once as it is. unseen: pictures of things that are none
    of the classes and that no run saw, uint8 [n, size, size, 3]. Writes `metrics.json` and the
    page of `report/evaluation.py` into the run folder and returns the metrics: shares from 0 to 1,
    loss in nats.
    """
    calibration = run.calibration()
    deployed = run.deployed()
    outputs = predict(deployed, test.pictures)
    probabilities = outputs["probabilities"]
    confusion = confusion_matrix(test.labels, probabilities.argmax(axis=1), len(classes))
    bins = reliability(probabilities, test.labels)
    per_class = class_metrics(confusion)
    metrics = {
        "accuracy": float(np.trace(confusion) / len(test)),
        **top_metrics(probabilities, test.labels),
        "loss": negative_log_likelihood(outputs["logits"], test.labels),
        "expected_calibration_error": expected_calibration_error(bins),
        "rejected": float((outputs["confidence"] < calibration.threshold).mean()),
        "test_pictures": len(test),
        "accuracy_per_class": {
            name: float(confusion[label, label] / max(confusion[label].sum(), 1))
            for label, name in enumerate(classes)
        },
        "per_class": dict(zip(classes, per_class, strict=True)),
        "macro": macro_metrics(per_class),
        "confusion": confusion.tolist(),
        "reliability": bins,
        "seed": run.recipe().seed,
        **provenance(),
    }
    if unseen is not None:
        confidence = predict(deployed, unseen)["confidence"]
        metrics["unseen"] = {
            "auroc": auroc(outputs["confidence"], confidence),
            "rejected": float((confidence < calibration.threshold).mean()),
            "pictures": len(unseen),
        }
    if photos is not None:
        metrics["photos"] = photo_metrics(deployed, photos, calibration.threshold)
    write_json(run.metrics_path, metrics)
    report(run.folder, metrics, classes, test, probabilities)
    return metrics


def photo_metrics(deployed: keras.Model, photos: Photos, threshold: float) -> dict:
    """Accuracy on photos of the classes with its interval, and how well others are told apart.

    The shares of rejected photos are those of the half by which no threshold was chosen.
    """
    outputs = predict(deployed, photos.tensors)
    known = photos.labels >= 0
    right = (outputs["probabilities"].argmax(axis=1) == photos.labels)[known]
    _, second_half = photos.halves()
    rejected = predict(deployed, second_half.tensors)["confidence"] < threshold
    return {
        "accuracy": float(right.mean()),
        "interval": wilson_interval(int(right.sum()), len(right)),
        "pictures": len(right),
        "none_pictures": int((~known).sum()),
        "auroc": auroc(outputs["confidence"][known], outputs["confidence"][~known]),
        "known_rejected": float(rejected[second_half.labels >= 0].mean()),
        "none_rejected": float(rejected[second_half.labels < 0].mean()),
    }
