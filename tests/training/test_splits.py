import numpy as np
import pytest

from training.datasets.splits import Split, class_weights, hold_out
from training.errors import UserError


@pytest.fixture
def uneven():
    """100, 50 and 10 pictures of three classes, mixed, each with its number as its pixel."""
    labels = np.random.default_rng(1).permutation(np.repeat([0, 1, 2], [100, 50, 10]))
    pictures = np.arange(160, dtype="uint8").reshape(-1, 1, 1, 1)
    return Split(pictures, labels)


def numbers(split):
    return split.pictures.ravel().tolist()


def test_each_class_gives_the_same_share(uneven):
    training, validation = hold_out(uneven, 0.2, seed=42)
    assert np.bincount(validation.labels).tolist() == [20, 10, 2]
    assert np.bincount(training.labels).tolist() == [80, 40, 8]


def test_groups_that_are_finer_than_the_classes_are_cut_instead(uneven):
    by_class = hold_out(uneven, 0.2, seed=42)[1]
    merged = Split(uneven.pictures, uneven.labels // 2, groups=uneven.labels)
    validation = hold_out(merged, 0.2, seed=42)[1]
    assert numbers(validation) == numbers(by_class)
    assert np.bincount(validation.labels).tolist() == [30, 2]


def test_no_picture_is_lost_or_in_both_parts_or_parted_from_its_label(uneven):
    parts = hold_out(uneven, 0.2, seed=42)
    assert sorted(numbers(parts[0]) + numbers(parts[1])) == list(range(160))
    for part in parts:
        np.testing.assert_array_equal(part.labels, uneven.labels[numbers(part)])


def test_the_seed_alone_decides_which(uneven):
    held_out = numbers(hold_out(uneven, 0.2, seed=42)[1])
    np.random.seed(0)
    assert numbers(hold_out(uneven, 0.2, seed=42)[1]) == held_out
    assert numbers(hold_out(uneven, 0.2, seed=43)[1]) != held_out


def test_a_share_of_0_leaves_everything_to_training(uneven):
    training, validation = hold_out(uneven, 0, seed=42)
    assert numbers(training) == numbers(uneven)
    assert len(validation) == 0


@pytest.mark.parametrize(("share", "purpose"), [(0.001, "validate"), (0.999, "train")])
def test_a_share_that_leaves_nothing_to_a_part_is_refused(uneven, share, purpose):
    with pytest.raises(UserError, match=rf"no picture to {purpose} on, of 160 in all"):
        hold_out(uneven, share, seed=42)


def test_weights_let_every_class_count_the_same(uneven):
    weights = class_weights(uneven.labels)
    assert weights == pytest.approx({0: 160 / 300, 1: 160 / 150, 2: 160 / 30})
    assert np.mean([weights[label] for label in uneven.labels]) == pytest.approx(1)
