import numpy as np
import pytest

from training.backend import keras
from training.models.norm import FusedBatchNormalization

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
