"""A residual network for 32-pixel pictures that two CPU cores can train.

The shape follows Keller Jordan's airbench96 (https://arxiv.org/abs/2404.00498): a frozen
whitening layer, then blocks of three 3x3 convolutions, all of them wide enough for matrix units.
It differs where a browser asks for it: ReLU (TensorFlow.js fuses it into the convolution) and
average pooling before a linear head (so that class activation maps are exact).
"""

import numpy as np

from training.backend import keras
from training.errors import UserError
from training.recipe import Recipe

layers = keras.layers

# Logits of a fresh network stay small next to label-smoothed targets, so the first steps at a
# high learning rate do not throw the features away.
LOGIT_SCALE = 0.25


def from_recipe(recipe: Recipe, classes: int, pictures: np.ndarray) -> keras.Model:
    """`build`, its whitening layer fitted to the pictures, uint8 [n, size, size, 3].

    Raises UserError for a size other than theirs: it is made for small pictures as they are.
    """
    if recipe.size not in (0, pictures.shape[1]):
        raise UserError(
            f"fast sees pictures as they come, here of {pictures.shape[1]} pixels: leave size out "
            "of the recipe, or choose another model."
        )
    model = build(classes, recipe.widths, recipe.convolutions)
    whiten(model, pictures)
    return model


def build(classes: int, widths: list[int], convolutions: list[int]) -> keras.Model:
    """float32 pictures [n, height, width, 3] in [0, 255] -> logits [n, classes].

    Any size from 16 pixels will do, so that training may show smaller cuts than the page.
    widths: filters of each block; convolutions: how many each has.
    The whitening layer must be given its weights by `whiten` before training.
    """
    image = keras.Input((None, None, 3), name="image")
    # float32, since bfloat16 would blur the small differences that whitening enlarges.
    x = layers.Conv2D(24, 2, trainable=False, dtype="float32", name="whitening")(image)
    x = layers.ReLU(name="whitening_relu")(x)
    for number, (width, depth) in enumerate(zip(widths, convolutions, strict=True), start=1):
        x = residual_block(x, width, depth, f"block{number}")
    x = layers.GlobalAveragePooling2D(dtype="float32", name="embedding")(x)
    logits = layers.Dense(classes, dtype="float32", name="head")(x)
    logits = layers.Rescaling(LOGIT_SCALE, dtype="float32", name="logits")(logits)
    return keras.Model(image, logits, name="fast")


def residual_block(x, width: int, depth: int, name: str):
    """Halve height and width, then add a residual of `depth` - 1 convolutions.

    Pooling comes before normalisation: a quarter of the values to normalise. BatchNorm has no
    learned scale, so it never flips the order of values and `deploy` may move it before the pool.
    """
    x = layers.Conv2D(width, 3, padding="same", use_bias=False, name=f"{name}_conv1")(x)
    x = layers.MaxPooling2D(name=f"{name}_pool")(x)
    x = batch_norm(f"{name}_norm1")(x)
    shortcut = x = layers.ReLU(name=f"{name}_relu1")(x)
    for number in range(2, depth + 1):
        x = layers.Conv2D(width, 3, padding="same", use_bias=False, name=f"{name}_conv{number}")(x)
        x = batch_norm(f"{name}_norm{number}")(x)
        if number == depth:
            x = layers.Add(name=f"{name}_add")([x, shortcut])
        x = layers.ReLU(name=f"{name}_relu{number}")(x)
    return x


def batch_norm(name: str) -> layers.BatchNormalization:
    """BatchNorm whose moving averages settle within an epoch (some 100 steps)."""
    return layers.BatchNormalization(scale=False, momentum=0.9, epsilon=1e-5, name=name)


def whiten(model: keras.Model, pictures: np.ndarray) -> None:
    """Set the frozen first layer so that its outputs are decorrelated with unit variance.

    Eigenvectors of the covariance of 2x2 patches, each with its negative, as in Page,
    "How to train your ResNet 8" (https://myrtle.ai/how-to-train-your-resnet-8-bag-of-tricks/).

    pictures: uint8 [n, size, size, 3]; five thousand are plenty.
    """
    windows = np.lib.stride_tricks.sliding_window_view(pictures[:5000], (2, 2), axis=(1, 2))
    patches = windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, 12).astype("float64")
    mean = patches.mean(axis=0)
    variances, directions = np.linalg.eigh(np.cov(patches, rowvar=False))
    floor = 2.0  # about a grey level squared: below it there is only noise to amplify
    filters = directions / np.sqrt(variances + floor)
    kernel = np.concatenate([filters, -filters], axis=1)
    model.get_layer("whitening").set_weights([kernel.reshape(2, 2, 3, 24), -mean @ kernel])
