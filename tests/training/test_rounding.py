import numpy as np
import pytest

from training.models.rounding import LARGE, LEVELS, highest_level, level_scale, to_levels


@pytest.mark.parametrize("shape", [(3, 3, 5, 7), (1, 1, 320, 640)])
@pytest.mark.parametrize("seed", range(10))
def test_weights_for_bytes_are_near_and_survive_float16(seed, shape):
    random = np.random.default_rng(seed)
    values = random.normal(0, 10.0 ** random.uniform(-4, 1), shape).astype("float32")
    rounded = to_levels(values)
    scale = level_scale(values)
    assert np.abs(rounded - values).max() <= scale / 2 * 1.001
    np.testing.assert_array_equal(rounded, rounded.astype("float16"))
    levels = rounded / level_scale(rounded)
    np.testing.assert_array_equal(levels, np.round(levels))
    assert np.abs(levels).max() <= highest_level(values)
    np.testing.assert_array_equal(to_levels(rounded), rounded)


def test_a_largest_value_that_rounds_into_a_finer_scale_keeps_its_grid():
    values = np.array([LEVELS * 1.0 + 1e-3, 40.2, -3.3], "float32")  # a scale of 1.25: 50.4 levels
    rounded = to_levels(values)
    levels = rounded / level_scale(rounded)
    np.testing.assert_array_equal(levels, np.round(levels))
    np.testing.assert_allclose(rounded, values, atol=1)


def test_a_tensor_of_zeros_stays_so():
    np.testing.assert_array_equal(to_levels(np.zeros((1, 1, 2, 2))), np.zeros((1, 1, 2, 2)))


def test_large_kernels_use_half_as_many_levels():
    random = np.random.default_rng(0)
    for size, levels in ((LARGE, LEVELS), (LARGE + 1, LEVELS // 2)):
        values = random.normal(0, 1, size).astype("float32")
        used = np.abs(to_levels(values)).max() / level_scale(values)
        assert levels / 2 < used <= levels
