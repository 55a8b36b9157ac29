"""A trained network -> the graph that the page runs: smaller, faster, with the same answers."""

import numpy as np

from training.backend import keras
from training.models import fold, fold_fast
from training.models.fast import LOGIT_SCALE
from training.models.rounding import to_float16, to_levels

layers = keras.layers

BLOCK = 500  # pictures in memory at once
NARROW = 20_000  # weights of a 1x1 kernel that are too few to be worth keeping in bytes
TELLING = 200  # pictures that show what a rounded kernel is given; 100 did as well

HEADS = ("logits", "outlier_logits", "class_maps")

Weights = dict[str, list[np.ndarray]]


def deploy(model: keras.Model, classes: int, pictures: np.ndarray) -> keras.Model:
    """Fold what training needed into the weights, and round them to what the page will load.

    - BatchNorm goes into the convolution before it, wherever there is one.
    - Everything is rounded to float16 here, once, large kernels to what a byte holds, so that every
      format converted from this model holds the same numbers.

    The model's first `classes` outputs are the known classes; any others are outliers, which it
    was taught to tell apart from them. pictures: uint8 [n, size, size, 3], like those that the
    model will see. It takes such pictures as float32 in [0, 255], and gives a dictionary of
    - `probabilities` [n, classes], among the known classes alone;
    - `confidence` [n], the highest probability of a known class among known ones and outliers
      (without outliers it is the baseline of Hendrycks and Gimpel,
      https://arxiv.org/abs/1610.02136);
    - `logits` [n, classes], of the known classes;
    - `embedding` [n, features], the last feature map averaged over the positions;
    - `class_maps` [n, height, width, classes], whose mean over the positions is the logits (Zhou
      et al., https://arxiv.org/abs/1512.04150), unless an inner layer lies between them.
    """
    is_fast = model.name == "fast"
    image = keras.Input(pictures.shape[1:], name="image", dtype="float32")
    features, weights = (fold_fast if is_fast else fold).features(model, image)
    weights |= head_weights(model, classes, LOGIT_SCALE if is_fast else 1.0)
    deployed = keras.Model(image, outputs(features, weights))
    for name, values in weights.items():
        deployed.get_layer(name).set_weights(values)
    round_weights(deployed, pictures[:TELLING])
    return deployed


def cool(deployed: keras.Model, temperature: float) -> None:
    """Divide the logits by `temperature` (Guo et al., https://arxiv.org/abs/1706.04599)."""
    for layer in deployed.layers:
        if layer.name in HEADS:
            layer.set_weights(
                [rounded(values / temperature, layer.name) for values in layer.get_weights()]
            )


def predict(deployed: keras.Model, pictures: np.ndarray) -> dict[str, np.ndarray]:
    """All outputs for pictures [n, size, size, 3] in [0, 255].

    Read block by block, since pictures that are stored on disk may be larger than the memory.
    """
    blocks = [
        deployed.predict(
            pictures[start : start + BLOCK].astype("float32"), batch_size=100, verbose=0
        )
        for start in range(0, len(pictures), BLOCK)
    ]
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}


def round_weights(deployed: keras.Model, pictures: np.ndarray) -> None:
    """Round all weights, and let offsets make up for what that does to the mean of the results.

    A kernel's rounding errors do not cancel out where its inputs have a mean, as those after a
    ReLU have: the shift that follows from both is taken out of its offsets (Nagel et al.,
    https://arxiv.org/abs/1906.04721, section 4.2).
    """
    corrected = [
        layer
        for layer in deployed.layers
        if isinstance(layer, layers.Conv2D)
        and layer.use_bias
        and is_in_bytes(layer.kernel.shape, layer.name)
    ]
    means = dict(zip(corrected, input_means(deployed, corrected, pictures), strict=True))
    for layer in deployed.layers:
        exact = layer.get_weights()
        values = [rounded(value, layer.name) for value in exact]
        if layer in means:
            shift = means[layer] @ (values[0] - exact[0]).sum(axis=(0, 1))
            values[1] = rounded(exact[1] - shift, layer.name)
        layer.set_weights(values)


def input_means(
    deployed: keras.Model, convolutions: list[layers.Layer], pictures: np.ndarray
) -> list[np.ndarray]:
    """The mean of each channel [inputs] that a convolution is given."""
    if not convolutions:
        return []
    means = [layers.GlobalAveragePooling2D()(layer.input) for layer in convolutions]
    found = keras.Model(deployed.input, means).predict(pictures.astype("float32"), verbose=0)
    return [values.mean(axis=0) for values in (found if len(means) > 1 else [found])]


def rounded(values: np.ndarray, layer: str) -> np.ndarray:
    """To what a byte holds, where that saves much and costs little, else to float16."""
    return to_levels(values) if is_in_bytes(values.shape, layer) else to_float16(values)


def is_in_bytes(shape: tuple[int, ...], layer: str) -> bool:
    """Whether weights are a kernel of those that hold nearly all weights of a network.

    Others differ a hundredfold from filter to filter, and a common scale would blot out the
    small ones: that of the first layer, which reads 3 colours, depthwise ones (1 output) and
    narrow ones of 1x1. The class maps' kernel stays as exact as the head's, whose weights it
    shares.
    """
    if len(shape) != 4 or layer == "class_maps":
        return False
    height, _, inputs, outputs = shape
    return inputs > 3 and outputs > 1 and (height > 1 or inputs * outputs > NARROW)


def head_weights(model: keras.Model, classes: int, scale: float) -> Weights:
    """Kernel and bias of the layers after `embedding` and of the class maps, by layer name."""
    weights = {}
    names = [layer.name for layer in model.layers]
    if "inner" in names:
        weights["inner"] = model.get_layer("inner").get_weights()
    kernel, bias = (values * scale for values in model.get_layer("head").get_weights())
    weights["logits"] = [kernel[:, :classes], bias[:classes]]
    if len(bias) > classes:
        weights["outlier_logits"] = [kernel[:, classes:], bias[classes:]]
    if "inner" not in names:
        weights["class_maps"] = [weights["logits"][0][None, None], weights["logits"][1]]
    return weights


def outputs(features, weights: Weights) -> dict[str, keras.KerasTensor]:
    """What `deploy` promises, from the last feature map; the weights only tell the shapes."""
    embedding = layers.GlobalAveragePooling2D(dtype="float32", name="embedding")(features)

    def dense(name: str, x, activation: str | None = None):
        return layers.Dense(len(weights[name][1]), activation, dtype="float32", name=name)(x)

    x = dense("inner", embedding, "relu") if "inner" in weights else embedding
    logits = dense("logits", x)
    probabilities = layers.Softmax(dtype="float32", name="probabilities")(logits)
    among_all = probabilities
    if "outlier_logits" in weights:
        all_logits = keras.ops.concatenate([logits, dense("outlier_logits", x)], axis=-1)
        among_all = layers.Softmax(dtype="float32")(all_logits)[:, : len(weights["logits"][1])]
    confidence = keras.ops.max(among_all, axis=-1)
    answers = {
        "probabilities": probabilities,
        "confidence": confidence,
        "logits": logits,
        "embedding": embedding,
    }
    if "class_maps" in weights:
        classes = len(weights["class_maps"][1])
        class_maps = layers.Conv2D(classes, 1, dtype="float32", name="class_maps")
        answers["class_maps"] = class_maps(features)
    return answers
