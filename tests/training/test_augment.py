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


def arrow():
    """A bright bar from the middle to the right, on black."""
    picture = np.zeros((33, 33, 3), "uint8")
    picture[15:18, 16:30] = 255
    return picture


def direction(picture):
    """Where the bright part lies as seen from the middle, in degrees, down counting up."""
    rows, columns = np.nonzero(picture[..., 0] > 127)
    return np.degrees(np.arctan2(rows.mean() - 16, columns.mean() - 16))


def test_a_warp_turns_each_picture_by_its_own_angle_within_the_limit(random):
    turned = augment.warp(np.stack([arrow()] * 200), 15, 0, 0, random)
    angles = [direction(picture) for picture in turned]
    assert -16 < min(angles) < -13
    assert 13 < max(angles) < 16
    assert turned.shape == (200, 33, 33, 3)


def test_a_warp_scales_within_the_limit(random):
    square = np.zeros((33, 33, 3), "uint8")
    square[11:22, 11:22] = 255
    scaled = augment.warp(np.stack([square] * 200), 0, 0.2, 0, random)
    sides = np.sqrt((scaled[..., 0] / 255).sum(axis=(1, 2))) / 11
    assert sides.min() == pytest.approx(0.8, abs=0.03)
    assert sides.max() == pytest.approx(1.2, abs=0.03)


def test_a_shear_slants_upright_lines_and_leaves_level_ones(random):
    slanted = augment.warp(np.stack([arrow()] * 50), 0, 0, 20, random)
    np.testing.assert_allclose([direction(picture) for picture in slanted], 0, atol=1)
    upright = np.stack([arrow().transpose(1, 0, 2)] * 50)
    angles = [direction(picture) for picture in augment.warp(upright, 0, 0, 20, random)]
    assert min(angles) < 75 < 105 < max(angles)


def test_random_resolution_keeps_size_and_middle_and_loses_detail(random):
    picture = arrow()
    shown = augment.resolution(np.stack([picture] * 300), 0.2, random)
    assert shown.shape == (300, 33, 33, 3)
    lengths = (shown[:, 16, :, 0] > 127).sum(axis=1)
    assert lengths.min() < 14 < lengths.max()
    np.testing.assert_allclose([direction(one) for one in shown], 0, atol=6)  # half a pixel
    stripes = np.zeros((10, 32, 32, 3), "uint8")
    stripes[:, :, ::2] = 255
    fine = [np.ptp(picture) for picture in augment.resolution(stripes, 0.5, random)]
    assert min(fine) < 200


def test_light_changes_brightness_and_contrast_of_each_picture(random):
    picture = np.full((SIZE, SIZE, 3), 100, "uint8")
    picture[: SIZE // 2] = 150
    many = np.stack([picture] * 300)
    means = augment.light(many, 0.2, 0, 0, random).mean(axis=(1, 2, 3))
    assert (means.min(), means.max()) == pytest.approx((125 - 51, 125 + 51), abs=3)
    shown = augment.light(many, 0, 0.4, 0, random)
    spreads = np.ptp(shown, axis=(1, 2, 3))
    assert (spreads.min(), spreads.max()) == pytest.approx((30, 70), abs=2)
    np.testing.assert_allclose(shown.mean(axis=(1, 2, 3)), 125, atol=1)
    assert augment.light(np.full((9, 4, 4, 3), 250, "uint8"), 0.9, 0, 0, random).max() == 255


def test_light_makes_colours_weaker_and_stronger_and_keeps_greys(random):
    many = np.full((300, 4, 4, 3), (80, 110, 140), "uint8")
    shown = augment.light(many, 0, 0, 0.5, random).astype(int)
    np.testing.assert_allclose(shown[..., 1], 110, atol=1)
    distances = shown[:, 0, 0, 2] - 110
    assert (distances.min(), distances.max()) == pytest.approx((15, 45), abs=1)


def test_backdrop_leaves_the_middle_and_makes_the_corners_plain(random):
    pictures = random.integers(0, 200, (400, 32, 32, 3), dtype="uint8")
    shown = augment.backdrop(pictures, 0.25, random)
    changed = (shown != pictures).any(axis=(1, 2, 3))
    assert 60 < changed.sum() < 140
    middle = (slice(None), slice(12, 20), slice(12, 20))
    np.testing.assert_array_equal(shown[middle], pictures[middle])
    corners = shown[changed][:, [0, 0, -1, -1], [0, -1, 0, -1]]
    plain = (corners == corners[:, :1]).all(axis=(1, 2))
    assert plain.mean() > 0.7  # the widest ellipses nearly reach the corners
    assert 0.3 < (corners[plain] == 255).all(axis=(1, 2)).mean() < 0.7


def test_mixup_mixes_pictures_and_labels_by_the_same_share(random):
    pictures = np.arange(20, dtype="float32")[:, None, None, None] * np.ones((1, 4, 4, 3), "f4")
    labels = np.eye(20, dtype="float32")
    mixed, shares = augment.mixup(pictures, labels, 1.0, random)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-6)
    np.testing.assert_allclose(mixed[:, 0, 0, 0], shares @ np.arange(20), rtol=1e-5)
    assert ((shares > 0).sum(axis=1) == 2).sum() > 15
    assert mixed.dtype == shares.dtype == np.float32


def test_what_is_drawn_hangs_on_the_generator_alone(pictures):
    for function, limits in [
        (augment.warp, (15, 0.1, 5)),
        (augment.resolution, (0.2,)),
        (augment.light, (0.2, 0.2, 0.2)),
        (augment.backdrop, (0.5,)),
    ]:
        first, second = (function(pictures, *limits, np.random.default_rng(7)) for _ in range(2))
        np.testing.assert_array_equal(first, second)
        assert (first != function(pictures, *limits, np.random.default_rng(8))).any()
