"""Recipe and pictures -> runs/<name>/ with a trained, calibrated model."""

import math
import time
from itertools import pairwise

from training.backend import keras
from training.calibrate import calibrate
from training.datasets.batches import TrainingBatches
from training.datasets.splits import Split, hold_out
from training.errors import UserError
from training.files import read_json, write_json
from training.models import fast
from training.progress import ProgressBar
from training.recipe import Recipe
from training.report.plots import plot_history
from training.run import Run


def train(recipe: Recipe, pictures: Split, outliers: Split, classes: int, run: Run) -> keras.Model:
    """Train, or go on with, a run, and leave model, history, calibration and plot in its folder.

    After each epoch the checkpoint (weights, optimizer and its step count) and the history are
    replaced, so a broken run loses at most an epoch; a resumed one ends with the same weights as
    an unbroken one.

    Raises UserError if the folder holds a run of another recipe, or if the loss is lost.
    """
    keras.config.set_dtype_policy(run.claim(recipe))
    keras.utils.set_random_seed(recipe.seed)
    training, validation = hold_out(pictures, recipe.validation, recipe.seed)
    batches = TrainingBatches(training, classes, recipe, outliers)

    model = fresh_model(recipe, training, batches, run)
    if run.checkpoint_path.exists():
        # Into a fresh model, since Keras does not save which weights are spared from decay.
        model.optimizer.build(model.trainable_variables)
        model.load_weights(run.checkpoint_path)
    fit(model, batches, validation, recipe, run)

    run.save_calibration(calibrate(model, validation, classes))
    plot_history(read_json(run.history_path), run.folder / "history.png")
    run.save_model(model, run.model_path)
    return model


def fresh_model(recipe: Recipe, training: Split, batches: TrainingBatches, run: Run) -> keras.Model:
    """A compiled model as it is before the first epoch.

    Its whitening layer is fitted to the training pictures, unless it goes on from another run.
    """
    model = fast.build(batches.classes, recipe.widths, recipe.convolutions)
    fast.whiten(model, training.pictures)
    if recipe.start_from:
        fast.take_over(model, starting_model(recipe, run.beside(recipe.start_from)))
    steps = recipe.epochs * len(batches)
    warmup_steps = math.ceil(recipe.warmup * steps)
    learning_rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - warmup_steps, warmup_target=recipe.learning_rate, warmup_steps=warmup_steps
    )
    optimizer = keras.optimizers.SGD(
        learning_rate, momentum=recipe.momentum, nesterov=True, weight_decay=recipe.weight_decay
    )
    optimizer.exclude_from_weight_decay(var_names=["beta", "bias"])
    loss = keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=recipe.label_smoothing
    )
    # XLA makes the step several times slower on CPUs.
    model.compile(optimizer, loss, metrics=["accuracy"], jit_compile=False)
    return model


def starting_model(recipe: Recipe, source: Run) -> keras.Model:
    """The model that a run goes on from; UserError if it is missing or saw other pictures."""
    if not source.model_path.exists():
        raise UserError(
            f"'{recipe.name}' goes on from {source.folder}, which has no finished model. First: "
            f"python -m training train --recipe {recipe.start_from} --run {source.folder}"
        )
    split = (recipe.validation, recipe.seed)
    if split != (source.recipe().validation, source.recipe().seed):
        raise UserError(
            f"{source.folder} was trained with another --validation or seed, so it has seen "
            f"pictures that this run would hold out. Give both the same."
        )
    return source.model()


def fit(
    model: keras.Model, batches: TrainingBatches, validation: Split, recipe: Recipe, run: Run
) -> None:
    """Train from the first epoch that the model has not seen to the last."""
    finished = int(model.optimizer.iterations) // len(batches)
    shuffle = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: batches.start_epoch(epoch)
    )
    bar = ProgressBar(recipe.epochs, len(batches), batches.batch_size, finished)
    labels = keras.utils.to_categorical(validation.labels, batches.classes)
    pictures = validation.pictures.astype("float32")
    # Keras takes the size of the pictures from the first batch of a call, hence one call a size.
    change = min(max(finished, recipe.early_epochs), recipe.epochs)
    try:
        for first, last in pairwise(sorted({finished, change, recipe.epochs})):
            batches.start_epoch(first)
            model.fit(
                batches,
                validation_data=(pictures, labels) if len(validation) else None,
                validation_batch_size=500,
                initial_epoch=first,
                epochs=last,
                shuffle=False,  # TrainingBatches shuffles, and from the seed alone
                callbacks=[shuffle, StopAtLostLoss(), bar, Checkpoint(run)],
                verbose=0,
            )
    finally:
        bar.close()


class StopAtLostLoss(keras.callbacks.Callback):
    """Ends training with a sentence once the loss is no number: nothing after it is of use."""

    def on_train_batch_end(self, batch, logs=None):
        """Look at the mean loss of the epoch, which one NaN is enough to spoil."""
        if not math.isfinite(logs["loss"]):
            raise UserError(
                f"The loss became {logs['loss']} in batch {batch + 1} of an epoch. A lower "
                "learning_rate in the recipe is the usual remedy; train it as another --run."
            )


class Checkpoint(keras.callbacks.Callback):
    """Keeps the run resumable after each epoch."""

    def __init__(self, run: Run):
        super().__init__()
        self.run = run

    def on_epoch_begin(self, epoch, logs=None):
        """Start the clock of the epoch."""
        self.started = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        """History first: a row too many is cut at resuming, one too few could not be mended."""
        path = self.run.history_path
        rows = read_json(path)[:epoch] if path.exists() else []
        figures = {name: float(value) for name, value in logs.items()}
        seconds = round(time.perf_counter() - self.started, 1)
        write_json(path, [*rows, {"epoch": epoch + 1, **figures, "seconds": seconds}])
        self.run.save_model(self.model, self.run.checkpoint_path)
