"""The only reader of the test pictures: runs/<name>/ -> metrics.json and a confusion matrix."""

import numpy as np

from training.backend import keras
from training.calibrate import expected_calibration_error, negative_log_likelihood
from training.datasets.splits import Split
from training.files import write_json
from training.models.deploy import deploy
from training.provenance import provenance
from training.report.plots import plot_confusion
from training.run import Run


def evaluate(run: Run, test: Split, classes: list[str]) -> dict:
    """Measure the model of a run as it will be shipped: folded, calibrated, float16 weights.

    Every test picture counts once, seen once as it is. Writes `metrics.json` and `confusion.png`
    into the run folder and returns the metrics: shares from 0 to 1, loss in nats.
    """
    calibration = run.calibration()
    size = test.pictures.shape[1]
    deployed = deploy(run.model(), size, len(classes), calibration.temperature)
    outputs = deployed.predict(test.pictures.astype("float32"), batch_size=500, verbose=0)
    confusion = confusion_matrix(test.labels, outputs["probabilities"].argmax(axis=1), len(classes))
    metrics = {
        "accuracy": float(np.trace(confusion) / len(test)),
        "loss": negative_log_likelihood(outputs["logits"], test.labels),
        "expected_calibration_error": expected_calibration_error(
            outputs["probabilities"], test.labels
        ),
        "rejected": float((outputs["confidence"] < calibration.threshold).mean()),
        "test_pictures": len(test),
        "accuracy_per_class": {
            name: float(confusion[label, label] / max(confusion[label].sum(), 1))
            for label, name in enumerate(classes)
        },
        "confusion": confusion.tolist(),
        "seed": run.recipe().seed,
        **provenance(),
    }
    write_json(run.metrics_path, metrics)
    plot_confusion(confusion, classes, run.folder / "confusion.png")
    return metrics


def confusion_matrix(labels: np.ndarray, answers: np.ndarray, classes: int) -> np.ndarray:
    """int [classes, classes]: how often row was answered as column."""
    return np.bincount(labels * classes + answers, minlength=classes**2).reshape(classes, classes)


def validation_logits(model: keras.Model, validation: Split, classes: int) -> np.ndarray:
    """The undivided logits of the shipped graph, float32 [n, classes]."""
    pictures = validation.pictures.astype("float32")
    deployed = deploy(model, pictures.shape[1], classes)
    return deployed.predict(pictures, batch_size=500, verbose=0)["logits"]
