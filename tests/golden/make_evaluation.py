"""Writes evaluation.json beside it: what `evaluate` says of some answers, to pin its JS twin.

    python tests/golden/make_evaluation.py

tests/training/test_golden.py and tests/web/measures.test.js read the result; run this only when
the definition of a figure changes.
"""

import json
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from training.measures import (  # noqa: E402  (after the path to it)
    BINS,
    auroc,
    class_metrics,
    confusion_matrix,
    expected_calibration_error,
    macro_metrics,
    reliability,
    wilson_interval,
)

CLASSES = ["cat", "dog", "frog", "ship"]
THRESHOLD = 0.5


def main() -> None:
    """Write one picture a line, so that a change shows as such."""
    labels, probabilities, confidence = answers(np.random.default_rng(0))
    rows = [
        {"truth": int(label), "probabilities": shares.tolist(), "confidence": float(sure)}
        for label, shares, sure in zip(labels, probabilities, confidence, strict=True)
    ]
    lines = ",\n".join(json.dumps(row) for row in rows)
    metrics = json.dumps(measure(labels, probabilities, confidence, CLASSES, THRESHOLD))
    (HERE / "evaluation.json").write_text(
        f'{{"classes": {json.dumps(CLASSES)}, "threshold": {THRESHOLD},\n"metrics": {metrics},\n'
        f'"pictures": [\n{lines}\n]}}\n'
    )


def answers(random) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Labels (-1: none of the classes), float32 [n, 4] probabilities and [n] confidences.

    No picture shows a ship, and no answer is a frog. Some probabilities lie on the edges of bins
    and beside them, where rounding decides; many confidences are equal.
    """
    labels = np.concatenate([random.integers(0, 3, 150), np.full(40, -1)])
    logits = random.normal(0, 1.5, (len(labels), len(CLASSES)))
    logits[np.arange(150), labels[:150]] += 1.5
    logits[:, 2] = -9
    edges = np.float32(np.arange(6, BINS + 1) / BINS)
    near = np.concatenate([edges, np.nextafter(edges, np.float32(0))])
    probabilities = (np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)).astype("float32")
    for row, sure in enumerate(near):
        probabilities[row] = (1 - sure) / 3
        probabilities[row, row % 2] = sure
    confidence = np.round(random.uniform(0.2, 0.9, len(labels)) + 0.1 * (labels >= 0), 1)
    return labels, probabilities, confidence.astype("float32")


def measure(
    labels: np.ndarray,
    probabilities: np.ndarray,
    confidence: np.ndarray,
    classes: list[str],
    threshold: float,
) -> dict:
    """The figures as `evaluate` puts them together."""
    known = labels >= 0
    given = probabilities[known].argmax(axis=1)
    confusion = confusion_matrix(labels[known], given, len(classes))
    bins, per_class = reliability(probabilities[known], labels[known]), class_metrics(confusion)
    right, rejected = int(np.trace(confusion)), confidence < threshold
    return {
        "test_pictures": int(known.sum()),
        "accuracy": right / int(known.sum()),
        "interval": wilson_interval(right, int(known.sum())),
        "expected_calibration_error": expected_calibration_error(bins),
        "rejected": float(rejected[known].mean()),
        "per_class": dict(zip(classes, per_class, strict=True)),
        "macro": macro_metrics(per_class),
        "confusion": confusion.tolist(),
        "reliability": bins,
        "unseen": {
            "rejected": float(rejected[~known].mean()),
            "pictures": int((~known).sum()),
            "auroc": auroc(confidence[known], confidence[~known]),
        },
    }


if __name__ == "__main__":
    main()
