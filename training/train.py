"""Recipe and pictures -> runs/<name>/ with a trained model."""

import dataclasses
import math
import time
from pathlib import Path

from training import backend  # noqa: F401  (first: it silences TensorFlow)

import keras  # isort: skip

from training.datasets.batches import TrainingBatches
from training.datasets.splits import Split, hold_out
from training.errors import UserError
from training.files import read_json, replaced, write_json
from training.models import fast
from training.progress import ProgressBar
from training.recipe import Recipe


def train(recipe: Recipe, pictures: Split, classes: int, run: Path) -> keras.Model:
    """Train, or go on with, the run in folder `run`, and leave `model.keras` there.

    After each epoch `checkpoint.keras` (weights, optimizer and its step count) and `history.json`
    are replaced, so a broken run loses at most an epoch.

    Raises UserError if the folder holds a run of another recipe, or if the loss is lost.
    """
    keras.utils.set_random_seed(recipe.seed)
    set_precision(claim(run, recipe))
    training, validation = hold_out(pictures, recipe.validation, recipe.seed)
    batches = TrainingBatches(training, classes, recipe)

    checkpoint = run / "checkpoint.keras"
    if checkpoint.exists():
        model = keras.models.load_model(checkpoint)
    else:
        model = fresh_model(recipe, training, classes, len(batches))
    finished = int(model.optimizer.iterations) // len(batches)
    batches.start_epoch(finished)

    fit(model, batches, validation, recipe, run, finished)
    with replaced(run / "model.keras") as beside:
        model.save(beside)
    return model


def claim(run: Path, recipe: Recipe) -> str:
    """Note recipe and precision in the run folder, or check that they are what it began with.

    Returns the precision ('float32' or 'mixed_bfloat16') in which the run began.
    """
    config = run / "config.json"
    values = dataclasses.asdict(recipe)
    if config.exists():
        begun = read_json(config)
        if begun["recipe"] != values:
            changed = ", ".join(key for key in values if begun["recipe"].get(key) != values[key])
            raise UserError(
                f"{run} holds a run with another {changed}. Choose another name with --run, "
                f"or remove the folder to start again."
            )
        return begun["precision"]
    precision = backend.fastest_precision()
    write_json(config, {"recipe": values, "precision": precision, "begun": time.time()})
    return precision


def set_precision(precision: str) -> None:
    """'mixed_bfloat16' keeps weights in float32 and computes in bfloat16."""
    keras.config.set_dtype_policy(precision)


def fresh_model(recipe: Recipe, training: Split, classes: int, batches: int) -> keras.Model:
    """An untrained, compiled model, its whitening layer fitted to the training pictures."""
    model = fast.build(classes, training.pictures.shape[1], tuple(recipe.widths))
    fast.whiten(model, training.pictures)
    steps = recipe.epochs * batches
    warmup_steps = math.ceil(recipe.warmup * steps)
    schedule = keras.optimizers.schedules.CosineDecay(
        0.0, steps - warmup_steps, warmup_target=recipe.learning_rate, warmup_steps=warmup_steps
    )
    optimizer = keras.optimizers.SGD(
        schedule, momentum=recipe.momentum, nesterov=True, weight_decay=recipe.weight_decay
    )
    optimizer.exclude_from_weight_decay(var_names=["beta", "bias"])
    loss = keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=recipe.label_smoothing
    )
    # XLA makes the step several times slower on CPUs.
    model.compile(optimizer, loss, metrics=["accuracy"], jit_compile=False)
    return model


def fit(
    model: keras.Model,
    batches: TrainingBatches,
    validation: Split,
    recipe: Recipe,
    run: Path,
    finished: int,
) -> None:
    """Train from epoch `finished` to the last one, with bar, guard and checkpoints."""
    bar = ProgressBar(recipe.epochs, len(batches), batches.batch_size, finished)
    labels = keras.utils.to_categorical(validation.labels, batches.classes)
    try:
        model.fit(
            batches,
            validation_data=(validation.pictures.astype("float32"), labels)
            if len(validation)
            else None,
            validation_batch_size=500,
            initial_epoch=finished,
            epochs=recipe.epochs,
            callbacks=[bar, StopAtLostLoss(), Checkpoint(run)],
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
                f"The loss became {logs['loss']} at batch {batch + 1} of an epoch. "
                "A lower --learning-rate is the usual remedy; start it under another --run name."
            )


class Checkpoint(keras.callbacks.Callback):
    """Keeps the run resumable after each epoch."""

    def __init__(self, run: Path):
        super().__init__()
        self.run = run

    def on_epoch_end(self, epoch, logs=None):
        """History first: a row too many is cut at resuming, one too few could not be mended."""
        path = self.run / "history.json"
        rows = read_json(path)[:epoch] if path.exists() else []
        figures = {name: float(value) for name, value in logs.items()}
        write_json(path, [*rows, {"epoch": epoch + 1, **figures}])
        with replaced(self.run / "checkpoint.keras") as beside:
            self.model.save(beside)
