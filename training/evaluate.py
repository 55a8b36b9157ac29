"""The only reader of the test pictures: runs/<name>/ -> metrics.json and a page of plots."""

import math

import numpy as np
from scipy.stats import rankdata

from training.backend import keras
from training.calibrate import expected_calibration_error, negative_log_likelihood, reliability
from training.datasets.photos import Photos
from training.datasets.splits import Split
from training.files import write_json
from training.models.deploy import deploy, predict
from training.provenance import provenance
from training.report.evaluation import report
from training.run import Run

TOP = 5


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
    size = test.pictures.shape[1]
    deployed = deploy(run.model(), size, len(classes), calibration.temperature)
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


def confusion_matrix(labels: np.ndarray, answers: np.ndarray, classes: int) -> np.ndarray:
    """int [classes, classes]: how often row was answered as column."""
    return np.bincount(labels * classes + answers, minlength=classes**2).reshape(classes, classes)


def class_metrics(confusion: np.ndarray) -> list[dict]:
    """Precision, recall and F1 of each class (0 if there is nothing to count), and its pictures."""
    right, answered, shown = np.diag(confusion), confusion.sum(axis=0), confusion.sum(axis=1)
    return [
        {
            "precision": float(hits / max(answers, 1)),
            "recall": float(hits / max(pictures, 1)),
            "f1": float(2 * hits / max(answers + pictures, 1)),
            "pictures": int(pictures),
        }
        for hits, answers, pictures in zip(right, answered, shown, strict=True)
    ]


def macro_metrics(per_class: list[dict]) -> dict[str, float]:
    """The mean over the classes that have test pictures: each counts the same."""
    tested = [row for row in per_class if row["pictures"]]
    return {
        key: float(np.mean([row[key] for row in tested])) for key in ("precision", "recall", "f1")
    }


def top_metrics(probabilities: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """How often the right class is among the five likeliest; nothing for five classes or fewer."""
    if probabilities.shape[1] <= TOP:
        return {}
    likeliest = np.argsort(-probabilities, axis=1, kind="stable")[:, :TOP]
    return {"top5_accuracy": float((likeliest == labels[:, None]).any(axis=1).mean())}


def auroc(known: np.ndarray, unknown: np.ndarray) -> float:
    """How probably a known picture has a higher confidence than an unknown one; ties count half.

    The area under the receiver operating characteristic, by ranks (Mann and Whitney 1947).
    """
    ranks = rankdata(np.concatenate([known, unknown]))[: len(known)]
    above = ranks.sum() - len(known) * (len(known) + 1) / 2
    return float(above / (len(known) * len(unknown)))


def wilson_interval(right: int, total: int) -> list[float]:
    """Between which shares the true one lies, with 95 % confidence (Wilson 1927)."""
    z = 1.96
    share, spread = right / total, z**2 / total
    centre = share + spread / 2
    margin = z * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return [(centre - margin) / (1 + spread), (centre + margin) / (1 + spread)]
