"""A trained network -> the graph that the page runs: smaller, faster, with the same answers."""

import numpy as np

from training.backend import keras
from training.models.fast import LOGIT_SCALE
from training.models.rounding import to_eight_bits, to_float16

layers = keras.layers

BLOCK = 500  # pictures in memory at once


def deploy(model: keras.Model, size: int, classes: int, temperature: float = 1.0) -> keras.Model:
    """Fold what training needed into the weights, and round them to what the page will load.

    - BatchNorm goes into the convolution before it, and past the pooling between them: it has no
      learned scale, so it keeps the order of values, and so does ReLU.
    - The logits are divided by `temperature` (Guo et al., https://arxiv.org/abs/1706.04599), and
      scale and temperature go into the head.
    - Kernels of wide convolutions are rounded to 8 bits and everything else to float16 here, once,
      so that every format converted from this model holds the same numbers.

    The model's first `classes` outputs are the known classes; any others are outliers, which it
    was taught to tell apart from them. Takes float32 pictures [n, size, size, 3] in [0, 255];
    gives a dictionary of
    - `probabilities` [n, classes], among the known classes alone;
    - `confidence` [n], the highest probability of a known class among known ones and outliers
      (without outliers it is the baseline of Hendrycks and Gimpel,
      https://arxiv.org/abs/1610.02136);
    - `logits` [n, classes], of the known classes;
    - `embedding` [n, features];
    - `class_maps` [n, height, width, classes], whose mean over the positions is the logits (Zhou
      et al., https://arxiv.org/abs/1512.04150).
    """
    weights = folded_weights(model, classes, LOGIT_SCALE / temperature)
    deployed = deployed_graph(size, weights)
    for name, values in weights.items():
        deployed.get_layer(name).set_weights([rounded(value) for value in values])
    return deployed


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


def rounded(values: np.ndarray) -> np.ndarray:
    """Nearly all bytes are in the kernels [height, width, input, output] of wide convolutions.

    The class maps' (1x1) stays as exact as the head's, whose weights it shares.
    """
    return to_eight_bits(values) if values.ndim == 4 and len(values) > 1 else to_float16(values)


def folded_weights(
    model: keras.Model, classes: int, head_scale: float
) -> dict[str, list[np.ndarray]]:
    """Kernel and bias of each convolution, the heads and the class maps, by layer name."""
    weights = {"whitening": model.get_layer("whitening").get_weights()}
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            name = layer.name.replace("norm", "conv")
            beta, mean, variance = layer.get_weights()
            scale = 1 / np.sqrt(variance + layer.epsilon)
            (kernel,) = model.get_layer(name).get_weights()
            weights[name] = [kernel * scale, beta - mean * scale]
    kernel, bias = (values * head_scale for values in model.get_layer("head").get_weights())
    weights["logits"] = [kernel[:, :classes], bias[:classes]]
    if len(bias) > classes:
        weights["outlier_logits"] = [kernel[:, classes:], bias[classes:]]
    weights["class_maps"] = [weights["logits"][0][None, None], weights["logits"][1]]
    return weights


def deployed_graph(size: int, weights: dict[str, list[np.ndarray]]) -> keras.Model:
    """The graph of `models/fast.py` with a bias in place of each BatchNorm."""

    def conv(name: str, activation: str | None = "relu") -> keras.layers.Layer:
        filters, kernel_size = weights[name][0].shape[-1], weights[name][0].shape[0]
        padding = "valid" if name == "whitening" else "same"
        return layers.Conv2D(filters, kernel_size, padding=padding, activation=activation,
                             dtype="float32", name=name)  # fmt: skip

    image = keras.Input((size, size, 3), name="image", dtype="float32")
    x = conv("whitening")(image)
    blocks = sum(name.endswith("conv1") for name in weights)
    for block in range(1, blocks + 1):
        x = conv(f"block{block}_conv1")(x)
        shortcut = x = layers.MaxPooling2D(dtype="float32")(x)
        depth = sum(name.startswith(f"block{block}_conv") for name in weights)
        for number in range(2, depth):
            x = conv(f"block{block}_conv{number}")(x)
        x = conv(f"block{block}_conv{depth}", activation=None)(x)
        x = layers.Add(dtype="float32")([x, shortcut])
        x = layers.ReLU(dtype="float32")(x)
    embedding = layers.GlobalAveragePooling2D(dtype="float32", name="embedding")(x)

    def head(name: str) -> keras.KerasTensor:
        return layers.Dense(len(weights[name][1]), dtype="float32", name=name)(embedding)

    logits = head("logits")
    probabilities = layers.Softmax(dtype="float32", name="probabilities")(logits)
    confidence = keras.ops.max(probabilities, axis=-1)
    if "outlier_logits" in weights:
        outliers = keras.ops.logsumexp(head("outlier_logits"), axis=-1)
        known = keras.ops.logsumexp(logits, axis=-1)
        confidence = confidence * keras.ops.sigmoid(known - outliers)
    return keras.Model(
        image,
        {
            "probabilities": probabilities,
            "confidence": confidence,
            "logits": logits,
            "embedding": embedding,
            "class_maps": conv("class_maps", activation=None)(x),
        },
    )
