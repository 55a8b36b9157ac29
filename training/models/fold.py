"""Any convolutional network with its scaling, BatchNorm and padding inside the convolutions.

For fine-tuning, which is far faster without BatchNorm, and for the page. The converters fold
too, but after the weights were rounded, so that each format would hold other numbers than Keras.
"""

import numpy as np

from training.backend import keras
from training.models.faster import plain_class
from training.models.rounding import to_float16

layers = keras.layers

CONVOLUTIONS = (layers.Conv2D, layers.DepthwiseConv2D, layers.SeparableConv2D)


def without_norms(model: keras.Model) -> keras.Model:
    """The same network, its weights included, with each BatchNorm inside the convolution before it.

    One that follows no convolution stays, and so does a padding that TensorFlow would not add.
    """
    norms, paddings = foldable_norms(model), foldable_paddings(model)
    gone = {layer.name for layer in [*norms.values(), *paddings.values()]}

    def copy(layer: layers.Layer) -> layers.Layer:
        if layer.name in gone:
            return layers.Identity(dtype=layer.dtype_policy.name, name=layer.name)
        config = layer.get_config()
        if layer.name in paddings:
            config["padding"] = "same"
        if layer.name in norms:
            config["use_bias"] = True
        return layer.__class__.from_config(config)

    def call(layer: layers.Layer, *inputs, **_):
        return layer(*inputs)  # an Identity takes no mask, which a BatchNorm was called with

    clone = keras.models.clone_model(model, clone_function=copy, call_function=call)
    for layer in model.layers:
        if layer.name in norms:
            clone.get_layer(layer.name).set_weights(folded(layer, norms[layer.name]))
        elif layer.name not in gone:
            clone.get_layer(layer.name).set_weights(layer.get_weights())
    return clone


def features(model: keras.Model, image) -> tuple[keras.KerasTensor, dict[str, list[np.ndarray]]]:
    """The feature map before `embedding` of `image`, and the weights for its layers, by name."""
    body = without_norms(keras.Model(model.input, model.get_layer("embedding").input))
    scaling = body.get_layer("rescaling")
    first = next(layer for layer in body.layers if isinstance(layer, CONVOLUTIONS))
    weights = {}

    def copy(layer: layers.Layer) -> layers.Layer:
        if layer is scaling:
            # (x * scale + offset) = scale * (x + offset / scale); the scale goes on to `first`.
            offset = to_float16(np.divide(layer.offset, layer.scale).astype("float32"))
            return layers.Rescaling(1.0, offset.tolist(), dtype="float32", name=layer.name)
        if isinstance(layer, (layers.Identity, layers.Dropout)):
            return layers.Identity(dtype="float32", name=layer.name)
        config = layer.get_config() | {"dtype": "float32"}
        if isinstance(layer, layers.BatchNormalization):
            config |= {"scale": True, "center": True, "epsilon": 0.0}
            scale, shift = scale_and_shift(layer)
            weights[layer.name] = [scale, shift, np.zeros_like(scale), np.ones_like(scale)]
        elif layer.weights:
            weights[layer.name] = layer.get_weights()
        if layer is first:
            kernel, *bias = weights[layer.name]
            scale = np.broadcast_to(np.float32(scaling.scale), kernel.shape[2])
            weights[layer.name] = [kernel * scale[:, None], *bias]
        return plain_class(layer).from_config(config)

    plain = keras.models.clone_model(body, input_tensors=image, clone_function=copy)
    return plain.output, weights


def foldable_norms(body: keras.Model) -> dict[str, layers.BatchNormalization]:
    """Each BatchNorm that is all that follows a convolution, by the name of the convolution."""
    norms = {}
    for layer in body.layers:
        if isinstance(layer, layers.BatchNormalization):
            before = layer.input._keras_history.operation
            alone = len(before._outbound_nodes) == 1
            if isinstance(before, CONVOLUTIONS) and alone and is_linear(before):
                norms[before.name] = layer
    return norms


def foldable_paddings(body: keras.Model) -> dict[str, layers.ZeroPadding2D]:
    """Each padding by which a convolution does what it does with padding "same", by its name.

    MobileNetV2 pads before it halves a feature map, as other frameworks would have to.
    """
    paddings = {}
    for layer in body.layers:
        if isinstance(layer, CONVOLUTIONS) and layer.padding == "valid":
            before = layer.input._keras_history.operation
            if isinstance(before, layers.ZeroPadding2D) and pads_as_same(before, layer):
                paddings[layer.name] = before
    return paddings


def pads_as_same(padding: layers.ZeroPadding2D, convolution: layers.Layer) -> bool:
    """Whether TensorFlow's padding "same", which depends on the size, would add the same zeros."""
    _, *sides, _ = padding.input.shape
    for side, zeros, kernel, stride in zip(
        sides, padding.padding, convolution.kernel_size, convolution.strides, strict=True
    ):
        if side is None:
            return False
        missing = max((-(-side // stride) - 1) * stride + kernel - side, 0)
        if tuple(zeros) != (missing // 2, missing - missing // 2):
            return False
    return True


def is_linear(convolution: layers.Layer) -> bool:
    """Whether nothing lies between the convolution and what follows it."""
    return convolution.activation is keras.activations.linear


def folded(convolution: layers.Layer, norm: layers.BatchNormalization) -> list[np.ndarray]:
    """Kernels and bias that do what the convolution and the BatchNorm after it do."""
    scale, shift = scale_and_shift(norm)
    kernels = convolution.get_weights()
    bias = kernels.pop() if convolution.use_bias else 0
    kernel = kernels.pop()
    # A depthwise kernel is [height, width, input, multiplier], any other ends in the outputs.
    depthwise = isinstance(convolution, layers.DepthwiseConv2D)
    scaled = kernel * (scale.reshape(kernel.shape[2:]) if depthwise else scale)
    return [*kernels, scaled, bias * scale + shift]


def scale_and_shift(norm: layers.BatchNormalization) -> tuple[np.ndarray, np.ndarray]:
    """What a BatchNorm with settled statistics multiplies by, then adds; both [channels]."""
    mean, variance = np.array(norm.moving_mean), np.array(norm.moving_variance)
    scale = 1 / np.sqrt(variance + norm.epsilon)
    if norm.scale:
        scale = scale * np.array(norm.gamma)
    shift = -mean * scale
    return scale, shift + np.array(norm.beta) if norm.center else shift
