"""What the networks other than `fast` share: the way in for a picture, the way out for answers."""

from training.backend import keras
from training.recipe import Recipe

layers = keras.layers


def picture_input(recipe: Recipe, side: int):
    """The input, and the same pictures at the recipe's size.

    side: of the pictures that are to come, in pixels. Smaller ones are enlarged inside the graph,
    so that the page and the terminal need not know of it.
    """
    image = keras.Input((None, None, 3), name="image")
    if recipe.size in (0, side):
        return image, image
    resized = layers.Resizing(recipe.size, recipe.size, dtype="float32", name="resizing")(image)
    return image, resized


def answers(features, recipe: Recipe, classes: int):
    """Feature maps [n, height, width, channels] -> logits [n, classes]."""
    penalty = keras.regularizers.L1L2(recipe.l1, recipe.l2) if recipe.l1 or recipe.l2 else None
    x = layers.GlobalAveragePooling2D(dtype="float32", name="embedding")(features)
    if recipe.inner:
        x = layers.Dense(recipe.inner, "relu", kernel_regularizer=penalty, name="inner")(x)
    if recipe.dropout:
        x = layers.Dropout(recipe.dropout, name="dropout")(x)
    return layers.Dense(classes, kernel_regularizer=penalty, dtype="float32", name="head")(x)
