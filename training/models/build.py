"""The table of models: the name in a recipe -> an untrained network."""

import numpy as np

from training.backend import keras
from training.models import cnn, fast, pretrained
from training.recipe import BACKBONES, Recipe


def build(recipe: Recipe, classes: int, pictures: np.ndarray) -> keras.Model:
    """float32 pictures [n, height, width, 3] in [0, 255] -> logits [n, classes].

    pictures: some of the training pictures, uint8 [n, size, size, 3].

    Whatever the model, its layer `embedding` averages the last feature map over the positions, and
    its layer `head` is the last one with weights; `deploy` looks for both.
    """
    return BUILDERS[recipe.model](recipe, classes, pictures)


BUILDERS = {
    "fast": fast.from_recipe,
    "cnn": cnn.build,
    **dict.fromkeys(BACKBONES, pretrained.build),
}


def freeze(model: keras.Model, trainable_layers: int, offsets: bool = False) -> None:
    """Let only the last layers before `embedding` learn, and all after them; -1: every layer.

    A frozen BatchNorm goes on with the statistics that it has.

    offsets: freeze the biases before `embedding`, too. TensorFlow computes the gradients of a
    kernel and its bias in one operation, which on a CPU takes three times as long as the kernel's.
    """
    names = [layer.name for layer in model.layers]
    backbone = model.layers[: names.index("embedding")]
    first = 0 if trainable_layers < 0 else len(backbone) - trainable_layers
    for number, layer in enumerate(backbone):
        layer.trainable = number >= first
        if offsets and getattr(layer, "bias", None) is not None:
            layer.bias.trainable = False


def take_over(model: keras.Model, source: keras.Model) -> None:
    """Give `model` the weights of each layer of `source` that has the same name and shape."""
    known = {layer.name: layer.get_weights() for layer in source.layers}
    for layer in model.layers:
        shapes = [values.shape for values in layer.get_weights()]
        if shapes and shapes == [values.shape for values in known.get(layer.name, [])]:
            layer.set_weights(known[layer.name])
