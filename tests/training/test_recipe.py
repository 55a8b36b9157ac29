import re

import pytest

from training import recipe
from training.errors import UserError
from training.recipe import load_recipe

SHIPPED = sorted(path.stem for path in recipe.FOLDER.glob("*.toml"))


@pytest.fixture
def edited(tmp_path, monkeypatch):
    """A function that loads the smoke recipe with one of its lines replaced."""
    text = (recipe.FOLDER / "smoke.toml").read_text(encoding="utf-8")
    monkeypatch.setattr(recipe, "FOLDER", tmp_path)

    def load(key, line):
        changed, count = re.subn(rf"(?m)^{key} = .*$", line, text)
        assert count == 1
        (tmp_path / "edited.toml").write_text(changed, encoding="utf-8")
        return load_recipe("edited")

    return load


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_recipe_loads(name):
    assert load_recipe(name).name == name


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_recipe_holds_out_what_those_it_learns_from_do(name):
    pupil = load_recipe(name)
    for source in filter(None, [pupil.start_from, *pupil.teachers]):
        first = load_recipe(source)
        assert (first.validation, first.seed) == (pupil.validation, pupil.seed), source


def test_an_unknown_recipe_gets_the_names_of_the_known_ones():
    with pytest.raises(UserError, match=r"no recipe 'nope'.*cifar10-best.*smoke"):
        load_recipe("nope")


def test_an_override_replaces_the_value_of_the_recipe_and_none_leaves_it():
    assert load_recipe("smoke", validation=0.0).validation == 0
    assert load_recipe("smoke", validation=None).validation == 0.2


def test_an_unknown_key_is_named(edited):
    with pytest.raises(UserError, match=r"edited\.toml: 'speed' is not a key"):
        edited("seed", "seed = 42\nspeed = 3")


def test_a_missing_key_is_named(edited):
    with pytest.raises(UserError, match=r"edited\.toml: 'data' is missing"):
        edited("data", "")


def test_a_recipe_names_only_what_it_chooses(edited):
    assert edited("seed", "") == edited("seed", "seed = 42")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("epochs", '"three"'),
        ("epochs", "2.5"),
        ("epochs", "true"),
        ("momentum", "true"),
        ("flip", "1"),
        ("widths", "8"),
        ("widths", '["wide"]'),
    ],
)
def test_a_value_of_a_wrong_kind_is_named(edited, key, value):
    with pytest.raises(UserError, match=rf"edited\.toml: {key} = .* should be of kind"):
        edited(key, f"{key} = {value}")


def test_a_whole_number_will_do_for_a_fraction(edited):
    assert edited("momentum", "momentum = 0").momentum == 0


def test_a_line_that_is_not_toml_is_told(edited):
    with pytest.raises(UserError, match=r"edited\.toml is not valid TOML"):
        edited("seed", "seed = = 42")


@pytest.mark.parametrize("share", [-0.1, 1, 2, float("nan")])
def test_a_validation_share_outside_of_its_range_is_refused(share):
    with pytest.raises(UserError, match=r"validation = .* should be from 0 to below 1"):
        load_recipe("smoke", validation=share)


@pytest.mark.parametrize("key", ["epochs", "batch_size"])
def test_a_run_without_epochs_or_pictures_is_refused(edited, key):
    with pytest.raises(UserError, match="at least 1"):
        edited(key, f"{key} = 0")


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"model": "vgg"}, 'model = "vgg" should be one of "fast", "cnn", "mobilenet_v2"'),
        ({"optimizer": "lion"}, 'should be one of "sgd", "adam"'),
        ({"dropout": 1.0}, "dropout = 1.0 should be from 0 to below 1"),
        ({"learning_rate": float("nan")}, "learning_rate = nan should be above 0"),
        ({"weights": "imagenet"}, 'There are no imagenet weights for "fast", only for mobilenet'),
        ({"l2": 0.1, "inner": 9}, 'inner, l2 cannot be with model = "fast"'),
        ({"trainable_layers": 5}, 'trainable_layers cannot be with model = "fast"'),
        ({"fold_norms": True}, "fold_norms needs weights or start_from"),
        ({"fold_norms": True, "start_from": "other"}, 'fold_norms cannot be with model = "fast"'),
        ({"seed": -1}, "seed = -1 should be at least 0"),
        ({"mixup": -0.2}, "mixup = -0.2 should be at least 0"),
        ({"widths": [], "convolutions": []}, "should name a block or more"),
        ({"convolutions": [2, 1, 2]}, 'model = "fast" needs two convolutions or more'),
        ({"outliers": "cifar10"}, 'outliers = "cifar10" should be one of "", "cifar100"'),
        ({"outlier_share": 0.2}, "outliers and outlier_share need each other"),
        ({"stop_patience": 3, "validation": 0.0}, "need validation pictures"),
        ({"plateau_patience": 3}, 'need schedule = "decay"'),
        ({"schedule": "decay"}, 'warmup needs schedule = "cosine"'),
        ({"early_epochs": 0}, "set early_epochs"),
        ({"teachers": ["other"]}, "leave out mixup and early_crop"),
        ({"widths": [8]}, "an entry for each block"),
    ],
)
def test_keys_that_cannot_be_together_are_told(keys, sentence):
    with pytest.raises(UserError, match=re.escape(sentence)):
        load_recipe("smoke", **keys)
