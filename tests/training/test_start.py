"""How a run begins: with ImageNet's weights or another run's, with BatchNorm or without."""

import shutil
from dataclasses import replace

import numpy as np
import pytest

from training.backend import keras
from training.datasets.batches import TrainingBatches
from training.datasets.generated import generated_split
from training.datasets.splits import NOTHING
from training.errors import UserError
from training.models.deploy import predict
from training.recipe import Recipe, load_recipe
from training.run import Run, go_on
from training.train import fresh_model, starting_model, teacher, train

PICTURES = generated_split(200, classes=10, seed=0)  # what --smoke trains on


def test_a_run_starts_from_another_where_layers_have_the_same_name_and_shape(smoke, begun):
    shutil.copytree(smoke.folder, begun.folder.parent / "first")
    recipe = load_recipe("smoke", start_from="first", outliers="cifar100", outlier_share=0.25)
    split, outliers = PICTURES, generated_split(50, classes=3, seed=2)
    batches = TrainingBatches(split, 10, recipe, outliers)
    model, first = fresh_model(recipe, split, batches, begun), Run(smoke.folder).model()
    for layer in model.layers:
        same = [
            np.array_equal(ours, theirs)
            for ours, theirs in zip(
                layer.get_weights(), first.get_layer(layer.name).get_weights(), strict=True
            )
        ]
        assert all(same) == (layer.name != "head")
    assert model.output_shape == (None, 13)


def test_a_run_can_keep_a_share_of_the_weights_it_started_from(smoke, begun):
    shutil.copytree(smoke.folder, begun.folder.parent / "first")
    recipe = load_recipe("smoke", start_from="first", keep_of_start=0.25, epochs=1)
    run = Run(begun.folder.parent / "kept")
    model = train(recipe, PICTURES, NOTHING, 10, run)
    first = Run(smoke.folder).model().get_weights()
    trained = keras.models.load_model(run.checkpoint_path, compile=False).get_weights()
    for start, end, kept in zip(first, trained, model.get_weights(), strict=True):
        np.testing.assert_allclose(kept, 0.25 * start + 0.75 * end, atol=1e-6)


@pytest.mark.parametrize("keys", [{"start_from": "nothing"}, {"teachers": ["nothing"]}])
def test_a_start_or_a_teacher_that_is_not_there_is_told(begun, keys):
    recipe = load_recipe("smoke", early_crop=0, **keys)
    with pytest.raises(UserError, match=r"'smoke' needs .*nothing, which .*--recipe nothing"):
        train(recipe, PICTURES, NOTHING, 10, Run(begun.folder.parent / "another"))


def test_a_teacher_answers_as_the_page_would_and_knows_the_same_classes(smoke, begun):
    shutil.copytree(smoke.folder, begun.folder.parent / "first")
    first = Run(begun.folder.parent / "first")
    recipe = load_recipe("smoke", teachers=["first"], early_crop=0, epochs=1)
    run = Run(begun.folder.parent / "taught")
    train(recipe, PICTURES, NOTHING, 10, run)
    assert run.model_path.exists()
    views = PICTURES.pictures[:5].astype("float32")
    expected = predict(first.deployed(), PICTURES.pictures[:5])["probabilities"]
    np.testing.assert_allclose(teacher(recipe, first, "")(views), expected, atol=1e-5)
    with pytest.raises(UserError, match=r"it knows the classes of cifar10, not those of cifar100"):
        teacher(load_recipe("smoke", data="cifar100"), first, "")


@pytest.mark.parametrize(
    ("first", "data"), [("cifar10", "cifar10"), ("cifar100", "cifar100-superclasses")]
)
def test_a_start_that_saw_the_pictures_to_be_held_out_is_refused(tmp_path, first, data):
    source = Run(tmp_path / "first")
    source.claim(load_recipe("smoke", data=first))
    source.model_path.touch()
    with pytest.raises(UserError, match=r"it has seen pictures that this run would hold out"):
        starting_model(load_recipe("smoke", data=data, validation=0.1), source, "")


