import numpy as np
import pytest
from scipy.special import softmax

from training import formats
from training.backend import keras
from training.datasets.generated import generated_pictures
from training.errors import UserError
from training.export import AGREEMENT, largest_difference
from training.models import deploy as deploying
from training.models import fold
from training.models.build import build, freeze
from training.models.deploy import cool, deploy
from training.recipe import Recipe
from training.runners import load_tfjs, load_tflite

PICTURES = generated_pictures(3, 32)
TENSORS = PICTURES.astype("float32")
TEMPERATURE = 1.7
# Not the smallest that each can: the last feature map has more than one position.
SIZES = {"cnn": 40, "mobilenet_v2": 64, "densenet121": 64, "xception": 71, "resnet50": 64}


def tiny(model, **keys):
    """A model of the table that has seen something: its BatchNorm is far from where it began."""
    recipe = Recipe(name="test", data="test", model=model, widths=[4, 8], convolutions=[1, 2],
                    **{"size": SIZES[model], **keys})  # fmt: skip
    keras.utils.set_random_seed(0)
    network = build(recipe, 5, PICTURES)
    random = np.random.default_rng(0)
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 0.0
            layer.gamma.assign(random.uniform(0.7, 1.3, layer.gamma.shape))
            layer.beta.assign(random.normal(0, 0.1, layer.beta.shape))
    network(TENSORS, training=True)
    return network


def answers(model):
    return keras.tree.map_structure(keras.ops.convert_to_numpy, model(TENSORS, training=False))


@pytest.fixture
def unrounded(monkeypatch):
    """Weights as exact as they were trained."""
    monkeypatch.setattr(deploying, "rounded", lambda values, layer: values)
    monkeypatch.setattr(fold, "to_float16", lambda values: values)


@pytest.mark.parametrize("model", SIZES)
def test_a_deployed_model_answers_as_the_trained_one(float32, unrounded, model):
    network = tiny(model)
    deployed = deploy(network, 5, TENSORS)
    cool(deployed, TEMPERATURE)
    result, expected = answers(deployed), answers(network) / TEMPERATURE
    assert np.ptp(expected, axis=0).max() > 1e-3  # the pictures make a difference
    np.testing.assert_allclose(result["logits"], expected, atol=2e-3 * np.abs(expected).max())
    np.testing.assert_allclose(result["probabilities"], softmax(expected, axis=1), atol=1e-3)
    maps = result["class_maps"]
    assert maps.shape[1] > 1
    limit = 1e-4 * max(1, np.abs(expected).max())
    np.testing.assert_allclose(maps.mean(axis=(1, 2)), result["logits"], atol=limit)
    # Whoever has Keras can load it.
    assert all(type(layer).__module__.startswith("keras.") for layer in deployed.layers)


def test_mobilenet_pads_inside_its_convolutions(float32):
    deployed = deploy(tiny("mobilenet_v2"), 5, TENSORS)
    assert not [kept for kept in deployed.layers if isinstance(kept, keras.layers.ZeroPadding2D)]


def test_an_inner_layer_leaves_no_class_maps_and_the_pooled_embedding(float32, unrounded):
    network = tiny("cnn", inner=6, dropout=0.5, block_dropout=0.2)
    result, expected = answers(deploy(network, 5, TENSORS)), answers(network)
    assert "class_maps" not in result
    assert result["embedding"].shape == (3, 8)
    np.testing.assert_allclose(result["logits"], expected, atol=2e-3 * np.abs(expected).max())


def test_a_backbone_comes_out_of_both_converters_as_it_is_in_keras(float32, tmp_path):
    deployed = deploy(tiny("mobilenet_v2"), 5, TENSORS)
    for values in deployed.get_weights():
        np.testing.assert_array_equal(values, values.astype("float16"))
    formats.write_saved_model(deployed, tmp_path / "saved")
    formats.write_tfjs(tmp_path / "saved", tmp_path / "js", list(deployed.output))
    formats.write_tflite(tmp_path / "saved", tmp_path / "model.tflite")
    expected = answers(deployed)
    for run in (load_tfjs(tmp_path / "js"), load_tflite(tmp_path / "model.tflite")):
        assert largest_difference(expected, run(TENSORS)) <= AGREEMENT


def test_frozen_layers_keep_their_weights_and_their_statistics(float32):
    network = tiny("mobilenet_v2")
    freeze(network, 20)
    before = {layer.name: layer.get_weights() for layer in network.layers if layer.weights}
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    network.compile("sgd", loss, jit_compile=False)
    network.train_on_batch(TENSORS, np.eye(5)[:3])
    names = [layer.name for layer in network.layers]
    learning = names[names.index("embedding") - 20 :]
    for name, values in before.items():
        after = network.get_layer(name).get_weights()
        same = all(np.array_equal(*pair) for pair in zip(values, after, strict=True))
        assert same == (name not in learning), name


@pytest.mark.parametrize("model", SIZES)
def test_a_model_answers_the_same_without_its_norms(float32, model):
    network = tiny(model)
    folded = fold.without_norms(network)
    expected = answers(network)
    np.testing.assert_allclose(answers(folded), expected, atol=2e-3 * np.abs(expected).max())
    assert len(folded.trainable_weights) < len(network.trainable_weights)
    again = fold.without_norms(folded)
    np.testing.assert_array_equal(answers(again), answers(folded))


def test_frozen_offsets_stay_while_their_kernels_learn(float32):
    network = fold.without_norms(tiny("mobilenet_v2"))
    freeze(network, -1, offsets=True)
    convolutions = [layer for layer in network.layers if isinstance(layer, fold.CONVOLUTIONS)]
    before = [layer.get_weights() for layer in convolutions]
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    network.compile("adam", loss, jit_compile=False)
    network.train_on_batch(TENSORS, np.eye(5)[:3])
    assert len(before) == 52
    for layer, (kernel, bias) in zip(convolutions, before, strict=True):
        assert not np.array_equal(layer.kernel, kernel), layer.name
        np.testing.assert_array_equal(layer.bias, bias)
    assert network.get_layer("head").bias.trainable


def test_too_small_a_picture_for_a_backbone_is_told(float32):
    with pytest.raises(UserError, match=r"xception sees pictures of 71 pixels and larger"):
        tiny("xception", size=0)


def test_weights_that_cannot_be_fetched_are_told(float32, monkeypatch):
    def unreachable(**arguments):
        raise OSError("no route to host")

    monkeypatch.setattr(keras.applications, "MobileNetV2", unreachable)
    with pytest.raises(UserError, match=r"imagenet weights of mobilenet_v2 .*no route to host"):
        tiny("mobilenet_v2", weights="imagenet")
