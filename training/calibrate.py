"""What the validation pictures teach a finished model: how far to trust itself."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize_scalar

from training.backend import keras
from training.datasets.batches import TrainingBatches
from training.datasets.photos import Photos
from training.datasets.splits import Split
from training.measures import negative_log_likelihood
from training.models.deploy import BLOCK, cool, predict
from training.recipe import Recipe

ACCEPTED = 0.95  # share of validation pictures that pass, where no photos say more
VIEWS = 4  # of each validation picture, at most, for the temperature
ENOUGH = 4000  # views of them all together, once each has one


@dataclass(frozen=True)
class Calibration:
    """temperature divides the logits; below `threshold` the answer is 'none of these'."""

    temperature: float = 1.0
    threshold: float = 0.0
    validation_pictures: int = 0


def calibrate(
    deployed: keras.Model, validation: Split, recipe: Recipe, photos: Photos | None = None
) -> Calibration:
    """Fit temperature and threshold to validation pictures, the threshold to half the photos too.

    deployed: as `deploy` made it; afterwards its logits are divided by the temperature; recipe:
    what it was trained by. Without validation pictures nothing is learned: temperature 1, and
    nothing is rejected.
    """
    if len(validation) == 0:
        return Calibration()
    temperature = fit_temperature(*varied(deployed, validation, recipe))

    cool(deployed, temperature)
    confidence = predict(deployed, validation.pictures)["confidence"]
    if photos is None:
        return Calibration(temperature, passing_threshold(confidence), len(validation))
    half, _ = photos.halves()
    of_photos, known = predict(deployed, half.tensors)["confidence"], half.labels >= 0
    threshold = balanced_threshold([confidence, of_photos[known]], of_photos[~known])
    return Calibration(temperature, threshold, len(validation))


def varied(
    deployed: keras.Model, validation: Split, recipe: Recipe
) -> tuple[np.ndarray, np.ndarray]:
    """Logits [n, classes] and labels [n] of views of the validation pictures, one to VIEWS of each,
    varied as in the last epochs of training; of each view, the last, smaller batch is left out.

    A temperature fitted to them depends less on which pictures were held out, and what visitors
    show is no better framed either.
    """
    # Keras takes longer to begin than to answer a small batch.
    recipe = replace(recipe, batch_size=BLOCK)
    batches = TrainingBatches(validation, int(validation.labels.max()) + 1, recipe)
    logits, labels = [], []
    for view in range(max(1, min(VIEWS, ENOUGH // len(validation)))):
        batches.start_epoch(recipe.early_epochs + view)
        for number, indices in enumerate(batches.order):
            logits.append(predict(deployed, batches.augmented(indices, number))["logits"])
            labels.append(batches.labels[indices])
    return np.concatenate(logits), np.concatenate(labels)


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature that makes the labels [n] most likely given logits [n, classes].

    Guo et al., https://arxiv.org/abs/1706.04599.
    """

    def loss(log_temperature: float) -> float:
        return negative_log_likelihood(logits / np.exp(log_temperature), labels)

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))


def passing_threshold(known: np.ndarray) -> float:
    """The confidence that 95 % of pictures of the known classes reach.

    As OpenOOD counts (FPR at 95 % TPR, https://arxiv.org/abs/2210.07242); known: confidences [n].
    """
    return float(np.quantile(known, 1 - ACCEPTED))


def balanced_threshold(known: list[np.ndarray], unknown: np.ndarray) -> float:
    """The confidence at which known things pass and unknown ones are rejected equally well.

    Maximises the sum of both shares (Youden's index). known: confidences of several sets of
    pictures, each of the same weight; unknown: confidences [n] of pictures of none of the classes.
    """

    def index(threshold: float) -> float:
        passing = np.mean([(confidences >= threshold).mean() for confidences in known])
        return passing + (unknown < threshold).mean()

    values = np.unique(np.concatenate([*known, unknown]))
    between = (values[:-1] + values[1:]) / 2  # in the middle of a gap: no picture decides alone
    return float(max(between, key=index))