def test_a_start_that_began_with_other_pictures_of_the_folder_is_refused(tmp_path):
    source, recipe = Run(tmp_path / "first"), load_recipe("smoke", data="pets")
    source.claim(recipe, "forty files")
    source.model_path.touch()
    with pytest.raises(UserError, match=r"pictures in pets are not those that .*first was trained"):
        starting_model(recipe, source, "forty-five files")


def test_the_teachers_of_a_run_are_still_found_from_another_folder(tmp_path):
    Run(tmp_path / "runs" / "taught").claim(load_recipe("cifar10-best"))
    recipe, _ = go_on(tmp_path / "runs" / "taught", tmp_path / "elsewhere" / "more")
    assert recipe.teachers == ["../runs/cifar10-taught", "../runs/cifar10-varied"]
    recipe, _ = go_on(tmp_path / "runs" / "taught", None)
    assert recipe.teachers == ["cifar10-taught", "cifar10-varied"]


def test_a_run_goes_on_from_another_at_a_larger_size_with_its_weights(tmp_path, float32):
    recipe = Recipe(name="small", data="cifar10", model="cnn", widths=[4], convolutions=[1],
                    precision="float32", epochs=1)  # fmt: skip
    small = Run(tmp_path / "small")
    model = train(recipe, PICTURES, NOTHING, 10, small)
    larger, folder = go_on(small.folder, None, size=48, epochs=2, learning_rate=None)
    assert folder == tmp_path / "small-48"
    assert (larger.size, larger.epochs, larger.learning_rate) == (48, 2, recipe.learning_rate)
    batches = TrainingBatches(PICTURES, 10, larger)
    fresh = fresh_model(larger, PICTURES, batches, Run(folder))
    for name in ("block1_conv1", "block1_norm1", "head"):
        for ours, theirs in zip(
            fresh.get_layer(name).get_weights(), model.get_layer(name).get_weights(), strict=True
        ):
            np.testing.assert_array_equal(ours, theirs)
    assert fresh.get_layer("resizing").output.shape[1:3] == (48, 48)


def test_a_run_goes_on_without_norms_and_so_do_those_after_it(tmp_path, float32):
    recipe = Recipe(name="first", data="cifar10", model="cnn", widths=[4], convolutions=[1],
                    precision="float32", epochs=1)  # fmt: skip
    train(recipe, PICTURES, NOTHING, 10, Run(tmp_path / "first"))
    batches = TrainingBatches(PICTURES, 10, recipe)
    source = "first"
    for name in ("second", "third"):
        run, recipe = Run(tmp_path / name), replace(recipe, start_from=source, fold_norms=True)
        fresh, before = fresh_model(recipe, PICTURES, batches, run), Run(tmp_path / source).model()
        inputs = PICTURES.pictures[:5].astype("float32")
        np.testing.assert_allclose(fresh.predict(inputs), before.predict(inputs), atol=1e-4)
        model = train(recipe, PICTURES, NOTHING, 10, run)
        assert not any("norm" in variable.path for variable in model.trainable_variables)
        source = name
    with pytest.raises(UserError, match=r"second has its BatchNorm folded .*fold_norms = true"):
        fresh_model(replace(recipe, start_from="second", fold_norms=False), PICTURES, batches, run)


def test_folded_norms_keep_the_statistics_that_came_with_the_weights(
    float32, tmp_path, monkeypatch
):
    create = keras.applications.MobileNetV2

    def unfetched(weights, **keys):
        network, random = create(weights=None, **keys), np.random.default_rng(0)
        for variable in network.variables:
            if "moving" in variable.path:
                variable.assign(random.uniform(0.5, 1.5, variable.shape))
        return network

    monkeypatch.setattr(keras.applications, "MobileNetV2", unfetched)
    recipe = Recipe(name="plain", data="cifar10", model="mobilenet_v2", weights="imagenet")
    batches, features = TrainingBatches(PICTURES, 10, recipe), []
    for fold_norms in (False, True):
        keras.utils.set_random_seed(0)
        model = fresh_model(
            replace(recipe, fold_norms=fold_norms), PICTURES, batches, Run(tmp_path)
        )
        inner = keras.Model(model.input, model.get_layer("out_relu").output)
        features.append(inner.predict(PICTURES.pictures[:5].astype("float32")))
    assert features[0].std() > 0.01
    np.testing.assert_allclose(features[0], features[1], atol=1e-4)
