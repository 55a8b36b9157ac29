import pickle

import numpy as np
import pytest

from training.commands.chosen import outlier_pictures
from training.datasets.cifar100 import (
    load_outliers,
    load_test,
    read_split,
    unseen_classes,
)
from training.errors import UserError
from training.recipe import load_recipe

NAMES = ["tractor", "bus", "wolf", "bear", "tank", "bicycle", "fox", "lawn_mower", "motorcycle"]
SUPERCLASSES = [1, 1, 0, 0, 1, 1, 0, 1, 1]


def write(folder, part, count):
    labels = [number % len(NAMES) for number in range(count)]
    content = {
        b"data": np.arange(count, dtype="uint8")[:, None].repeat(3072, axis=1),
        b"fine_labels": labels,
        b"coarse_labels": [SUPERCLASSES[label] for label in labels],
    }
    (folder / part).write_bytes(pickle.dumps(content, protocol=2))
    names = {b"fine_label_names": [name.encode() for name in NAMES]}
    (folder / "meta").write_bytes(pickle.dumps(names, protocol=2))


def test_two_classes_of_each_superclass_stay_unseen_and_ambiguous_ones_are_skipped(tmp_path):
    write(tmp_path, "test", 90)
    _, names, superclasses = read_split(tmp_path / "test", 90)
    assert unseen_classes(names, superclasses) == ["bear", "fox", "bicycle", "lawn_mower"]


def test_outliers_are_the_other_classes_numbered_from_nought(tmp_path):
    write(tmp_path, "train", 50_000)
    outliers = load_outliers(tmp_path)
    labels = np.arange(50_000) % len(NAMES)
    seen = [NAMES.index(name) for name in ("motorcycle", "tank", "tractor", "wolf")]
    kept = np.isin(labels, seen)
    np.testing.assert_array_equal(outliers.pictures[:, 0, 0, 0], np.arange(50_000)[kept] % 256)
    np.testing.assert_array_equal(outliers.labels, [seen.index(label) for label in labels[kept]])


def test_a_part_that_is_cut_short_is_named(tmp_path):
    write(tmp_path, "train", 40)
    with pytest.raises(UserError, match=r"train is no part of CIFAR-100 .*download it again"):
        load_outliers(tmp_path)


def test_a_missing_part_is_named(tmp_path):
    with pytest.raises(UserError, match=r"train is missing"):
        load_outliers(tmp_path)


def test_a_picture_has_a_class_and_a_superclass(tmp_path):
    write(tmp_path, "test", 10_000)
    labels = np.arange(10_000) % len(NAMES)
    np.testing.assert_array_equal(load_test(tmp_path).labels, labels)
    np.testing.assert_array_equal(
        load_test(tmp_path, superclasses=True).labels, np.array(SUPERCLASSES)[labels]
    )


def test_a_label_that_no_class_has_is_named(tmp_path):
    write(tmp_path, "test", 10_000)
    content = pickle.loads((tmp_path / "test").read_bytes())
    content[b"coarse_labels"][7] = 20
    (tmp_path / "test").write_bytes(pickle.dumps(content, protocol=2))
    with pytest.raises(UserError, match=r"test is no part of CIFAR-100 \(wrong labels\)"):
        load_test(tmp_path)


def test_outliers_are_known_for_the_classes_of_cifar10_alone(tmp_path):
    recipe = load_recipe("cifar10-best", data="cifar100")
    with pytest.raises(UserError, match=r"none of the classes of cifar10, not of cifar100"):
        outlier_pictures(tmp_path, recipe)
