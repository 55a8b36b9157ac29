"""The network of `models/fast.py` with a bias in place of each BatchNorm."""

import numpy as np

from training.backend import keras

layers = keras.layers


def features(model: keras.Model, image) -> tuple[keras.KerasTensor, dict[str, list[np.ndarray]]]:
    """The last feature map of `image`, and the weights that its layers shall have, by name.

    BatchNorm goes past the pooling, too, that lies between it and its convolution: it has no
    learned scale, so it keeps the order of values, and so does ReLU.
    """
    weights = folded_weights(model)
    return graph(image, weights), weights


def folded_weights(model: keras.Model) -> dict[str, list[np.ndarray]]:
    """Kernel and bias of each convolution, by layer name."""
    weights = {"whitening": model.get_layer("whitening").get_weights()}
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            name = layer.name.replace("norm", "conv")
            beta, mean, variance = layer.get_weights()
            scale = 1 / np.sqrt(variance + layer.epsilon)
            (kernel,) = model.get_layer(name).get_weights()
            weights[name] = [kernel * scale, beta - mean * scale]
    return weights


def graph(image, weights: dict[str, list[np.ndarray]]):
    """The layers of `models/fast.py` up to the last feature map."""

    def conv(name: str, activation: str | None = "relu") -> keras.layers.Layer:
        filters, kernel_size = weights[name][0].shape[-1], weights[name][0].shape[0]
        padding = "valid" if name == "whitening" else "same"
        return layers.Conv2D(filters, kernel_size, padding=padding, activation=activation,
                             dtype="float32", name=name)  # fmt: skip

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
    return x
