"""What answers are worth: every figure of an evaluation, from labels and probabilities alone.

The page computes the same ones in `web/src/rooms/test/`; `tests/golden/evaluation.json` pins both.
"""

import math

import numpy as np
from scipy.special import log_softmax
from scipy.stats import rankdata

BINS = 15  # of the calibration curve
TOP = 5


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


def negative_log_likelihood(logits: np.ndarray, labels: np.ndarray) -> float:
    """Mean of -log(probability of the right class)."""
    return float(-log_softmax(logits, axis=1)[np.arange(len(labels)), labels].mean())


def reliability(probabilities: np.ndarray, labels: np.ndarray) -> list[dict]:
    """How sure the answers are and how often they are right, by bins of the highest probability.

    15 bins of equal width, empty ones left out; each with its mean `confidence`, its `accuracy`
    and its number of `pictures`. probabilities: [n, classes]; labels: [n].
    """
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    number = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        {
            "confidence": float(confidence[number == bin_].mean()),
            "accuracy": float(right[number == bin_].mean()),
            "pictures": int((number == bin_).sum()),
        }
        for bin_ in np.unique(number)
    ]


def expected_calibration_error(bins: list[dict]) -> float:
    """Mean gap between confidence and accuracy over the bins of `reliability`; 0 is perfect.

    Guo et al., https://arxiv.org/abs/1706.04599.
    """
    gaps = [abs(row["confidence"] - row["accuracy"]) * row["pictures"] for row in bins]
    return float(sum(gaps) / sum(row["pictures"] for row in bins))


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
