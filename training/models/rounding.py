"""Weights as numbers that take few bytes, rounded once, before any format is written."""

import numpy as np

LEVELS = 127  # an 8-bit weight is a whole number from -127 to 127, times the scale of its tensor


def to_float16(values: np.ndarray) -> np.ndarray:
    """Round to the nearest float16, kept as float32."""
    return values.astype("float16").astype("float32")


def to_eight_bits(values: np.ndarray) -> np.ndarray:
    """Round to the nearest of 255 evenly spaced values around 0, kept as float32.

    float16 holds each of them exactly (see `eight_bit_scale`), so a format that stores bytes and
    one that stores float16 hold the same weights.
    """
    scale = eight_bit_scale(values)
    rounded = np.round(values / scale) * scale
    if eight_bit_scale(rounded) != scale:  # the largest was rounded down, just into a finer scale
        scale = eight_bit_scale(rounded)
        rounded = np.clip(np.round(values / scale), -LEVELS, LEVELS) * scale
    return rounded.astype("float32")


def eight_bit_scale(values: np.ndarray) -> float:
    """The smallest scale with which `values` stay within the levels.

    Of the form 1, 1.25, 1.5 or 1.75 times a power of two: its 3 significant bits and the 8 of a
    level make the 11 that float16 has.
    """
    least = max(float(np.abs(values).max()), np.finfo("float16").tiny) / LEVELS
    power = 2.0 ** np.floor(np.log2(least))
    return float(np.ceil(least / power * 4) / 4 * power)
