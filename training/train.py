"""Recipe and pictures -> runs/<name>/ with a trained, calibrated model."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from training import schedule
from training.backend import keras
from training.calibrate import calibrate
from training.callbacks import Checkpoint, EpochBegin, StopAtLostLoss
from training.datasets.batches import Teacher, TrainingBatches, WholePictures
from training.datasets.splits import Split, class_weights, hold_out
from training.datasets.table import share_pictures
from training.distributed import ALONE, Machines, check_batches
from training.errors import UserError
from training.models.build import build, freeze, take_over
from training.models.deploy import deploy
from training.models.fold import without_norms
from training.progress import ProgressBar
from training.recipe import Recipe
from training.report.plots import plot_history
from training.run import Run, Stage

SETTLING_BATCHES = 10
SETTLING_BATCH = 500  # pictures


def train(
    recipe: Recipe,
    pictures: Split,
    outliers: Split,
    classes: int,
    run: Run,
    callbacks: Sequence[keras.callbacks.Callback] = (),
    machines: Machines = ALONE,
) -> keras.Model:
    """Train, or go on with, a run, and leave model, history, calibration and plot in its folder.

    A finished one stays as it is.

    callbacks: more of them, called after each epoch's checkpoint; machines: all that train it.

    After each epoch the checkpoint (weights, optimizer and its step count) and the history are
    replaced, so a broken run loses at most an epoch; a resumed one ends with the same weights as
    an unbroken one.

    Raises UserError if the folder holds a run of another recipe or of other pictures, or if the
    loss is lost.
    """
    keras.config.set_dtype_policy(run.claim(recipe, pictures.fingerprint))
    if run.model_path.exists():
        return run.model()
    keras.utils.set_random_seed(recipe.seed)
    training, validation = hold_out(pictures, recipe.validation, recipe.seed)
    teachers = [teacher(recipe, run.beside(name), pictures.fingerprint) for name in recipe.teachers]
    batches = TrainingBatches(training, classes, recipe, outliers, machines, teachers)
    check_batches(machines, recipe.batch_size, batches.batch_size)

    with machines.scope():
        model = fresh_model(recipe, training, batches, run)
        start = model.get_weights()
        for stage in run.stages(recipe):
            prepare(model, batches, recipe, stage)
            fit(model, batches, validation, recipe, run, stage, callbacks)
        if schedule.keeps_best(recipe):
            model.load_weights(run.best_path)
        if recipe.keep_of_start:
            model.set_weights(between(start, model.get_weights(), recipe.keep_of_start))
        if recipe.settle_norms:
            settle_norms(
                model, WholePictures(plain(training, recipe.seed), classes, SETTLING_BATCH)
            )

    deployed = deploy(model, classes, plain(training, recipe.seed).pictures)
    run.save_model(deployed, run.deployed_path)
    run.save_calibration(calibrate(deployed, validation, recipe))
    plot_history(run.history(), run.folder / "history.png")
    run.save_model(model, run.model_path)
    return model


def fresh_model(recipe: Recipe, training: Split, batches: TrainingBatches, run: Run) -> keras.Model:
    """A model as it is before the first epoch."""
    model = build(recipe, batches.classes, training.pictures)
    if recipe.fold_norms:
        model = without_norms(model)
    if recipe.start_from:
        source = starting_model(recipe, run.beside(recipe.start_from), training.fingerprint)
        take_over(model, without_norms(source) if recipe.fold_norms else source)
    return model


def settle_norms(model: keras.Model, batches: keras.utils.PyDataset) -> None:
    """Let BatchNorm measure the pictures that are to come, instead of those it learned with (Li et
    al., https://arxiv.org/abs/1603.04779), which were in small and much augmented batches.

    What it keeps is the mean over SETTLING_BATCHES batches, and nothing of what it had.
    """
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    momenta = [norm.momentum for norm in norms]
    for number in range(SETTLING_BATCHES):
        for norm in norms:
            norm.momentum = number / (number + 1)  # makes the moving average a plain one
        model(batches[number % len(batches)][0], training=True)
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.momentum = momentum


def plain(training: Split, seed: int) -> Split:
    """Training pictures as they are, at most so many as BatchNorm settles by, in random order."""
    indices = np.random.default_rng(seed).permutation(len(training))
    return training.take(indices[: SETTLING_BATCHES * SETTLING_BATCH])


def between(start: list[np.ndarray], end: list[np.ndarray], share: float) -> list[np.ndarray]:
    """A share of the weights a run began with, the rest of those it ended with: often better than
    either, on pictures like those of training and on others (WiSE-FT, Wortsman et al.,
    https://arxiv.org/abs/2109.01903)."""
    return [share * old + (1 - share) * new for old, new in zip(start, end, strict=True)]


def starting_model(recipe: Recipe, source: Run, pictures: str) -> keras.Model:
    """The model that a run goes on from; UserError if it has lost the BatchNorm that this one
    would have, or as `check_source` says."""
    check_source(recipe, source, source.model_path, pictures)
    if source.recipe().fold_norms and not recipe.fold_norms:
        raise UserError(
            f"{source.folder} has its BatchNorm folded into the convolutions: set fold_norms = "
            "true in the recipe that goes on from it, too."
        )
    return source.model()


def teacher(recipe: Recipe, source: Run, pictures: str) -> Teacher:
    """What a run would answer; UserError if it knows other classes, or as `check_source` says."""
    check_source(recipe, source, source.deployed_path, pictures)
    if source.recipe().data != recipe.data:
        raise UserError(
            f"{source.folder} cannot be a teacher: it knows the classes of {source.recipe().data}, "
            f"not those of {recipe.data}."
        )
    model = source.deployed()
    return lambda pictures: model.predict_on_batch(pictures)["probabilities"]


def check_source(recipe: Recipe, source: Run, model: Path, pictures: str) -> None:
    """Refuse a run without its model, and one that has seen what this run would hold out.

    pictures: the fingerprint of those of this run, see `Split`.
    """
    if not model.exists():
        raise UserError(
            f"'{recipe.name}' needs {source.folder}, which has no finished model. First: "
            f"python -m training train --recipe {source.folder.name} --run {source.folder}"
        )
    first = source.recipe()
    split = (recipe.validation, recipe.seed)
    if share_pictures(recipe.data, first.data) and split != (first.validation, first.seed):
        raise UserError(
            f"{source.folder} was trained with another --validation or seed, so it has seen "
            f"pictures that this run would hold out. Give both the same."
        )
    if recipe.data == first.data:
        source.check_pictures(pictures)


def prepare(model: keras.Model, batches: TrainingBatches, recipe: Recipe, stage: Stage) -> None:
    """Make a model ready for a stage: as the stage before it left it, or as its checkpoint has it.

    The checkpoint goes into a fresh model, since Keras does not save which weights are spared from
    decay.
    """
    if recipe.model != "fast":
        freeze(model, stage.trainable_layers, offsets=recipe.fold_norms)
    if stage.head_only:
        optimizer = schedule.head_optimizer(recipe)
    else:
        optimizer = schedule.optimizer(recipe, recipe.epochs * len(batches))
    loss = keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=recipe.label_smoothing
    )
    # XLA makes TensorFlow's step several times slower on CPUs; JAX has nothing else.
    jit_compile = keras.backend.backend() == "jax"
    model.compile(optimizer, loss, metrics=["accuracy"], jit_compile=jit_compile)
    if stage.checkpoint.exists():
        optimizer.build(model.trainable_variables)
        model.load_weights(stage.checkpoint)


def fit(
    model: keras.Model,
    batches: TrainingBatches,
    validation: Split,
    recipe: Recipe,
    run: Run,
    stage: Stage,
    callbacks: Sequence[keras.callbacks.Callback] = (),
) -> None:
    """Train from the first epoch of the stage that the model has not seen to the last."""
    finished = stage.first + int(model.optimizer.iterations) // len(batches)
    bar = ProgressBar(
        recipe.head_epochs + recipe.epochs, len(batches), batches.batch_size, finished
    )
    judged_by = WholePictures(validation, batches.classes, recipe.batch_size, batches.machines)
    weights = class_weights(batches.labels[: batches.known]) if recipe.class_weights else None
    # Keras takes the size of the pictures from the first batch of a call, hence one call a size.
    change = min(max(finished, recipe.early_epochs), stage.last)
    try:
        for first, last in pairwise(sorted({finished, change, stage.last})):
            if schedule.is_over(recipe, run.history(first)[recipe.head_epochs :]):
                break
            batches.start_epoch(first)
            model.fit(
                batches,
                validation_data=judged_by if len(validation) else None,
                initial_epoch=first,
                epochs=last,
                class_weight=weights,
                shuffle=False,  # TrainingBatches shuffles, and from the seed alone
                callbacks=[
                    EpochBegin(batches, recipe, run, stage),
                    StopAtLostLoss(),
                    bar,
                    Checkpoint(recipe, run, stage),
                    *callbacks,
                ],
                verbose=0,
            )
    finally:
        bar.close()
