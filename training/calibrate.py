"""What the validation pictures teach a finished model: how far to trust itself."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

ACCEPTED = 0.95  # share of pictures of the known classes that must not be rejected


@dataclass(frozen=True)
class Calibration:
    """temperature divides the logits; below `threshold` the answer is 'none of these'."""

    temperature: float = 1.0
    threshold: float = 0.0
    validation_pictures: int = 0


def calibrate(logits: np.ndarray, labels: np.ndarray) -> Calibration:
    """Fit temperature and threshold to validation logits [n, classes] and labels [n].

    The temperature makes the labels most likely (Guo et al., https://arxiv.org/abs/1706.04599);
    the threshold lets 95 % of the pictures pass, as OpenOOD counts (FPR at 95 % TPR).
    Without pictures nothing is learned: temperature 1, and nothing is rejected.
    """
    if len(labels) == 0:
        return Calibration()

    def loss(log_temperature: float) -> float:
        return negative_log_likelihood(logits / np.exp(log_temperature), labels)

    temperature = float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))
    confidence = softmax(logits / temperature, axis=1).max(axis=1)
    return Calibration(temperature, float(np.quantile(confidence, 1 - ACCEPTED)), len(labels))


def negative_log_likelihood(logits: np.ndarray, labels: np.ndarray) -> float:
    """Mean of -log(probability of the right class)."""
    return float(-log_softmax(logits, axis=1)[np.arange(len(labels)), labels].mean())


def expected_calibration_error(
    probabilities: np.ndarray, labels: np.ndarray, bins: int = 15
) -> float:
    """Mean gap between how sure the answers are and how often they are right.

    Over bins of equal width of the highest probability (Guo et al.,
    https://arxiv.org/abs/1706.04599). probabilities: [n, classes]; labels: [n]; 0 is perfect.
    """
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    number = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = np.bincount(number, right - confidence, minlength=bins)
    return float(np.abs(gaps).sum() / len(labels))
