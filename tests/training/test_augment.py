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


@pytest.mark.parametrize("size", [SIZE, SIZE - 3])
def test_crop_cuts_each_picture_out_of_its_reflection(pictures, random, size):
    cut = augment.crop(pictures, size, 2, random)
    assert cut.dtype == np.uint8
    assert cut.shape == (30, size, size, 3)
    places = range(SIZE + 4 - size + 1)
    offsets = set()
    for before, after in zip(pictures, cut, strict=True):
        padded = np.pad(before, ((2, 2), (2, 2), (0, 0)), "reflect")
        found = [
            (top, left)
            for top in places
            for left in places
            if (padded[top : top + size, left : left + size] == after).all()
        ]
        assert len(found) == 1
        offsets.update(found)
    assert len(offsets) > 10  # each picture its own
    for places_found in zip(*offsets, strict=True):
        assert (min(places_found), max(places_found)) == (0, places[-1])


def test_the_whole_picture_without_a_border_is_unchanged(pictures, random):
    np.testing.assert_array_equal(augment.crop(pictures, SIZE, 0, random), pictures)


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
