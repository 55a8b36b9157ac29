"""What happens between the batches and the epochs of a training run."""

import math
import time

from training import schedule
from training.backend import keras
from training.datasets.batches import TrainingBatches
from training.errors import UserError
from training.files import write_json
from training.recipe import Recipe
from training.run import Run, Stage


class LostLossError(UserError):
    """The loss is no number any more."""


class StopAtLostLoss(keras.callbacks.Callback):
    """Ends training with a sentence once the loss is no number: nothing after it is of use."""

    def on_train_batch_end(self, batch, logs=None):
        """Look at the mean loss of the epoch, which one NaN is enough to spoil."""
        if not math.isfinite(logs["loss"]):
            raise LostLossError(
                f"The loss became {logs['loss']} in batch {batch + 1} of an epoch. A lower "
                "learning_rate in the recipe is the usual remedy; train it as another --run."
            )


class EpochBegin(keras.callbacks.Callback):
    """Gives each epoch what hangs on its number alone: batches, learning rate and dropout."""

    def __init__(self, batches: TrainingBatches, recipe: Recipe, run: Run, stage: Stage):
        super().__init__()
        self.batches, self.recipe, self.run, self.stage = batches, recipe, run, stage

    def on_epoch_begin(self, epoch, logs=None):
        """Also after resuming, when Keras begins with any epoch."""
        self.batches.start_epoch(epoch)
        if self.recipe.schedule == "decay" and not self.stage.head_only:
            history = self.run.history(epoch)[self.stage.first :]
            self.model.optimizer.learning_rate = schedule.decayed_rate(self.recipe, history)
        # Keras counts the draws of a dropout layer, but saves no such count with a model.
        for number, layer in enumerate(self.model.layers):
            if isinstance(layer, keras.layers.Dropout):
                state = [self.recipe.seed + number, epoch * len(self.batches)]
                layer.seed_generator.state.assign(state)


class Checkpoint(keras.callbacks.Callback):
    """Keeps the run resumable after each epoch, and its best epoch where the recipe asks for it."""

    def __init__(self, recipe: Recipe, run: Run, stage: Stage):
        super().__init__()
        self.recipe, self.run, self.stage = recipe, run, stage

    def on_epoch_begin(self, epoch, logs=None):
        """Start the clock of the epoch."""
        self.started = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        """History first: a row too many is cut at resuming, one too few could not be mended."""
        figures = {name: float(value) for name, value in logs.items()}
        seconds = round(time.perf_counter() - self.started, 1)
        rows = [*self.run.history(epoch), {"epoch": epoch + 1, **figures, "seconds": seconds}]
        write_json(self.run.history_path, rows)
        if not self.stage.head_only:
            self.judge(rows[self.stage.first :])
        self.run.save_model(self.model, self.stage.checkpoint)

    def judge(self, rows: list[dict[str, float]]) -> None:
        """Keep the model if it is the best so far, and end training if no better one is to come."""
        if schedule.keeps_best(self.recipe) and schedule.best_epoch(rows) == len(rows) - 1:
            self.run.save_model(self.model, self.run.best_path)
        if schedule.is_over(self.recipe, rows):
            self.model.stop_training = True
