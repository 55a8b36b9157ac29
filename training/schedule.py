"""How fast to learn, when to stop and which epoch was best, all from the recipe and the history.

Nothing is kept but the history, so a resumed run decides as an unbroken one. Each function takes
the figures of the epochs so far, without those in which only the head learned.
"""

import math

from training.backend import keras
from training.recipe import Recipe


def optimizer(recipe: Recipe, steps: int) -> keras.optimizers.Optimizer:
    """The recipe's optimizer for a run of `steps` batches."""
    rate = cosine(recipe, steps) if recipe.schedule == "cosine" else float(recipe.learning_rate)
    return create(recipe, rate)


def head_optimizer(recipe: Recipe) -> keras.optimizers.Optimizer:
    """The same for the epochs in which only the head learns, at a constant rate."""
    return create(recipe, float(recipe.head_learning_rate))


def create(recipe: Recipe, rate) -> keras.optimizers.Optimizer:
    """An optimizer with a rate or a schedule of rates; biases are spared from weight decay."""
    decay = {"weight_decay": recipe.weight_decay or None}
    if recipe.optimizer == "adam":
        made = keras.optimizers.Adam(rate, **decay)
    else:
        made = keras.optimizers.SGD(rate, momentum=recipe.momentum, nesterov=True, **decay)
    made.exclude_from_weight_decay(var_names=["beta", "gamma", "bias"])
    return made


def cosine(recipe: Recipe, steps: int) -> keras.optimizers.schedules.LearningRateSchedule:
    """A straight rise for the share `warmup` of the steps, then half a cosine to 0."""
    warmup_steps = min(math.ceil(recipe.warmup * steps), steps - 1)  # of one batch: none
    if not warmup_steps:
        return keras.optimizers.schedules.CosineDecay(recipe.learning_rate, steps)
    return keras.optimizers.schedules.CosineDecay(
        0.0, steps - warmup_steps, warmup_target=recipe.learning_rate, warmup_steps=warmup_steps
    )


def decayed_rate(recipe: Recipe, history: list[dict[str, float]]) -> float:
    """The learning rate of the next epoch under schedule = "decay"."""
    rate = recipe.learning_rate * recipe.decay ** len(history)
    if recipe.plateau_patience:
        losses = [row["val_loss"] for row in history]
        rate *= recipe.plateau_factor ** count_plateaus(losses, recipe.plateau_patience)
    return rate


def count_plateaus(losses: list[float], patience: int) -> int:
    """How often `patience` epochs went by without a new lowest loss."""
    lowest, waited, plateaus = math.inf, 0, 0
    for loss in losses:
        waited = 0 if loss < lowest else waited + 1
        lowest = min(lowest, loss)
        if waited == patience:
            waited, plateaus = 0, plateaus + 1
    return plateaus


def is_over(recipe: Recipe, history: list[dict[str, float]]) -> bool:
    """Whether validation accuracy has not risen for as long as the recipe waits."""
    if not recipe.stop_patience or not history:
        return False
    return len(history) - 1 - best_epoch(history) >= recipe.stop_patience


def best_epoch(history: list[dict[str, float]]) -> int:
    """The first epoch with the best validation accuracy, counted from 0."""
    accuracies = [row["val_accuracy"] for row in history]
    return accuracies.index(max(accuracies))


def keeps_best(recipe: Recipe) -> bool:
    """Whether the run ends with the weights of its best epoch rather than of its last."""
    return recipe.keep_best or recipe.stop_patience > 0


def kept_epoch(recipe: Recipe, history: list[dict[str, float]]) -> dict[str, float]:
    """The figures of the epoch whose weights the run keeps; here of all epochs, the head's too."""
    counted = history[recipe.head_epochs :]
    return counted[best_epoch(counted)] if keeps_best(recipe) and counted else history[-1]
