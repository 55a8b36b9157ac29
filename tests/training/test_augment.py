import numpy as np
import pytest

from training.datasets import augment

SIZE = 16


@pytest.fixture
def random():
    return np.random.default_rng(0)


@pytest.fixture
def pictures(random):
    return random.integers(0, 256, (30, SIZE, SIZE, 3), "uint8")


def test_flip_mirrors_just_the_chosen_pictures(pictures):
    mirrored = np.arange(30) % 3 == 0
    flipped = augment.flip(pictures, mirrored)
    np.testing.assert_array_equal(flipped[mirrored], pictures[mirrored, :, ::-1])
    np.testing.assert_array_equal(flipped[~mirrored], pictures[~mirrored])
    np.testing.assert_array_equal(augment.flip(flipped, mirrored), pictures)


def test_shift_cuts_each_picture_out_of_its_reflection(pictures, random):
    shifted = augment.shift(pictures, 2, random)
    assert shifted.dtype == np.uint8
    offsets = set()
    for before, after in zip(pictures, shifted, strict=True):
        padded = np.pad(before, ((2, 2), (2, 2), (0, 0)), "reflect")
        found = [
            (top, left)
            for top in range(5)
            for left in range(5)
            if (padded[top : top + SIZE, left : left + SIZE] == after).all()
        ]
        assert len(found) == 1
        offsets.update(found)
    assert len(offsets) > 10  # each picture its own
    assert {top for top, _ in offsets} == {left for _, left in offsets} == set(range(5))


def test_a_shift_by_nothing_changes_nothing(pictures, random):
    np.testing.assert_array_equal(augment.shift(pictures, 0, random), pictures)


@pytest.mark.parametrize("side", [1, 5, 8])
def test_cutout_hides_one_square_and_leaves_the_rest(random, side):
    white = np.full((500, SIZE, SIZE, 3), 255, "uint8")
    cut = augment.cutout(white, side, random)
    assert cut.dtype == np.uint8
    assert set(np.unique(cut)) == {128, 255}
    hidden = (cut == 128).all(axis=-1)
    np.testing.assert_array_equal((cut == 128).any(axis=-1), hidden)  # all three channels
    heights, widths = hidden.any(axis=2).sum(axis=1), hidden.any(axis=1).sum(axis=1)
    np.testing.assert_array_equal(hidden.sum(axis=(1, 2)), heights * widths)  # a rectangle
    assert heights.max() == widths.max() == side  # smaller only where part lies outside
    assert np.median(heights) == side
