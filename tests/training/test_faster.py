from dataclasses import replace

import numpy as np
import pytest

from training.backend import keras
from training.backend import tensorflow as tf
from training.models.build import build
from training.models.faster import (
    FusedBatchNormalization,
    MixedDepthwiseConv2D,
    plain_class,
    with_faster_layers,
)
from training.models.fold import without_norms
from training.recipe import load_recipe

MAPS = np.random.default_rng(0).normal(3, 2, (8, 5, 5, 4)).astype("float32")


def learned(kind, **config):
    """What a layer answers while it learns, and its weights after three steps."""
    layer = kind(momentum=0.5, **config)
    model = keras.Sequential([keras.Input((5, 5, 4)), layer])
    model.compile(keras.optimizers.SGD(0.1), "mse", jit_compile=False)
    for step in range(3):
        model.train_on_batch(MAPS + step, np.flip(MAPS, axis=1))
    return model(MAPS, training=True), layer


@pytest.mark.parametrize("config", [{}, {"scale": False}, {"center": False}])
def test_it_learns_as_keras_does(float32, config):
    right, expected = learned(keras.layers.BatchNormalization, **config)
    answers, layer = learned(FusedBatchNormalization, **config)
    np.testing.assert_allclose(answers, right, atol=1e-5)
    sample = 200 / 199  # values of a channel: the variance is that of a sample
    for weight, value in zip(layer.weights, expected.weights, strict=True):
        factor = sample if weight is layer.moving_variance else 1
        np.testing.assert_allclose(weight, factor * value, rtol=1e-3, atol=1e-5)


def test_a_frozen_one_keeps_its_averages(float32):
    layer = FusedBatchNormalization(trainable=False)
    np.testing.assert_allclose(layer(MAPS, training=True), MAPS / np.sqrt(1.001), rtol=1e-5)
    np.testing.assert_array_equal(layer.moving_mean, np.zeros(4))


def convolved(kind, dtype, **config):
    """What a depthwise convolution answers, and the gradients of its square to maps and kernel."""
    layer = kind(3, dtype=dtype, depthwise_initializer=keras.initializers.RandomNormal(seed=1),
                 bias_initializer="ones", **config)  # fmt: skip
    maps = tf.constant(MAPS)
    with tf.GradientTape() as tape:
        tape.watch(maps)
        answers = layer(maps)
        loss = tf.reduce_sum(tf.cast(answers, "float32") ** 2)
    return answers, *tape.gradient(loss, [maps, layer.kernel.value])


@pytest.mark.parametrize("dtype", ["float32", "mixed_bfloat16"])
@pytest.mark.parametrize(
    "config", [{}, {"strides": 2, "padding": "same"}, {"activation": "relu6", "use_bias": False}]
)
def test_it_convolves_and_learns_as_keras_does(float32, dtype, config):
    right = convolved(keras.layers.DepthwiseConv2D, "float32", **config)
    found = convolved(MixedDepthwiseConv2D, dtype, **config)
    for result, expected in zip(found, map(np.asarray, right), strict=True):
        error = np.abs(np.asarray(result, "float32") - expected).max() / np.abs(expected).max()
        assert error < (1e-6 if dtype == "float32" else 0.02)  # bfloat16 has 8 bits


def test_a_model_is_copied_with_its_weights(float32):
    layers = keras.layers
    model = keras.Sequential(
        [keras.Input((5, 5, 4)), layers.DepthwiseConv2D(3), layers.BatchNormalization()]
    )
    faster = with_faster_layers(model)
    assert [type(layer) for layer in faster.layers] == [
        MixedDepthwiseConv2D, FusedBatchNormalization,
    ]  # fmt: skip
    np.testing.assert_allclose(faster(MAPS), model(MAPS), atol=1e-5)
    assert [plain_class(layer) for layer in faster.layers] == [type(x) for x in model.layers]


def test_what_bfloat16_is_too_coarse_for_computes_in_float32_folded_too(float32):
    keras.config.set_dtype_policy("mixed_bfloat16")
    recipe = replace(load_recipe("cifar10-fast"), weights="", size=32)
    model = build(recipe, 10, np.zeros((1, 32, 32, 3), "uint8"))
    for network in (model, without_norms(model)):
        assert network.get_layer("expanded_conv_depthwise").compute_dtype == "float32"
        assert network.get_layer("block_2_expand").compute_dtype == "bfloat16"
