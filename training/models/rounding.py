"""Weights as numbers that take few bytes, rounded once, before any format is written."""

import numpy as np

# A weight in a byte is a whole number from -127 to 127, times the scale of its tensor. In large
# kernels, which are most of the download and mind it least, it goes to 63: gzip makes less of fewer
# values. docs/experiments.md has the figures.
LEVELS = 127
LARGE = 100_000  # weights


def to_float16(values: np.ndarray) -> np.ndarray:
    """Round to the nearest float16, kept as float32."""
    return values.astype("float16").astype("float32")


def to_levels(values: np.ndarray) -> np.ndarray:
    """Round to the nearest of 255 evenly spaced values around 0, of 127 in a large kernel; float32.

    float16 holds each of them exactly (see `level_scale`), so a format that stores bytes and
    one that stores float16 hold the same weights.
    """
    scale = level_scale(values)
    rounded = np.round(values / scale) * scale
    if level_scale(rounded) != scale:  # the largest was rounded down, just into a finer scale
        scale, levels = level_scale(rounded), highest_level(values)
        rounded = np.clip(np.round(values / scale), -levels, levels) * scale
    return rounded.astype("float32")


def level_scale(values: np.ndarray) -> float:
    """The smallest scale with which `values` stay within the levels.

    Of the form 1, 1.25, 1.5 or 1.75 times a power of two: its 3 significant bits and the 7 of a
    level are fewer than the 11 that float16 has.
    """
    least = max(float(np.abs(values).max()), np.finfo("float16").tiny) / highest_level(values)
    power = 2.0 ** np.floor(np.log2(least))
    return float(np.ceil(least / power * 4) / 4 * power)


def highest_level(values: np.ndarray) -> int:
    """As which the largest weight of a tensor is kept."""
    return LEVELS if values.size <= LARGE else LEVELS // 2
