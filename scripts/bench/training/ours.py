"""Our training step, as `train` runs it, on pictures made up for the purpose."""

import dataclasses
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.training.orders import SIDE, gflops, serve
from training.backend import keras
from training.datasets.batches import TrainingBatches
from training.datasets.generated import generated_split
from training.recipe import load_recipe
from training.run import Run
from training.train import fresh_model, prepare

CLASSES = 10
BATCHES = 8  # an epoch: no order asks for many more
CONVOLUTIONS = (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)


class Clock(keras.callbacks.Callback):
    """Notes the end of each batch."""

    def on_train_begin(self, logs=None):
        """Forget those of the call before."""
        self.ends = []

    def on_train_batch_end(self, batch, logs=None):
        """Keras has waited for the figures of the batch by now."""
        self.ends.append(time.perf_counter())


class Ready(keras.utils.PyDataset):
    """The same augmented batch again and again."""

    def __init__(self, batches: TrainingBatches, count: int):
        super().__init__()
        self.batch, self.count = batches[0], count

    def __len__(self):
        return self.count

    def __getitem__(self, number):
        return self.batch


def main(name: str, batch_size: int) -> None:
    """Build the recipe's model and carry out orders."""
    recipe = load_recipe(name, batch_size=batch_size)
    recipe = dataclasses.replace(recipe, weights="")  # any are as fast, and none need be fetched
    pictures = generated_split(BATCHES * batch_size, CLASSES)
    batches = TrainingBatches(pictures, CLASSES, recipe)
    with tempfile.TemporaryDirectory() as folder:
        run = Run(Path(folder))
        keras.config.set_dtype_policy(run.claim(recipe))
        model = fresh_model(recipe, pictures, batches, run)
        prepare(model, batches, recipe, run.stages(recipe)[-1])
    clock = Clock()

    def carry_out(order: dict) -> dict:
        if "matrix" in order:
            return {precision: matrix_rate(precision) for precision in ("float32", "bfloat16")}
        steps = order["steps"] + 1  # the first one starts the clock
        data = batches if order["augmented"] else Ready(batches, steps)
        # An epoch of `batches` may hold fewer steps.
        while_needed = {"epochs": -(-steps // len(data)), "verbose": 0, "shuffle": False}
        model.fit(data, callbacks=[clock], **while_needed)
        times = clock.ends[:steps]
        return {"rate": batch_size * (len(times) - 1) / (times[-1] - times[0])}

    carry_out({"steps": 1, "augmented": False})  # traces the step
    about = {
        "program": f"Keras {keras.version()}, TensorFlow",
        "precision": keras.config.dtype_policy().name,
        "learned": sum(int(np.prod(weights.shape)) for weights in model.trainable_weights),
        "operations": operations(model, pictures.pictures.shape[1]),
    }
    serve(about, carry_out)


def operations(model: keras.Model, size: int) -> int:
    """Of the convolutions in a step, a picture: two for each multiply-add, in one pass forward and,
    where the layer learns, two backward."""
    convolutions = [layer for layer in model.layers if isinstance(layer, CONVOLUTIONS)]
    probe = keras.Model(model.input, [layer.output for layer in convolutions])
    outputs = probe(np.zeros((1, size, size, 3), "float32"))
    total = 0
    for layer, output in zip(convolutions, outputs, strict=True):
        multiply_adds = np.prod(output.shape[1:3]) * np.prod(layer.kernel.shape)
        passes = 3 if layer.trainable else 1
        total += 2 * passes * int(multiply_adds)
    return total


def matrix_rate(precision: str) -> float:
    """As in `gflops`."""
    matrix = keras.ops.cast(np.ones((SIDE, SIDE)), precision)
    return gflops(lambda: keras.ops.matmul(matrix, matrix)[0, 0].numpy())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
