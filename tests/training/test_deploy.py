import numpy as np
import pytest
from scipy.special import softmax

from training.backend import keras
from training.datasets.generated import generated_pictures
from training.models import deploy as deploying
from training.models import fast, rounding
from training.models.deploy import cool, deploy, round_weights, rounded

PICTURES = generated_pictures(20, 32).astype("float32")
TEMPERATURE = 1.7


@pytest.fixture
def trained(float32):
    """A tiny network whose BatchNorm has seen something, as after training."""
    return fresh(classes=10)


@pytest.fixture
def with_outliers(float32):
    """The same with three classes of outliers after the ten."""
    return fresh(classes=13)


def fresh(classes):
    keras.utils.set_random_seed(0)
    model = fast.build(classes, widths=[4, 6, 8], convolutions=[2, 3, 4])
    fast.whiten(model, PICTURES.astype("uint8"))
    # Large enough for answers that differ from each other.
    model.get_layer("head").set_weights(
        [np.random.default_rng(1).normal(0, 3, (8, classes)), np.zeros(classes)]
    )
    random = np.random.default_rng(0)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            beta, mean, variance = (values.shape for values in layer.get_weights())
            layer.set_weights(
                [
                    random.normal(0, 1, beta),
                    random.normal(0, 1, mean),
                    random.uniform(0.2, 3, variance),
                ]
            )
    return model


def answers(model):
    return keras.ops.convert_to_numpy(model(PICTURES, training=False))


def outputs(model):
    results = model(PICTURES, training=False)
    return {name: keras.ops.convert_to_numpy(values) for name, values in results.items()}


def cooled(model):
    deployed = deploy(model, 10, PICTURES)
    cool(deployed, TEMPERATURE)
    return deployed


def test_folding_changes_no_answer(trained, monkeypatch):
    monkeypatch.setattr(deploying, "rounded", lambda values, layer: values)
    logits = outputs(cooled(trained))["logits"]
    expected = answers(trained) / TEMPERATURE
    np.testing.assert_allclose(logits, expected, atol=1e-4 * np.abs(expected).max())


def test_rounding_changes_little(trained):
    logits = outputs(cooled(trained))["logits"]
    expected = answers(trained) / TEMPERATURE
    np.testing.assert_allclose(logits, expected, atol=1e-2 * np.abs(expected).max())


def test_offsets_make_up_for_what_rounding_does_to_the_mean(float32, monkeypatch):
    """A rounded kernel's errors add up where all that it reads is positive."""
    monkeypatch.setattr(rounding, "LEVELS", 3)  # coarse, as if there were many layers
    image = keras.Input((8, 8, 32), name="image")
    model = keras.Model(image, keras.layers.Conv2D(16, 3, padding="same", name="wide")(image))
    kernel = np.random.default_rng(0).normal(0, 1, (3, 3, 32, 16))
    pictures = np.random.default_rng(1).integers(100, 200, (20, 8, 8, 32), "uint8")

    def means(kernel):
        model.get_layer("wide").set_weights([kernel, np.zeros(16)])
        return model.predict(pictures.astype("float32"), verbose=0).mean(axis=(0, 1, 2))

    exact, shifted = means(kernel), means(rounded(kernel, "wide"))
    means(kernel)
    round_weights(model, pictures)
    corrected = model.predict(pictures.astype("float32"), verbose=0).mean(axis=(0, 1, 2))
    assert len(np.unique(model.get_layer("wide").get_weights()[0])) <= 7
    assert np.abs(corrected - exact).max() < 0.2 * np.abs(shifted - exact).max()


def test_the_whitening_filters_keep_their_small_values(trained):
    """Some are a hundred times smaller than others; in 8 bits nothing would be left of them."""
    before, after = (
        model.get_layer("whitening").get_weights()[0]
        for model in (trained, deploy(trained, 10, PICTURES))
    )
    smallest = np.abs(before).max(axis=(0, 1, 2)).min()
    assert smallest < np.abs(before).max() / 20
    np.testing.assert_allclose(after, before, rtol=1e-3, atol=1e-6)


def test_every_weight_is_a_number_that_float16_holds(trained):
    weights = deploy(trained, 10, PICTURES).get_weights()
    assert len(weights) == 2 * (1 + 2 + 3 + 4 + 2)
    for values in weights:
        assert values.dtype == np.float32
        np.testing.assert_array_equal(values, values.astype("float16"))
        if values.ndim == 4 and values.shape[0] == 3:
            assert len(np.unique(values)) <= 255


@pytest.mark.parametrize(
    ("layer", "shape", "in_bytes"),
    [
        ("wide", (3, 3, 64, 256), True),
        ("wide_1x1", (1, 1, 320, 1280), True),
        ("narrow_1x1", (1, 1, 16, 96), False),
        ("depthwise", (3, 3, 960, 1), False),
        ("first", (3, 3, 3, 32), False),
        ("class_maps", (1, 1, 1280, 100), False),
        ("logits", (1280, 100), False),
    ],
)
def test_large_kernels_alone_are_rounded_to_what_a_byte_holds(layer, shape, in_bytes):
    values = np.random.default_rng(0).normal(0, 1, shape).astype("float32")
    assert (len(np.unique(rounded(values, layer))) <= 255) == in_bytes


def test_the_outputs_fit_each_other(trained):
    result = outputs(cooled(trained))
    probabilities, logits = result["probabilities"], result["logits"]
    np.testing.assert_allclose(probabilities, softmax(logits, axis=1), atol=1e-6)
    np.testing.assert_array_equal(result["confidence"], probabilities.max(axis=1))
    assert result["embedding"].shape == (20, 8)
    assert result["class_maps"].ndim == 4
    maps = result["class_maps"].mean(axis=(1, 2))
    np.testing.assert_allclose(maps, logits, atol=1e-5 * np.abs(logits).max())


def test_confidence_falls_where_an_outlier_is_likelier(with_outliers, monkeypatch):
    monkeypatch.setattr(deploying, "rounded", lambda values, layer: values)
    result = outputs(cooled(with_outliers))
    among_all = softmax(answers(with_outliers) / TEMPERATURE, axis=1)
    known = among_all[:, :10]
    np.testing.assert_allclose(result["confidence"], known.max(axis=1), atol=1e-5)
    expected = known / known.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(result["probabilities"], expected, atol=1e-5)
    assert (result["confidence"] < result["probabilities"].max(axis=1)).all()


def test_whitening_gives_decorrelated_values_of_unit_variance(float32):
    model = fast.build(classes=10, widths=[4], convolutions=[2])
    noise = np.random.default_rng(0).integers(0, 256, (50, 32, 32, 3), "uint8")
    fast.whiten(model, noise)
    values = keras.ops.convert_to_numpy(model.get_layer("whitening")(noise.astype("float32")))
    half = values.reshape(-1, 24)[:, :12]
    np.testing.assert_allclose(np.cov(half, rowvar=False), np.eye(12), atol=0.05)
    np.testing.assert_allclose(half.mean(axis=0), 0, atol=0.05)
    np.testing.assert_allclose(values.reshape(-1, 24)[:, 12:], -half, atol=1e-4)
