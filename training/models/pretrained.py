"""Networks of keras.applications, which others have taught a thousand things already."""

import warnings
from dataclasses import dataclass

import numpy as np

from training.backend import keras
from training.errors import UserError
from training.models.faster import with_faster_layers
from training.models.parts import answers, picture_input
from training.recipe import Recipe

layers = keras.layers


@dataclass(frozen=True)
class Backbone:
    """How to make one, and what it expects: (value - mean) / deviation, RGB from 0 to 255."""

    create: str
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    least: int = 32  # side of the smallest picture, in pixels
    blue_first: bool = False  # its weights were made for BGR
    exact: tuple[str, ...] = ()  # how the names of layers begin that bfloat16 is too coarse for


HALF = (127.5,) * 3
IMAGENET_MEAN, IMAGENET_DEVIATION = (123.675, 116.28, 103.53), (58.395, 57.12, 57.375)

TABLE = {
    # Its first depthwise kernels, with up to 56 times the difference of neighbours, make noise of
    # rounding so large that the gradients of all that follow are lost in it (docs/experiments.md).
    "mobilenet_v2": Backbone(
        "MobileNetV2", HALF, HALF, exact=("Conv1", "expanded_conv", "block_1_")
    ),
    "xception": Backbone("Xception", HALF, HALF, least=71),
    "densenet121": Backbone("DenseNet121", IMAGENET_MEAN, IMAGENET_DEVIATION),
    "resnet50": Backbone("ResNet50", (123.68, 116.779, 103.939), (1.0,) * 3, blue_first=True),
}


def build(recipe: Recipe, classes: int, pictures: np.ndarray) -> keras.Model:
    """float32 pictures [n, height, width, 3] in [0, 255] -> logits [n, classes].

    Raises UserError for too small a size, or where the weights cannot be fetched.
    """
    backbone = TABLE[recipe.model]
    side = pictures.shape[1]
    if (recipe.size or side) < backbone.least:
        raise UserError(
            f"{recipe.model} sees pictures of {backbone.least} pixels and larger, not of "
            f"{recipe.size or side}: set size = {backbone.least} or more in the recipe."
        )
    image, x = picture_input(recipe, side)
    scale = [1 / deviation for deviation in backbone.deviation]
    offset = [-mean / dev for mean, dev in zip(backbone.mean, backbone.deviation, strict=True)]
    x = layers.Rescaling(scale, offset, dtype="float32", name="rescaling")(x)
    network = create(recipe, backbone, x)
    model = keras.Model(image, answers(network.output, recipe, classes), name=recipe.model)
    return with_faster_layers(model, backbone.exact)


def create(recipe: Recipe, backbone: Backbone, pictures) -> keras.Model:
    """The backbone on top of a tensor of scaled pictures, with the recipe's weights."""
    weights = recipe.weights or None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # MobileNetV2 on taking the weights of 224 pixels
            network = getattr(keras.applications, backbone.create)(
                include_top=False, weights=weights, input_tensor=pictures
            )
    except Exception as error:
        if not weights:
            raise
        raise UserError(
            f"The {weights} weights of {recipe.model} could not be fetched ({error}). Connect to "
            "the internet once, or put the file into ~/.keras/models, or train from scratch with "
            'weights = "" in the recipe.'
        ) from error
    if weights and backbone.blue_first:
        first = next(layer for layer in network.layers if isinstance(layer, layers.Conv2D))
        kernel, *bias = first.get_weights()
        first.set_weights([kernel[:, :, ::-1], *bias])
    return network
