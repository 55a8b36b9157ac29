"""The plain convolutional network that courses teach."""

import numpy as np

from training.backend import keras
from training.models.faster import with_faster_layers
from training.models.parts import answers, picture_input
from training.recipe import Recipe

layers = keras.layers


def build(recipe: Recipe, classes: int, pictures: np.ndarray) -> keras.Model:
    """Blocks of 3x3 convolutions; after each, max-pooling and dropout, but averages after the last.

    float32 pictures [n, height, width, 3] in [0, 255] -> logits [n, classes].
    """
    image, x = picture_input(recipe, pictures.shape[1])
    x = layers.Rescaling(1 / 255, dtype="float32", name="rescaling")(x)
    blocks = list(zip(recipe.widths, recipe.convolutions, strict=True))
    for block, (width, depth) in enumerate(blocks, start=1):
        for number in range(1, depth + 1):
            name = f"block{block}_{{}}{number}".format
            # BatchNorm directly after the convolution, so that `deploy` can fold it.
            x = layers.Conv2D(width, 3, padding="same", use_bias=False, name=name("conv"))(x)
            x = layers.BatchNormalization(name=name("norm"))(x)
            x = layers.ReLU(name=name("relu"))(x)
        if block < len(blocks):
            x = layers.MaxPooling2D(name=f"block{block}_pool")(x)
        if recipe.block_dropout:
            x = layers.Dropout(recipe.block_dropout, name=f"block{block}_dropout")(x)
    return with_faster_layers(keras.Model(image, answers(x, recipe, classes), name="cnn"))
