"""Our training step, as `train` runs it, on pictures made up for the purpose."""

import sys
import time

import numpy as np

from bench.training.orders import SIDE, gflops, serve
from training.backend import fastest_precision, keras
from training.datasets.batches import TrainingBatches
from training.datasets.generated import generated_split
from training.models import fast
from training.recipe import Recipe, load_recipe
from training.schedule import optimizer

CLASSES = 10
BATCHES = 8  # an epoch: no order asks for many more


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
    keras.config.set_dtype_policy(fastest_precision())
    recipe = load_recipe(name, batch_size=batch_size)
    batches = TrainingBatches(generated_split(BATCHES * batch_size, CLASSES), CLASSES, recipe)
    model = fast.from_recipe(recipe, CLASSES, batches.pictures)
    compile_as_train_does(model, recipe, len(batches))
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
        "multiply_adds": multiply_adds(model, batches.pictures.shape[1]),
    }
    serve(about, carry_out)


def compile_as_train_does(model: keras.Model, recipe: Recipe, steps: int) -> None:
    """Optimizer and loss of the recipe."""
    loss = keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=recipe.label_smoothing
    )
    rate = optimizer(recipe, recipe.epochs * steps)
    model.compile(rate, loss, metrics=["accuracy"], jit_compile=False)


def multiply_adds(model: keras.Model, size: int) -> int:
    """Of the convolutions, for one picture."""
    probe = keras.Model(model.input, [layer.output for layer in convolutions(model)])
    outputs = probe(np.zeros((1, size, size, 3), "float32"))
    return sum(
        int(np.prod(output.shape[1:3])) * int(np.prod(layer.kernel.shape))
        for layer, output in zip(convolutions(model), outputs, strict=True)
    )


def convolutions(model: keras.Model) -> list[keras.layers.Layer]:
    """The layers that do nearly all of the work."""
    return [layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]


def matrix_rate(precision: str) -> float:
    """As in `gflops`."""
    matrix = keras.ops.cast(np.ones((SIDE, SIDE)), precision)
    return gflops(lambda: keras.ops.matmul(matrix, matrix)[0, 0].numpy())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
